"""The transition table: what it allows happens, the rest is refused and changes nothing."""

import re
from contextlib import suppress

import msgspec
import pytest
from msgspec.structs import replace

from tests.builders import FIRST_TRAINER, ROOT, Room, a_room_in, attendee, details, reason_id
from voting.core import commands as c
from voting.core.actors import CLOCK, Actor, Role
from voting.core.machine import allowed, apply
from voting.core.ruling import Method
from voting.core.state import AHEAD_LEAST, Phase, Workshop
from voting.core.table import BY_DOMAIN, MAY, ONCE_DECIDED, SAME, TABLE
from voting.instruments.agreement import Picture
from voting.instruments.instrument import Repeat
from voting.instruments.tally import Ballot
from voting.refusals import Refusal
from voting.refusals.asking import NotAllowed
from voting.refusals.rounds import NotNow

ACTORS = {
    Role.TRAINER: FIRST_TRAINER,
    Role.ATTENDEE: attendee("1"),
    Role.LEAD: Actor(Role.LEAD, "0"),
    Role.ROOM: Actor(Role.ROOM, "0"),
    Role.CLOCK: CLOCK,
    Role.AREA: Actor(Role.AREA, "1"),
    Role.PROGRAMME: Actor(Role.PROGRAMME, "1"),
    Role.EVALUATOR: Actor(Role.EVALUATOR, "1"),
    Role.INVITED: Actor(Role.INVITED, "1", 0),
}

OUTSIDE = [(p, kind) for p in Phase for kind in MAY if (p, kind) not in TABLE]
WRONG_ROLES = [
    (kind, role)
    for kind in c.COMMANDS.values()
    for role in Role
    if role not in MAY.get(kind, frozenset())
]


def a_fitting(kind: type[c.Command], room: Room) -> c.Command:
    """A command of this kind that makes sense in ``a_room_in`` any phase that allows it."""
    last_round = len(room.workshop.rounds)
    fitting = [
        c.Create(details()), c.EditDetails(details(title="Another")), c.Introduce("E. F."),
        c.Join("A. C.", "primary"), c.Leave(), c.RemovePerson("2"), c.ReadmitPerson("2"),
        c.RemoveJoined(60), c.MergePeople("2", "3"), c.RecogniseInvited("2", "3"),
        c.ForgetNames(["2"]),
        c.LockJoining(), c.UnlockJoining(), c.ShowCode(), c.HideCode(), c.ReplaceLink("join"),
        c.OpenRound("tools"), c.CloseRound(last_round), c.CancelRound(last_round),
        c.RevealAhead("tools"),
        c.SetAutoClose(True), c.SetTimer(30), c.ExtendTimer(30), c.ClearTimer(),
        c.StartDiscussion(60), c.EndDiscussion(), c.ChangeQuestions(),
        c.RecordRuling("time", Method.MAJORITY),
        c.ReopenRuling("trust"), c.ShowDomain("trust"), c.ShowOverview(), c.Finish(),
        c.ReopenWorkshop(), c.EnterHands(last_round, [0, 1, 2, 0, 0]), c.Nudge(last_round),
        c.ShowPart("picture"), c.HidePart("picture"), c.ShowReason(reason_id(2, "Nobody answers")),
        c.WithdrawReason(reason_id(2, "Nobody answers")),
        c.StartBreak(600), c.EndBreak(), c.SetLeastGroup(7), c.AddPractice(6),
        c.PracticeRate(last_round, Picture.CLOSE),
        c.RecordRulings(["time"], Method.MAJORITY),
        c.NameRows([*(row.name for row in room.workshop.framework.rows), "Another"]),
        c.NameCopies(["The clinic", "The council"]),
    ]  # fmt: skip
    return next(command for command in fitting if type(command) is kind)


def named(value: object) -> str:
    return value.event() if isinstance(value, type) else str(value)


def a_room_ready_to_finish(phase: Phase) -> Room:
    room = a_room_in(phase)
    room.rates_and_rules_the_rest()
    if phase is Phase.LOBBY:
        room.does(c.ShowOverview())
    assert room.workshop.phase is phase
    return room


def names_are_wanted(room: Room, kind: type[c.Command]) -> None:
    """The instrument is one whose rows the room names, or that repeats for what it names."""
    w = room.workshop
    if kind is c.NameRows:
        room.workshop = replace(w, framework=replace(w.framework, rows_from="room"))
    if kind is c.NameCopies:
        repeated = replace(w.framework, repeat=Repeat("agency", 5))
        room.workshop = replace(w, framework=repeated, domain=None, rounds=(), rulings={})


