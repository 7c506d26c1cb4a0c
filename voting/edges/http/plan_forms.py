"""The forms about an area's goals, support sessions and actions: what each holds at first, and the
commands that it asks for."""

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from voting.core.text import clean
from voting.edges.http.area_fields import Fields
from voting.edges.http.plan_here import Here
from voting.goals import commands as c
from voting.goals.plan import FIELDS, LedPart, Wording
from voting.goals.sessions import MOST_LED
from voting.refusals.goals import GoalNeedsDate, GoalNeedsText

Sent = Mapping[str, str]
Asked = Sequence[c.AnyPlanCommand]
_DIGITS = 9  # of a number that is worth reading
_ANY = 10**6  # characters: that none is too long was looked at before
WRITTEN = tuple(field for field in FIELDS if field not in ("domains", "due"))
LED = tuple(f"{name}_{n}" for n in range(1, MOST_LED + 1) for name in ("led", "speaker"))


class PlanForm(Struct, frozen=True):
    """``page`` is where the person comes back to; ``fields`` are those of the form, in its order;
    ``about`` is the field that says which goal, action or session is meant, "" for none; ``flags``
    are sent by its buttons. ``asked`` makes the commands of what was sent, in the order in which to
    carry them out; ``filled`` says what the fields hold at first. If what it is about is gone,
    ``instead`` is the form that adds it again as it was typed, "" for none."""

    page: str
    asked: Callable[[Here, Fields], Asked]
    fields: tuple[str, ...] = ()
    about: str = ""
    flags: tuple[str, ...] = ()
    filled: Callable[[Here, Sent], dict[str, str]] = lambda at, sent: {}
    instead: str = ""


# --- goals --------------------------------------------------------------------------------------


def wording_of(fields: Fields) -> Wording:
    """What a form says of a goal. One to be agreed says what it is and by when."""
    said = {name: fields.text(name) for name in WRITTEN}
    wording = Wording(domains=fields.ticked("domain"), due=fields.day("due"), **said)
    if fields.is_set("agree"):
        if not wording.text.strip():
            fields.faults.append(GoalNeedsText())
        if not fields.text("due").strip():
            fields.faults.append(GoalNeedsDate())
    return wording


def tidy(wording: Wording) -> Wording:
    """Its texts as they are stored."""
    said = {n: clean(getattr(wording, n), n, _ANY, required=False) for n in WRITTEN}
    return replace(wording, **said)


def filled_wording(wording: Wording) -> dict[str, str]:
    found = {name: getattr(wording, name) for name in (*WRITTEN, "due")}
    return found | {f"domain_{key}": "yes" for key in wording.domains}


def as_sent(wording: Wording) -> dict[str, str]:
    """Each field as one text."""
    said = {name: getattr(wording, name) for name in FIELDS}
    return said | {"domains": ",".join(wording.domains)}


def _add_goal(at: Here, fields: Fields) -> Asked:
    replaces = fields.text("replaces")
    if replaces:
        at.plan.goal(replaces)
    return [c.AddGoal(wording_of(fields), replaces)]


def _new_goal(at: Here, sent: Sent) -> dict[str, str]:
    """Filled in from the goal that it takes the place of."""
    if not sent.get("replaces"):
        return {}
    held = at.plan.goal(sent["replaces"])
    return filled_wording(replace(held.wording, due="")) | {"replaces": held.id, "text": ""}


def _write_goal(at: Here, fields: Fields) -> Asked:
    """Only what was changed in the form is written: ``was_…`` is what stood there, ``edit_…`` how
    often it had been changed."""
    goal = at.plan.goal(fields.text("goal"))
    typed = as_sent(wording_of(fields))
    found: list[c.AnyPlanCommand] = []
    for name in FIELDS:
        if _differ(name, typed[name], fields.text(f"was_{name}")):
            seen = fields.text(f"edit_{name}")
            edit = int(seen) if seen.isdecimal() and len(seen) < _DIGITS else 0
            found.append(c.WriteGoal(goal.id, name, typed[name], edit))
    return [c.RewordGoal(goal.id), *found] if found and goal.draft is None else found


def completed(at: Here, command: str, sent: Sent) -> Sent:
    """What a program sent of a goal, with all that it left out as it is now: for a program changes
    what it names and nothing else."""
    if command != "write_goal" or "was_text" in sent:
        return sent
    goal = at.plan.goal(sent.get("goal", ""))
    return as_sent(goal.draft or goal.wording) | seen_of(at, goal.id) | dict(sent)


def _differ(name: str, one: str, other: str) -> bool:
    if name == "domains":  # in whatever order
        return set(one.split(",")) != set(other.split(","))
    return one.strip() != other.strip()


def _written(at: Here, sent: Sent) -> dict[str, str]:
    goal = at.plan.goal(sent.get("goal", ""))
    return filled_wording(goal.draft or goal.wording) | seen_of(at, goal.id)


def seen_of(at: Here, id: str) -> dict[str, str]:
    """What the form of a goal is filled in from."""
    goal = at.plan.goal(id)
    now = as_sent(goal.draft or goal.wording)
    edits = goal.edits if goal.draft else {}
    return {f"was_{name}": now[name] for name in FIELDS} | {
        f"edit_{name}": str(edits.get(name, 0)) for name in FIELDS
    }


def _close_goal(at: Here, fields: Fields) -> Asked:
    goal = at.plan.goal(fields.text("goal"))
    return [c.CloseGoal(goal.id, fields.text("state"), fields.text("replaced_by"))]


def _note_goal(at: Here, fields: Fields) -> Asked:
    goal = at.plan.goal(fields.text("goal"))
    return [c.NoteGoal(goal.id, fields.text("hinders"), fields.text("helps"))]


