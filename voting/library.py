"""What comes with the software as data: series of meetings, and the catalogue of sessions."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from voting.goals.catalogue import Catalogue, parse_catalogue
from voting.programme.series import Series, parse_series

_CATALOGUE = Path(__file__).parent / "goals" / "library" / "catalogue.json"
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


@cache
def load_catalogue() -> Catalogue:
    """What support sessions can be about; raises ValueError naming what is wrong with the file."""
    try:
        return parse_catalogue(_CATALOGUE.read_bytes())
    except ValueError as problem:
        raise ValueError(f"{_CATALOGUE.name}: {problem}") from None
