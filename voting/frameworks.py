"""The instruments that a workshop may be set up with."""

from collections.abc import Mapping
from pathlib import Path

from voting.config import BadSetting
from voting.instruments.instrument import Instrument
from voting.instruments.parsing import parse_instrument, read_file
from voting.refusals.serving import BadFramework
from voting.words import load

_LIBRARY = Path(__file__).parent / "instruments" / "library"

# In the order in which they are offered. The first is what a workshop has unless told otherwise,
# and its sectors are those of every file that has none.
SHIPPED = (
    "cascade",
    "partnership",
    "critical-factors",
    "good-practice",
    "agencies",
    "goals",
    "scaling",
    "meeting-feedback",
)


def load_frameworks(folder: Path | None) -> Mapping[str, Instrument]:
    """The built-in instruments and those of ``folder``, by key; raises BadSetting naming the file.

    A file in ``folder`` with a built-in's key replaces it: so an organisation that holds the
    official wording can supply it."""
    files = [_LIBRARY / f"{key}.json" for key in SHIPPED]
    files += sorted(folder.glob("*.json")) if folder else []
    found: dict[str, Instrument] = {}
    for file in files:
        try:
            usual = next(iter(found.values()), None)
            instrument = parse_instrument(read_file(file.read_bytes()), usual)
        except BadFramework as problem:
            why = load().refusal(problem)
            raise BadSetting(f"FRAMEWORKS_DIR: {file.name}: {why}") from None
        except OSError as problem:
            raise BadSetting(f"FRAMEWORKS_DIR: {file.name}: {problem}") from None
        found[instrument.key] = instrument
    return found