def _noted(at: Here, sent: Sent) -> dict[str, str]:
    """The note of today, which a newer one takes the place of."""
    goal = at.plan.goal(sent.get("goal", ""))
    of_today = [n for n in goal.notes if not n.workshop and n.day == at.held.today]
    return {"hinders": of_today[-1].hinders, "helps": of_today[-1].helps} if of_today else {}


def _choose_text(at: Here, fields: Fields) -> Asked:
    goal = at.plan.goal(fields.text("goal"))
    return [c.ChooseText(goal.id, fields.text("rival"), fields.is_set("use", unless_sent=True))]


# --- actions ------------------------------------------------------------------------------------

ACTION = ("text", "owner", "due", "goal", "domain", "session")


def _action(fields: Fields) -> dict[str, str]:
    return {name: fields.text(name) for name in ACTION} | {"due": fields.day("due")}


def _add_action(at: Here, fields: Fields) -> Asked:
    return [c.AddAction(**_action(fields))]


def _change_action(at: Here, fields: Fields) -> Asked:
    return [c.ChangeAction(at.plan.action(fields.text("action")).id, **_action(fields))]


def _changed_action(at: Here, sent: Sent) -> dict[str, str]:
    action = at.plan.action(sent.get("action", ""))
    return {name: getattr(action, name) for name in ACTION}


def _mark_action(at: Here, fields: Fields) -> Asked:
    action = at.plan.action(fields.text("action"))
    return [c.MarkAction(action.id, fields.text("state") or "done")]


def _marked(at: Here, sent: Sent) -> dict[str, str]:
    action = at.plan.action(sent.get("action", ""))
    return {"state": "done" if action.state == "open" else "open"} | dict(sent)


# --- support sessions ---------------------------------------------------------------------------

SESSION = ("format", "areas", "items", *LED, "event")


def _session(fields: Fields) -> dict[str, object]:
    led, speakers = fields.rows("led"), fields.rows("speaker")
    rows = max(len(led), len(speakers))
    padded = (each + [""] * (rows - len(each)) for each in (led, speakers))
    return {
        "format": fields.text("format"),
        "areas": fields.ticked("area"),
        "items": fields.ticked("item"),
        "led": tuple(LedPart(*part) for part in zip(*padded, strict=True)),
        "event": fields.text("event"),
    }


def _add_session(at: Here, fields: Fields) -> Asked:
    return [c.AddSession(**_session(fields))]  # type: ignore[arg-type]


def _new_session(at: Here, sent: Sent) -> dict[str, str]:
    wanted = [topic for topic in at.held.catalogue.areas if topic.key == sent.get("area")]
    return {f"area_{topic.key}": "yes" for topic in wanted}


def _change_session(at: Here, fields: Fields) -> Asked:
    session = at.plan.session(fields.text("session"))
    return [c.ChangeSession(session.id, **_session(fields))]  # type: ignore[arg-type]


def _changed_session(at: Here, sent: Sent) -> dict[str, str]:
    session = at.plan.session(sent.get("session", ""))
    found = {"format": session.format, "event": session.event}
    for n, part in enumerate(session.led, 1):
        found |= {f"led_{n}": part.text, f"speaker_{n}": part.speaker}
    found |= {f"area_{key}": "yes" for key in session.areas}
    return found | {f"item_{key}": "yes" for key in session.items}


# --- all of them --------------------------------------------------------------------------------


def _of(kind: str, command: Callable[[str], c.AnyPlanCommand]) -> Callable[[Here, Fields], Asked]:
    """A command that asks for nothing but what it is about."""

    def asked(at: Here, fields: Fields) -> Asked:
        held = getattr(at.plan, kind)(fields.text(kind))
        return [command(held.id)]

    return asked


def _there(kind: str) -> Callable[[Here, Sent], dict[str, str]]:
    def filled(at: Here, sent: Sent) -> dict[str, str]:
        getattr(at.plan, kind)(sent.get(kind, ""))
        return {}

    return filled


FORMS: Mapping[str, PlanForm] = {
    "add_goal": PlanForm(
        "goals", _add_goal, FIELDS, flags=("replaces", "agree"), filled=_new_goal
    ),
    "write_goal": PlanForm(
        "goals", _write_goal, FIELDS, "goal", ("agree",), _written, instead="add_goal"
    ),
    "choose_text": PlanForm(
        "goals", _choose_text, (), "goal", ("rival", "use"), _there("goal")
    ),
    "drop_draft": PlanForm("goals", _of("goal", c.DropDraft), (), "goal", filled=_there("goal")),
    "close_goal": PlanForm(
        "goals", _close_goal, ("state", "replaced_by"), "goal", filled=_there("goal")
    ),
    "reopen_goal": PlanForm("goals", _of("goal", c.ReopenGoal), (), "goal", filled=_there("goal")),
    "note_goal": PlanForm("goals", _note_goal, ("hinders", "helps"), "goal", filled=_noted),
    "add_action": PlanForm(
        "actions", _add_action, ACTION, filled=lambda at, sent: dict(sent)
    ),
    "change_action": PlanForm(
        "actions", _change_action, ACTION, "action", filled=_changed_action, instead="add_action"
    ),
    "mark_action": PlanForm("actions", _mark_action, (), "action", ("state",), _marked),
    "remove_action": PlanForm(
        "actions", _of("action", c.RemoveAction), (), "action", filled=_there("action")
    ),
    "add_session": PlanForm("sessions", _add_session, SESSION, filled=_new_session),
    "change_session": PlanForm(
        "sessions", _change_session, SESSION, "session", filled=_changed_session,
        instead="add_session",
    ),
    "remove_session": PlanForm(
        "sessions", _of("session", c.RemoveSession), (), "session", filled=_there("session")
    ),
}  # fmt: skip
