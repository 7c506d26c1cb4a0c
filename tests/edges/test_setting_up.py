"""Setting up workshops in areas: a new one, the one that is there, or another of the same name."""

import html
import re
from datetime import UTC, datetime, timedelta

import pytest

from lab.rig.live_room import DETAILS
from lab.rig.words import said
from tests.builders import ROOT
from tests.edges.test_browsers import HTTP, Tab
from voting.config import Settings
from voting.core import commands as c
from voting.core.actors import CLOCK, Actor, Role
from voting.edges.browsers import Browser
from voting.identity import new_workshop
from voting.instruments.deciding import Method
from voting.programme.area import Deadline, Event
from voting.programme.commands import (
    AddArea,
    AddDeadline,
    CreateProgramme,
    EditArea,
    EnterProgramme,
    PlanEvent,
    ReleaseWorkshop,
    ReplaceAreaLink,
)
from voting.programme.situation import Lead
from voting.store import keys
from voting.views.result import result_of
from voting.web import create_app
from voting.words import load

TEAM = Actor(Role.PROGRAMME, "a-team")
LEAD = Actor(Role.AREA, "a-lead")
WORDS = load()
SAY = WORDS.say
FIRST, SECOND = (SAY(f"area.kinds.workshop-{n}") for n in (1, 2))
FIELDS = {"kind": "workshop-1", "date": "2026-03-05", "title": "", "request_id": "request-one"}


class Desk(Tab):
    """A browser whose person fills in forms."""

    def fills_in(self, path="/workshops", **fields):
        self.ask("/")
        token = self.ask("/hello").json["token"]
        return self.ask(path, "POST", data={"token": token, **fields})

    def sets_up(self, area="Kent & Medway", **fields):
        return self.fills_in(area=area, **{**FIELDS, **fields})

    def areas(self):
        held = self.held_by()
        return [self.app.service.area(one.workshop) for one in held if one.role is Role.AREA]

    def held_by(self):
        return Browser(self.app.identity, self.cookies, secure=False).areas

    def area(self):
        (area,) = self.areas()
        return area


@pytest.fixture
def desk(store):
    return Desk(store)


def kept_in(answer) -> dict[str, str]:
    """The hidden fields of a page's form."""
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', answer.text)
    return {name: html.unescape(value) for name, value in found}


def test_a_new_workshop_makes_its_area_with_no_more_clicks(desk):
    answer = desk.sets_up()
    assert answer.status_code == 303
    id = answer.headers["Location"].split("/")[2]
    area = desk.area()
    assert (area.name, area.workshops()) == ("Kent & Medway", [id])
    assert desk.app.service.area_of(id) == area.id
    assert desk.opens(f"/trainer/{id}")


def test_the_same_form_sent_twice_makes_one_of_each(desk):
    one, two = desk.sets_up(), desk.sets_up()
    assert one.headers["Location"] == two.headers["Location"]
    assert len(desk.area().workshops()) == 1
    assert desk.app.service.store.areas() == [desk.area().id]


def test_a_program_that_says_nothing_of_areas_gets_a_new_one_each_time(desk):
    one, two = (desk.send("/workshops", **DETAILS) for _ in range(2))
    assert one["ok"]
    assert one["area"] != two["area"]
    named = desk.send("/workshops", **DETAILS, area_id=one["area"])
    same = desk.send("/workshops", **DETAILS, same="yes")  # the newest of that name
    assert (named["area"], same["area"]) == (one["area"], two["area"])
    other = desk.send("/workshops", **DETAILS, same="no")
    assert other["area"] not in (one["area"], two["area"])
    wrong = desk.send("/workshops", **DETAILS, same="perhaps")
    assert (wrong["error"]["code"], wrong["error"]["field"]) == ("unknown-choice", "same")


