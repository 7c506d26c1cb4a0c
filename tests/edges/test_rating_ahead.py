"""Somebody rates ahead on their page: as a form without script, and as the script sends it."""

import html
import re
from typing import Any

import pytest
import requests

from demo.client import WAIT
from lab.rig.live_room import LiveRoom
from lab.rig.words import said
from tests.edges.invited import LEAD, LiveRoster, Person, fields_of
from voting.core.ahead import OwnAnswer
from voting.registration.commands import ChangeRegistration

pytestmark = pytest.mark.live
_REASON = re.compile(r'<textarea id="[^"]*" name="([^"]*)"[^>]*>([^<]*)</textarea>')


@pytest.fixture
def area(server):
    area = LiveRoster(server)
    area.room = LiveRoom(server)
    area.holds(area.room, area.event)
    area.zoe = area.registered()
    yield area
    area.room.close()
    area.close()


def address(area: LiveRoster) -> str:
    return f"/p/{area.id}/ahead?event={area.event}"


def held(area: LiveRoster) -> dict[str, OwnAnswer]:
    person = area.identity.invited_as(area.invitee().id, area.room.id)
    return dict(area.service.own_ahead(area.room.id, person).answers)


def rated(area: LiveRoster) -> dict[str, tuple[int | None, str]]:
    return {key: (one.rating, one.reason) for key, one in held(area).items()}


def saves(area: LiveRoster, zoe: Person, status: int = 200, **typed: str) -> Person:
    """The form that is shown, with these fields filled in, is sent."""
    mine = {name.replace("_", "-"): value for name, value in typed.items()}
    return zoe.sends(address(area), status, **(shown(zoe) | mine))


def form_of(zoe: Person) -> str:
    """The page up to the other form on it, by which all of it is removed."""
    text = zoe.answer.text
    return text[: text.rfind("<form ")] if "/ahead/remove" in text else text


def shown(zoe: Person) -> dict[str, str]:
    """All that the form has in it."""
    text = form_of(zoe)
    reasons = {name: html.unescape(said) for name, said in _REASON.findall(text)}
    return fields_of(text) | reasons


def posts(area: LiveRoster, page: Person, **fields: Any) -> requests.Response:
    """What the page's script sends."""
    form = fields_of(form_of(page))
    told = {name: form[name] for name in ("instrument", "event")}
    headers = {"Accept": "application/json", "X-Cascade-Token": form["token"]}
    to = page.browser.base + address(area)
    return page.browser.http.post(to, json=told | fields, headers=headers, timeout=WAIT)


def test_a_form_without_script_saves_what_was_chosen(area):
    zoe = area.zoe.opens(f"/p/{area.id}")
    assert address(area) in zoe.text
    assert said("person.rate_on") not in zoe.text
    zoe.opens(address(area))
    saves(area, zoe, rate_clarity="2", reason_clarity="We have  a map", rate_contact="cant-say")
    assert rated(area) == {"clarity": (2, "We have a map"), "contact": (None, "")}
    assert said("ahead.rated", n=2, all=7) in zoe.text
    saves(area, zoe, rate_contact="0")
    assert rated(area) == {"clarity": (2, "We have a map"), "contact": (0, "")}
    saves(area, zoe, reason_clarity="")
    assert rated(area)["clarity"] == (2, "")
    zoe.opens(f"/p/{area.id}")
    assert said("person.rate_on") in zoe.text
    assert said("person.rated_some") in zoe.text


def test_all_faults_are_told_at_once_and_nothing_is_lost(area):
    zoe = area.zoe.opens(address(area))
    long = "x" * 1000
    saves(area, zoe, 409, reason_clarity="A reason alone", rate_contact="1")
    assert "A reason alone" in zoe.text
    assert rated(area) == {}
    saves(area, zoe, 400, reason_clarity=long, rate_clarity="1", rate_evidence="9")
    assert shown(zoe)["rate-contact"] == "1"
    assert long in zoe.text
    saves(area, zoe, reason_clarity="", rate_evidence="3")
    assert rated(area) == {"clarity": (1, ""), "contact": (1, ""), "evidence": (3, "")}


def test_a_page_from_before_changes_only_what_was_changed_on_it(area):
    old, new = area.zoe.opens(address(area)), area.person()
    new.opens(area.personal_link()).opens(address(area))
    saves(area, new, rate_clarity="3", rate_contact="3")
    saves(area, old, rate_contact="1")
    assert rated(area) == {"clarity": (3, ""), "contact": (1, "")}


