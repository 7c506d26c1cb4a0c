"""An area's page: its series of events, what is due, and what its workshops settled."""

from datetime import date
from typing import Annotated

from voting.instruments.instrument import Cell
from voting.instruments.tally import Answer, single
from voting.programme.area import Area, Deadline, Event
from voting.programme.result import Result
from voting.programme.series import due_on, too_early
from voting.programme.situation import AreaSituation
from voting.views.declared import Sent, about, time_text


class DomainDecided(Sent, frozen=True):
    """What a workshop settled for a domain."""

    domain: Annotated[str, about("key")]
    letter: Annotated[str, about("its letter")]
    short: Annotated[str, about("its short name")]
    rating: Annotated[
        int | None,
        about("the place decided on; null: unresolved, none yet, or several options"),
    ]
    shown: Annotated[str, about("what is in its chip: a level or a number; empty for others")]
    label: Annotated[
        str, about("what was decided in words; empty where the instrument has none, as for a tick")
    ]
    settle: Annotated[str, about("how it is settled, as in the framework's `columns`")]
    places: Annotated[int, about("how many places its scale has")]
    method: Annotated[str | None, about("how; null: no decision was recorded")]


class WorkshopOfArea(Sent, frozen=True):
    """A workshop of the area: how it goes, or what it settled."""

    id: Annotated[str, about("its id")]
    here: Annotated[bool, about("is it still in the store? If not, only its result is kept")]
    finished: Annotated[bool, about("is it finished?")]
    imported: Annotated[bool, about("were its decisions typed in from paper?")]
    title: Annotated[str, about("may be empty")]
    joined: Annotated[int, about("how many joined")]
    decided: Annotated[int, about("domains with a decision")]
    domains: Annotated[int, about("domains in all")]
    trainers: Annotated[tuple[str, ...], about("their names; empty once it is erased")]
    levels: Annotated[tuple[str, ...], about("the scale in words, lowest first")]
    decisions: Annotated[tuple[DomainDecided, ...], about("by domain; empty before the first one")]


class EventOfArea(Sent, frozen=True):
    """An event of the series."""

    id: Annotated[str, about("counts over the area, `e1`")]
    kind: Annotated[str, about("`workshop-1`, `workshop-2`, `consultation` and so on")]
    title: Annotated[str, about("may be empty")]
    start: Annotated[str, about("local time to the minute, a date alone, or empty")]
    minutes: Annotated[int, about("how long; 0: not set")]
    place: Annotated[str, about("may be empty")]
    link: Annotated[str, about("that of a video call; may be empty")]
    capacity: Annotated[int, about("how many can come; 0: not set")]
    state: Annotated[str, about("`planned`, `held` or `cancelled`")]
    rehearsal: Annotated[bool, about("then it counts for nothing")]
    past: Annotated[bool, about("is it planned for a day that is over?")]
    days: Annotated[int | None, about("from today to its day; null without a day")]
    early: Annotated[
        int | None,
        about("days after workshop I, of a workshop II that is nearer than 42; else null"),
    ]
    workshop_id: Annotated[str, about("the workshop held at it; empty: none yet")]
    workshop: Annotated[
        WorkshopOfArea | None, about("what is known of it; null: nothing, or there is none")
    ]


class DeadlineOfArea(Sent, frozen=True):
    """Something to be done by a day."""

    id: Annotated[str, about("counts over the area, `d1`")]
    what: Annotated[str, about("key of a template's step; empty where `text` says it")]
    text: Annotated[str, about("what somebody wrote; empty with `what`")]
    owner: Annotated[str, about("`programme`, `lead`, `trainers` or `attendees`")]
    due: Annotated[str, about("year-month-day; empty while its event has no day")]
    overdue: Annotated[bool, about("was it due before today, and is not done?")]
    days: Annotated[int | None, about("from today to the day it is due; null without one")]
    event: Annotated[str, about("id of the event that it hangs on; empty: none")]
    after_days: Annotated[int, about("days after that event; before it, below 0")]
    after_months: Annotated[int, about("months after that event, besides")]
    done_at: Annotated[str | None, about("time; null: not done")]


class LeadOfArea(Sent, frozen=True):
    """Somebody who leads the area."""

    name: Annotated[str, about("in full or initials")]
    email: Annotated[str, about("may be empty")]


class AreaView(Sent, frozen=True):
    """An area, as whoever has its link sees it."""

    id: Annotated[str, about("its id")]
    revision: Annotated[int, about("rises with every change")]
    step: Annotated[int, about("rises with every change by people: send it with a command")]
    name: Annotated[str, about("the locality")]
    region: Annotated[str, about("may be empty")]
    tags: Annotated[tuple[str, ...], about("words to find it by")]
    codes: Annotated[tuple[str, ...], about("names that others have for it, such as ONS codes")]
    named: Annotated[bool, about("may reports and evaluators name it?")]
    template: Annotated[str, about("key of the series it follows; empty: none")]
    programme: Annotated[str, about("id of its programme; empty: none")]
    today: Annotated[str, about("year-month-day, where the programme is")]
    zone: Annotated[str, about("the time zone that its days go by, such as `Europe/London`")]
    events: Annotated[tuple[EventOfArea, ...], about("the series, in order")]
    deadlines: Annotated[
        tuple[DeadlineOfArea, ...], about("by the day they are due; those without one last")
    ]
    overdue: Annotated[tuple[str, ...], about("ids of deadlines that are overdue, oldest first")]
    next_deadlines: Annotated[
        tuple[str, ...], about("ids of the deadlines that are due on the next day with any")
    ]
    next_event: Annotated[str, about("id of the event that comes next; empty: none")]
    unsettled: Annotated[
        tuple[str, ...], about("ids of events whose day is over and that are still planned")
    ]
    leads: Annotated[tuple[LeadOfArea, ...], about("who leads it")]


