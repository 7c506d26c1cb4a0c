"""Random commands to an area and a programme, legal or not, in any order: what must hold holds."""

from datetime import timedelta

import msgspec
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from tests.depth import of_hundred
from tests.programme.ledger import LEAD, SHORT_SERIES, AreaLedger, ProgrammeLedger
from voting.core.actors import CLOCK, Actor, Role
from voting.core.commands import Retired
from voting.programme import commands as c
from voting.programme.area import EVENT_KINDS, Area, Deadline, Event
from voting.programme.entries import AreaEntry, ProgrammeEntry
from voting.programme.forgetting import without_texts
from voting.programme.machine import apply, fold
from voting.programme.programme import Programme
from voting.programme.programme_machine import fold_programme
from voting.programme.series import due_on
from voting.refusals import Refusal

GOOD_DAYS = ["", "2026-01-31", "2026-03-05", "2026-03-05T09:30", "2026-12-31"]
WRITTEN = ("Zoe", "try-out", "Book the room", "video.example")
FACTS = {"series": SHORT_SERIES, "most_sessions": 3, "joined": 0}
DAYS = ["", "2026-01-31", "2026-03-05", "2026-12-31", "2026-02-30"]
WORKSHOPS = ["w1", "w2", "w3"]
flags = st.booleans()
few = st.integers(-2, 40)
events = st.builds(
    Event,
    id=st.sampled_from(["", "e1", "e2", "e3", "e99"]),
    kind=st.sampled_from([*EVENT_KINDS, "party"]),
    start=st.sampled_from([*DAYS, "2026-03-05T09:30", "T09:30"]),
    minutes=few,
    capacity=few,
    link=st.sampled_from(["", "https://video.example", "javascript:alert(1)"]),
    place=st.sampled_from(["", "Zoe’s room", " Zoe’s  room"]),
    title=st.sampled_from(["", "A try-out", "Zoe’s room"]),
)
deadlines = st.builds(
    Deadline,
    id=st.sampled_from(["d1", "d2", "d3", "d4", "d99"]),
    text=st.sampled_from(["", "Book the room"]),
    owner=st.sampled_from(["lead", "programme", "nobody"]),
    due=st.sampled_from(DAYS),
    event=st.sampled_from(["", "e1", "e2", "e99"]),
    days=few,
    months=few,
)
ARGUMENTS = {
    "area": st.sampled_from(["area-one", "area-two", "area-three"]),
    "cancelled": flags,
    "codes": st.sampled_from([(), ("E06",)]),
    "confirmed": flags,
    "date": st.sampled_from(["2026-01-31", "2026-03-05"]),
    "deadline": deadlines,
    "done": flags,
    "event": events,
    "framework": st.sampled_from(["cascade", "no such"]),
    "held": flags,
    "kind": st.sampled_from(["workshop-1", "workshop-2", "review", "other"]),
    "language": st.sampled_from(["en", ""]),
    "leads": few,
    "link": st.sampled_from(["programme", "evaluator", "trainer"]),
    "most_sessions": few,
    "name": st.sampled_from(["Ambridge", " ", "x" * 200]),
    "named": flags,
    "organisation": st.sampled_from(["", "A trust"]),
    "programme": st.sampled_from(["", "p1", "p2"]),
    "region": st.sampled_from(["", "North"]),
    "rehearsal": flags,
    "start": st.sampled_from(DAYS),
    "tags": st.sampled_from([(), ("a", "A"), tuple(map(str, range(13)))]),
    "template": st.sampled_from(["link-2015", "link-2021", "party"]),
    "timezone": st.sampled_from(["Europe/London", "on Mars"]),
    "title": st.sampled_from(["", "A try-out"]),
    "workshop": st.sampled_from(WORKSHOPS),
}
IDS = {
    (c.CancelEvent, "event"): ["e1", "e2", "e99"],
    (c.HoldEvent, "event"): ["e1", "e2", "e99"],
    (c.PlaceWorkshop, "event"): ["", "", "e1", "e2", "e99"],
    (c.MarkDone, "deadline"): ["d1", "d2", "d3", "d4", "d99"],
    (c.RemoveDeadline, "deadline"): ["d1", "d99"],
}