def test_each_choice_is_saved_by_itself_and_a_repeat_changes_nothing(area):
    page = area.zoe.opens(address(area))
    first = {"domain": "clarity", "rating": "2", "reason": "A map", "sequence": "1"}
    for _ in range(2):
        cell = posts(area, page, **first).json()["cell"]
        assert cell == {"domain": "clarity", "rating": 2, "reason": "A map", "sequence": 1}
    newer = {"domain": "clarity", "rating": "cant-say", "reason": "", "sequence": "5"}
    assert posts(area, page, **newer).json()["cell"]["rating"] is None
    assert posts(area, page, **first).json()["cell"]["sequence"] == 5
    assert rated(area) == {"clarity": (None, "")}
    for wrong in (
        {"rating": "4"},
        {"domain": "nowhere"},
        {"sequence": "-1"},
        {"reason": "x" * 999},
    ):
        answer = posts(area, page, **(first | wrong))
        assert answer.status_code in (400, 404), wrong
        assert answer.json()["error"]["again"] is False


def test_it_ends_as_the_first_round_opens_and_what_was_saved_is_shown(area):
    zoe = area.zoe.opens(address(area))
    saves(area, zoe, rate_clarity="2")
    area.room.opens("clarity")
    cell = {"domain": "contact", "rating": "2", "reason": "", "sequence": "1"}
    answer = posts(area, zoe, **cell)
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "ahead-closed")
    saves(area, zoe, 409, rate_contact="1")
    assert said("ahead.closed") in zoe.text
    assert "<form" not in form_of(zoe)
    assert rated(area) == {"clarity": (2, "")}
    assert zoe.opens(address(area)).path == address(area)


def test_answers_to_another_instrument_are_refused(area):
    zoe = area.zoe.opens(address(area))
    saves(area, zoe, 409, instrument=f"{area.room.id} cascade 2015", rate_clarity="1")
    assert rated(area) == {}


def test_a_sequence_that_nothing_could_follow_is_refused(area):
    page = area.zoe.opens(address(area))
    cell = {"domain": "clarity", "rating": "2", "reason": ""}
    assert posts(area, page, **cell, sequence="999999999").status_code == 400
    assert posts(area, page, **cell, sequence="1").json()["cell"]["sequence"] == 1


@pytest.mark.parametrize("cancelled", [False, True])
def test_what_was_rated_ahead_can_be_removed_from_its_page(area, cancelled):
    zoe = area.zoe.opens(address(area))
    assert said("ahead.remove.title") not in zoe.text
    saves(area, zoe, rate_clarity="3")
    if cancelled:
        zoe.sends(f"/p/{area.id}/cancel", event=area.event)
        zoe.opens(address(area))
    assert said("ahead.remove.button") in zoe.text
    zoe.sends(f"/p/{area.id}/ahead/remove", event=area.event)
    assert said("person.done.removed.title") in zoe.text
    assert rated(area) == {}
    zoe.sends(f"/p/{area.id}/ahead/remove", event=area.event)  # twice is once
    if not cancelled:
        zoe.opens(address(area))
        saves(area, zoe, rate_clarity="1")
        assert rated(area) == {"clarity": (1, "")}


def test_nobody_rates_for_anybody_else_nor_who_may_not(area):
    stranger = area.person().opens(address(area), 403)
    assert said("ahead.title") not in stranger.text
    area.zoe.opens(f"/p/{area.id}/cancel?event={area.event}")
    assert said("person.take_back") not in area.zoe.text
    area.zoe.sends(f"/p/{area.id}/cancel", **fields_of(area.zoe.answer.text))
    assert area.zoe.opens(address(area)).path == f"/p/{area.id}"


@pytest.mark.parametrize("why", ["off", "out"])
def test_what_was_rated_ahead_stays_as_it_is_once_they_may_not(area, why):
    zoe = area.zoe.opens(address(area))
    saves(area, zoe, rate_clarity="2")
    form = zoe.answer
    if why == "off":
        area.service.act_on_roster(area.id, LEAD, ChangeRegistration(area.event, ahead=False))
    else:
        zoe.opens(f"/p/{area.id}/cancel?event={area.event}")
        assert said("person.take_back") in zoe.text  # of what is not complete, too
        zoe.sends(f"/p/{area.id}/cancel", event=area.event)
    assert "<form" not in form_of(zoe.opens(address(area)))
    assert said(f"ahead.closed_more.{why}") in zoe.text
    zoe.answer = form
    cell = {"domain": "contact", "rating": "2", "reason": "", "sequence": "1"}
    answer = posts(area, zoe, **cell)
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "ahead-closed")
    saves(area, zoe, 409, rate_clarity="1", rate_contact="3")
    assert said(f"refusals.ahead-closed.{why}") in zoe.text
    assert rated(area) == {"clarity": (2, "")}
