"""Write the parts of the documents that the code knows best.

    .venv/bin/python scripts/write_docs.py              tables, from the code
    .venv/bin/python scripts/write_docs.py --exchange   the example of docs/protocol.md as well,
                                                        from a run of the app

A part stands between <!-- part: NAME --> and <!-- end: NAME -->. A test fails while one of them
differs from what this would write.
"""

import re
import sys
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

# ruff: noqa: E402  (found only from the line above on)
import msgspec

from scripts.field_tables import answers
from scripts.field_tables import table as fields
from voting.config import SETTINGS, Settings
from voting.core.actors import Role
from voting.core.commands import COMMANDS, KINDS, Command, Create, Details, named_as_on_the_wire
from voting.core.decisions import NOTE_LIMIT
from voting.core.practice import MOST_PRACTICE
from voting.core.reasons import REASON_LIMIT
from voting.core.roster import MOST_PEOPLE, NAME_LIMIT
from voting.core.rounds import MOST_BY_HAND
from voting.core.settings import TITLE_LIMIT
from voting.core.state import Phase
from voting.core.table import BY_DOMAIN, MAY, ONCE_DECIDED, SAME, TABLE, WHEN
from voting.edges.connections.meter import PATIENCE
from voting.edges.connections.sessions import (
    ADMITTED_WITHIN,
    FRAMES_A_SECOND,
    STRANGERS,
    STRANGERS_A_SECOND,
    STRANGERS_OF_ADDRESS,
    TABS,
)
from voting.edges.http.area_forms import FORMS
from voting.edges.http.plan_forms import FORMS as PLAN_FORMS
from voting.goals.actions import MOST_ACTIONS
from voting.goals.commands import PLAN_COMMANDS, PlanCommand
from voting.goals.plan import MOST_GOALS, MOST_NEEDS, LedPart, Wording
from voting.goals.table import PLAN_TABLE
from voting.goals.wording import MORE_LIMIT, TEXT_LIMIT
from voting.limits import CHANGES_A_MINUTE, JOINS_A_MINUTE, MADE_A_MINUTE
from voting.programme.commands import AnyAreaCommand
from voting.programme.deadlines import MOST_DEADLINES
from voting.programme.membership import MOST_AREAS
from voting.programme.planning import MOST_EVENTS
from voting.programme.texts import MOST_TAGS
from voting.refusals import Refusal
from voting.refusals.serving import BadFramework
from voting.service.plans import MOST_SUGGESTIONS
from voting.store import keys
from voting.views.area import AreaView
from voting.views.area_plan import AreaPlan
from voting.views.attendee import AttendeeView
from voting.views.framework import FrameworkWords
from voting.views.invited import InvitedView
from voting.views.lead import LeadView
from voting.views.plan import PlanForTrainers, PlanView
from voting.views.room import RoomView
from voting.views.shared import Shared
from voting.views.trainer import TrainerView
from voting.views.you import StoredBallot, You
from voting.wire.answers import (
    CommandDone,
    Error,
    KeptReason,
    PlanAnswerStored,
    Pulse,
    ReasonStored,
    RefusedConnection,
    Snapshot,
    State,
    SuggestionKept,
    VoteStored,
)
from voting.wire.codec import MOST_BYTES, MOST_PASTED
from voting.wire.pages import (
    AheadStored,
    AreaChanged,
    AreaMade,
    AreaMark,
    AreaSeen,
    AreasMade,
    Boot,
    GoOn,
    Imported,
    JoinForm,
    Links,
    Mark,
    PageToken,
    PeopleChanged,
    PeopleSeen,
    PlanChanged,
    PlanSeen,
    ProgrammeAreas,
    ProgrammeLinks,
    ProgrammeMade,
    SignedIn,
    Well,
)
from voting.words import is_plural, load
from voting.words.refused import all_refusals

