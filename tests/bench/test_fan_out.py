"""What a phone gets while others vote: nothing, however many they are."""

import pytest

from lab.bench import load

pytestmark = pytest.mark.live


@pytest.mark.parametrize("people", [4, 40])
def test_a_phone_hears_nothing_of_other_peoples_votes(room, people):
    room.fill(people)
    room.opens()
    room.loop.rest(1)  # the state with the open round has come
    listener, *others = room.phones
    before = listener.read - listener.heartbeats
    for _ in range(3):
        load.all_at_once(room.loop, others)
    room.loop.rest(1)
    assert listener.read - listener.heartbeats == before


def test_console_and_room_view_hear_of_turnout_at_most_five_times_a_second(room):
    room.fill(40)
    room.opens()
    room.loop.rest(1)
    heard = []
    room.view.heard = lambda page, payload: heard.append(payload)
    for phone in room.phones:  # one by one, over two seconds
        load.all_at_once(room.loop, [phone])
        room.loop.rest(0.05)
    room.loop.rest(1)
    turnouts = [payload for payload in heard if b'"turnout"' in payload]
    assert 1 <= len(turnouts) <= 5 * 4
    assert b'"turnout":{"rated":40,"started":40,"of":40,' in turnouts[-1]
