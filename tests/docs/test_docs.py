"""The documents say what the code does: everything that can be compared is."""

import ast
import re
from typing import Any, get_args

import pytest
from msgspec.structs import replace

from lab.soak.rows import TABLE
from scripts import write_docs
from tests.builders import (
    ROOT,
    Room,
    a_finished_room,
    a_room_in,
    a_room_of,
    a_room_that_differs,
    every_kind,
    three_by_five,
)
from tests.docs import pages
from tests.goals.planned import Planned, a_plan
from tests.sent import framework_view, received, you_view
from voting import config
from voting.config import Settings
from voting.core import commands as c
from voting.core.actors import Role
from voting.core.commands import Part
from voting.core.state import Phase
from voting.edges import sockets
from voting.frameworks import load_frameworks
from voting.goals import commands as p
from voting.goals.plan import PARTS, Sitting
from voting.instruments.instrument import Copy, Repeat
from voting.instruments.tally import Ballot, Reason
from voting.programme.result import Returning
from voting.views import audiences
from voting.views.plan import OwnAnswer, OwnPlan
from voting.views.result import result_of
from voting.web import create_app
from voting.words.refused import all_refusals

PROTOCOL = "docs/protocol.md"
DOCUMENTS = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("docs/*.md"))
PAGES = [*DOCUMENTS, "README.md", "CHANGELOG.md"]


@pytest.mark.parametrize("path", write_docs.DOCS, ids=lambda path: path.name)
def test_what_the_code_knows_best_is_written_from_it(path):
    said = path.read_text(encoding="utf-8")
    assert said == write_docs.rendered(said), "run: .venv/bin/python scripts/write_docs.py"


def test_every_row_of_the_soak_is_in_both_tables():
    page = (ROOT / "docs/reliability.md").read_text()
    figures, _, about = page.partition("<!-- end of figures -->")
    for table in (figures, about):
        rows = re.findall(r"^\| `([a-z-]+)` \|", table, re.MULTILINE)
        assert sorted(rows) == sorted(TABLE)


def test_every_part_that_can_be_written_is_in_a_document():
    said = "".join(path.read_text(encoding="utf-8") for path in write_docs.DOCS)
    assert [name for name in write_docs.PARTS if f"<!-- part: {name} -->" not in said] == []


# --- doors --------------------------------------------------------------------------------------


def test_every_route_is_documented(store):
    flask = create_app(Settings(secret_key="k" * 32), store).flask
    there = {
        (method, rule.rule)
        for rule in flask.url_map.iter_rules()
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }
    table = pages.rows(pages.section(PROTOCOL, "Every route"), "method")
    assert {(cells[0], cells[1].strip("`")) for cells in table} == there


def test_every_event_a_client_may_send_is_documented():
    sent = pages.names(pages.section(PROTOCOL, "What a client sends"), "event")
    assert sorted(name for name in sent if " " not in name) == sorted(sockets.EVENTS)


def test_every_event_the_server_sends_is_documented():
    told = pages.names(pages.section(PROTOCOL, "What the server sends"), "event")
    assert sorted(told) == sorted(emitted())


def emitted() -> set[str]:
    """The names of events that any of our code sends."""
    found = set()
    for path in (ROOT / "voting").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                first = node.args[0] if node.args else None
                if node.func.attr in ("emit", "_emit") and isinstance(first, ast.Constant):
                    found.add(first.value)
    return found


def test_every_refusal_that_is_named_in_passing_exists():
    known = {refusal.code for refusal in all_refusals()}
    known |= {"refused", "not-found", "method-not-allowed", "internal-server-error"}
    named = re.findall(r"^Refused with (.*?)\.$", pages.text(PROTOCOL), re.MULTILINE | re.DOTALL)
    codes = {code for part in named for code in re.findall(r"`([a-z]+(?:-[a-z]+)*)`", part)}
    assert codes, "the pattern fits no sentence any more"
    assert codes <= known


def test_the_proxys_log_holds_no_address_of_the_page_before():
    """A personal link is one, for what its page asks for next."""
    conf = (ROOT / "deploy/nginx.conf").read_text()
    formats = dict(re.findall(r"log_format (\w+) ([^;]+);", conf))
    used = re.findall(r"access_log \S+ (\w+)", conf)
    assert used
    assert all("referer" not in formats[name] for name in used)


def test_every_setting_is_described_beyond_the_table():
    text = pages.text("docs/deploy.md")
    said = write_docs.rendered(text).replace(write_docs.settings(), "")
    assert [name for name in config.SETTINGS if f"`{name}`" not in said] == []


# --- views --------------------------------------------------------------------------------------

SECTIONS = {
    Role.ATTENDEE: ["The attendee's view, besides", "The plan"],
    Role.ROOM: ["The room's view, besides", "The plan"],
    Role.TRAINER: [
        "The trainers' view, besides",
        "The plan",
        "The plan for trainers, besides",
    ],
    Role.LEAD: ["The lead's view, besides", "The plan"],
}


