"""Join codes: how they may be typed, and what happens to wrong, old and guessed ones."""

from datetime import timedelta

import pytest

from demo.client import Refused
from lab.rig.live_room import DETAILS, LiveRoom
from lab.rig.words import opening, said
from tests.builders import FIRST_TRAINER, SECOND_TRAINER, attendee, details, three_by_five
from tests.store.rooms import race
from voting.config import Settings
from voting.core import commands as c
from voting.core.actors import Actor, Role
from voting.identity import Identity
from voting.moments import now
from voting.refusals import Refusal
from voting.refusals.joining import CodeExpired
from voting.service import Service
from voting.web import create_app

pytestmark = pytest.mark.live

TYPED = {
    "lower case": str.lower,
    "spaces": lambda code: "  " + " ".join(code) + " ",
    "dashes": lambda code: f"{code[:3]}-{code[3:]}",
    "another dash": lambda code: f"{code[:2]}–{code[2:]}.",
}
TRIES = 40  # wrong codes a minute from one address
JUDGED = 400  # from so many on the right one is refused as well


def asks(browser, code: str) -> int:
    answer = browser.http.post(
        f"{browser.base}/join", data={"code": code, "token": browser.token}, allow_redirects=False
    )
    return answer.status_code


def refusal(browser, path: str, **fields) -> Refused:
    with pytest.raises(Refused) as refused:
        browser.post(path, **fields)
    return refused.value


def test_a_program_is_told_what_to_show_before_somebody_joins(server):
    room = LiveRoom(server)
    told = room.browser().get_json(f"/j/{room.code}/form")
    assert told["workshop"]["id"] == room.id
    assert {sector["key"] for sector in told["framework"]["sectors"]} >= {"school", "cypmhs"}
    assert len(told["framework"]["levels"]) == 4
    with pytest.raises(Refused) as refused:
        room.browser().get_json("/j/22222A/form")
    assert refused.value.code == "unknown-code"
    room.close()


@pytest.mark.parametrize("typed", TYPED.values(), ids=TYPED)
def test_a_code_may_be_typed_in_many_ways(room, typed):
    answer = room.browser().http.get(f"{room.server.base}/j/{typed(room.code)}")
    assert answer.status_code == 200
    assert asks(room.browser(), typed(room.code)) == 303


def test_look_alikes_are_forgiven(room):
    while not set("01") & set(room.code):
        room.trainer.command("replace_link", link="join")
        room.links = room.trainer.browser.get_json(f"/trainer/{room.id}/links")
    for one, zero in ("Io", "lO", "iO"):
        typed = room.code.replace("1", one).replace("0", zero)
        assert asks(room.browser(), typed) == 303


@pytest.mark.parametrize("typed", ["ZZZZZZ", "", "   ", "---", "<b>", "a" * 500, "код", "\x00\x01"])
def test_an_unknown_code_is_refused_in_words(room, typed):
    browser = room.from_address("127.0.1.1")
    problem = refusal(browser, "/join", code=typed)
    assert problem.code == "unknown-code"
    assert problem.sentence.startswith(opening("refusals.unknown-code"))
    assert asks(browser, typed) == 404


def test_an_unknown_code_in_an_address_is_shown_as_it_was_typed_and_runs_nothing(room):
    answer = room.from_address("127.0.1.2").get("/j/<img src=x onerror=alert(1)>")
    assert answer.status_code == 404
    assert "<img src=x" not in answer.text
    assert opening("refusals.unknown-code") + "&lt;img src=x oner" in answer.text


def test_a_replaced_code_is_refused_and_the_new_one_opens(room):
    old = room.code
    room.trainer.command("replace_link", link="join")
    assert refusal(room.browser(), f"/j/{old}", name="A", sector="school").code == "code-expired"
    assert asks(room.browser(), old) == 410
    room.links = room.trainer.browser.get_json(f"/trainer/{room.id}/links")
    assert room.joins().view["phase"] == "lobby"