def test_an_area_of_the_same_name_is_asked_about_and_what_was_typed_is_kept(desk):
    desk.sets_up()
    second = {"kind": "workshop-2", "date": "2026-05-05", "title": "Again", "request_id": "two"}
    asked = desk.sets_up(" kent  & MEDWAY", **second)
    assert (asked.status_code, len(desk.area().workshops())) == (200, 1)
    assert said("plan.same_title") in asked.text
    assert "5 March 2026" in asked.text
    assert not re.search(r'type="radio"[^>]* checked', asked.text)
    kept = kept_in(asked)
    assert {**kept, "area": kept["area"].strip()} == kept | {"area": "kent  & MEDWAY"}
    assert {name: kept[name] for name in second} == second

    again = desk.fills_in(**kept)  # nothing was chosen
    assert again.status_code == 409
    assert (
        html.escape(SAY("refusals.same-name", name="Kent & Medway"), quote=False)[:40] in again.text
    )
    assert kept_in(again) == kept

    done = desk.fills_in(**kept, same=desk.area().id)
    assert done.status_code == 303
    assert len(desk.area().workshops()) == 2
    assert [e.kind for e in desk.area().series()] == ["workshop-1", "workshop-2"]


def test_another_area_of_the_same_name_is_one_of_its_own(desk):
    desk.sets_up()
    kept = kept_in(desk.sets_up(request_id="two"))
    assert desk.fills_in(**kept, same="no").status_code == 303
    areas = desk.areas()
    assert [area.name for area in areas] == ["Kent & Medway"] * 2
    assert [len(area.workshops()) for area in areas] == [1, 1]
    third = desk.sets_up(request_id="three")
    assert len(re.findall(r'type="radio"', third.text)) == 3
    kept = kept_in(third)
    desk.fills_in(**kept, same=areas[1].id)
    assert [len(area.workshops()) for area in desk.areas()] == [1, 2]


def planned(desk, area):
    desk.app.service.act_on_area(area, LEAD, PlanEvent(Event("", "workshop-1", "2026-10-10")))


def due(desk, area):
    desk.app.service.act_on_area(
        area, LEAD, AddDeadline(Deadline("", text="Book the room", due="2026-10-01"))
    )


def led(desk, area):
    desk.app.service.change_leads(area, LEAD, [Lead("Ida Lead")])


def described(desk, area):
    desk.app.service.act_on_area(area, LEAD, EditArea("Kent & Medway", region="South East"))


@pytest.mark.parametrize("used", [planned, due, led, described])
def test_an_area_that_somebody_has_done_anything_to_is_asked_about(desk, used):
    desk.sets_up(rehearsal="1")
    area = desk.area().id
    used(desk, area)
    asked = desk.sets_up(request_id="two")
    assert (asked.status_code, said("plan.same_title") in asked.text) == (200, True)
    assert ("10 October 2026" in asked.text) == (used is planned)
    assert desk.sets_up(request_id="three", rehearsal="1").status_code == 303


@pytest.mark.parametrize("rehearsal", ["", "1"])
def test_two_areas_of_the_same_name_are_asked_about_whatever_is_in_them(desk, rehearsal):
    desk.sets_up(rehearsal="1")
    desk.sets_up(request_id="two", same="no", rehearsal="1")
    assert len(desk.areas()) == 2
    asked = desk.sets_up(request_id="three", rehearsal=rehearsal)
    assert (asked.status_code, len(re.findall(r'type="radio"', asked.text))) == (200, 3)


def test_a_rehearsal_is_not_asked_about(desk):
    desk.sets_up(rehearsal="1")
    assert desk.sets_up(request_id="two").status_code == 303  # the real one
    assert desk.sets_up(request_id="three", rehearsal="1").status_code == 303
    events = desk.area().events
    assert [event.rehearsal for event in events].count(True) == 2