def fields(*headings: str) -> dict[str, str]:
    """Documented fields and their types, of all these sections together."""
    table = [row for one in headings for row in pages.rows(pages.section(PROTOCOL, one), "field")]
    return {cells[0].strip("`"): cells[1] for cells in table}


def seen_in(value: Any, where: str = "") -> list[tuple[str, str]]:
    """Every field in a piece of JSON, as the document writes it, with the type it has."""
    found = []
    if isinstance(value, dict):
        for key, part in value.items():
            name = f"{where}.{key}" if where else key
            found += [(name, type_of(part)), *seen_in(part, name)]
    elif isinstance(value, list):
        for part in value:
            found += seen_in(part, f"{where}[]")
    return found


def type_of(value: Any) -> str:
    if value is None:
        return "null"
    names = {
        bool: "boolean",
        int: "number",
        float: "number",
        str: "text",
        list: "list",
        dict: "object",
    }
    return names[type(value)]


def problems(documented: dict[str, str], seen: list[tuple[str, str]]) -> list[str]:
    missing = {f"{name} is not documented" for name, _ in seen if name not in documented}
    unseen = {f"{name} is never sent" for name in documented.keys() - {name for name, _ in seen}}
    wrong = {
        f"{name} is {kind}, documented as {documented[name]}"
        for name, kind in seen
        if name in documented and kind not in documented[name].split(" or ")
    }
    return sorted(missing | unseen | wrong)


def rooms() -> list[Room]:
    """A room in every phase, one whose domain is left unresolved, and some that differ."""
    found = [a_room_in(phase) for phase in Phase]
    unresolved = a_room_in(Phase.REVEALED)
    unresolved.rules("time", "unresolved", note="The room could not agree.")
    more = (*rooms_that_differ(), *rooms_of_a_series(), *ahead(), *rooms_of_several())
    return [*found, unresolved, *more]


def rooms_of_several() -> list[Room]:
    """Several cells on the screens, asked for and answered; and one of numbers alone."""
    found = [a_room_of(3, every_kind()) for _ in range(3)]
    for room in found:
        room.opens("*")
        for person in "123":
            room.answers(
                person,
                {"plan.level": int(person) - 1, "plan.who": (0, int(person)), "plan.score": 5},
            )
    _, closed, alone = found
    for room in (closed, alone):
        room.does(c.CloseRound(1))
    closed.rules("plan.level", "consensus", 1)
    for person in "123":
        alone.votes(person, int(person), alone.opens("plan.score") if person == "1" else 2)
    alone.does(c.CloseRound(2))
    return found


def ahead() -> list[Room]:
    """Rooms of which something was rated ahead: not shown yet, and shown."""
    found = [Room(three_by_five()), Room(three_by_five())]
    for room in found:
        room.registered = {"0": "primary"}
        for number in range(5):
            room.rates_ahead(str(number), trust=1, time=number % 5, tools=2)
    found[1].situation()
    found[1].does(c.RevealAhead("trust"))
    return found


def rooms_of_a_series() -> list[Room]:
    """Workshops after an earlier one: of the same framework, on another scale, with nothing
    decided, and of another framework."""
    held, levels = result_of(a_finished_room().situation(), version=1), three_by_five().levels
    finer = replace(three_by_five(), levels=(*levels, replace(levels[-1], rating=5)))
    open_yet = result_of(a_room_in(Phase.REVEALED).situation())
    others = [held, replace(held, framework=finer), open_yet]
    others += [replace(held, framework=replace(three_by_five(), key="another"), sectors={"": 1})]
    found = []
    for before in others:
        for room in (a_room_in(Phase.REVEALED), a_room_in(Phase.FINISHED)):
            room.before = (before,)
            room.returning = Returning(held.workshop, 2, 3, {"trust": ((0,) * 5,) * 5})
            if room.workshop.domain:
                room.does(c.ShowPart("last_time"))
            found.append(room)
    left = a_room_in(Phase.REVEALED)
    left.rules("time", "unresolved", note="Left open")
    later = a_room_in(Phase.REVEALED)
    later.before = (result_of(left.situation()),)
    later.does(c.ShowPart("last_time"))
    return [*found, later]


def rooms_that_differ() -> list[Room]:
    """All that is sent of a disagreement, with everything shown and people counted by hand."""
    differing = a_room_that_differs()
    for part in get_args(Part):
        differing.does(c.ShowPart(part))
    first = Room(three_by_five())
    first.rates("trust", 1, None)
    first.does(c.ShowPart("groups"))
    first.does(c.ShowReason(first.explains("2", "Too new here")))
    first.does(c.StartBreak(60))
    counting = a_room_in(Phase.OPEN)
    counting.hands(0, 1, 0, 0, 0)
    doubled = a_room_of(2)
    doubled.address = "one-network"
    for number in range(10, 20):
        doubled.joins(str(number), "A. B.")
    doubled.does(c.MergePeople("2", "1"))
    return [differing, first, counting, doubled]


def test_every_field_that_is_sent_says_what_it_is():
    parts = [part() for name, part in write_docs.PARTS.items() if name.startswith(("fi", "an"))]
    assert [row for part in parts for row in part.splitlines() if row.endswith("|  |")] == []