def test_the_code_of_a_finished_workshop_is_refused(room):
    room.people(2)
    for domain in room.stored().framework.domains:
        room.rates(domain.key, 1, 1)
        room.rules(domain.key, "unanimous")
    room.trainer.command("finish")
    problem = refusal(room.browser(), f"/j/{room.code}", name="A. B.", sector="school")
    assert (problem.code, asks(room.browser(), room.code)) == ("not-now", 409)
    room.trainer.command("reopen_workshop")
    assert asks(room.browser(), room.code) == 303


def test_a_code_expires_a_week_after_the_workshop(store):
    service = Service(store, {"three-by-five": three_by_five()}, now)
    made = service.create("workshop-one", "three-by-five", details(), FIRST_TRAINER)
    for late, expected in ((timedelta(days=-1), 303), (timedelta(seconds=1), 410)):
        at = made.code_expires + late
        settings = Settings(secret_key="k" * 32, async_mode="threading")
        client = create_app(settings, store, clock=lambda at=at: at).flask.test_client()
        token = client.get("/hello").json["token"]
        assert (
            client.post("/join", data={"code": made.code, "token": token}).status_code == expected
        )
    with pytest.raises(CodeExpired):
        Service(store, {}, lambda: at).find_by_code(made.code, "somebody")
    assert service.act("workshop-one", FIRST_TRAINER, c.ReplaceLink("join")).code != made.code


def test_guessing_is_stopped_and_other_addresses_go_on(room):
    guesser, others = room.from_address("127.0.1.3"), room.from_address("127.0.1.4")
    answers = [asks(guesser, "ZZZZZZ") for _ in range(TRIES + 3)]
    assert answers == [404] * TRIES + [429] * 3
    assert refusal(guesser, "/join", code="ZZZZZZ").sentence == said("refusals.too-many-tries.code")
    assert asks(others, room.code) == 303
    assert room.joins(browser=others).view["phase"] == "lobby"


def test_whoever_comes_with_the_right_code_gets_in_from_an_address_that_used_up_its_tries(room):
    venue = room.from_address("127.0.1.9")
    answers = [asks(venue, "ZZZZZZ") for _ in range(2 * TRIES)]
    assert answers == [404] * TRIES + [429] * TRIES
    assert asks(venue, room.code) == 303
    assert room.joins(browser=venue).view["phase"] == "lobby"


def test_somebody_who_has_joined_comes_back_even_from_an_address_that_guessed(room):
    browser = room.from_address("127.0.1.5")
    person = room.joins(browser=browser)
    for _ in range(TRIES + 1):
        asks(browser, "ZZZZZZ")
    assert browser.get(f"/w/{room.id}").status_code == 200
    assert room.reloaded(person).you["id"] == person.you["id"]


def test_seventy_people_behind_one_address_all_join(room):
    browsers = [room.from_address("127.0.1.6") for _ in range(70)]
    for number, browser in enumerate(browsers, start=1):
        browser.post(f"/j/{room.code}", name=f"Attendee {number}", sector="school")
    assert len(room.stored().people) == 70


# --- limits, on a service of their own ---


@pytest.fixture
def service(store):
    """A service with one workshop; ``code`` opens it."""
    service = Service(store, {"three-by-five": three_by_five()}, now)
    service.code = service.create("workshop-one", "three-by-five", details(), FIRST_TRAINER).code
    return service


def guess(service, who: str, code: str = "ZZZZZZ", near: str = "") -> str:
    """The code of the refusal; "found" if there is none."""
    try:
        service.find_by_code(code, who, lambda workshop: near)
    except Refusal as refused:
        return refused.code
    return "found"


def test_guesses_that_come_at_once_are_counted_one_by_one(service):
    answers = race(*[lambda: guess(service, "somebody")] * (2 * TRIES))
    assert sorted(answers) == ["too-many-tries"] * TRIES + ["unknown-code"] * TRIES
    assert guess(service, "somebody", service.code) == "found"


