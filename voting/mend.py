"""Repair the embedded store of DATA_DIR if it is too damaged to start.

    .venv/bin/python -m voting.mend

The file of writes is copied, then cut off at the first command that can't be read. Everything
before that is kept. What came after it is only in the copy.
"""

import sys

from voting.config import BadSetting, read_settings
from voting.store import damage
from voting.store.embedded import EmbeddedStoreError, holding


def main() -> int:
    """Repair it, and say what was done; the exit status is 0 if the store can be started now."""
    try:
        data_dir = read_settings().data_dir
        with holding(data_dir):
            path = damage.writes_file(data_dir)
            if path is None or not path.exists():
                print(f"{data_dir} has no file of writes to repair.", file=sys.stderr)
                return 1
            whole, size = damage.whole_length(path), path.stat().st_size
            if whole == size:
                print(f"{path} is undamaged. If the store does not start, restore a backup.")
                return 1
            copy = damage.cut(path, whole, data_dir)
            print(f"{path} was cut from {size} to {whole} bytes. The original is in {copy}")
    except (BadSetting, EmbeddedStoreError, OSError) as problem:
        print(f"Nothing was repaired: {problem}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