def may_follow(phase: Phase, to: Phase | str) -> set[Phase]:
    if to == BY_DOMAIN:
        return {Phase.LOBBY, Phase.REVEALED, Phase.RULED}
    if to == ONCE_DECIDED:
        return {Phase.RULED}  # one alone is in hand
    return {phase} if to == SAME else {to}


@pytest.mark.parametrize(("phase", "kind"), TABLE, ids=named)
def test_what_the_table_allows_happens_and_leads_where_it_says(phase, kind):
    rehearsal = kind in (c.AddPractice, c.PracticeRate)
    room = a_room_in(phase, rehearsal=rehearsal)
    if kind is c.Finish:
        room = a_room_ready_to_finish(phase)
    if kind is c.PracticeRate:
        room.does(c.AddPractice(6))
    if kind is c.RevealAhead:
        room.ahead = {str(n): {"tools": Ballot(1, "", 2, 0)} for n in range(AHEAD_LEAST)}
    if kind is c.ReadmitPerson:
        room.does(c.RemovePerson("2"))
    if kind is c.WithdrawReason:
        room.reasons[1] = {"1": (reason_id(2, "Nobody answers"), "Nobody answers")}
    if kind is c.EndBreak:
        room.does(c.StartBreak(600))
    if kind is c.HidePart:
        room.does(c.ShowPart("picture"))
    names_are_wanted(room, kind)
    step = TABLE[phase, kind]
    by = FIRST_TRAINER if Role.TRAINER in step.who else ACTORS[min(step.who)]
    after = room.does(a_fitting(kind, room), by)
    assert after.phase in may_follow(phase, step.to)


@pytest.mark.parametrize(("phase", "kind"), OUTSIDE, ids=named)
def test_what_the_table_leaves_out_is_refused_and_changes_nothing(phase, kind):
    room = a_room_in(phase)
    before = msgspec.json.encode(room.workshop)
    for role in MAY[kind]:
        entry = room.entry(a_fitting(kind, room), ACTORS[role])
        with pytest.raises(NotNow, match="why="):
            apply(room.workshop, entry)
    assert msgspec.json.encode(room.workshop) == before
    assert room.workshop.phase is phase


@pytest.mark.parametrize("phase", Phase)
def test_nobody_may_give_a_command_that_is_not_theirs(phase):
    room = a_room_in(phase)
    before = msgspec.json.encode(room.workshop)
    done = []
    for kind, role in WRONG_ROLES:
        with suppress(NotAllowed):
            apply(room.workshop, room.entry(a_fitting(kind, room), ACTORS[role]))
            done.append((named(kind), role))
        assert msgspec.json.encode(room.workshop) == before, (named(kind), role)
    assert done == []


def without_bookkeeping(w: Workshop) -> Workshop:
    return replace(w, revision=0, step=0, last_step=None)


@pytest.mark.parametrize("rehearsal", [False, True])
@pytest.mark.parametrize("phase", Phase)
def test_what_the_console_is_not_offered_would_be_refused_or_change_nothing(phase, rehearsal):
    offered = allowed(a_room_in(phase, rehearsal=rehearsal).workshop, Role.TRAINER)
    trainers = {kind for kind, who in MAY.items() if Role.TRAINER in who}
    assert set(offered) <= {kind.event() for kind in trainers if (phase, kind) in TABLE}
    for kind in (kind for kind in trainers if kind.event() not in offered):
        room = a_room_in(phase, rehearsal=rehearsal)
        before = room.workshop
        with suppress(Refusal):
            room.does(a_fitting(kind, room))
        assert without_bookkeeping(room.workshop) == without_bookkeeping(before)


def test_every_command_but_creating_is_in_the_table():
    assert set(c.COMMANDS.values()) == set(MAY) | {c.Create}
    assert set(c.AnyCommand.__args__) == set(c.COMMANDS.values())


def test_the_machine_itself_knows_only_the_first_command_of_a_log_and_retired_ones():
    text = (ROOT / "voting/core/machine.py").read_text()
    assert set(re.findall(r"\bc\.([A-Z]\w+)", text)) == {"Create", "Retired"}
