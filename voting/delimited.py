"""A table as other programs save it: text in some encoding, cells with some separator between."""

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from msgspec import Struct

SEPARATORS = ",;\t|"
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_DOCUMENTS = (b"%PDF", b"{\\rtf")
_SAYS_SEPARATOR = re.compile(r"^sep=(.)[\r\n]+", re.IGNORECASE)
_LINE = re.compile("[^\r\n]*(?:\r\n|\r|\n|$)")
_HEADING_LIMIT = 20_000  # characters of the first line that are looked at to find out what it is
SOURCE_LIMIT = 1000  # characters of a line that are shown again


class NotText(Exception):
    """A file that is no text: ``why`` is "workbook" or "document"."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Row(Struct, frozen=True):
    """The cells of a row, the line on which it begins, counted from 1, and its text."""

    line: int
    cells: list[str]
    source: str


class Unclosed(Struct, frozen=True):
    """Lines on which a quotation mark is never closed: the first of them, and their text."""

    line: int
    source: str


class Delimited(Struct, frozen=True):
    """A table whose first line that is not blank is ``first``, with the cells ``heads``."""

    first: str
    heads: list[str]
    separator: str
    body: str
    skipped: int

    def rows(self) -> Iterator[Row | Unclosed]:
        """All rows that are not blank, the first among them. A quotation mark that is never closed
        is a fault of its line alone: what follows is read as if it were not there."""
        lines = _LINE.findall(self.body)
        reader, before, done = self._reader(lines), 0, 0
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                source = "".join(lines[done : before + reader.line_num]).strip()[:SOURCE_LIMIT]
                yield Unclosed(done + 1 + self.skipped, source)
                before = done = done + 1
                reader = self._reader(lines[done:])
                continue
            begins, done = done, before + reader.line_num
            if any(cell.strip() for cell in cells):
                source = "".join(lines[begins:done]).strip("\r\n")[:SOURCE_LIMIT]
                yield Row(begins + 1 + self.skipped, cells, source)

    def _reader(self, lines: Sequence[str]) -> Any:
        return csv.reader(lines, delimiter=self.separator, strict=True)


def text_of(data: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 or Windows-1252. Raises NotText."""
    if data.startswith(_WORKBOOKS):
        raise NotText("workbook")
    if data.startswith(_DOCUMENTS):
        raise NotText("document")
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    if b"\0" in data[:400]:
        zeros = data[:400:2].count(0), data[1:400:2].count(0)
        if min(zeros) or max(zeros) < len(data[:400]) / 8:
            raise NotText("document")
        return data.decode("utf-16-be" if zeros[0] > zeros[1] else "utf-16-le", errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def delimited(text: str, known: Callable[[Sequence[str]], int]) -> Delimited:
    """A text as a table. Where it does not say its separator ("sep=;"), that is the one that makes
    most cells of the first line and, if two do, most headings of which ``known`` says how many
    there are."""
    said = _SAYS_SEPARATOR.match(text)
    body = text[said.end() :] if said else text
    first = next((line for line in _LINE.findall(body) if line.strip()), "")[:_HEADING_LIMIT]

    def fits(separator: str) -> tuple[int, int]:
        heads = _split(first, separator)
        return len(heads), known(heads)

    separator = max(said[1] if said else SEPARATORS, key=fits)
    return Delimited(first, _split(first, separator), separator, body, 1 if said else 0)


def _split(line: str, separator: str) -> list[str]:
    return next(csv.reader([line.rstrip("\r\n")], delimiter=separator), [])
