"""Mend the embedded store of DATA_DIR where it is too damaged to start.

    .venv/bin/python -m voting.mend

The file of writes is cut off at the first command that can't be read, after a copy of it was made.
What was written before that is all there afterwards; what came after it is in the copy only.
"""

import sys

from voting.config import BadSetting, read_settings
from voting.store import damage
from voting.store.embedded import EmbeddedStoreError, holding


def main() -> int:
    """Mend, and say what was done; the exit status is 0 if the store can be started now."""
    try:
        data_dir = read_settings().data_dir
        with holding(data_dir):
            path = damage.writes_file(data_dir)
            if path is None or not path.exists():
                print(f"{data_dir} has no file of writes that could be mended.", file=sys.stderr)
                return 1
            whole, size = damage.whole_length(path), path.stat().st_size
            if whole == size:
                print(f"{path} is whole. If the store does not start, restore a backup.")
                return 1
            copy = damage.cut(path, whole, data_dir)
            print(f"{path} is cut from {size} to {whole} bytes. As it was: {copy}")
    except (BadSetting, EmbeddedStoreError, OSError) as problem:
        print(f"Nothing was mended: {problem}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
