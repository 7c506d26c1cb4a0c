"""Addresses as people paste them: "Jo Bloggs <jo@example.org>; al@example.org", on any lines."""

import re
from collections.abc import Iterator

from voting.registration.listed import Listed, Reading, Remark, person, reading

_BETWEEN = " \t\xa0,;"
_MARKS = {'"': '"', "“": "”", "<": ">"}
_BRACKETED = re.compile(r"^(?P<name>[^<>]*)<(?P<email>[^<>]*)>\s*(?P<rest>.*)$", re.DOTALL)
_AT_END = re.compile(
    r"^(?P<name>.*?)[\s(\[]+(?:mailto:)?(?P<email>[^\s()\[\]]+@[^\s()\[\]]+)[)\]]?$"
)
_FIELDS = re.compile(r"^\s*(?:to|cc|bcc)\s*:\s*", re.IGNORECASE)
_LINES = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")
_LIST_MARK = re.compile(r"^\s*(?:[-*•·–]|\d{1,3}[.)])\s+")


def addresses_in(text: str) -> Reading:
    """Whoever a text names by address, with a name if one stands beside it. Between two people is
    a comma, a semicolon or a new line; a comma may also be within "Surname, Name <…>"."""
    found: list[Listed | Remark] = []
    for number, line in enumerate(_LINES.split(text), start=1):
        bare = _LIST_MARK.sub("", _FIELDS.sub("", line))
        found += _of_line(number, bare, ";" if _outside(bare, ";") else ",")
    return reading(found)


def _of_line(number: int, line: str, separator: str) -> Iterator[Listed | Remark]:
    waiting: list[str] = []  # words without an address, which may be the name of the next one
    for piece in _split(line, separator):
        if separator == ";" and piece.count("@") > 1 and _outside(piece, ","):
            yield from _of_line(number, piece, ",")
            continue
        if "@" not in piece:
            waiting.append(piece)
            continue
        for name, email in _people(piece, separator):
            if name and waiting:
                if separator == "," and len(waiting) == 1:
                    name = f"{name} {waiting.pop()}"  # "Bloggs, Jo <…>"
                yield from _nobody(number, waiting)
            elif waiting:
                name = " ".join(waiting)
            waiting = []
            yield person(number, piece if not name else f"{name} <{email}>", email, name=name)
    yield from _nobody(number, waiting)


def _nobody(number: int, pieces: list[str]) -> Iterator[Remark]:
    for piece in pieces:
        yield Remark(number, "no-address", piece, piece)


def _people(piece: str, separator: str) -> list[tuple[str, str]]:
    """Name and address of those in a piece that has an address: one, if it is well formed."""
    words = piece.split()
    if len(words) > 1 and all("@" in word for word in words) and "<" not in piece:
        return [("", word) for word in words]
    if found := _BRACKETED.match(piece):
        rest = found["rest"].strip()
        if "@" in rest:  # "a <a@x> b <b@x>"
            return [(_name(found["name"]), found["email"]), *_people(rest, separator)]
        return [(_name(found["name"] or rest), found["email"])]
    if found := _AT_END.match(piece):
        return [(_name(found["name"]), found["email"])]
    return [("", piece)]


def _name(text: str) -> str:
    """A name without its marks, "Bloggs, Jo" the right way round."""
    bare = text.strip("\"'“”: \t")
    family, comma, given = bare.partition(",")
    if comma and given.strip() and "," not in given:
        return f"{given.strip()} {family.strip()}"
    return "" if "@" in bare else bare


def _split(line: str, separator: str) -> Iterator[str]:
    piece = ""
    for c, is_outside in _walked(line):
        if is_outside and c == separator:
            if bare := piece.strip(_BETWEEN):
                yield bare
            piece = ""
        else:
            piece += c
    if bare := piece.strip(_BETWEEN):
        yield bare


def _outside(line: str, wanted: str) -> bool:
    return any(c == wanted and is_outside for c, is_outside in _walked(line))


def _walked(line: str) -> Iterator[tuple[str, bool]]:
    """Each character, and whether it stands outside quotes and brackets that are closed."""
    until = -1
    for place, c in enumerate(line):
        if place > until and c in _MARKS:
            until = line.find(_MARKS[c], place + 1)
        yield c, place > until
