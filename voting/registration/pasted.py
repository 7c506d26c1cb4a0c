"""Addresses as people paste them: "Jo Bloggs <jo@example.org>; al@example.org", on any lines."""

import re
from collections.abc import Iterator

from voting.registration.listed import Listed, Reading, Remark, person, reading

_BETWEEN = " \t\xa0,;"
_OPENS = " \t\xa0(["
_MARKS = {'"': '"', "“": "”", "<": ">"}
_FIELDS = re.compile(r"^\s*(?:to|cc|bcc)\s*:\s*", re.IGNORECASE)
_LINES = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")
_LIST_MARK = re.compile(r"^\s*(?:[-*•·–]|\d{1,3}[.)])\s+")


def addresses_in(text: str) -> Reading:
    """Whoever a text names by address, with a name if one stands beside it. Between two people is
    a comma, a semicolon or a new line; a comma may also be within "Surname, Name <…>"."""
    return reading(_all_of(text))


def _all_of(text: str) -> Iterator[Listed | Remark]:
    for number, line in enumerate(_LINES.split(text), start=1):
        bare = _LIST_MARK.sub("", _FIELDS.sub("", line))
        yield from _of_line(number, bare, ";" if _outside(bare, ";") else ",")


def _of_line(number: int, line: str, separator: str) -> Iterator[Listed | Remark]:
    waiting: list[str] = []  # words without an address, which may be the name of the next one
    for piece in _split(line, separator):
        if separator == ";" and piece.count("@") > 1 and _outside(piece, ","):
            yield from _of_line(number, piece, ",")
            continue
        if "@" not in piece:
            waiting.append(piece)
            continue
        for name, email in _people(piece):
            if name and waiting:
                if separator == "," and len(waiting) == 1:
                    name = _name(f"{waiting.pop()}, {name}")  # "Bloggs, Jo <…>"
                yield from _nobody(number, waiting)
            elif waiting:
                name = " ".join(waiting)
            waiting = []
            yield person(number, piece if not name else f"{name} <{email}>", email, name=name)
    yield from _nobody(number, waiting)


def _nobody(number: int, pieces: list[str]) -> Iterator[Remark]:
    for piece in pieces:
        yield Remark(number, "no-address", piece, piece)


def _people(piece: str) -> Iterator[tuple[str, str]]:
    """Name and address of those in a piece that has an address: one, if it is well formed."""
    name, *parts = piece.split("<")
    ends = [part.partition(">") for part in parts]
    last = max(
        (n for n, (email, closes, _) in enumerate(ends) if closes and "@" in email), default=-1
    )
    if last < 0 or not all(closes for _, closes, _ in ends[:last]):
        yield from _plain(piece)
        return
    rest = "<".join([ends[last][2], *parts[last + 1 :]]).strip()
    for n, (email, _, after) in enumerate(ends[: last + 1]):
        is_behind = n == last and "@" not in rest  # "<a@x> a"
        yield _name(name.strip() or (rest if is_behind else "")), email
        name = after
    if "@" in rest:  # "a <a@x> b b@x"
        yield from _plain(rest)


def _plain(piece: str) -> Iterator[tuple[str, str]]:
    """The same without brackets round any address."""
    words = piece.split()
    if len(words) > 1 and "<" not in piece and all("@" in word for word in words):
        yield from (("", word) for word in words)
    elif found := _at_end(piece):
        yield found
    else:
        yield "", piece


def _at_end(piece: str) -> tuple[str, str] | None:
    """Of "Jo Bloggs jo@x" and "Jo Bloggs (jo@x)"; None for anything else."""
    bare = piece[:-1] if piece.endswith((")", "]")) else piece
    word = bare.split()[-1] if bare.split() else ""
    email = word[max(map(word.rfind, "([")) + 1 :]
    user, _, server = email.partition("@")
    if not (user and server and bare.endswith(email)) or email == bare or set(email) & {*")]"}:
        return None
    return _name(bare[: -len(email)].rstrip(_OPENS)), email.removeprefix("mailto:")


def _name(text: str) -> str:
    """A name without its marks, "Bloggs, Jo (CAMHS)" the right way round."""
    bare = text.strip("\"'“”: \t")
    family, comma, given = bare.partition(",")
    if comma and given.strip() and "," not in given:
        first, opens, behind = given.partition("(")
        return f"{first.strip()} {family.strip()} {opens}{behind}".strip()
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
    closed = {*_MARKS}
    for place, c in enumerate(line):
        if place > until and c in closed:
            until = line.find(_MARKS[c], place + 1)
            if until < 0:  # nor is any later one: not looked for again
                closed.remove(c)
        yield c, place > until