DOCUMENTS = ("protocol.md", "method.md", "design.md", "deploy.md", "instruments.md")
DOCS = [ROOT / "docs" / name for name in DOCUMENTS]
_PART = re.compile(r"(<!-- part: (\S+) -->\n)(.*?)(<!-- end: \2 -->)", re.DOTALL)

WORDS = load()
FIELDS = {field for kind in (*COMMANDS.values(), Details) for field in kind.__struct_fields__} | {
    "code", "framework", "passphrase", "text",
}  # fmt: skip

ANSWERS = {
    "`snapshot`": Snapshot,
    "`vote`": VoteStored,
    "`reason`": ReasonStored,
    "every command": CommandDone,
    "`answer_plan`": PlanAnswerStored,
    "`suggest`": SuggestionKept,
}
HTTP_ANSWERS = {
    "`GET /hello`": PageToken,
    "`GET /healthz`, 200": Well,
    "`GET /j/<code>/form`": JoinForm,
    "`GET /w/<workshop>/instrument`": FrameworkWords,
    "`GET /trainer/<workshop>/links`, `GET /area/<area>/workshops/<workshop>/links`": Links,
    "`POST /workshops`, `POST /j/<code>`, `POST /enter`, `POST …/open` of an area": SignedIn,
    "`GET /area/<area>`": AreaSeen,
    "`POST /p/<area>/ahead`": AheadStored,
    "`GET /area/<area>/mark`, `GET /area/<area>/people/mark`": AreaMark,
    "`POST /area/<area>/<command>`": AreaChanged,
    "`GET /area/<area>/goals`, `…/actions`, `…/sessions`": PlanSeen,
    "`POST /area/<area>/<command>` to its plan": PlanChanged,
    "`GET /area/<area>/people`": PeopleSeen,
    "`POST /area/<area>/people/<command>`": PeopleChanged,
    "`POST /join`, `POST /language`, `POST /trainer/<workshop>/delete`, `POST /area/<area>/erase`, "
    "`POST …/replace` and `POST …/move` of an area": GoOn,
    "`POST /programmes`": ProgrammeMade,
    "`POST /programme/<id>/<command>`": AreasMade,
    "`POST /programme/<id>/import`, `POST /area/<area>/import`, and `…/check_import`": Imported,
    "`GET /programme/<id>/links`": ProgrammeAreas,
    "`links` of a programme": ProgrammeLinks,
    "each of `areas` of a programme": AreaMade,
    "`GET /programme/<id>/mark`": Mark,
}

# How the documents name the types of command arguments.
_WORDS = {str: "text", int: "whole number", bool: "true or false", types.NoneType: "null"}


def table(headings: list[str], rows: list[list[str]]) -> str:
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def refusals() -> str:
    """Every named refusal. The sentence is shown with the places that are filled in."""
    return table(
        ["code", "status", "again", "field", "sentence"],
        [
            [
                f"`{one.code}`",
                str(one.status),
                "yes" if one.again else "no",
                ", ".join(f"`{field}`" for field in fields_of(one)),
                "<br>".join(sentences_of(one)),
            ]
            for one in all_refusals()
        ],
    )


def fields_of(refusal: type[Refusal]) -> list[str]:
    """The fields that a refusal may be about."""
    found = WORDS.at(f"refusals.{refusal.code}")
    many = isinstance(found, dict) and not is_plural(found) and refusal.field is None
    cases = [case for case in found if case in FIELDS] if many else []
    return [refusal.field] if refusal.field else cases


def sentences_of(refusal: type[Refusal]) -> list[str]:
    """What people read, for each case."""
    if refusal is BadFramework:
        return ["see [instruments.md](instruments.md#what-can-be-wrong-with-a-file)"]
    found = WORDS.at(f"refusals.{refusal.code}")
    cases = found.values() if isinstance(found, dict) and not is_plural(found) else [found]
    return [case["other"] if is_plural(case) else case for case in cases]


