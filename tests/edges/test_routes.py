"""Who may open which page. Every route has its expectation for every role."""

import pytest
import requests

from lab.rig.live_room import DETAILS, LiveRoom
from lab.rig.words import said
from tests.builders import attendee
from tests.edges.stage import ROLES, Stage, read_table
from tests.store.rooms import StoredRoom
from voting.config import Settings
from voting.web import create_app

pytestmark = pytest.mark.live

OPENS = read_table("""
                                   stranger attendee lead room trainer old_trainer removed
    GET:/                               200      200  200  200     200         200     200
    GET:/hello                          200      200  200  200     200         200     200
    GET:/healthz                        200      200  200  200     200         200     200
    GET:/static/{print}/css/site/base.css    200      200  200  200     200         200     200
    GET:/sw.js                          200      200  200  200     200         200     200
    GET:/offline/{seal}                 200      200  200  200     200         200     200
    GET:/forget                         200      200  200  200     200         200     200
    POST:/forget                        404      200  200  200     200         200     200
    POST:/workshops                     200      200  200  200     200         200     200
    GET:/workshops/{id}/created         403      403  403  403     200         403     403
    GET:/join                           200      200  200  200     200         200     200
    POST:/join                          200      200  200  200     200         200     200
    GET:/j/{code}                       200      200  200  200     200         200     200
    GET:/j/{code}/form                  200      200  200  200     200         200     200
    POST:/j/{code}                      200      200  200  200     200         200     403
    GET:/enter                          200      200  200  200     200         200     200
    POST:/enter                         200      200  200  200     200         200     200
    POST:/language                      200      200  200  200     200         200     200
    GET:/w/{id}                         403      200  403  403     403         403     403
    GET:/w/{id}/instrument              403      200  200  200     200         403     403
    GET:/room/{id}                      403      403  200  200     200         403     403
    GET:/trainer/{id}                   403      403  403  403     200         403     403
    GET:/trainer/{id}/links             403      403  403  403     200         403     403
    POST:/trainer/{id}/delete           403      403  403  403     400         403     403
    GET:/lead/{id}                      403      403  200  403     200         403     403
    GET:/qr/{id}.svg                    403      403  200  200     200         403     403
    GET:/results/{id}/ratings.csv       403      403  200  403     200         403     403
    GET:/results/{id}/rounds.csv        403      403  200  403     200         403     403
    GET:/results/{id}/groups.csv        403      403  200  403     200         403     403
    GET:/results/{id}/reasons.csv       403      403  200  403     200         403     403
    GET:/results/{id}/answers.csv       403      403  200  403     200         403     403
    GET:/results/{id}/report.pdf        403      403  200  403     200         403     403
    GET:/results/{id}/report.docx       403      403  200  403     200         403     403
    GET:/results/{id}/report.pptx       403      403  200  403     200         403     403
    GET:/results/{id}/workbook.xlsx     403      403  200  403     200         403     403
    GET:/results/{id}/record.json       403      403  200  403     200         403     403
    GET:/results/{id}/profile.svg       403      403  200  403     200         403     403
    GET:/results/{id}/profile-slide.svg 403      403  200  403     200         403     403
    GET:/results/{id}/profile-slide.png 403      403  200  403     200         403     403
    GET:/results/{id}/changed.csv       403      403  404  403     404         403     403
    GET:/results/{id}/changed-slide.svg 403      403  404  403     404         403     403
    GET:/results/{id}/changed-slide.png 403      403  404  403     404         403     403
    GET:/results/{id}/charts.zip        403      403  200  403     200         403     403
    GET:/area/{id}/files/area.json      404      404  404  404     404         404     404
    GET:/area/{id}/calendar.ics         404      404  404  404     404         404     404
    GET:/area/{id}                                404 404 404 404 404 404 404
    GET:/area/{id}/mark                           404 404 404 404 404 404 404
    GET:/area/{id}/edit_area                      404 404 404 404 404 404 404
    POST:/area/{id}/edit_area                     404 404 404 404 404 404 404
    GET:/area/{id}/goals                          404 404 404 404 404 404 404
    GET:/area/{id}/actions.csv                    404 404 404 404 404 404 404
    GET:/area/{id}/add_goal                       404 404 404 404 404 404 404
    POST:/area/{id}/add_goal                      404 404 404 404 404 404 404
    GET:/area/{id}/people                         404 404 404 404 404 404 404
    GET:/area/{id}/people/mark                    404 404 404 404 404 404 404
    GET:/area/{id}/people/of/{id}                 404 404 404 404 404 404 404
    GET:/area/{id}/people/send                    404 404 404 404 404 404 404
    GET:/area/{id}/people/invite                  404 404 404 404 404 404 404
    POST:/area/{id}/people/check                  404 404 404 404 404 404 404
    POST:/area/{id}/people/invite                 404 404 404 404 404 404 404
    GET:/area/{id}/people/change_registration     404 404 404 404 404 404 404
    POST:/area/{id}/people/remind                 404 404 404 404 404 404 404
    GET:/area/{id}/people/files/people.csv        404 404 404 404 404 404 404
    GET:/area/{id}/people/files/meeting.ics       404 404 404 404 404 404 404
    GET:/area/{id}/erase                          404 404 404 404 404 404 404
    POST:/area/{id}/erase                         404 404 404 404 404 404 404
    GET:/area/{id}/workshops/{id}                 404 404 404 404 404 404 404
    GET:/area/{id}/workshops/{id}/links           404 404 404 404 404 404 404
    POST:/area/{id}/workshops/{id}/open           404 404 404 404 404 404 404
    GET:/area/{id}/workshops/{id}/replace         404 404 404 404 404 404 404
    POST:/area/{id}/workshops/{id}/replace        404 404 404 404 404 404 404
    GET:/area/{id}/workshops/{id}/move            404 404 404 404 404 404 404
    POST:/area/{id}/workshops/{id}/move           404 404 404 404 404 404 404
    GET:/privacy                        200      200  200  200     200         200     200
    GET:/r/{id}                         403      403  403  403     403         403     403
    POST:/r/{id}                        403      403  403  403     403         403     403
    GET:/r/{id}/link                    403      403  403  403     403         403     403
    POST:/r/{id}/link                   403      403  403  403     403         403     403
    GET:/p/{id}                         404      404  404  404     404         404     404
    GET:/p/{id}/register                404      404  404  404     404         404     404
    POST:/p/{id}/register               404      404  404  404     404         404     404
    GET:/p/{id}/cancel                  404      404  404  404     404         404     404
    POST:/p/{id}/cancel                 404      404  404  404     404         404     404
    GET:/p/{id}/ahead                   404      404  404  404     404         404     404
    POST:/p/{id}/ahead                  404      404  404  404     404         404     404
    POST:/p/{id}/ahead/remove           404      404  404  404     404         404     404
    GET:/p/{id}/calendar.ics            404      404  404  404     404         404     404
    POST:/p/{id}/link                   404      404  404  404     404         404     404
    POST:/p/{id}/enter                  404      404  404  404     404         404     404
    GET:/instruments/cascade            200      200  200  200     200         200     200
    GET:/instruments/new                200      200  200  200     200         200     200
    POST:/instruments/new               200      200  200  200     200         200     200
    POST:/instruments/preview           200      200  200  200     200         200     200
    POST:/instruments/open              400      400  400  400     400         400     400
    GET:/programmes/new                 200      200  200  200     200         200     200
    POST:/programmes                    200      200  200  200     200         200     200
    GET:/programme/{id}                 404      404  404  404     404         404     404
    GET:/programme/{id}/evaluation      404      404  404  404     404         404     404
    GET:/programme/{id}/comparison      404      404  404  404     404         404     404
    GET:/programme/{id}/comparison/alpha.csv 404 404  404  404     404         404     404
    GET:/programme/{id}/pack.zip        404      404  404  404     404         404     404
    GET:/programme/{id}/import          404      404  404  404     404         404     404
    POST:/programme/{id}/check_import   404      404  404  404     404         404     404
    POST:/programme/{id}/import         404      404  404  404     404         404     404
    GET:/area/{id}/imported/x           404      404  404  404     404         404     404
    POST:/area/{id}/imported/x/remove   404      404  404  404     404         404     404
    GET:/programme/{id}/mark            404      404  404  404     404         404     404
    GET:/programme/{id}/areas           404      404  404  404     404         404     404
    GET:/programme/{id}/details         404      404  404  404     404         404     404
    GET:/programme/{id}/links           404      404  404  404     404         404     404
    POST:/programme/{id}/edit_programme 404      404  404  404     404         404     404
    POST:/programme/{id}/add_area       404      404  404  404     404         404     404
    GET:/programme/{id}/files/dataset.csv 404    404  404  404     404         404     404
""")
SENDS = {
    "/forget": {"id": "everything"},
    "/language": {"language": "en"},
    "/workshops": DETAILS,
    "/programmes": {"name": "A programme"},
    "/j/{code}": {"name": "Attendee 9", "sector": "school"},
}


