"""Who may send which event. Every pair has its expectation, and what is refused changes nothing."""

import pytest

from demo.client import Refused
from lab.rig.live_room import LiveRoom
from lab.rig.words import said
from tests.edges.raw import RawSocket
from tests.edges.stage import CONNECTED, ROLES, Stage, read_table
from voting.edges.sockets import EVENTS

pytestmark = pytest.mark.live

# yes: gets past the door, whatever the phase then says; no: told that it may not;
# mute: has no socket that the server knows, and gets no answer at all.
MAY = read_table("""
                stranger attendee lead room trainer old_trainer removed
    vote            mute      yes   no   no      no        mute    mute
    reason          mute      yes   no   no      no        mute    mute
    snapshot        mute      yes  yes  yes     yes        mute    mute
    join            mute      yes   no   no      no        mute    mute
    leave           mute      yes   no   no      no        mute    mute
    introduce       mute       no   no   no     yes        mute    mute
    edit_details    mute       no   no   no     yes        mute    mute
    remove_person   mute       no   no   no     yes        mute    mute
    remove_joined   mute       no   no   no     yes        mute    mute
    merge_people    mute       no   no   no     yes        mute    mute
    reveal_ahead    mute       no   no   no     yes        mute    mute
    recognise_invited mute     no   no   no      no        mute    mute
    forget_names    mute       no   no   no      no        mute    mute
    readmit_person  mute       no   no   no     yes        mute    mute
    lock_joining    mute       no   no   no     yes        mute    mute
    unlock_joining  mute       no   no   no     yes        mute    mute
    show_code       mute       no   no   no     yes        mute    mute
    hide_code       mute       no   no   no     yes        mute    mute
    replace_link    mute       no   no   no     yes        mute    mute
    open_round      mute       no   no   no     yes        mute    mute
    close_round     mute       no   no   no     yes        mute    mute
    cancel_round    mute       no   no   no     yes        mute    mute
    set_auto_close  mute       no   no   no     yes        mute    mute
    set_timer       mute       no   no   no     yes        mute    mute
    extend_timer    mute       no   no   no     yes        mute    mute
    clear_timer     mute       no   no   no     yes        mute    mute
    enter_hands     mute       no   no   no     yes        mute    mute
    nudge           mute       no   no   no     yes        mute    mute
    add_practice    mute       no   no   no     yes        mute    mute
    practice_rate   mute       no   no   no     yes        mute    mute
    show_part       mute       no   no   no     yes        mute    mute
    hide_part       mute       no   no   no     yes        mute    mute
    show_reason     mute       no   no   no     yes        mute    mute
    withdraw_reason mute       no   no   no     yes        mute    mute
    set_least_group mute       no   no   no     yes        mute    mute
    start_discussion mute      no   no   no     yes        mute    mute
    end_discussion  mute       no   no   no     yes        mute    mute
    change_questions mute      no   no   no     yes        mute    mute
    record_ruling   mute       no   no   no     yes        mute    mute
    record_rulings  mute       no   no   no     yes        mute    mute
    name_rows       mute       no   no   no     yes        mute    mute
    name_copies     mute       no   no   no     yes        mute    mute
    reopen_ruling   mute       no   no   no     yes        mute    mute
    show_domain     mute       no   no   no     yes        mute    mute
    show_overview   mute       no   no   no     yes        mute    mute
    start_break     mute       no   no   no     yes        mute    mute
    end_break       mute       no   no   no     yes        mute    mute
    finish          mute       no   no   no     yes        mute    mute
    reopen_workshop mute       no   no   no     yes        mute    mute
    show_plan       mute       no   no   no     yes        mute    mute
    hide_plan       mute       no   no   no     yes        mute    mute
    ask_needs       mute       no   no   no     yes        mute    mute
    ask_score       mute       no   no   no     yes        mute    mute
    close_question  mute       no   no   no     yes        mute    mute
    cancel_question mute       no   no   no     yes        mute    mute
    enter_answers   mute       no   no   no     yes        mute    mute
    practice_answer mute       no   no   no     yes        mute    mute
    choose_needs    mute       no   no   no     yes        mute    mute
    add_goal        mute       no   no   no     yes        mute    mute
    write_goal      mute       no   no   no     yes        mute    mute
    choose_text     mute       no   no   no     yes        mute    mute
    agree_goal      mute       no   no   no     yes        mute    mute
    reword_goal     mute       no   no   no     yes        mute    mute
    drop_draft      mute       no   no   no     yes        mute    mute
    close_goal      mute       no   no   no     yes        mute    mute
    reopen_goal     mute       no   no   no     yes        mute    mute
    settle_score    mute       no   no   no     yes        mute    mute
    note_goal       mute       no   no   no     yes        mute    mute
    add_session     mute       no   no   no     yes        mute    mute
    change_session  mute       no   no   no     yes        mute    mute
    remove_session  mute       no   no   no     yes        mute    mute
    add_action      mute       no   no   no     yes        mute    mute
    change_action   mute       no   no   no     yes        mute    mute
    mark_action     mute       no   no   no     yes        mute    mute
    remove_action   mute       no   no   no     yes        mute    mute
    drop_suggestion mute       no   no   no     yes        mute    mute
    answer_plan     mute      yes   no   no      no        mute    mute
    suggest         mute      yes   no   no      no        mute    mute
""")
DOORS = {"not-allowed", "old-link", "person-removed", "no-token", "unknown-event"}