def instrument_faults() -> str:
    """Everything that an instrument's file may be refused for, as people read it."""
    cases = WORDS.at(f"refusals.{BadFramework.code}")
    return table(["`why`", "what is said"], [[f"`{why}`", said] for why, said in cases.items()])


def commands() -> str:
    """Every command that a socket may send, with its arguments."""
    rows = []
    for event, kind in sorted(COMMANDS.items()):
        if kind is Create:
            continue
        who = " or ".join(sorted(role.value for role in MAY[kind] if role.value != "clock"))
        rows.append([f"`{event}`", who, _arguments(kind), _first(kind)])
    return table(["event", "who", "arguments", "what it does"], rows)


def plan_commands() -> str:
    """Every command to a plan, with its arguments and who may give it."""
    rows = []
    for event, kind in sorted(PLAN_COMMANDS.items()):
        who = PLAN_TABLE[kind][0]
        if Role.TRAINER in who:
            row = [f"`{event}`", ", ".join(sorted(who, reverse=True))]
            rows.append([*row, _arguments(kind), _first(kind)])
    return table(["event", "who", "arguments", "what it does"], rows)


def _arguments(kind: type[Command] | type[PlanCommand]) -> str:
    hints = get_type_hints(kind)
    said = []
    for field in msgspec.structs.fields(kind):
        if field.encode_name == "command":
            continue
        text = f"`{field.encode_name}`: {_type(hints[field.name])}"
        said_in_words = isinstance(field.default, str | int | types.NoneType)
        if not field.required and not said_in_words:
            text += " (may be left out)"
        elif not field.required:
            default = "null" if field.default is None else repr(field.default).replace("'", '"')
            default = default.lower() if isinstance(field.default, bool) else default
            text += f" (may be left out: `{default}`)"
        said.append(text)
    return "; ".join(said) or "none"


def _type(hint: Any) -> str:
    if hint in _WORDS:
        return _WORDS[hint]
    if get_origin(hint) in (list, tuple):
        inner = get_args(hint)[0]
        if inner is LedPart:
            return "list of objects with the texts `text`, `speaker`"
        return f"list of {_type(inner)}s"
    if set(get_args(hint)) == {int, float}:  # read as they come, and refused by name
        return "whole number"
    if hint is Wording:
        return "object: a [wording](#the-plan)"
    if hint is Details:
        return "object with the texts `area`, `kind`, `date`, `title`"
    if get_origin(hint) is Literal:
        return " or ".join(f'`"{value}"`' for value in get_args(hint))
    if get_args(hint):
        parts = (part for part in get_args(hint) if part is not msgspec.UnsetType)
        return " or ".join(_type(part) for part in parts)
    return " or ".join(f'`"{value.value}"`' for value in hint)


def _first(kind: type[Command] | type[PlanCommand]) -> str:
    """What a command does: the first paragraph of its own description."""
    said = (kind.__doc__ or "").strip().split("\n\n")[0]
    return " ".join(said.split()).replace("``", "`")


def kinds() -> str:
    return table(
        ["kind", "shown as"], [[f"`{kind}`", WORDS.say(f"common.kinds.{kind}")] for kind in KINDS]
    )


_LEAVING = "The area is in no programme from now on. For its leads: its programme removes it."


def area_commands() -> str:
    """Every command to an area with the fields that it takes, and what it asks for."""
    kinds = {named_as_on_the_wire(kind.__name__): kind for kind in get_args(AnyAreaCommand)}
    rows = []
    for command, form in FORMS.items():
        shown = ["name_1", "email_1", "…"] if "name_1" in form.fields else form.fields
        taken = [*([form.about] if form.about else []), *form.flags, *shown]
        says = kinds[command].__doc__ if command in kinds else _LEAVING
        told = " ".join((says or "").split()).replace("``", "`")
        rows.append([f"`{command}`", ", ".join(f"`{name}`" for name in taken) or "none", told])
    return table(["command", "fields", "what it does"], rows)