@pytest.fixture(scope="module")
def stage(server):
    room = LiveRoom(server)
    stage = Stage(room)
    stage.shuts_out()
    room.trainer.command("open_round", domain="clarity")  # not deleted without its area
    stage.fingerprint = room.browser().get("/").text.partition("/static/")[2].partition("/")[0]
    worker = room.browser().get("/sw.js").text
    stage.seal = worker.partition("/offline/")[2].partition("'")[0]
    stage.links = stage.browsers["trainer"].get_json(f"/trainer/{room.id}/links")
    yield stage
    room.close()


def knock(stage: Stage, role: str, method: str, path: str, **options) -> requests.Response:
    """One request with the role's cookies and token; the answer's cookies are not kept."""
    browser, room = stage.browsers[role], stage.room
    fields = SENDS.get(path) or {
        "code": room.code,
        "link": stage.links["room"].partition("#")[2],
    }
    if (
        path == "/j/{code}" and role != "removed"
    ):  # nobody joins under the name of their own browser
        fields = {**fields, "somebody_else": "1"}
    headers = {"X-Cascade-Token": browser.token}
    sent = {"json": fields, "headers": headers} if method == "POST" else {}
    url = browser.base + path.format(
        id=room.id, code=room.code, print=stage.fingerprint, seal=stage.seal
    )
    return requests.request(
        method, url, cookies=browser.http.cookies, allow_redirects=False, **(sent | options)
    )


