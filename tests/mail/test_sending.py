"""The steps of a mail, back-off, order, and why one did not go."""

from datetime import timedelta

import pytest

from tests.builders import WORDS
from tests.mail.invited import AT, mail
from voting.registration import sending
from voting.registration.mail import STATES
from voting.registration.problems import OF_THE_SERVER, PROBLEMS, problem_of, problem_of_status

MINUTE = timedelta(minutes=1)


def test_it_is_tried_later_each_time_for_two_days():
    one, at, pauses = mail(), AT, []
    while one.state == "waiting":
        one = sending.put_off(sending.taken(one, at), at, "later")
        if one.next_at:
            pauses.append((one.next_at - at) / MINUTE)
            at = one.next_at
    assert (one.state, one.problem) == ("failed", "given-up")
    assert pauses[:7] == [1, 2, 5, 15, 30, 60, 60]
    assert set(pauses[5:]) == {60}
    assert timedelta(days=2) <= at - AT <= timedelta(days=2, hours=1)


def test_who_has_taken_it_has_it_for_a_while():
    one = sending.taken(mail(), AT)
    assert (one.state, one.tries) == ("sending", 1)
    assert not sending.is_due(one, AT + 9 * MINUTE)
    assert sending.is_due(one, AT + 10 * MINUTE)
    longer = sending.kept_longer(one, AT + 5 * MINUTE)
    assert not sending.is_due(longer, AT + 14 * MINUTE)


@pytest.mark.parametrize("end", [sending.dropped, lambda one: sending.failed(one, "full")])
def test_what_is_over_is_never_due(end):
    for one in (end(mail()), sending.sent(mail(), AT)):
        assert not sending.is_due(one, AT + timedelta(days=900))
        assert sending.next_due([one]) is None
        kept = sending.DROPPED_KEPT if one.state == "dropped" else sending.KEPT
        assert not sending.is_over(one, AT + kept - timedelta(minutes=1))
        assert sending.is_over(one, AT + kept)


def test_what_somebody_waits_for_at_a_page_goes_first():
    bulk = [mail("invitation", id=f"m{n}") for n in range(3)]
    link = mail("link", id="m9", made_at=AT + MINUTE)
    retried = sending.put_off(sending.taken(bulk[0], AT), AT, "later")
    turn = sending.in_turn([retried, *bulk[1:], link], AT + 5 * MINUTE)
    assert [one.id for one in turn] == ["m9", "m1", "m2", "m0"]
    assert sending.next_due([retried, link]) == AT + MINUTE


@pytest.mark.parametrize(
    ("code", "said", "problem"),
    [
        (450, "4.2.0 greylisted", "later"),
        (451, "5.1.1 contradicts itself", "later"),
        (550, "5.1.1 no such user", "address"),
        (550, "no such user here", "address"),
        (550, "5.7.1 looks like spam", "blocked"),
        (550, "5.7.26 not authenticated", "blocked"),
        (552, "5.2.2 over quota", "full"),
        (552, "over quota", "full"),
        (554, "transaction failed", "refused"),
        (550, "5.6.0 bad content", "refused"),
        (-1, "no number at all", "later"),
    ],
)
def test_what_the_server_says_becomes_a_key(code, said, problem):
    assert problem_of(code, said) == problem
    assert problem_of_status("nothing in numbers") == ""


def test_every_problem_and_state_has_words():
    assert set(WORDS["mail"]["problems"]) == set(PROBLEMS)
    assert set(WORDS["mail"]["states"]) == set(STATES)
    assert set(PROBLEMS) >= OF_THE_SERVER


def test_a_changed_date_is_told_of_only_when_it_has_stood_for_a_while():
    for kind in ("event_moved", "event_cancelled"):
        assert sending.next_due([mail(kind)]) == AT + 5 * MINUTE
        assert not sending.is_due(mail(kind), AT + 4 * MINUTE)
        assert sending.is_due(mail(kind), AT + 5 * MINUTE)
