"""The frameworks that a workshop may be set up with."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from voting.config import BadSetting
from voting.instruments.instrument import Instrument
from voting.instruments.parsing import parse_instrument
from voting.refusals.serving import BadFramework
from voting.words import load

_LIBRARY = Path(__file__).parent / "instruments" / "library"


def load_frameworks(folder: Path | None) -> Mapping[str, Instrument]:
    """The built-in frameworks and those of ``folder``, by key; raises BadSetting naming the file.

    A file in ``folder`` with a built-in's key replaces it: so an organisation that holds the
    official wording can supply it."""
    files = sorted(_LIBRARY.glob("*.json"))
    files += sorted(folder.glob("*.json")) if folder else []
    found: dict[str, Instrument] = {}
    for file in files:
        try:
            data: Any = json.loads(file.read_text(encoding="utf-8"))
            framework = parse_instrument(data)
        except BadFramework as problem:
            why = load().refusal(problem)
            raise BadSetting(f"FRAMEWORKS_DIR: {file.name}: {why}") from None
        except (OSError, ValueError, RecursionError) as problem:
            raise BadSetting(f"FRAMEWORKS_DIR: {file.name}: {problem}") from None
        found[framework.key] = framework
    return found