def plan_forms() -> str:
    """Every command to a plan that people with an area's link give, with its fields."""
    rows = []
    for command, form in PLAN_FORMS.items():
        fields = dict.fromkeys(re.sub(r"_\d+$", "_1", name) for name in form.fields)
        taken = [*([form.about] if form.about else []), *form.flags, *fields]
        kind = PLAN_COMMANDS[command]
        told = _WRITES if command == "write_goal" else _first(kind)
        rows.append([f"`{command}`", ", ".join(f"`{name}`" for name in taken), told])
    return table(["command", "fields", "what it does"], rows)


_WRITES = "Write in a goal: in its draft, or in a new wording of one that was agreed."


def limits() -> str:
    return table(
        ["what", "limit"],
        [
            ["one message or request body", f"{MOST_BYTES:,} bytes"],
            [
                "the same of lines that are pasted (`add_areas`, `import`), and of instruments",
                f"{MOST_PASTED:,} bytes",
            ],
            [
                "frames of one connection, of every kind, and each KB of them as one more",
                f"{FRAMES_A_SECOND} a second; more wait for their turn, and whoever goes on so for "
                f"{PATIENCE:g} seconds is let go",
            ],
            [
                "the same before Socket.IO's CONNECT is accepted",
                f"{STRANGERS_A_SECOND} a second; without CONNECT it ends after "
                f"{ADMITTED_WITHIN:g} seconds",
            ],
            [
                "connections that are waiting to be accepted",
                f"{STRANGERS_OF_ADDRESS} from one address, {STRANGERS:,} in all; then 429 or 503",
            ],
            ["connections of one browser", f"{TABS}; the oldest are let go"],
            ["joining, leaving and other details of one person", f"{CHANGES_A_MINUTE} a minute"],
            ["new people of a workshop from one address", f"{JOINS_A_MINUTE} a minute"],
            [
                "new areas and programmes from one address, where no passphrase is asked for",
                f"{MADE_A_MINUTE} a minute",
            ],
            ["events of an area; its deadlines", f"{MOST_EVENTS}; {MOST_DEADLINES}"],
            ["tags of an area; its codes", f"{MOST_TAGS} of each"],
            ["areas of a programme", f"{MOST_AREAS:,}"],
            ["a name or initials", f"{NAME_LIMIT} characters"],
            ["an area, a title", f"{TITLE_LIMIT} characters"],
            ["a note", f"{NOTE_LIMIT:,} characters"],
            ["a reason", f"{REASON_LIMIT} characters"],
            ["ratings entered by hand, at each level", f"{MOST_BY_HAND}"],
            ["goals of a plan that are not closed", f"{MOST_GOALS}"],
            ["what a goal says; its other fields", f"{TEXT_LIMIT}; {MORE_LIMIT} characters"],
            ["domains of greatest need that one person chooses", f"{MOST_NEEDS}"],
            ["actions of a plan", f"{MOST_ACTIONS}"],
            ["suggestions of one person at one meeting", f"{MOST_SUGGESTIONS}"],
            ["people in one workshop, without those who were removed", f"{MOST_PEOPLE:,}"],
            ["practice attendees who take part in a rehearsal", f"{MOST_PRACTICE}"],
        ],
    )


def phases() -> str:
    """Which command is allowed in which phase, where it leads, and when it makes sense."""
    rows = []
    for kind, who in MAY.items():
        cells = []
        for phase in Phase:
            step = TABLE.get((phase, kind))
            cells.append("" if step is None else "stays" if step.to == SAME else str(step.to))
        sense = WHEN[kind].__doc__ or ""
        rows.append([f"`{kind.event()}`", ", ".join(sorted(who)), *cells, sense])
    return table(["command", "who", *(phase.value for phase in Phase), "makes sense when"], rows)


