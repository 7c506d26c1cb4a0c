"""What deciding on a command needs: declared for the command, and nowhere else."""

import re

from tests.builders import FIRST_TRAINER, ROOT, a_room_in, a_room_of
from tests.core.test_table import a_fitting
from voting.core import commands as c
from voting.core.actors import CLOCK
from voting.core.facts import PracticeVotes, Wipe, follows, needed
from voting.core.practice import MOST_PRACTICE
from voting.core.ruling import Method
from voting.core.state import Phase
from voting.instruments.agreement import Picture
from voting.instruments.tally import Tally


def test_a_ruling_needs_the_last_tally_of_its_own_domain():
    room = a_room_in(Phase.REVEALED)
    ruled = c.RecordRuling("trust", Method.MAJORITY)
    assert needed(room.workshop, FIRST_TRAINER, ruled).tallies_of == ("trust",)
    assert room.entry(ruled, FIRST_TRAINER).facts.tally == Tally((0, 2, 1, 0, 0))
    nothing = c.RecordRuling("tools", Method.MAJORITY)
    assert room.entry(nothing, FIRST_TRAINER).facts.tally is None


def test_several_rulings_need_the_tally_of_each():
    room = a_room_in(Phase.REVEALED)
    ruled = c.RecordRulings(["time", "trust", "tools"], Method.MAJORITY)
    facts = room.entry(ruled, FIRST_TRAINER).facts
    assert (facts.tally, facts.tallies.keys()) == (None, {"time", "trust"})


def test_only_a_close_by_the_clock_asks_whether_a_rating_stands_alone():
    room = a_room_in(Phase.OPEN)
    close = c.CloseRound(room.workshop.open_round.id)
    assert not needed(room.workshop, FIRST_TRAINER, close).by_itself
    assert needed(room.workshop, CLOCK, close).by_itself


def test_a_reason_is_shown_from_the_current_domain_and_taken_down_from_any():
    room = a_room_in(Phase.REVEALED)
    shown = needed(room.workshop, FIRST_TRAINER, c.ShowReason("r"))
    assert {held.domain for held in shown.reason.among} == {"time"}
    assert shown.erases is None
    down = needed(room.workshop, FIRST_TRAINER, c.WithdrawReason("r"))
    assert {held.domain for held in down.reason.among} == {"trust", "time"}
    assert down.erases == "r"


def test_ids_are_made_for_no_more_than_may_be_added():
    room = a_room_of(0, rehearsal=True)
    assert needed(room.workshop, FIRST_TRAINER, c.AddPractice(3)).people == 3
    assert needed(room.workshop, FIRST_TRAINER, c.AddPractice(10**9)).people == MOST_PRACTICE


def test_a_new_code_is_for_the_join_link_alone():
    room = a_room_of(0)
    wants = [
        link
        for link in ("join", "trainer", "lead", "room")
        if needed(room.workshop, FIRST_TRAINER, c.ReplaceLink(link)).new_code
    ]
    assert wants == ["join"]


def test_what_follows_is_declared_for_each_command():
    room = a_room_in(Phase.OPEN)
    then = {kind: follows(a_fitting(kind, room)) for kind in c.COMMANDS.values()}
    assert {kind for kind, what in then.items() if what} == {
        c.PracticeRate,
        c.WithdrawReason,
        c.Finish,
        c.EditDetails,
    }
    assert then[c.PracticeRate] == PracticeVotes(len(room.workshop.rounds), Picture.CLOSE)
    assert then[c.WithdrawReason] == Wipe()


def test_the_service_knows_no_command_by_its_type():
    asks = re.compile(r"isinstance\([^)]*\bc\.|case c\.|type\(")
    for path in (ROOT / "voting/service").glob("*.py"):
        found = [line for line in path.read_text().splitlines() if asks.search(line)]
        assert found == [], path