def test_every_route_has_an_expectation_for_every_role(store):
    app = create_app(Settings(secret_key="k" * 32, async_mode="threading"), store)
    match = app.flask.url_map.bind("localhost").match
    known = set()
    for door in OPENS:
        method, _, path = door.partition(":")
        endpoint, _ = match(path.format(id="x", code="x", print="x", seal="x"), method=method)
        known.add((method, endpoint))
    ours = {"GET", "POST", "PUT", "PATCH", "DELETE"}
    rules = app.flask.url_map.iter_rules()
    assert known == {(method, r.endpoint) for r in rules for method in r.methods & ours}


@pytest.mark.parametrize("door", OPENS)
def test_only_those_who_may_open_a_page(stage, door):
    method, _, path = door.partition(":")
    for role in ROLES:
        answer = knock(stage, role, method, path)
        assert answer.status_code == int(OPENS[door][role]), (role, answer.text[:300])
        if answer.status_code == 403:
            assert stage.room.id not in answer.text, role


@pytest.mark.parametrize("role", ["trainer", "lead", "room", "attendee"])
def test_pages_of_a_workshop_that_is_not_there(stage, role):
    page = "w" if role == "attendee" else role
    answer = knock(stage, role, "GET", f"/{page}/nosuchworkshop")
    assert answer.status_code == 404
    assert said("refusals.unknown-workshop") in answer.text


@pytest.mark.parametrize("door", ["DELETE:/", "POST:/healthz", "GET:/nowhere", "GET:/static/x/y"])
def test_a_door_that_is_not_there(stage, door):
    method, _, path = door.partition(":")
    answer = knock(stage, "trainer", method, path, json={}, headers={})
    assert answer.status_code in (403, 404, 405)
    assert "Traceback" not in answer.text


@pytest.mark.parametrize("door", sorted(OPENS))
def test_every_answer_carries_the_headers_that_protect_it(stage, door):
    method, _, path = door.partition(":")
    answer = knock(stage, "trainer", method, path)
    headers = answer.headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    if path == "/sw.js":
        assert headers["Content-Security-Policy"] == "default-src 'self'"
        assert headers["Cache-Control"] == "no-cache"
    elif not path.startswith("/static/"):
        if not answer.is_redirect:  # which shows nothing
            assert "unsafe" not in headers["Content-Security-Policy"]
        secret = path.startswith(("/p/", "/r/"))
        assert headers["Referrer-Policy"] == ("no-referrer" if secret else "same-origin")
        assert headers["Cache-Control"] == "no-store"


def test_cookies_are_out_of_reach_of_scripts_and_of_other_sites(stage):
    for role in ROLES:
        for cookie in stage.browsers[role].http.cookies:
            assert cookie.has_nonstandard_attr("HttpOnly")
            assert cookie.get_nonstandard_attr("SameSite") == "Lax"


def test_somebody_who_is_not_in_the_workshop_any_more_is_told_how_to_come_in(store):
    id = StoredRoom(store).workshop().id
    app = create_app(Settings(secret_key="k" * 32, async_mode="threading"), store)
    client, gone = app.flask.test_client(), attendee("somebody")
    client.set_cookie(f"cascade_attendee_{id}", app.identity.sign(id, gone))
    answer = client.get(f"/w/{id}")
    assert answer.status_code == 404
    assert said("refusals.unknown-person") in answer.text
    assert 'href="/join"' in answer.text