def test_the_next_workshop_is_filled_in_from_the_last(desk):
    first = desk.app.service.clock().date()
    desk.sets_up(date=first.isoformat())
    area, earliest = desk.area(), first + timedelta(days=42)
    page = desk.ask(f"/?area={area.id}")
    assert 'value="workshop-2" selected' in page.text
    assert f'name="date" value="{earliest}"' in page.text
    assert "Kent &amp; Medway" in page.text
    assert '<input class="input " type="text" id="area"' not in page.text
    told = {"first": WORDS.date(str(first)), "earliest": WORDS.date(str(earliest))}
    assert SAY("plan.early_hint", **told) in page.text
    assert SAY("plan.framework_hint", name="CASCADE") in page.text
    fields = kept_in(page)
    sent = {**fields, "kind": "workshop-2", "date": str(first + timedelta(days=15))}
    made = desk.fills_in(**sent)
    assert made.status_code == 303
    assert [e.kind for e in desk.area().series()] == ["workshop-1", "workshop-2"]
    created = desk.ask(made.headers["Location"])
    assert SAY("created.early", n=15) in created.text


def test_a_full_list_of_areas_says_so_before_the_oldest_drops_off(desk):
    desk.sets_up()
    for number in range(60):
        before = Browser(desk.app.identity, desk.cookies, secure=False)
        if before.is_full():
            break
        assert said("held.full") not in desk.ask("/").text
        before.use_area(Role.AREA, new_workshop(), 0)
        for name, value in before.changes(before.name).items():
            desk.cookies |= {name: value} if value else {}
        held = Browser(desk.app.identity, desk.cookies, secure=False).areas
        assert len(held) == number + 2, "nothing has dropped off yet"
    assert len(before.areas) > 30
    assert said("held.full") in desk.ask("/").text
    made = desk.sets_up("Borchester", request_id="two")
    assert said("held.full") in desk.ask(made.headers["Location"]).text
    assert len(desk.held_by()) == len(before.areas)


def test_a_day_that_is_over_is_not_filled_in_and_the_page_says_which_meeting_it_was(desk):
    today = desk.app.service.clock().date()
    desk.sets_up(rehearsal="1")
    area = desk.area().id
    for kind, start in (("workshop-1", "2026-03-05T09:30"), ("workshop-2", str(today))):
        desk.app.service.act_on_area(area, LEAD, PlanEvent(Event("", kind, start)))
    first, second = (e for e in desk.area().series() if not e.rehearsal)
    missed = SAY("plan.missed", event=FIRST, day=WORDS.date("2026-03-05"))
    page = desk.ask(f"/?area={area}")
    assert f'name="date" value="{today}"' in page.text
    assert missed in page.text
    assert kept_in(page)["event"] == first.id
    kept = kept_in(page) | {"kind": "workshop-1"}
    assert missed in desk.fills_in(**kept, date="").text
    ahead = desk.ask(f"/?area={area}&event={second.id}")
    assert f'name="date" value="{today}"' in ahead.text
    assert SAY("plan.missed", event=SECOND, day=WORDS.date(str(today))) not in ahead.text
    assert SAY("area.next.plan_hint_missed", kind=FIRST, day=WORDS.date("2026-03-05")) in (
        desk.ask(f"/area/{area}").text
    )
    desk.fills_in(**kept, date=str(today))
    assert desk.area().event(first.id).day == str(today)