def plans() -> list[Planned]:
    """A plan with all that it can have, one with a question open, and one with it closed; and one
    whose goal another meeting is scoring."""
    found = [a_plan(), a_plan(), a_plan()]
    for meeting in found[1:]:
        meeting.does(p.AskScore("g1"))
        meeting.scores(0, 4, None)
    found[2].does(p.CloseQuestion(found[2].question))
    found[2].settles("g1", 3, 4, 4)
    found[2].does(p.AskScore("g1"))
    found[2].scores(3, 4)
    found[2].does(p.CloseQuestion(found[2].question))
    found.append(a_plan())
    found[-1].elsewhere = {"g1": Sitting("workshop-two", "workshop-2", "2026-11-22")}
    return [*found, *(shown(part) for part in PARTS)]


def shown(part: str) -> Planned:
    meeting = a_plan()
    meeting.does(p.ShowPlan(part))
    return meeting


def as_clients_read(role: Role, room: Room | Planned) -> Any:
    view = audiences.VIEWS[role](room.situation())
    return received(view)


@pytest.mark.parametrize("role", SECTIONS)
def test_every_field_of_every_view_is_documented(role):
    looked_at = [*rooms(), *plans()]
    seen = [field for room in looked_at for field in seen_in(as_clients_read(role, room))]
    # What an object holds that has a key for each of some names is said in its own row.
    seen = [(name, kind) for name, kind in seen if not name.startswith("plan.edits[].edits.")]
    told = fields("Every view", *SECTIONS[role])
    if role is Role.ATTENDEE:  # notes are read out in the room
        told = {name: kind for name, kind in told.items() if ".notes[]" not in name}
    assert problems(told, seen) == []


def test_every_field_of_what_one_person_is_told_is_documented():
    workshop, reasons = a_room_in(Phase.OPEN).workshop, {"": Reason("reason-one", "No time")}
    told = [you_view(workshop, "1", 1, None)]
    told += [
        you_view(workshop, "1", 1, None, ahead=Ballot(1, "", rating, 0)) for rating in (2, None)
    ]
    told += [
        you_view(workshop, "1", 1, Ballot(1, "vote-one", rating, 0), reasons)
        for rating in (2, None)
    ]
    for score in (0, None):
        answer = OwnAnswer(1, 0, "score", "vote-one", 1, score, ("trust",), hidden=False)
        told.append(you_view(workshop, "1", 1, None, plan=OwnPlan(answer, 3)))
    told.append(you_view(workshop, "1", 1, None, plan=OwnPlan(None, 3)))
    assert problems(fields("`you`"), [field for one in told for field in seen_in(one)]) == []


def test_every_field_of_the_frameworks_words_is_documented():
    named = replace(
        every_kind(), repeat=Repeat("agency", 3), copies=(Copy("1", "The clinic"),), opens="row"
    )
    seen = [*seen_in(framework_view(three_by_five())), *seen_in(framework_view(named))]
    table = pages.rows(pages.section(PROTOCOL, "Live pages"), "field")
    words = {cells[0].strip("`"): cells[1] for cells in table}
    boot = {"audience", "workshop", "version", "token", "framework", "words", "join_address"}
    boot |= {"short_join_address", "only_here", "trainer", "area", "limits", "state"}
    boot |= {"catalogue", "plan_limits"}
    assert problems({k: v for k, v in words.items() if k not in boot}, seen) == []


# --- the rest -----------------------------------------------------------------------------------


def test_the_framework_in_the_method_is_the_one_that_is_built_in():
    cascade = load_frameworks(None)["cascade"]
    part = pages.section("docs/method.md", "Seven domains, four ratings")
    told = [(row[0].strip("`"), row[1], row[2]) for row in pages.rows(part, "key")]
    assert told == [(d.key, d.letter, d.name) for d in cascade.domains]
    assert all(level.label in part for level in cascade.levels)
    assert "Miranda Wolpert" in pages.text("README.md")
    assert cascade.credit.split(";")[0] in pages.text("README.md")


def test_the_folder_map_is_the_folder():
    part = pages.section("docs/design.md", "Where things are")
    named = [path.strip("`") for row in pages.rows(part, "path") for path in row[0].split(", ")]
    assert [path for path in named if not (ROOT / path).exists()] == []
    modules = {path.relative_to(ROOT).as_posix() for path in (ROOT / "voting").rglob("*.py")}
    covered = {m for m in modules for path in named if m == path or m.startswith(path)}
    untold = modules - covered - {"voting/__init__.py"}
    assert untold == set()


@pytest.mark.parametrize("page", PAGES)
def test_links_between_documents_lead_somewhere(page):
    here = (ROOT / page).parent
    broken = []
    for target in re.findall(r"\]\(([^)\s]+)\)", pages.text(page)):
        path, _, anchor = target.partition("#")
        if target.startswith(("http://", "https://")) or path.endswith(".png"):
            continue
        file = (here / path) if path else ROOT / page
        if not file.exists() or (anchor and anchor not in anchors(file.read_text())):
            broken.append(target)
    assert broken == []


def anchors(text: str) -> set[str]:
    headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