@pytest.fixture(scope="module")
def stage(server):
    room = LiveRoom(server)
    stage = Stage(room)
    stage.sockets = {role: RawSocket(stage.browsers[role]) for role in ROLES}
    stage.sockets["old_trainer"].hello(room.id, "trainer")
    stage.sockets["removed"].hello(room.id, "attendee")
    stage.shuts_out()
    for role in ("old_trainer", "removed"):
        stage.sockets[role].hear('42["ended"')
    yield stage
    for socket in stage.sockets.values():
        socket.close()
    room.close()


def answer(stage: Stage, role: str, event: str) -> str:
    """Send the event as ``role``: yes, no or mute."""
    payload = stage.payload(event)
    if role not in CONNECTED:
        return "no" if stage.sockets[role].answers_while_unknown(event, payload) else "mute"
    try:
        stage.pages[role].ask(event, **payload)
    except Refused as problem:
        return "no" if problem.code in DOORS else "yes"
    return "yes"


def test_every_event_has_an_expectation_for_every_role():
    assert set(MAY) == set(EVENTS)
    assert all(tuple(row) == ROLES for row in MAY.values())


@pytest.mark.parametrize("event", MAY)
def test_only_those_who_may_get_past_the_door(stage, event):
    for role in ROLES:
        before = stage.room.stored(), stage.room.plan()
        assert answer(stage, role, event) == MAY[event][role], role
        if MAY[event][role] != "yes":
            assert (stage.room.stored(), stage.room.plan()) == before, role


@pytest.mark.parametrize("role", ["attendee", "lead", "room"])
def test_a_page_of_another_role_is_refused_in_words(stage, role):
    with pytest.raises(Refused, match=said("refusals.not-allowed")) as refused:
        stage.pages[role].ask("open_round", id="request-one", domain="clarity")
    assert refused.value.code == "not-allowed"


def test_a_trainer_who_looks_at_the_room_view_gives_no_commands_from_it(stage, raw):
    socket = raw(stage.browsers["trainer"])
    assert socket.hello(stage.room.id, "room") == {}
    answer = socket.ask("lock_joining", {"id": "request-two"})
    assert answer["error"]["code"] == "not-allowed"


def test_a_workshop_cannot_be_created_over_a_socket(stage):
    with pytest.raises(Refused) as refused:
        stage.pages["trainer"].ask("create", id="request-three", details={})
    assert refused.value.code == "unknown-event"
