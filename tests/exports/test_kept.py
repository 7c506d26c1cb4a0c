"""Files of a workshop of CASCADE: byte for byte what they were before there were other
instruments, wherever programs read them. What the record gained since may be added, not renamed."""

import json
from functools import cache

import pytest

from tests.exports.kept import KEPT, a_kept_room, digest, files_of

DIGESTS = json.loads((KEPT / "digests.json").read_text())


@cache
def files() -> dict[str, bytes]:
    return files_of(a_kept_room())


@pytest.mark.parametrize("name", [one for one in DIGESTS if one.endswith(".csv")])
def test_a_table_stays_as_it_was(name):
    assert files()[name].decode() == (KEPT / name).read_bytes().decode()


@pytest.mark.parametrize("name", [o for o in DIGESTS if not o.endswith((".csv", ".json"))])
def test_a_document_stays_as_it_was(name):
    """For new wording, a new look or another version of a library: look at the files, then write
    the digests again (python -m tests.exports.kept)."""
    assert digest(files()[name]) == DIGESTS[name]


def test_the_record_keeps_all_of_its_fields():
    kept = json.loads((KEPT / "record.json").read_text())
    assert _lost(kept, json.loads(files()["record.json"])) == []


def _lost(kept: object, now: object, at: str = "record") -> list[str]:
    """Where in the record something is gone or different."""
    if isinstance(kept, dict) and isinstance(now, dict):
        return [
            lost
            for name, value in kept.items()
            for lost in (
                _lost(value, now[name], f"{at}.{name}") if name in now else [f"{at}.{name}"]
            )
        ]
    if isinstance(kept, list) and isinstance(now, list) and len(kept) == len(now):
        return [
            lost
            for place, (one, other) in enumerate(zip(kept, now, strict=True))
            for lost in _lost(one, other, f"{at}[{place}]")
        ]
    return [] if kept == now else [at]
