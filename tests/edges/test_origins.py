"""Requests and sockets from other sites, and those that do not show the token of their browser."""

import pytest
import requests
import websocket

from lab.rig.words import said
from tests.edges.stage import ROLES, Stage, read_table

pytestmark = pytest.mark.live

FOREIGN = ["https://evil.example", "http://127.0.0.1", "http://127.0.0.1.evil.example"]
TOKENS = ["", "0" * 40, "é", "another browser's"]
WRITES = ["/workshops", "/join", "/j/{code}", "/enter"]


@pytest.fixture
def stage(room):
    stage = Stage(room)
    stage.shuts_out()
    return stage


def post(room, path: str, browser=None, **headers) -> requests.Response:
    browser = browser or room.trainer.browser
    headers = {name.replace("_", "-"): value for name, value in headers.items() if value}
    return requests.post(
        room.server.base + path.format(code=room.code),
        json={"code": room.code, "name": "Attendee 1", "sector": "school"},
        headers=headers,
        cookies=browser.http.cookies,
        allow_redirects=False,
    )


@pytest.mark.parametrize("origin", FOREIGN)
@pytest.mark.parametrize("path", WRITES)
def test_a_request_from_another_site_is_refused_even_with_the_token(room, path, origin):
    answer = post(room, path, Origin=origin, X_Cascade_Token=room.trainer.browser.token)
    assert answer.status_code == 400
    problem = answer.json()["error"]
    assert problem["code"] == "foreign-origin"
    assert f"Open {room.server.base} and try again there." in problem["sentence"]


@pytest.mark.parametrize(
    ("site", "status"),
    [("", 200), ("same-origin", 200), ("none", 200), ("same-site", 400), ("cross-site", 400)],
)
def test_an_origin_that_is_kept_back_is_ours_with_the_token_unless_another_site_shows(
    room, site, status
):
    """Forms of our own pages come so, where a browser sends no referrer."""
    token = room.trainer.browser.token
    headers = {"Origin": "null", "Sec_Fetch_Site": site}
    assert post(room, "/join", X_Cascade_Token=token, **headers).status_code == status
    assert post(room, "/join", X_Cascade_Token="0" * 40, **headers).status_code in (400, 403)


@pytest.mark.parametrize("token", TOKENS)
@pytest.mark.parametrize("path", WRITES)
def test_a_request_without_an_origin_and_the_right_token_is_refused(room, path, token):
    token = room.browser().token if token.startswith("another") else token
    answer = post(room, path, X_Cascade_Token=token.encode())
    assert answer.status_code == 403
    assert answer.json()["error"]["code"] == "no-token"


def test_a_form_without_the_right_token_is_refused(room):
    for token in ("", "é" * 10, room.browser().token):
        answer = room.trainer.browser.http.post(
            f"{room.server.base}/join", data={"code": room.code, "token": token}
        )
        assert answer.status_code == 403
        assert said("refusals.form-too-old") in answer.text


def test_a_request_of_our_own_pages_passes(room):
    browser = room.trainer.browser
    answer = post(room, "/join", Origin=room.server.base, X_Cascade_Token=browser.token)
    assert answer.json()["to"] == f"/j/{room.code}"


def test_a_token_without_the_cookie_of_its_browser_is_refused(room):
    answer = requests.post(
        f"{room.server.base}/join",
        json={"code": room.code},
        headers={"X-Cascade-Token": room.trainer.browser.token},
    )
    assert answer.status_code == 403


# --- sockets ---


@pytest.mark.parametrize("origin", [*FOREIGN, "null"])
def test_a_socket_from_another_site_is_refused(room, raw, origin):
    with pytest.raises(websocket.WebSocketBadStatusException) as refused:
        raw(room.trainer.browser, origin=origin)
    assert refused.value.status_code == 400


@pytest.mark.parametrize("origin", [*FOREIGN, "null"])
def test_polling_from_another_site_is_refused(room, origin):
    address = f"{room.server.base}/socket.io/?EIO=4&transport=polling"
    assert requests.get(address, headers={"Origin": origin}).status_code == 400


def test_a_socket_of_our_own_pages_passes(room, raw):
    socket = raw(room.trainer.browser, origin=room.server.base)
    assert socket.hello(room.id, "trainer") == {}


@pytest.mark.parametrize("token", TOKENS)
def test_a_socket_without_the_right_token_is_refused(room, raw, token):
    token = room.browser().token if token.startswith("another") else token
    refused = raw(room.trainer.browser).hello(room.id, "trainer", token)
    assert refused["code"] == "no-token"
    assert refused["final"] is True


def test_a_socket_without_cookies_is_refused(room, raw):
    refused = raw(room.trainer.browser, cookies=False).hello(room.id, "trainer")
    assert refused["code"] == "no-token"


@pytest.mark.parametrize("others", ['a={"x":1}', "a=b c", "é=1", "flag", "a[0]=1; ;=; $b@=1,2"])
def test_a_cookie_of_another_application_on_the_host_is_in_nobodys_way(room, raw, others):
    assert raw(room.trainer.browser, others=others).hello(room.id, "trainer") == {}


# Which page's socket each may open: yes, or the code of the refusal.
SOCKETS = read_table("""
                 attendee        room         trainer     lead
    stranger     not-allowed     not-allowed  not-allowed not-allowed
    attendee     yes             not-allowed  not-allowed not-allowed
    lead         not-allowed     yes          not-allowed yes
    room         not-allowed     yes          not-allowed not-allowed
    trainer      not-allowed     yes          yes         yes
    old_trainer  not-allowed     old-link     old-link    old-link
    removed      person-removed  not-allowed  not-allowed not-allowed
""")


@pytest.mark.both_servers
def test_each_opens_the_sockets_of_their_own_pages_only(stage, raw):
    for role in ROLES:
        for audience, expected in SOCKETS[role].items():
            refused = raw(stage.browsers[role]).hello(stage.room.id, audience)
            assert refused.get("code", "yes") == expected, (role, audience)


def test_a_socket_for_an_audience_or_a_workshop_that_is_not_there(room, raw):
    socket = raw(room.trainer.browser)
    assert socket.hello(room.id, "clock")["code"] == "not-allowed"
    assert socket.hello("nosuchworkshop", "trainer")["code"] == "unknown-workshop"


def test_the_cookie_of_one_workshop_opens_no_other(room, raw):
    other = room.browser()
    other.create(area="Other area", kind="review", date="2026-11-22", title="")
    for cookie in other.http.cookies:
        if cookie.name.startswith("cascade_trainer_"):
            other.http.cookies.set(f"cascade_trainer_{room.id}", cookie.value, domain="127.0.0.1")
    assert raw(other).hello(room.id, "trainer")["code"] == "not-allowed"
    assert other.get(f"/trainer/{room.id}").status_code == 403


def test_a_cookie_of_a_lesser_role_under_a_greater_ones_name_opens_nothing(room):
    person = room.joins()
    for cookie in person.browser.http.cookies:
        if cookie.name.startswith("cascade_attendee_"):
            person.browser.http.cookies.set(f"cascade_trainer_{room.id}", cookie.value)
    assert person.browser.get(f"/trainer/{room.id}").status_code == 403