def test_days_of_an_area_go_by_the_time_zone_of_its_programme(desk):
    desk.app.service.clock = lambda: datetime(2026, 3, 5, 12, tzinfo=UTC)
    made = desk.app.service.make_programme(
        "a-request", CreateProgramme("Link", timezone="Pacific/Kiritimati"), TEAM
    )
    desk.sets_up()
    area = desk.area().id
    hint = SAY("area.hints.time", zone=SAY("area.zones.Europe/London"))
    assert hint in desk.ask(f"/area/{area}/plan_event").text
    mark = desk.ask(f"/area/{area}/mark").json["mark"]
    desk.app.service.act_on_programme(made.id, TEAM, AddArea(area))
    desk.app.service.act_on_area(area, TEAM, EnterProgramme(made.id))
    desk.app.service.act_on_area(area, LEAD, PlanEvent(Event("", "review-3", "2026-03-05")))
    assert 'name="date" value="2026-03-06"' in desk.ask(f"/?area={area}").text
    there = SAY("area.hints.time", zone=SAY("area.zone_of", place="Kiritimati"))
    assert there in desk.ask(f"/area/{area}/plan_event").text
    told = desk.ask(f"/area/{area}", headers={"Accept": "application/json"}).json["area"]
    assert (told["today"], told["zone"]) == ("2026-03-06", "Pacific/Kiritimati")
    mark = desk.ask(f"/area/{area}/mark").json["mark"]
    desk.app.service.clock = lambda: datetime(2026, 3, 5, 9, 59, tzinfo=UTC)
    assert desk.ask(f"/area/{area}/mark").json["mark"] != mark, "it was yesterday there"


def test_the_next_workshops_faults_come_back_with_what_was_typed(desk):
    desk.sets_up()
    area = desk.area()
    fields = kept_in(desk.ask(f"/?area={area.id}"))
    again = desk.fills_in(**{**fields, "kind": "review", "date": "2026-02-31", "title": "T" * 500})
    assert again.status_code == 400
    assert 'value="review" selected' in again.text
    assert 'value="2026-02-31"' in again.text
    assert kept_in(again)["area_id"] == area.id
    assert again.text.count('class="field-error"') == 2
    assert len(desk.area().workshops()) == 1


def test_who_trained_last_time_is_named(desk):
    answer = desk.sets_up()
    id = answer.headers["Location"].split("/")[2]
    service = desk.app.service
    (trainer,) = service.store.load(id).trainers.values()
    service.act(id, Actor(Role.TRAINER, trainer.id), c.Introduce("Ama B."))
    page = desk.ask(f"/?area={desk.area().id}")
    assert "<li>Ama B.</li>" in page.text
    assert "B.." not in page.text


def test_a_planned_meeting_that_was_taken_meanwhile_is_told(desk):
    first = desk.send("/workshops", **DETAILS)
    area = desk.app.service.area(first["area"])
    fields = {**DETAILS, "area_id": area.id, "event": area.events[0].id}
    problem = desk.send("/workshops", **fields)["error"]
    assert problem["code"] == "meeting-taken"
    assert len(desk.app.service.area(area.id).workshops()) == 1
    assert len(desk.app.service.store.workshops()) == 1
    assert desk.ask(f"/?area={area.id}&event={area.events[0].id}").headers["Location"] == (
        f"/area/{area.id}"
    )


def test_whoever_has_no_link_sets_nothing_up_in_an_area(desk, store):
    made = desk.send("/workshops", **DETAILS)
    stranger = Desk(store)
    problem = stranger.send("/workshops", **DETAILS, area_id=made["area"])["error"]
    assert problem["code"] == "not-allowed"
    assert stranger.ask(f"/?area={made['area']}").status_code == 403
    answer = stranger.fills_in(area="Kent", area_id=made["area"], **FIELDS)
    assert (answer.status_code, "Kent" in answer.text) == (403, True)
    desk.app.service.act_on_area(made["area"], LEAD, ReplaceAreaLink())
    assert desk.send("/workshops", **DETAILS, area_id=made["area"])["error"]["code"] == "old-link"


@pytest.mark.parametrize("died_after", ["setting up", "making the area", "the area's event"])
def test_what_was_cut_short_is_made_whole_by_the_same_form(desk, redis, died_after):
    """As a process leaves it that dies between two steps; the person sends the form again."""
    id = desk.sets_up().headers["Location"].split("/")[2]
    service, area = desk.app.service, desk.area()
    redis.delete(keys.area_of(id))
    if died_after != "the area's event":
        service.act_on_area(area.id, CLOCK, ReleaseWorkshop(id))
    if died_after == "setting up":
        service.store.erase_area(area.id)
    desk.cookies.pop("cascade_areas")  # the answer never came
    assert desk.sets_up().headers["Location"].split("/")[2] == id
    assert service.store.workshops() == [id]
    assert service.store.areas() == [desk.area().id]
    assert desk.area().workshops() == [id]
    assert service.area_of(id) == desk.area().id


