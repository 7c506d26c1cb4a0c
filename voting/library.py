"""The series of meetings that an area may follow, as they come with the software."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from voting.programme.series import Series, parse_series

_LIBRARY = Path(__file__).parent / "programme" / "library"


@cache
def load_series() -> Mapping[str, Series]:
    """Every series by its key; raises ValueError naming the file and what is wrong with it."""
    found = [_read(file) for file in sorted(_LIBRARY.glob("*.json"))]
    return {series.key: series for series in found}


def _read(file: Path) -> Series:
    try:
        return parse_series(file.read_bytes())
    except ValueError as problem:
        raise ValueError(f"{file.name}: {problem}") from None