def area_view(at: AreaSituation) -> AreaView:
    area, today = at.area, at.today
    events = tuple(_event(at, event) for event in area.series())
    deadlines = _deadlines(area, today)
    to_come = [d for d in deadlines if not d.done_at and d.days is not None and d.days >= 0]
    planned = [e for e in events if e.state == "planned" and not e.rehearsal]
    return AreaView(
        id=area.id,
        revision=area.revision,
        step=area.step,
        name=area.name,
        region=area.region,
        tags=area.tags,
        codes=area.codes,
        named=area.named,
        template=area.template,
        programme=area.programme,
        today=today.isoformat(),
        zone=at.zone,
        events=events,
        deadlines=deadlines,
        overdue=tuple(d.id for d in deadlines if d.overdue),
        next_deadlines=tuple(d.id for d in to_come if d.due == to_come[0].due),
        next_event=next((e.id for e in planned if e.start and not e.past), ""),
        unsettled=tuple(e.id for e in planned if e.past),
        leads=tuple(LeadOfArea(lead.name, lead.email) for lead in at.leads),
    )


def _event(at: AreaSituation, event: Event) -> EventOfArea:
    days = _days(event.day, at.today)
    return EventOfArea(
        id=event.id,
        kind=event.kind,
        title=event.title,
        start=event.start,
        minutes=event.minutes,
        place=event.place,
        link=event.link,
        capacity=event.capacity,
        state=event.state,
        rehearsal=event.rehearsal,
        past=days is not None and days < 0,
        days=days,
        early=too_early(at.area, event) if event.state == "planned" else None,
        workshop_id=event.workshop,
        workshop=_workshop(at, event.workshop) if event.workshop else None,
    )


def _workshop(at: AreaSituation, id: str) -> WorkshopOfArea | None:
    """None if neither it nor a result is known."""
    running, result = at.running.get(id), at.results.get(id)
    if running is None and result is None:
        return None
    decisions = _decisions(result) if result else ()
    decided = sum(one.method is not None for one in decisions)
    finished = running.phase == "finished" if running else bool(result and result.finished_at)
    return WorkshopOfArea(
        id=id,
        here=running is not None,
        finished=finished,
        imported=bool(result and result.imported),
        title=result.title if result else "",
        joined=running.joined if running else result.people if result else 0,
        decided=running.decided if running else decided,
        domains=running.domains if running else len(decisions),
        trainers=running.trainers if running else (),
        levels=tuple(level.label for level in result.framework.levels) if result else (),
        decisions=decisions if decided else (),
    )


def _decisions(result: Result) -> tuple[DomainDecided, ...]:
    found = []
    for domain in result.framework.domains:
        settled = result.domain(domain.key)
        decision = settled.decision if settled else None
        found.append(
            DomainDecided(
                domain=domain.key,
                letter=domain.letter,
                short=domain.short,
                rating=single(decision.rating) if decision else None,
                shown=_in_chip(domain, decision.rating if decision else None),
                label=_in_words(domain, decision.rating if decision else None),
                settle=domain.column.settle.value,
                places=len(domain.column.places),
                method=str(decision.method) if decision else None,
            )
        )
    return tuple(found)


def _in_chip(cell: Cell, answer: Answer) -> str:
    """The level or the number; nothing for a tick or an option, which have none."""
    is_said = isinstance(answer, int) and cell.column.talked_about == "scale"
    return str(cell.column.places[answer].value) if is_said and isinstance(answer, int) else ""


def _in_words(cell: Cell, answer: Answer) -> str:
    places = (answer,) if isinstance(answer, int) else answer or ()
    return ", ".join(label for place in places if (label := cell.column.places[place].label))


def _deadlines(area: Area, today: date) -> tuple[DeadlineOfArea, ...]:
    found = [_deadline(area, deadline, today) for deadline in area.deadlines]
    return tuple(sorted(found, key=lambda d: (d.due == "", d.due)))


def _deadline(area: Area, deadline: Deadline, today: date) -> DeadlineOfArea:
    due = due_on(area, deadline)
    days = (due - today).days if due else None
    return DeadlineOfArea(
        id=deadline.id,
        what=deadline.what,
        text=deadline.text,
        owner=deadline.owner,
        due=due.isoformat() if due else "",
        overdue=days is not None and days < 0 and deadline.done_at is None,
        days=days,
        event=deadline.event,
        after_days=deadline.days,
        after_months=deadline.months,
        done_at=time_text(deadline.done_at) if deadline.done_at else None,
    )


def _days(day: str, today: date) -> int | None:
    return (date.fromisoformat(day) - today).days if day else None
