"""Where the making of a file went wrong, for the server's log: the exception's class and the places
in the code, never its text, which may hold what people wrote."""

import re
import traceback
from pathlib import Path

_ROOT = Path(__file__).parent.parent.parent
_LINE = re.compile(rb"^trace: ([\w.]+(?: at [\w./+-]+:\d+){1,2})$", re.MULTILINE)


def trace(failed: BaseException) -> str:
    """The class, the last place in our own code, and the last one of all if that is another's."""
    places = [
        (Path(one.filename), one.lineno) for one in traceback.extract_tb(failed.__traceback__)
    ]
    ours = [one for one in places if one[0].is_relative_to(_ROOT / "voting")]
    kind = type(failed)
    shown = dict.fromkeys((*ours[-1:], *places[-1:]))
    return f"trace: {kind.__module__}.{kind.__qualname__}" + "".join(
        f" at {_short(path)}:{line}" for path, line in shown
    )


def traced(told: bytes) -> str:
    """What ``trace`` gave, in what a process said; empty if it gave none. The rest is left out:
    libraries put texts in it."""
    found = _LINE.findall(told)
    return found[-1].decode() if found else ""


def _short(path: Path) -> str:
    """The file's name with its last folders, or what is left of it in plain letters."""
    short = path.relative_to(_ROOT) if path.is_relative_to(_ROOT / "voting") else path
    return re.sub(r"[^\w./+-]", "_", "/".join(short.parts[-3:]), flags=re.ASCII)
