"""Which letters the typeface of the reports has: those of people's names may be others."""

import struct
from collections.abc import Iterator
from functools import cache

from voting.reports.typeface import FOLDER

INSTEAD = "\N{REPLACEMENT CHARACTER}"
_NEEDS_NONE = frozenset(map(ord, "\n\r\t"))
# A hyphen that does not break, joiners, and what only chooses how the letter before it looks.
_LIKE = {0x2011: "-", 0x200C: "", 0x200D: "", 0xFE0E: "", 0xFE0F: ""}


@cache
def known() -> frozenset[int]:
    """Code points with a letter in every file of the typeface, and those that need none."""
    files = [set(_letters(path.read_bytes())) for path in sorted(FOLDER.glob("*.ttf"))]
    return frozenset.intersection(*map(frozenset, files)) | _NEEDS_NONE


def has_all(text: str) -> bool:
    """Can ``text`` be written with the typeface alone?"""
    return {ord(letter) for letter in text} <= known()


def with_known(text: str) -> str:
    """``text`` with a sign in place of each letter that the typeface lacks."""
    return "".join(
        letter if ord(letter) in known() else _LIKE.get(ord(letter), INSTEAD) for letter in text
    )


def _letters(font: bytes) -> Iterator[int]:
    """The code points of a TrueType font: the tables of "cmap" that are for Unicode."""
    tables = struct.unpack_from(">H", font, 4)[0]
    for place in range(tables):
        tag, _, start, _ = struct.unpack_from(">4sLLL", font, 12 + 16 * place)
        if tag == b"cmap":
            for table in range(struct.unpack_from(">H", font, start + 2)[0]):
                kind, _, offset = struct.unpack_from(">HHL", font, start + 4 + 8 * table)
                if kind in (0, 3):
                    yield from _mapped(font, start + offset)


def _mapped(font: bytes, start: int) -> Iterator[int]:
    layout = struct.unpack_from(">H", font, start)[0]
    if layout == 12:
        for group in range(struct.unpack_from(">L", font, start + 12)[0]):
            first, last, _ = struct.unpack_from(">LLL", font, start + 16 + 12 * group)
            yield from range(first, last + 1)
    elif layout == 4:
        double = struct.unpack_from(">H", font, start + 6)[0]
        for segment in range(0, double, 2):
            last = struct.unpack_from(">H", font, start + 14 + segment)[0]
            first = struct.unpack_from(">H", font, start + 16 + double + segment)[0]
            yield from (code for code in range(first, last + 1) if code != 0xFFFF)