def diagram() -> str:
    """The changes of phase as a picture, in Mermaid."""
    named: dict[tuple[str, str], list[str]] = {}
    for (phase, kind), step in TABLE.items():
        if step.to != SAME:
            # Until all is decided the phase stays, which the diagram leaves out like every stay.
            to = {BY_DOMAIN: "by_domain", ONCE_DECIDED: Phase.RULED.value}.get(step.to, step.to)
            named.setdefault((phase.value, str(to)), []).append(kind.event())
    lines = ["```mermaid", "stateDiagram-v2", "  [*] --> lobby"]
    lines += [f"  {at} --> {to}: {', '.join(events)}" for (at, to), events in named.items()]
    lines += [f"  by_domain --> {phase}" for phase in ("ruled", "revealed", "lobby")]
    return "\n".join([*lines, "```"]) + "\n"


def store_keys() -> str:
    """The table of keys, as the store's own description has it."""
    lines = (keys.__doc__ or "").splitlines()
    rows = [line for line in lines if line.startswith("|")]
    # A bar inside a cell would start another one.
    return "\n".join(row.replace(">|<", ">\\|<") for row in rows) + "\n"


def settings() -> str:
    defaults = {field.name: field.default for field in msgspec.structs.fields(Settings)}
    rows = []
    for name, meaning in SETTINGS.items():
        default = defaults[name.lower()]
        if isinstance(default, bool):
            default = "yes" if default else "no"
        unset = default is None or default == ""
        rows.append([f"`{name}`", "none" if unset else f"`{default}`", meaning])
    return table(["setting", "unset", "what it is"], rows)


_PLANS = (PlanView, PlanForTrainers)  # with a table of their own: every audience has one

PARTS: dict[str, Callable[[], str]] = {
    "refusals": refusals,
    "instrument-faults": instrument_faults,
    "commands": commands,
    "plan-commands": plan_commands,
    "kinds": kinds,
    "limits": limits,
    "phases": phases,
    "diagram": diagram,
    "keys": store_keys,
    "settings": settings,
    "fields-framework": lambda: fields(FrameworkWords),
    "fields-shared": lambda: fields(Shared),
    "fields-attendee": lambda: fields(AttendeeView, besides=Shared, apart=_PLANS),
    "fields-room": lambda: fields(RoomView, besides=Shared, apart=_PLANS),
    "fields-trainer": lambda: fields(TrainerView, besides=Shared, apart=_PLANS),
    "fields-lead": lambda: fields(LeadView, besides=Shared, apart=_PLANS),
    "fields-plan": lambda: fields(PlanView, within="plan."),
    "fields-plan-trainers": lambda: fields(PlanForTrainers, besides=PlanView, within="plan."),
    "fields-you": lambda: fields(You),
    "fields-ballot": lambda: fields(StoredBallot),
    "fields-reason": lambda: fields(KeptReason),
    "fields-error": lambda: fields(Error),
    "fields-refused-connection": lambda: fields(RefusedConnection, besides=Error),
    "fields-state": lambda: fields(State, deep=False),
    "fields-pulse": lambda: fields(Pulse),
    "fields-boot": lambda: fields(Boot, deep=False),
    "answers-sockets": lambda: answers("answer to", ANSWERS),
    "fields-area": lambda: fields(AreaView),
    "fields-people": lambda: fields(InvitedView),
    "area-commands": area_commands,
    "plan-forms": plan_forms,
    "fields-area-plan": lambda: fields(AreaPlan, deep=False),
    "answers-http": lambda: answers("answer to", HTTP_ANSWERS),
}


def rendered(text: str) -> str:
    """A document with every part as the code would have it; KeyError for a part nobody knows."""
    return _PART.sub(lambda found: found[1] + PARTS[found[2]]() + found[4], text)


def main(arguments: list[str]) -> None:
    for path in DOCS:
        text = rendered(path.read_text(encoding="utf-8"))
        if path.name == "protocol.md" and "--exchange" in arguments:
            from tests.docs.exchange import recorded

            text = recorded(text)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
