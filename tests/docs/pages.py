"""The documents as data: sections by heading, tables as rows."""

import re
from functools import cache

from tests.builders import ROOT


@cache
def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def section(name: str, heading: str) -> str:
    """What stands under a heading, down to the next heading of its rank or above."""
    found = re.search(rf"^(#+) {re.escape(heading)}\n", text(name), re.MULTILINE)
    assert found, f"{name} has no heading “{heading}”"
    rest = text(name)[found.end() :]
    end = re.search(rf"^#{{1,{len(found[1])}}} ", rest, re.MULTILINE)
    return rest[: end.start()] if end else rest


def rows(part: str, first_heading: str) -> list[list[str]]:
    """The rows of all tables in a part whose first column has this heading."""
    found: list[list[str]] = []
    taking = False
    for line in part.splitlines():
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if not cells:
            taking = False
        elif taking and not set(cells[0]) <= set("-"):
            found.append(cells)
        elif cells[0] == first_heading:
            taking = True
    return found


def names(part: str, first_heading: str) -> list[str]:
    """The first column of those rows, as code."""
    return [cells[0].strip("`") for cells in rows(part, first_heading)]
