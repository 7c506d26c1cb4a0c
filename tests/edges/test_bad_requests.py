"""What people may not send over HTTP: each gets its code and a sentence, and nothing is lost."""

import json

import pytest
from markupsafe import escape

from demo.client import Refused
from lab.rig.live_room import DETAILS, LiveRoom
from lab.rig.words import said
from voting.wire.codec import MOST_BYTES, MOST_PASTED

pytestmark = pytest.mark.live

TEXTS = [
    ("", "missing-text"),
    ("   \t ", "missing-text"),
    ("\u200d", "missing-text"),
    ("A" * 61, "text-too-long"),
    ("\x00\u202e\uf0b7", "missing-text"),
    ("\ud800", "malformed"),
]


def refusal(browser, path: str, **fields) -> Refused:
    with pytest.raises(Refused) as refused:
        browser.post(path, **fields)
    assert " " in refused.value.sentence
    return refused.value


@pytest.mark.parametrize(("name", "code"), TEXTS)
def test_a_name_that_is_none(room, name, code):
    assert refusal(room.browser(), f"/j/{room.code}", name=name, sector="school").code == code
    assert room.stored().people == {}


@pytest.mark.parametrize("sector", ["", "nowhere", "School or college"])
def test_a_sector_that_is_not_in_the_list(room, sector):
    problem = refusal(room.browser(), f"/j/{room.code}", name="A. B.", sector=sector)
    assert problem.code == "unknown-choice"
    assert room.stored().people == {}


def test_names_that_are_unusual_are_welcome(room):
    for name in ("Zoë", "O'Neill & co", "李", "a < b", "👩‍👧", "x" * 60, "<b>A</b>", "=1+1"):
        room.joins(name)
    assert room.trainer.refresh()["view"]["persons"][-1]["name"] == "=1+1"


WORKSHOPS = [
    ("area", "", "missing-text"),
    ("area", "x" * 121, "text-too-long"),
    ("area", "\x07\u200f", "missing-text"),
    ("title", "x" * 121, "text-too-long"),
    ("kind", "", "unknown-choice"),
    ("kind", "party", "unknown-choice"),
    ("framework", "nowhere", "unknown-choice"),
    ("date", "", "impossible-date"),
    ("date", "tomorrow", "impossible-date"),
    ("date", "2026-02-30", "impossible-date"),
    ("date", "0001-01-01", "impossible-date"),
    ("date", "9999-12-31", "impossible-date"),
    ("date", "\ud800", "malformed"),
]


@pytest.mark.parametrize(("field", "value", "code"), WORKSHOPS)
def test_a_workshop_that_cannot_be(room, field, value, code):
    assert refusal(room.browser(), "/workshops", **(DETAILS | {field: value})).code == code


def test_programs_hear_all_that_is_wrong_with_a_form(room):
    browser = room.browser()
    for path, fields, found in (
        (
            "/workshops",
            {"area": "", "kind": "party", "date": "soon", "title": "x" * 121, "language": "xx"},
            {
                "language": "unknown-choice",
                "kind": "unknown-choice",
                "area": "missing-text",
                "date": "impossible-date",
                "title": "text-too-long",
            },
        ),
        (
            f"/j/{room.code}",
            {"name": " ", "sector": "nowhere"},
            {"name": "missing-text", "sector": "unknown-choice"},
        ),
        ("/join", {"code": "?"}, {"code": "unknown-code"}),
    ):
        body = send(browser, path, json.dumps(fields)).json()
        assert {error["field"]: error["code"] for error in body["errors"]} == found
        assert body["error"] == body["errors"][0]
    assert room.stored().people == {}
    with pytest.raises(Refused) as refused:
        room.trainer.command("edit_details", details=DETAILS | {"area": "", "date": "soon"})
    assert refused.value.code == "missing-text"


def test_a_form_comes_back_with_its_message_and_what_was_typed(room):
    browser = room.browser()
    fields = DETAILS | {"area": 'North "&" South', "date": "soon", "token": browser.token}
    answer = browser.http.post(f"{browser.base}/workshops", data=fields)
    assert answer.status_code == 400
    assert said("refusals.impossible-date.date") in answer.text
    assert escape('North "&" South') in answer.text


def test_a_join_form_comes_back_with_its_message_and_what_was_typed(room):
    browser = room.browser()
    fields = {"name": '"><script>alert(1)</script>', "sector": "school", "token": browser.token}
    fields["sector"] = "nowhere"
    answer = browser.http.post(f"{browser.base}/j/{room.code}", data=fields)
    assert answer.status_code == 400
    assert "from the list" in answer.text
    assert "<script>alert" not in answer.text


def test_who_comes_back_and_clears_their_name_sees_it_empty_beside_what_is_wrong(room):
    browser = room.browser()
    browser.join(room.code, "Anna B.", "school")
    page = browser.http.get(f"{browser.base}/j/{room.code}").text
    assert 'value="Anna B."' in page
    fields = {"name": "", "sector": "school", "token": browser.token}
    answer = browser.http.post(f"{browser.base}/j/{room.code}", data=fields)
    assert answer.status_code == 400
    assert said("refusals.missing-text.name") in answer.text
    assert 'value="Anna B."' not in answer.text