def of(base):
    """Any command of a kind, with any arguments."""
    return st.one_of(
        st.builds(
            kind,
            **{
                field: st.sampled_from(IDS[kind, field])
                if (kind, field) in IDS
                else ARGUMENTS[field]
                for field in kind.__struct_fields__
            },
        )
        for kind in base.__subclasses__()
    )


anybody = st.builds(
    Actor,
    st.sampled_from([Role.AREA, Role.AREA, Role.PROGRAMME, Role.CLOCK, Role.CLOCK, *Role]),
    st.sampled_from(["one", "two"]),
    st.sampled_from([None, None, None, 0, 1]),
)
ids = st.sampled_from(["", "", "request-one", "request-two"])
offsets = st.sampled_from([None, None, 0, 0, -1])
facts = st.fixed_dictionaries({
    "series": st.sampled_from([SHORT_SERIES, SHORT_SERIES, None]),
    "most_sessions": st.integers(0, 4),
    "joined": st.sampled_from([0, 0, 14]),
})  # fmt: skip


class AnyArea(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.ledger = AreaLedger()
        self.ids: set[str] = set()

    @rule(command=of(c.AreaCommand), by=anybody, id=ids, off=offsets, facts=facts)
    def somebody_gives_a_command(self, command, by, id, off, facts):
        before = self.ledger.area
        written = msgspec.json.encode(before)
        step = None if off is None else before.step + off
        try:
            after = self.ledger.does(command, by, id=id, step=step, **facts)
        except Refusal:
            after = self.ledger.area
            assert after is before
        assert after.revision == before.revision + (after is not before)
        assert msgspec.json.encode(before) == written
        self.what_was_done_stays(before, after, command)
        there = {one.id for one in (*before.events, *before.deadlines)}
        new = {one.id for one in (*after.events, *after.deadlines)} - there
        assert not new & self.ids
        self.ids |= new

    def one_of(self, those) -> st.SearchStrategy[str]:
        return st.sampled_from([one.id for one in those] or ["none"])

    @rule(pick=st.data(), start=st.sampled_from(GOOD_DAYS), kind=st.sampled_from(EVENT_KINDS))
    def an_event_is_planned_or_moved(self, pick, start, kind):
        id = pick.draw(st.just("") | self.one_of(self.ledger.area.events))
        command = c.ChangeEvent if id else c.PlanEvent
        self.somebody_gives_a_command(command(Event(id, kind, start)), LEAD, "", None, FACTS)

    @rule(pick=st.data(), days=few)
    def something_is_to_be_done_by_the_day_of_an_event(self, pick, days):
        event = pick.draw(self.one_of(self.ledger.area.events))
        deadline = Deadline("", text="Book the room", event=event, days=days)
        self.somebody_gives_a_command(c.AddDeadline(deadline), LEAD, "", None, FACTS)

    @rule(pick=st.data(), done=flags)
    def it_is_done(self, pick, done):
        id = pick.draw(self.one_of(self.ledger.area.deadlines))
        self.somebody_gives_a_command(c.MarkDone(id, done), LEAD, "", None, FACTS)

    @rule(pick=st.data(), workshop=st.sampled_from(WORKSHOPS), rehearsal=flags)
    def a_workshop_is_placed(self, pick, workshop, rehearsal):
        event = pick.draw(st.just("") | self.one_of(self.ledger.area.events))
        command = c.PlaceWorkshop(workshop, "other", "2026-03-05", "", rehearsal, event)
        self.somebody_gives_a_command(command, CLOCK, "", None, FACTS)

    @rule(workshop=st.sampled_from(WORKSHOPS))
    def a_workshop_is_released(self, workshop):
        self.somebody_gives_a_command(c.ReleaseWorkshop(workshop), CLOCK, "", None, FACTS)

    @rule(pick=st.data(), cancelled=flags)
    def an_event_is_cancelled_or_not_after_all(self, pick, cancelled):
        id = pick.draw(self.one_of(self.ledger.area.events))
        self.somebody_gives_a_command(c.CancelEvent(id, cancelled), LEAD, "", None, FACTS)

    def what_was_done_stays(self, before, after, command):
        """Whatever happens to events, nothing that was done gets another day."""
        if isinstance(command, c.ChangeDeadline):
            return
        for held in before.deadlines:
            now = next((d for d in after.deadlines if d.id == held.id), None)
            if held.done_at and now and now.done_at and (day := due_on(before, held)):
                assert due_on(after, now) == day

    @rule()
    def a_command_of_another_version_is_in_the_log(self):
        last = self.ledger.entries[-1]
        entry = msgspec.structs.replace(
            last, command=Retired("dissolve_area", {}), id="", at=last.at + timedelta(seconds=1)
        )
        self.ledger.entries.append(entry)
        self.ledger.area = fold(self.ledger.entries)

    @invariant()
    def a_workshop_is_at_one_event(self):
        held = [e.workshop for e in self.ledger.area.events if e.workshop]
        assert len(held) == len(set(held))
        numbered = [one.id for one in (*self.ledger.area.events, *self.ledger.area.deadlines)]
        assert len(numbered) == len(set(numbered))

    @invariant()
    def the_log_folds_to_the_state_also_after_it_was_written_and_read(self):
        area, entries = self.ledger.area, self.ledger.entries
        assert area.revision == len(entries)
        assert msgspec.json.decode(msgspec.json.encode(area), type=Area) == area
        logged = [e for e in entries if not isinstance(e.command, Retired)]
        read = msgspec.json.decode(msgspec.json.encode(logged), type=list[AreaEntry])
        assert read == logged
        assert fold(entries) == area

    @invariant()
    def it_does_so_too_without_what_people_wrote(self):
        entries, area = self.ledger.entries, self.ledger.area
        at = entries[-1].at + timedelta(seconds=1)
        forgetting = AreaEntry(at, CLOCK, c.ForgetTexts())
        kept = without_texts(entries)
        written = msgspec.json.encode(kept).decode()
        assert not [text for text in WRITTEN if text in written]
        if area.forgot != area.revision:
            kept.append(forgetting)
        assert fold(kept) == apply(area, forgetting)


class AnyProgramme(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.ledger = ProgrammeLedger()

    @rule(command=of(c.ProgrammeCommand), by=anybody, id=ids, off=offsets)
    def somebody_gives_a_command(self, command, by, id, off):
        before = self.ledger.programme
        written = msgspec.json.encode(before)
        step = None if off is None else before.step + off
        try:
            after = self.ledger.does(command, by, id=id, step=step)
        except Refusal:
            after = self.ledger.programme
            assert after is before
        assert after.revision == before.revision + (after is not before)
        assert msgspec.json.encode(before) == written

    @invariant()
    def areas_have_numbers_of_their_own(self):
        p = self.ledger.programme
        assert len(set(p.areas)) == len(p.areas)
        assert set(p.areas) <= set(p.numbers)
        assert sorted(p.numbers.values()) == list(range(1, len(p.numbers) + 1))

    @invariant()
    def the_log_folds_to_the_state_also_after_it_was_written_and_read(self):
        programme, entries = self.ledger.programme, self.ledger.entries
        assert programme.revision == len(entries)
        assert msgspec.json.decode(msgspec.json.encode(programme), type=Programme) == programme
        read = msgspec.json.decode(msgspec.json.encode(entries), type=list[ProgrammeEntry])
        assert fold_programme(read) == programme


AnyArea.TestCase.settings = settings(
    deadline=None, stateful_step_count=40, max_examples=of_hundred(60)
)
AnyProgramme.TestCase.settings = settings(
    deadline=None, stateful_step_count=20, max_examples=of_hundred(30)
)
TestAnyArea = AnyArea.TestCase
TestAnyProgramme = AnyProgramme.TestCase
