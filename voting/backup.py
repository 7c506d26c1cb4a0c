"""Export everything to one versioned JSON file, or restore it into an empty store.

    python -m voting.backup export [--with-addresses] FILE
    python -m voting.backup restore FILE

Both use the store in the settings (REDIS_URL, or the embedded one in DATA_DIR, whether or not the
app is running). Links and cookies are made from SECRET_KEY, which is not in the file: keep
``secret.key`` or the setting too, and the restored links will still work. E-mail addresses and
access needs of people who were invited are in the file only if they are asked for.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

import redis

from voting.config import BadSetting, read_settings
from voting.refusals.serving import StoreUnavailable
from voting.store.archive import BadArchive, NotEmpty, dump, load
from voting.store.embedded import EmbeddedStoreError
from voting.store.opening import opened

_KINDS = ("workshop", "area", "programme")
WITH_ADDRESSES = "--with-addresses"
USAGE = f"Usage: python -m voting.backup export [{WITH_ADDRESSES}] FILE | restore FILE"


def main(arguments: list[str]) -> int:
    """Do what the command line says; returns the exit status."""
    addresses = arguments[:2] == ["export", WITH_ADDRESSES]
    if addresses:
        arguments = ["export", *arguments[2:]]
    if len(arguments) != 2 or arguments[0] not in ("export", "restore"):
        print(USAGE, file=sys.stderr)
        return 2
    action, file = arguments[0], Path(arguments[1])
    done = f"{action.removesuffix('e')}ed"
    try:
        settings = read_settings()
        with opened(settings.redis_url, settings.data_dir) as client:
            archive = (
                _export(client, file, addresses=addresses)
                if action == "export"
                else _restore(client, file)
            )
    except (BadSetting, BadArchive, NotEmpty, EmbeddedStoreError, StoreUnavailable) as problem:
        print(f"Nothing was {done}: {problem}", file=sys.stderr)
        return 1
    except (OSError, redis.RedisError) as problem:
        print(f"Nothing was {done}: {problem}", file=sys.stderr)
        return 1
    print(f"{_counted(archive)} {done}.")
    return 0


def _counted(archive: dict[str, Any]) -> str:
    """What is in it, for people: "3 workshops, 1 area and 0 programmes"."""
    counts = [len(archive.get(f"{what}s", [])) for what in _KINDS]
    said = [f"{n} {what}{'' if n == 1 else 's'}" for n, what in zip(counts, _KINDS, strict=True)]
    return f"{', '.join(said[:-1])} and {said[-1]}"


def _export(client: Any, file: Path, *, addresses: bool) -> dict[str, Any]:
    archive = dump(client, addresses=addresses)
    # Written beside and renamed, so that a file of this name is always a whole one.
    part = file.with_name(file.name + ".part")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        json.dump(archive, out, indent=1)
        out.flush()
        os.fsync(out.fileno())
    part.replace(file)
    return archive


def _restore(client: Any, file: Path) -> dict[str, Any]:
    try:
        archive: dict[str, Any] = json.loads(file.read_text())
    except ValueError:
        raise BadArchive(f"{file} is not JSON.") from None
    load(client, archive)
    return archive


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
