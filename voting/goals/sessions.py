"""Support sessions: what they are made of, recommended in an order, chosen by the lead."""

from collections.abc import Collection, Mapping, Sequence
from functools import partial

from msgspec.structs import replace

from voting.goals import commands as c
from voting.goals.checking import one_of, said
from voting.goals.entries import PlanEntry
from voting.goals.needs import LAST, Standing, ranks, reasons_of
from voting.goals.plan import FORMATS, LedPart, Plan, Proposal, Session
from voting.refusals.goals import TooManyOfPlan, TooManySessionsChosen
from voting.refusals.sent import UnknownChoice
from voting.refusals.together import all_of

MOST_LED = 6
LED_LIMIT = 200
MOST_RECOMMENDED = 3


def recommended(
    plan: Plan,
    standings: Sequence[Standing],
    areas: Collection[str],
    means: Mapping[str, float] | None = None,
) -> list[Proposal]:
    """Those of the catalogue's ``areas`` that sessions may be about, three at most: the domains of
    the area's goals first, then those last named as needs, then the others; among these in the
    order of needs, the less firm first among equals (see ``needs.ranks``). Each with its reasons:
    what it came to, that it was named, and the goals that it is for, by their number."""
    means = means or {}
    known = {one.domain: one for one in standings}
    numbered = [
        (str(n), goal.wording.domains)
        for n, goal in enumerate(plan.goals, 1)
        if goal.counts and goal.versions
    ]
    wanted = dict.fromkeys(domain for _, domains in numbered for domain in domains)
    order = ranks(standings, means, camps=False)
    named = [one.domain for one in plan.needs[-1].domains] if plan.needs else []
    candidates = [key for key in dict.fromkeys([*wanted, *named, *order]) if key in areas]
    candidates.sort(key=lambda key: (key not in wanted, key not in named, order.get(key, LAST)))

    def reasons(domain: str) -> tuple[tuple[str, str], ...]:
        came_out = reasons_of(known[domain], means) if domain in order else ()
        need = (("need", ""),) if domain in named else ()
        goals = (("goal", n) for n, domains in numbered if domain in domains)
        return (*came_out, *need, *goals)

    return [Proposal(domain, reasons(domain)) for domain in candidates[:MOST_RECOMMENDED]]


def add_session(plan: Plan, command: c.AddSession, entry: PlanEntry) -> Plan:
    n = len(plan.sessions)
    if n >= entry.facts.sessions:
        raise TooManySessionsChosen(n=n)
    session = _checked(f"s{plan.made + 1}", command, entry)
    return replace(plan, made=plan.made + 1, sessions=(*plan.sessions, session))


def change_session(plan: Plan, command: c.ChangeSession, entry: PlanEntry) -> Plan:
    held = plan.session(command.session)
    session = _checked(held.id, command, entry)
    if session == held:
        return plan
    changed = tuple(session if one.id == held.id else one for one in plan.sessions)
    return replace(plan, sessions=changed)


def remove_session(plan: Plan, command: c.RemoveSession, entry: PlanEntry) -> Plan:
    """Actions that were agreed at it stay, and are no session's any more."""
    held = plan.session(command.session)
    left = tuple(one for one in plan.sessions if one.id != held.id)
    actions = tuple(
        replace(one, session="") if one.session == held.id else one for one in plan.actions
    )
    return replace(plan, sessions=left, actions=actions)


def _checked(id: str, asked: c.AddSession | c.ChangeSession, entry: PlanEntry) -> Session:
    """The session as asked for; raises all that is wrong with it."""
    known = dict(entry.facts.items)
    order = tuple(dict.fromkeys(known.values()))
    format, items, event, led = all_of(
        lambda: one_of(asked.format, FORMATS, "format"),
        lambda: _among(asked.items, known, "items"),
        lambda: asked.event and one_of(asked.event, entry.facts.events, "event"),
        lambda: _led(asked.led),
    )
    # An item belongs to its area, which comes with it.
    areas = _among((*asked.areas, *(known[item] for item in items)), order, "areas")
    return Session(id, format, areas, items, led, event)


def _among(given: Sequence[str], choices: Collection[str], field: str) -> tuple[str, ...]:
    """Those that were given in the order of the choices; raises UnknownChoice."""
    if not set(given) <= set(choices):
        raise UnknownChoice(field, why="listed")
    return tuple(key for key in choices if key in given)


def _led(parts: Sequence[LedPart]) -> tuple[LedPart, ...]:
    """Without rows left empty. A fault names its row, counted from 1."""
    kept = [
        (n, part) for n, part in enumerate(parts, 1) if part.text.strip() or part.speaker.strip()
    ]
    if len(kept) > MOST_LED:
        raise TooManyOfPlan("led_1", why="led", n=MOST_LED)
    return tuple(all_of(*(partial(_led_part, n, part) for n, part in kept)))


def _led_part(row: int, part: LedPart) -> LedPart:
    text, speaker = all_of(
        lambda: said(part.text, f"led_{row}", "led", LED_LIMIT),
        lambda: said(part.speaker, f"speaker_{row}", "speaker", LED_LIMIT),
    )
    return LedPart(text, speaker)
