"""Connections that mean no good cost little and slow nobody down."""

import contextlib
import select
import socket
import threading
import time

import pytest

from lab.bench import load, machine
from lab.bench.frames import packed, upgrade
from lab.rig.server import WITHIN

pytestmark = [pytest.mark.live, pytest.mark.noisy]

MOST_MEMORY = 50_000_000  # bytes that an attack may add
PIECE = b"x" * 16_000


def opened(port: int, *, deflate: bool = False) -> tuple[socket.socket, bytes]:
    """A WebSocket of nobody in particular, and how the server answered."""
    sock = socket.create_connection(("127.0.0.1", port), timeout=WITHIN)
    sock.sendall(upgrade(port, deflate=deflate))
    answer = b""
    while b"\r\n\r\n" not in answer:
        answer += sock.recv(4096)
    return sock, answer


def fragment(data: bytes, *, first: bool = False) -> bytes:
    """A piece of a text message that is never finished."""
    frame = bytearray(packed(data, opcode=1 if first else 0))
    frame[0] &= 0x7F
    return bytes(frame)


def pieces_until_cut(sock: socket.socket, piece: bytes, most: int) -> int:
    """How many pieces of one message the server took before it hung up."""
    with contextlib.suppress(OSError):
        sock.sendall(fragment(piece, first=True))
        for sent in range(most):
            sock.sendall(fragment(piece))
            if sent % 50 == 0 and hung_up(sock):
                return sent
        for _ in range(150):  # what is under way is taken at the pace of a stranger
            if hung_up(sock):
                return 0
            time.sleep(0.1)
        return most
    return 0


def hung_up(sock: socket.socket) -> bool:
    sock.setblocking(False)
    try:
        while data := sock.recv(65536):
            assert data
        return True
    except BlockingIOError:
        return False
    except OSError:
        return True
    finally:
        sock.settimeout(5)


@pytest.mark.parametrize("piece", [PIECE, b"x"], ids=["large", "one byte"])
def test_a_message_that_never_ends_is_cut_off(app, piece):
    with contextlib.closing(opened(app.port)[0]) as sock:
        before = machine.memory(app.pid)
        assert pieces_until_cut(sock, piece, 40_000) < 40_000
        assert machine.memory(app.pid) - before < MOST_MEMORY


def test_pieces_with_nothing_in_them_take_no_memory(app):
    with contextlib.closing(opened(app.port)[0]) as sock:
        before = machine.memory(app.pid)
        pieces_until_cut(sock, b"", 100_000)
        assert machine.memory(app.pid) - before < 5_000_000


def test_whole_messages_in_pieces_are_still_read(app, room):
    (phone,) = room.fill(1).phones
    answers = []
    phone.acknowledged = lambda page, payload: answers.append(payload)
    text = b'421["snapshot",{}]'
    phone.wire.send(fragment(text[:5], first=True) + packed(b"hi", opcode=9))
    phone.wire.send(fragment(text[5:9]) + packed(text[9:], opcode=0))
    assert room.loop.run(lambda: answers, WITHIN)
    assert answers[0].startswith(b'431[{"ok":true')


def usual(loop, phones) -> float:
    """Seconds that the slowest vote takes while nobody attacks: more on a busy machine, and so
    looked at before and after."""
    return max(took for _ in range(5) for took in load.all_at_once(loop, phones))


@pytest.mark.slow
def test_others_vote_on_while_fragments_rain(app, room):
    room.fill(20)
    room.opens()
    room.loop.rest(0.5)
    quiet = usual(room.loop, room.phones)
    before = machine.memory(app.pid)
    over = threading.Event()

    def attack() -> None:
        while not over.is_set():
            with contextlib.suppress(OSError), contextlib.closing(opened(app.port)[0]) as sock:
                pieces_until_cut(sock, PIECE, 500)
            time.sleep(0.02)

    attackers = [threading.Thread(target=attack) for _ in range(4)]
    for attacker in attackers:
        attacker.start()
    took, most = [], before
    for _ in range(40):
        took += load.all_at_once(room.loop, room.phones)
        most = max(most, machine.memory(app.pid))
        room.loop.rest(0.1)
    over.set()
    for attacker in attackers:
        attacker.join()
    assert most - before < MOST_MEMORY
    quiet = max(quiet, usual(room.loop, room.phones))
    assert load.percentile(took, 0.99) < 1.0 + 5 * quiet


def test_who_does_not_read_is_dropped_and_not_buffered_for(app, room):
    reader, sleeper = room.fill(2).phones
    room.opens()
    before = machine.memory(app.pid)
    room.loop.forget(sleeper.wire.sock)  # nothing is read from here on
    dropped = select.poll()
    dropped.register(sleeper.wire.sock, select.POLLRDHUP)
    for _ in range(100):
        sleeper.wire.send(packed(b'421["snapshot",{}]') * 100)
    assert room.loop.run(lambda: dropped.poll(0), 20)  # long before a ping is missed
    assert machine.memory(app.pid) - before < MOST_MEMORY
    assert load.all_at_once(room.loop, [reader])
    sleeper.wire.close()


def test_many_questions_at_once_are_all_answered(room):
    (phone,) = room.fill(1).phones
    answers = []
    phone.acknowledged = lambda page, payload: answers.append(payload)
    phone.wire.send(packed(b'421["no-such-event",{}]') * 500)
    assert room.loop.run(lambda: len(answers) == 500, WITHIN)


def test_compression_is_declined(app):
    sock, answer = opened(app.port, deflate=True)
    sock.close()
    assert b" 101 " in answer
    assert b"permessage-deflate" not in answer.lower()


def test_others_vote_on_while_one_phone_sends_without_a_pause(app, room):
    room.fill(21)
    room.opens()
    flooder, *others = room.phones
    quiet = usual(room.loop, others)
    answered = []
    flooder.acknowledged = lambda page, payload: answered.append(payload)
    for _ in range(5000):
        flooder.vote()
    began, passed, took = time.monotonic(), 0.0, []
    while passed < 4 or (len(answered) < 50 and passed < WITHIN):
        took += load.all_at_once(room.loop, others)
        room.loop.rest(0.1)
        passed = time.monotonic() - began
    assert 50 <= len(answered) < 250 * passed, "it is held back, and still answered"
    room.loop.forget(flooder.wire.sock)
    flooder.wire.close()
    quiet = max(quiet, usual(room.loop, others))
    assert load.percentile(took, 0.99) < 1.0 + 5 * quiet