BODIES = {
    "no JSON": b"{name",
    "empty": b"",
    "a list": b"[]",
    "a number": b"7",
    "null": b"null",
    "a number for a text": b'{"name": 7, "sector": "school"}',
    "an object for a text": b'{"name": {"a": 1}, "sector": "school"}',
    "null for a text": b'{"name": null, "sector": "school"}',
    "deeply nested": b"[" * 6000,
    "not text": b'{"name": "\xff\xfe"}',
}
DOORS = ["/workshops", "/join", "/enter", "/j/{code}"]


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_a_body_that_cannot_be_read(room, body, door):
    answer = send(room.browser(), door.format(code=room.code), body)
    assert answer.status_code == 400, answer.text
    assert answer.json()["error"]["code"] == "malformed"
    assert room.server.is_well()


def send(browser, path: str, body, **headers):
    headers = {"X-Cascade-Token": browser.token, "Content-Type": "application/json"} | headers
    return browser.http.post(browser.base + path, data=body, headers=headers, allow_redirects=False)


FIELDS = [
    "/workshops request_id",
    "/workshops area",
    "/join code",
    "/enter link",
    "/j/{code} name",
]


@pytest.mark.parametrize("place", FIELDS)
def test_half_a_character_is_refused_wherever_it_stands(room, place):
    path, field = place.split()
    body = b'{"area": "A", "kind": "review", "date": "2026-11-22", "sector": "school", "%b": "%b"}'
    for text in (b"trainer.\\ud800.x", b"trainer.x.\\ud800"):
        answer = send(room.browser(), path.format(code=room.code), body % (field.encode(), text))
        assert 400 <= answer.status_code < 500, answer.text
        assert answer.json()["error"]["sentence"]


@pytest.mark.parametrize("door", [door for door in DOORS if door != "/workshops"])
def test_a_body_that_is_too_large(room, door):
    browser, path = room.browser(), door.format(code=room.code)
    many = MOST_PASTED if door == "/workshops" else 20_000  # an instrument comes with that one
    answer = send(browser, path, b'{"name": "' + b"x" * many + b'"}')
    assert answer.status_code == 413
    assert answer.json()["error"]["code"] == "too-large"
    fields = {"name": "x" * many, "token": browser.token}
    assert browser.http.post(browser.base + path, data=fields).status_code == 413
    asks = {"Accept": "text/html"}
    page = browser.http.post(browser.base + path, data=fields, headers=asks)
    assert page.status_code == 413
    assert "<h1>" in page.text
    most = MOST_PASTED if door == "/workshops" else MOST_BYTES
    assert said("refusals.too-large", n=most) in page.text


def test_an_instrument_that_is_long_comes_through(room):
    browser = room.browser()
    rows = {f"row-{n}-name": "A long row " * 15 for n in range(1, 60)}
    fields = {**rows, "do": "add-row", "before": '{"credit": "%s"}' % ("c" * 20_000)}
    page = browser.http.post(
        f"{browser.base}/instruments/new",
        data=fields | {"token": browser.token},
        headers={"Accept": "text/html"},
    )
    assert page.status_code == 200
    assert 'id="row-60"' in page.text


def test_a_body_that_never_says_how_large_it_is(room):
    answer = send(room.browser(), "/join", iter([b'{"code": "', *[b"x" * 1000] * 40, b'"}']))
    assert (answer.status_code, answer.json()["error"]["code"]) == (411, "length-required")
    assert room.server.is_well()


LINKS = [
    "",
    "trainer",
    "clock.x.y",
    "attendee.x.y",
    "a" * 999,
]


@pytest.mark.parametrize("link", LINKS)
def test_a_link_that_is_none(room, link):
    assert refusal(room.browser(), "/enter", link=link).code == "not-allowed"


def test_a_link_with_another_secret_or_for_another_workshop(room):
    role, id, secret = room.links["trainer"].partition("#")[2].split(".")
    browser = room.browser()
    assert refusal(browser, "/enter", link=f"{role}.{id}.{secret[::-1]}").code == "broken-link"
    assert refusal(browser, "/enter", link=f"lead.{id}.{secret}").code == "broken-link"
    elsewhere = f"{role}.{id[::-1]}.{secret}"
    assert refusal(browser, "/enter", link=elsewhere).code == "unknown-workshop"
    assert len(room.stored().trainers) == 1


@pytest.mark.parametrize("wrong", ["", "open", "open sesame!", "é"])
def test_creating_needs_the_passphrase_where_there_is_one(servers, async_mode, wrong):
    server = servers(ASYNC_MODE=async_mode, CREATE_PASSPHRASE="open sesame")
    room = LiveRoom(server, passphrase="open sesame")
    problem = refusal(room.browser(), "/workshops", **DETAILS, passphrase=wrong)
    room.close()
    assert problem.code == "wrong-passphrase"


@pytest.mark.parametrize("more", [150_000, 3_000_000])
def test_a_file_that_is_too_large_loses_nothing_of_what_was_typed(room, more):
    browser = room.browser()
    fields = {"name": "Our own checks", "row-1-name": "Trust", "before": "{}", "pasted": ""}
    page = browser.http.post(
        f"{browser.base}/instruments/open",
        data=fields | {"token": browser.token},
        files={"file": ("a.png", b"\x89PNG\0" + b"x" * more, "image/png")},
        headers={"Accept": "text/html"},
    )
    assert page.status_code == 400
    assert said("refusals.bad-framework.size", n=100) in page.text
    assert 'value="Our own checks"' in page.text
    assert 'value="Trust"' in page.text
    assert room.server.is_well()
