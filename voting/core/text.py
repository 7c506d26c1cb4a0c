"""What people type or paste, made safe to store: repaired where that is certain, and trimmed.

Text stays text: "<" is a character like any other, and pages and files escape it.
"""

import re
import unicodedata

from voting.refusals.sent import MissingText, TextTooLong

_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")  # letters by category, blank to the eye
_LINE_END = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# Marks that reorder the text around them could make one name read as another; the rest cannot be
# seen and is pasted along from PDF files and chats. Joiners stay: emoji and some scripts need them.
_INVISIBLE = re.compile(
    "[\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffc]"
)
_TAGS = re.compile(
    "(\U0001f3f4[\U000e0020-\U000e007f]+)|[\U000e0000-\U000e007f]"
)  # flags need them
_PRIVATE = "[\ue000-\uf8ff\U000f0000-\U0010ffff]"  # what Word and PDF files have for bullets
_BULLET = re.compile(rf"(?<!\S){_PRIVATE}+(?=\s+\S)")


def clean(
    text: str, field: str, limit: int, *, required: bool = True, paragraphs: bool = False
) -> str:
    """Return ``text`` in NFC, repaired, with its white space folded; with ``paragraphs`` line
    breaks stay, and at most one blank line in a row.

    ``field`` is what the refusal names; ``limit`` is in characters.
    Raises MissingText or TextTooLong.
    """
    lines = unicodedata.normalize("NFC", _mended(text)).split("\n")
    tidy = "\n".join(" ".join(line.split()) for line in lines).strip()
    tidy = re.sub("\n{3,}", "\n\n", tidy) if paragraphs else " ".join(tidy.split())
    if len(tidy) > limit:
        raise TextTooLong(field, n=limit, length=len(tidy))
    # Joiners and other invisible characters are fine inside a name, but are no name by themselves.
    if required and not any(unicodedata.category(c)[0] in "LNPS" and c not in _BLANK for c in tidy):
        raise MissingText(field)
    return tidy


def _mended(text: str) -> str:
    """Drop what nobody meant to write; turn other programs' bullets and dashes into plain ones."""
    text = _TAGS.sub(r"\1", _INVISIBLE.sub("", _LINE_END.sub("\n", text)))
    text = "".join(map(_shown, text))
    return re.sub(_PRIVATE, "", _BULLET.sub("•", text))


def _shown(c: str) -> str:
    if c in "\t\n":
        return c
    match unicodedata.category(c):
        case "Cc":
            return _CONTROLS.get(c, "")
        case "Cs":  # half a character, cut off somewhere
            return ""
    return c


def _windows(code: int) -> str:
    return bytes([code]).decode("cp1252", "ignore")


# Word's hyphen that does not break; and quotes and dashes of Windows, read as if they were Latin-1.
_CONTROLS = {"\x1e": "-"} | {chr(code): _windows(code) for code in range(0x80, 0xA0)}