def test_a_form_sent_again_takes_no_workshop_back(desk):
    answer = desk.sets_up()
    id = answer.headers["Location"].split("/")[2]
    service = desk.app.service
    other = service.area(desk.send("/workshops", **DETAILS)["area"])
    service.place(service.store.load(id), other.id, LEAD)
    assert desk.sets_up().headers["Location"] == answer.headers["Location"]
    assert service.area_of(id) == other.id


def test_the_passphrase_is_given_once_and_for_that_workshop_alone(store):
    desk = Desk(store)
    settings = {"secret_key": "k" * 40, "async_mode": "threading", "public_url": HTTP}
    desk.app = create_app(Settings(**settings, create_passphrase="open sesame"), store)
    desk.client = desk.app.flask.test_client(use_cookies=False)
    assert desk.sets_up(passphrase="open sesame").status_code == 303
    asked = desk.sets_up(request_id="two", passphrase="open sesame")
    kept = kept_in(asked)
    assert "open sesame" not in asked.text
    assert desk.fills_in(**{**kept, "same": "no", "title": "Other"}).status_code == 403
    assert desk.fills_in(**kept, same="no").status_code == 303


def other_frameworks(desk, store) -> Desk:
    """The same browser at a server that has other frameworks besides."""
    settings = {"secret_key": "k" * 40, "async_mode": "threading", "public_url": HTTP}
    other = Desk(store, **desk.cookies)
    folder = ROOT / "tests/data"
    other.app = create_app(Settings(**settings, frameworks_dir=folder), store)
    other.client = other.app.flask.test_client(use_cookies=False)
    return other


def decides(service, id: str) -> None:
    trainer = Actor(Role.TRAINER, next(iter(service.store.load(id).trainers)))
    service.act(id, trainer, c.OpenRound("trust"))
    service.act(id, trainer, c.CloseRound(1))
    service.act(id, trainer, c.RecordRuling("trust", Method.UNRESOLVED, None, "Nobody was there"))


def test_another_framework_than_last_time_is_warned_of_and_says_why(desk, store):
    more = other_frameworks(desk, store)
    more.sets_up(framework="three-by-five")
    service, area = more.app.service, more.area()
    (first,) = area.workshops()
    decides(service, first)

    page = more.ask(f"/?area={area.id}")
    assert 'value="three-by-five" selected' in page.text
    assert SAY("plan.framework_hint", name="Three by five") in page.text
    desk.cookies = dict(more.cookies)
    gone = SAY("plan.framework_gone", name="Three by five")
    assert gone in html.unescape(desk.ask(f"/?area={area.id}").text)

    fields = kept_in(page) | {"kind": "workshop-2", "date": "2027-03-05", "framework": "cascade"}
    created = more.ask(more.fills_in(**fields).headers["Location"])
    name = service.frameworks["cascade"].name
    told = SAY("created.framework_differs", name="Three by five", other=name)
    assert told in html.unescape(created.text)
    assert store.load(area.workshops()[0]).framework.key == "three-by-five"


def test_the_framework_is_known_when_the_last_workshop_has_been_erased(desk, store):
    more = other_frameworks(desk, store)
    more.sets_up(framework="three-by-five")
    service, area = more.app.service, more.area()
    (first,) = area.workshops()
    decides(service, first)
    service.keep_result(result_of(service.situation(store.load(first))))
    store.erase(first)
    page = more.ask(f"/?area={area.id}")
    assert 'value="three-by-five" selected' in page.text
