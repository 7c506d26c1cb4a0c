"""The arrow between the folders of the pages' scripts: see static/js/README.md."""

import posixpath
import re
from pathlib import Path

import pytest

from tests.builders import ROOT

SCRIPTS = ROOT / "static/js"
# Each may import from its own row's folder and from those above it; audiences not from each other.
LAYERS = (
    {"vendor"},
    {"lib"},
    {"charts"},
    {"attendee", "room", "trainer", "lead", "programme", "ahead"},
    {"pages"},
)
IMPORTED = re.compile(r"""(?:\bfrom|\bimport)\s*\(?\s*["'`](\.[^"'`$]+)""")
FILES = sorted(SCRIPTS.rglob("*.js"))
FOLDERS = sorted(path for path in SCRIPTS.iterdir() if path.is_dir())


def relative(path: Path) -> str:
    return path.relative_to(SCRIPTS).as_posix()


def layer(folder: str) -> int:
    return next(place for place, names in enumerate(LAYERS) if folder in names)


def folder_of(name: str) -> str:
    """Of a name below ``static``."""
    top, next_, *_ = name.split("/")
    return top if top == "vendor" else next_


def imports(name: str, source: str) -> set[str]:
    """Names below ``static`` of what a module of that name imports, at once or later."""
    at = posixpath.dirname(name)
    return {posixpath.normpath(posixpath.join(at, found)) for found in IMPORTED.findall(source)}


def wrong(name: str, source: str) -> list[str]:
    mine = folder_of(name)
    return [
        found
        for found in sorted(imports(name, source))
        if folder_of(found) != mine and layer(folder_of(found)) >= layer(mine)
    ]


def test_imports_follow_the_arrow():
    for path in FILES:
        name, source = f"js/{relative(path)}", path.read_text()
        assert wrong(name, source) == [], name
        found = sorted(imports(name, source))
        assert [n for n in found if not (ROOT / "static" / n).is_file()] == [], name


@pytest.mark.parametrize(
    ("at", "source"),
    [
        ("js/lib/x.js", "import { a } from '../charts/bars.js';"),
        ("js/lib/x.js", "export { a } from '../attendee/menu.js';"),
        ("js/charts/x.js", "import '../room/frame.js';"),
        ("js/room/x.js", "import {\n  a,\n} from '../trainer/desk.js';"),
        ("js/trainer/x.js", "await import(`../pages/room.js${again}`);"),
    ],
)
def test_the_arrow_sees_what_it_should(at, source):
    assert wrong(at, source)


def test_each_folder_says_what_is_in_it():
    assert {folder.name for folder in FOLDERS} == set.union(*LAYERS[1:])
    for folder in (SCRIPTS, *FOLDERS):
        assert "import" in (folder / "README.md").read_text().lower()
