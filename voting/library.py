"""The series of meetings that an area may follow, as they come with the software."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import msgspec

from voting.programme.series import Series

_LIBRARY = Path(__file__).parent / "programme" / "library"


@cache
def load_series() -> Mapping[str, Series]:
    """Every series by its key."""
    files = sorted(_LIBRARY.glob("*.json"))
    found = [msgspec.json.decode(file.read_bytes(), type=Series) for file in files]
    return {series.key: series for series in found}
