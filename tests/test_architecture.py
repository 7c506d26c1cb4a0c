"""The arrow between modules, and the few rules about code that are easiest to break by accident."""

import ast
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

from tests.builders import ROOT
from voting.core.state import Phase

APP = sorted([*ROOT.glob("voting/**/*.py"), *ROOT.glob("app.py")])
CORE = [path for path in APP if "core" in path.parts]
OUTSIDE_CORE = [path for path in APP if path not in CORE]
TESTS = sorted(ROOT.glob("tests/**/*.py"))
LAB = sorted(set(ROOT.glob("lab/**/*.py")) - set(ROOT.glob("lab/scratch/**/*.py")))

# Each may import from its own row and from those above it.
LAYERS = (
    {"voting", "voting.delimited", "voting.refusals"},
    {"voting.instruments"},
    {"voting.core"},
    {"voting.disclosure", "voting.programme"},
    {"voting.registration", "voting.goals", "voting.evaluation"},
    {"voting.views"},
    {"voting.reports", "voting.words", "voting.wire", "voting.identity", "voting.moments"},
    {"voting.store", "voting.typed"},
    {
        "voting.service",
        "voting.limits",
        "voting.config",
        "voting.frameworks",
        "voting.library",
        "voting.logs",
    },
    {"voting.edges"},
    {"voting.web"},
    {
        "voting.main",
        "voting.backup",
        "voting.bounced",
        "voting.evaluate",
        "voting.links",
        "voting.mend",
    },
    {"app"},
)
RULES = 5  # the first so many rows are pure: no input, output, clock or chance
PURE = {
    "__future__", "collections", "csv", "datetime", "email_validator", "enum", "fractions",
    "functools", "itertools", "math", "msgspec", "re", "statistics", "string", "types", "typing",
    "unicodedata", "weakref",
}  # fmt: skip
CLOCKS = {"now", "utcnow", "today", "time_ns", "monotonic"}
SERVERS = {"eventlet", "gevent"}
# Which files may import what of each folder of the laboratory, besides the folder itself.
MAY_IMPORT = {
    "lab.rig": ("tests/", "lab/", "scripts/"),
    "lab.soak": ("tests/faults/", "tests/docs/"),
    "lab.bench": ("tests/bench/", "lab/peers/"),
    "lab.peers": ("tests/bench/",),
    "lab.engines": (),
    "lab.hearing": (),
    "lab.screenshots": (),
    "tests": ("tests/", "lab/engines/", "lab/screenshots/", "scripts/write_docs"),
}


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


def module_of(path: Path) -> str:
    return relative(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")


@cache
def nodes(path: Path) -> list[ast.AST]:
    return list(ast.walk(ast.parse(path.read_text())))


@cache
def imports(path: Path) -> set[str]:
    """Full names of the modules a file imports; of ``from a import b`` both a and a.b."""
    found = set()
    for node in nodes(path):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: import by full name"
            found |= {node.module or ""} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def against(rule: Callable[[Path], object], paths: Iterable[Path]) -> dict[str, object]:
    """What is wrong in each of these files that is."""
    found = {relative(path): rule(path) for path in paths}
    assert found
    return {name: wrong for name, wrong in found.items() if wrong}


def layer(module: str) -> int:
    name = ".".join(module.split(".")[:2])
    found = [place for place, names in enumerate(LAYERS) if name in names]
    assert found, f"{name} has no place in LAYERS"
    return found[0]


PURE_FILES = [path for path in APP if layer(module_of(path)) < RULES]
REST = [path for path in APP if layer(module_of(path)) > RULES]


def tops(path: Path) -> set[str]:
    return {name.split(".")[0] for name in imports(path)}


def test_imports_follow_the_arrow():
    def upwards(path: Path) -> set[str]:
        ours = {name for name in imports(path) if name.startswith("voting.") or name == "app"}
        return {name for name in ours if layer(name) > layer(module_of(path))}

    assert against(upwards, APP) == {}


def test_the_product_knows_no_test():
    assert against(lambda path: tops(path) & {"tests", "lab", "demo"}, APP) == {}


def test_the_laboratory_stands_apart():
    def foreign(path: Path) -> list[str]:
        here, found = relative(path), []
        for name in imports(path):
            in_lab = name.startswith("lab.")
            folder = ".".join(name.split(".")[:2]) if in_lab else name.split(".")[0]
            own = here.startswith(folder.replace(".", "/"))
            if not own and not here.startswith(MAY_IMPORT.get(folder, "")):
                found.append(name)
        return found

    assert against(foreign, [*LAB, *TESTS, *ROOT.glob("scripts/*.py")]) == {}


def test_the_rules_are_pure():
    def impure(path: Path) -> set[str]:
        called = {
            node.func.attr
            for node in nodes(path)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        }
        return (tops(path) - PURE - {"voting"}) | (called & CLOCKS)

    assert against(impure, PURE_FILES) == {}


def asks_for_a_phase(node: ast.AST) -> bool:
    """``x.phase``, ``x["phase"]``, ``Phase.LOBBY``."""
    if isinstance(node, ast.Attribute):
        return node.attr == "phase" or getattr(node.value, "id", "") == "Phase"
    return isinstance(node, ast.Subscript) and getattr(node.slice, "value", None) == "phase"


def decides_by_phase(node: ast.AST) -> bool:
    match node:
        case ast.Compare():
            asked = [node.left, *node.comparators]
        case ast.Match():
            asked = [node.subject]
        case ast.Assign():
            asked = node.targets
        case ast.AugAssign() | ast.AnnAssign() | ast.NamedExpr():
            asked = [node.target]
        case ast.keyword(arg="phase"):
            return True
        case _:
            return False
    return any(asks_for_a_phase(part) for whole in asked for part in ast.walk(whole))


def test_only_rules_and_views_compare_or_set_a_phase():
    def decide(path: Path) -> list[object]:
        found = [node.lineno for node in nodes(path) if decides_by_phase(node)]
        return [*found, *({"voting.core.state.Phase"} & imports(path))]

    assert against(decide, REST) == {}


def test_the_phase_rule_sees_what_it_should():
    wrong = ("w.phase is OPEN", 'v["phase"] == "open"', "w.phase = OPEN", "replace(w, phase=p)")
    for line in (*wrong, f"x in (Phase.{Phase.OPEN.name},)"):
        assert any(decides_by_phase(node) for node in ast.walk(ast.parse(line)))
    for line in ("show(w.phase)", "phase = 3", '{"phase": w.phase}'):
        assert not any(decides_by_phase(node) for node in ast.walk(ast.parse(line)))


def test_only_the_entry_imports_a_server():
    rest = [path for path in APP if path.name != "app.py"]
    assert against(lambda path: tops(path) & SERVERS, rest) == {}


def test_tests_build_rooms_and_patch_nothing():
    assert against(lambda path: {n for n in imports(path) if "mock" in n}, TESTS) == {}