def test_a_hundred_thousand_guesses_are_not_judged(service):
    """What is found by trying opens nothing: so many of an address's tries count, and no more."""
    race(*[lambda: [guess(service, "somebody") for _ in range(JUDGED // 8)]] * 8)
    assert guess(service, "somebody", service.code) == "too-many-tries"
    assert guess(service, "an office", service.code) == "found"
    assert service.store.tries("code-all") == JUDGED


def test_a_flood_from_inside_a_room_keeps_the_room_out_no_more(service):
    for _ in range(JUDGED):
        service.store.count_try("code-the-room")
    inside = {"code": service.code, "who": "the-room", "near": "the-room-here"}
    assert guess(service, **inside) == "too-many-tries"
    join = c.Join("A. B.", "primary")
    service.act("workshop-one", attendee("1"), join, address="the-room-here")
    assert guess(service, **inside) == "found"
    assert guess(service, "elsewhere", service.code, near="another") == "found"
    service.act("workshop-one", FIRST_TRAINER, c.RemovePerson("1"))
    assert guess(service, **inside) == "too-many-tries"


def test_when_all_together_guess_too_often_those_who_did_not_still_get_in(service):
    for number in range(1000):
        guess(service, f"guesser-{number // TRIES}")
    assert guess(service, "guesser-0", service.code) == "too-many-tries"
    assert guess(service, "an office", service.code) == "found"
    # Whoever guesses has one try, and then another address is needed.
    assert guess(service, "another") == "unknown-code"
    assert guess(service, "another") == "too-many-tries"
    assert guess(service, "another", service.code) == "too-many-tries"


def test_refused_guesses_of_one_address_are_no_matter_for_others(service):
    for _ in range(1100):
        guess(service, "guesser")
    assert guess(service, "an office") == "unknown-code"
    assert guess(service, "an office", service.code) == "found"


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.2", False),
        ("192.0.2.1", "192.0.2.2", False),
        ("", "unix:", False),
    ],
)
def test_what_counts_as_one_address(one, other, alike):
    name = Identity("k" * 32).anonymous_address
    assert (name(one) == name(other)) is alike


def codes(store) -> int:
    return len(store._redis.keys("cascade:code:*"))


def test_a_refused_or_repeated_command_takes_no_code(service, store):
    before = codes(store)
    for by in (attendee("1"), Actor(Role.LEAD, "0"), Actor(Role.ROOM, "0"), SECOND_TRAINER):
        with pytest.raises(Refusal):
            service.act("workshop-one", by, c.ReplaceLink("join"), id="request-one")
    assert codes(store) == before
    first = service.act("workshop-one", FIRST_TRAINER, c.ReplaceLink("join"), id="request-two")
    again = service.act("workshop-one", FIRST_TRAINER, c.ReplaceLink("join"), id="request-two")
    service.create("workshop-one", "three-by-five", details(), FIRST_TRAINER)
    assert (again.code, codes(store)) == (first.code, before + 1)


def test_a_code_is_kept_as_long_as_it_opens_even_when_the_date_is_moved(service, store):
    far = service.act("workshop-one", FIRST_TRAINER, c.EditDetails(details(date="2999-12-31")))
    left = store._redis.ttl(f"cascade:code:{service.code}")
    assert far.code == service.code
    assert now().timestamp() + left > far.code_expires.timestamp()


def test_the_passphrase_may_not_be_guessed_without_limit(serve_with_passphrase):
    room = serve_with_passphrase
    guesser, fields = room.from_address("127.0.1.7"), {**DETAILS, "framework": ""}
    answers = [
        refusal(guesser, "/workshops", passphrase=f"guess {n}", **fields).code
        for n in range(TRIES + 2)
    ]
    assert answers == ["wrong-passphrase"] * TRIES + ["too-many-tries"] * 2
    right = refusal(guesser, "/workshops", passphrase="open sesame", **fields)
    assert right.sentence == said("refusals.too-many-tries.passphrase")
    assert room.from_address("127.0.1.8").post("/workshops", passphrase="open sesame", **fields)[
        "ok"
    ]
    assert asks(guesser, room.code) == 303  # codes are another matter


@pytest.fixture
def serve_with_passphrase(async_mode, servers):
    server = servers(ASYNC_MODE=async_mode, CREATE_PASSPHRASE="open sesame")
    room = LiveRoom(server, passphrase="open sesame")
    yield room
    room.close()
