"""The operator's command for links: lists everything, and gets anybody in again."""

import os
import subprocess
import sys

import pytest

from lab.rig.server import ROOT, wait_until
from tests.builders import FIRST_TRAINER, details
from tests.edges.test_browsers import HTTP, KEY, Tab
from tests.store.areas import TEAM, StoredArea
from voting import links
from voting.core.actors import CLOCK
from voting.programme import commands as p
from voting.programme.area import Deadline, Event
from voting.programme.situation import Lead
from voting.store.embedded import EmbeddedStore


@pytest.fixture
def office(valkey, monkeypatch, capsys):
    """Runs the command on the store of the test; returns its status, output and errors."""
    for name, value in {"REDIS_URL": valkey.url, "SECRET_KEY": KEY, "PUBLIC_URL": HTTP}.items():
        monkeypatch.setenv(name, value)

    def run(*arguments: str) -> tuple[int, str, str]:
        status = links.main(list(arguments))
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


@pytest.fixture
def ambridge(store):
    return StoredArea(store)


# --- list -----------------------------------------------------------------------------------------


def test_everything_is_listed_and_no_secret(store, ambridge, office):
    made = ambridge.workshop(title="The pilot")
    gone = ambridge.finishes(ambridge.workshop("workshop-2", "2026-05-05").id)
    store.erase(gone.id)
    rehearsed = ambridge.workshop(date="2026-03-01", rehearsal=True)
    loose = ambridge.service.set_up(
        "form", "three-by-five", details(area="Penny Hassett"), lambda id: FIRST_TRAINER
    )
    link = ambridge.service.make_programme("form", p.CreateProgramme("Schools link"), TEAM)
    ambridge.service.act_on_programme(link.id, TEAM, p.AddArea(ambridge.id))
    status, out, _ = office("list")
    lines = out.splitlines()
    assert status == 0
    assert lines[0] == f"area  {ambridge.id}  Ambridge  of {link.id}"
    assert [line.split()[:2] for line in lines[1:]] == [
        ["workshop", rehearsed.id],
        ["workshop", made.id],
        ["result", gone.id],
        ["workshop", loose.id],
        ["programme", link.id],
    ]
    assert "rehearsal" in lines[1]
    for secret in (made.code, KEY, "enter#"):
        assert secret not in out


def test_the_list_is_filtered_by_any_part_of_a_name_or_an_id(store, ambridge, office):
    made = ambridge.workshop(title="The pilot")
    other = StoredArea(store, "Borchester")
    beside = other.workshop()
    assert beside.id in office("list", "BORCH")[1]
    assert made.id not in office("list", "BORCH")[1]
    found = office("list", "the PILOT")[1]
    assert ambridge.id in found
    assert made.id in found
    assert beside.id not in found
    assert made.id in office("list", made.id[3:12])[1]
    assert (
        office("list", "nowhere at all")[1] == "Nothing has “nowhere at all” in its name or id.\n"
    )


# --- links ----------------------------------------------------------------------------------------


def enters(tab, link: str):
    return tab.send("/enter", link=link.strip())


def test_each_link_that_is_printed_opens_what_it_says(store, ambridge, office):
    made = ambridge.workshop()
    link = ambridge.service.make_programme("form", p.CreateProgramme("Schools link"), TEAM)
    of = dict.fromkeys(links.OF_WORKSHOPS, made.id) | {"area": ambridge.id}
    of |= dict.fromkeys(links.OF_PROGRAMMES, link.id)
    assert set(of) == set(links.KINDS)
    for kind, id in of.items():
        status, out, _ = office("show", kind, id)
        assert status == 0
        assert office("show", kind, id)[1] == out  # nothing is replaced by looking
        if kind == "join":
            assert out == f"{HTTP}/j/{made.code}\n"
        else:
            assert out.startswith(f"{HTTP}/enter#{kind}.{id}.")
            assert enters(Tab(store), out)["ok"]


def test_a_replaced_link_opens_and_the_old_one_is_dead_in_every_process(store, ambridge, office):
    made = ambridge.workshop()
    link = ambridge.service.make_programme("form", p.CreateProgramme("Schools link"), TEAM)
    of = {"trainer": made.id, "lead": made.id, "room": made.id, "area": ambridge.id}
    of |= dict.fromkeys(links.OF_PROGRAMMES, link.id)
    first, second = Tab(store), Tab(store)  # each with an app of its own
    for kind, id in of.items():
        old = office("show", kind, id)[1]
        assert enters(first, old)["ok"]
        status, new, _ = office("replace", kind, id)
        assert status == 0
        assert new != old
        assert office("show", kind, id)[1] == new
        for tab in (first, second):
            assert enters(tab, old)["error"]["code"] == "old-link"
            assert enters(tab, new)["ok"]
    before = store.load(made.id).code
    assert office("replace", "join", made.id)[1] == f"{HTTP}/j/{store.load(made.id).code}\n"
    assert store.load(made.id).code != before


def test_whoever_came_by_a_lost_trainers_link_is_out(store, ambridge, office):
    made = ambridge.workshop()
    tab = Tab(store)
    enters(tab, office("show", "trainer", made.id)[1])
    assert tab.opens(f"/trainer/{made.id}")
    office("replace", "trainer", made.id)
    assert not tab.opens(f"/trainer/{made.id}")


def test_a_join_link_that_lets_nobody_in_is_printed_with_a_word_about_it(ambridge, office):
    made = ambridge.finishes(ambridge.workshop().id)
    assert office("show", "join", made.id)[1:] == (
        f"{HTTP}/j/{made.code}\n",
        "Nobody can join by this link now.\n",
    )


# --- areas ----------------------------------------------------------------------------------------


def test_two_areas_are_brought_together_and_nothing_is_lost(store, ambridge, office):
    other = StoredArea(store, "Ambridge again", template="link-2015")
    service = ambridge.service
    mine = ambridge.workshop(date="2026-03-05")
    planned = Event("", "review-3", "2026-09-01T09:30", minutes=90, place="Village hall")
    other.does(p.PlanEvent(planned))
    ambridge.does(p.PlanEvent(Event("", "review-6")))
    other.does(p.PlanEvent(Event("", "review-6", "2026-11-02")))
    running = other.workshop("workshop-2", "2026-05-05", title="The second")
    held = other.area().event_of(running.id)
    other.does(p.ChangeEvent(type(held)(held.id, held.kind, "2026-05-05T13:00", 120, "School")))
    gone = other.finishes(other.workshop("workshop-1", "2026-03-01").id)
    store.erase(gone.id)
    rehearsed = other.workshop("other", "2026-02-01", rehearsal=True)
    event = next(e for e in other.area().events if e.kind == "review-3")
    after = other.does(p.AddDeadline(Deadline("", text="Book the hall", event=event.id, days=-7)))
    other.does(p.MarkDone(after.deadlines[-1].id))
    service.change_leads(ambridge.id, CLOCK, [Lead("A. Archer", "a@example.org")])
    leads = [Lead("Another", "a@example.org"), Lead("B. Bellamy")]
    service.change_leads(other.id, CLOCK, leads)
    ambridge.does(p.EditArea("Ambridge", "", ("rural",), (), True))
    other.does(p.EditArea("Ambridge again", "South", ("Rural", "new"), ("E1",)))
    link = service.make_programme("form", p.CreateProgramme("Schools link"), TEAM)
    service.act_on_programme(link.id, TEAM, p.AddArea(other.id))
    settled = store.results(other.id)
    old = office("show", "area", other.id)[1]

    before = store.area(ambridge.id)
    status, told, why = office("merge", other.id, ambridge.id)
    assert status == 1
    assert "--yes" in why
    assert store.area(ambridge.id) == before
    for price in ("stops working", "won't recognise", "won't name", "Schools link", "gets all of"):
        assert price in told
    status, out, _ = office("merge", other.id, ambridge.id, "--yes")
    assert status == 0
    assert out.startswith(told)
    assert out.splitlines()[-1] == office("show", "area", ambridge.id)[1].strip()
    area = ambridge.area()
    assert set(area.workshops()) == {mine.id, running.id, gone.id, rehearsed.id}
    assert store.results(ambridge.id) == settled
    assert area.event_of(gone.id).state == "held"
    assert area.event_of(rehearsed.id).rehearsal
    moved = area.event_of(running.id)
    assert (moved.start, moved.minutes, moved.place) == ("2026-05-05T13:00", 120, "School")
    reviews = [e for e in area.events if e.kind.startswith("review")]
    assert sorted((e.kind, e.start, e.place) for e in reviews) == [
        ("review-3", "2026-09-01T09:30", "Village hall"),
        ("review-6", "", ""),  # the one that both had planned
    ]
    review = next(e for e in reviews if e.kind == "review-3")
    [own] = [d for d in area.deadlines if d.text == "Book the hall"]
    assert (own.event, own.days, own.done_at is not None) == (review.id, -7, True)
    assert area.template == "link-2015"
    assert (area.name, area.region, area.named) == ("Ambridge", "South", False)
    assert (area.tags, area.codes) == (("Rural", "new"), ("E1",))
    assert service.leads(ambridge.id) == (Lead("A. Archer", "a@example.org"), leads[1])
    assert service.programme(link.id).areas == (ambridge.id,)
    assert {service.area_of(id) for id in (mine.id, running.id, rehearsed.id)} == {ambridge.id}
    assert other.id not in store.areas()
    assert enters(Tab(store), old)["error"]["code"] == "unknown-area"
    assert office("merge", other.id, ambridge.id, "--yes")[0] == 1


def test_an_area_is_taken_out_of_its_programme(store, ambridge, office):
    service = ambridge.service
    link = service.make_programme("form", p.CreateProgramme("Schools link"), TEAM)
    service.act_on_programme(link.id, TEAM, p.AddArea(ambridge.id))
    status, out, _ = office("leave", ambridge.id)
    assert status == 0
    assert "Schools link" in out
    assert ambridge.area().programme == ""
    assert service.programme(link.id).areas == ()
    assert office("leave", ambridge.id)[0] == 1


def test_an_area_is_erased_with_its_workshops_only_if_that_is_asked_for(store, ambridge, office):
    made, elsewhere = ambridge.finishes(ambridge.workshop().id), StoredArea(store, "Elsewhere")
    before = ambridge.area()
    status, out, err = office("erase", "area", ambridge.id)
    assert (status, out) == (1, "")
    assert made.id in err
    assert "--with-workshops" in err
    assert (ambridge.area(), store.load(made.id)) == (before, made)
    status, out, _ = office("erase", "area", ambridge.id, "--with-workshops")
    assert (status, "results and leads and 1 workshop." in out) == (0, True)
    assert (store.areas(), store.workshops()) == ([elsewhere.id], [])
    assert office("erase", "area", elsewhere.id)[0] == 0  # there is nothing else in it


# --- what is wrong --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "required"),
        (("unlist",), "invalid choice"),
        (("show",), "required: kind, id"),
        (("show", "door", "x"), "choose from 'join', 'trainer'"),
        (("show", "area"), "required: id"),
        (("erase", "workshop", "x"), "invalid choice: 'workshop'"),
        (("merge", "one"), "required: into"),
    ],
)
def test_a_line_that_is_not_understood_says_what_would_be(office, arguments, says):
    status, out, err = office(*arguments)
    assert (status, out) == (2, "")
    assert "usage: python -m voting.links" in err
    assert says in err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("show", "trainer", "nowhere"), "there is no workshop nowhere."),
        (("replace", "area", "nowhere"), "there is no area nowhere."),
        (("show", "evaluator", "nowhere"), "there is no programme nowhere."),
        (("merge", "one", "one"), "an area can't be brought into itself."),
        (("erase", "area", "nowhere"), "there is no area nowhere."),
    ],
)
def test_what_is_not_there_is_said_in_one_line(office, arguments, says):
    assert office(*arguments) == (1, "", f"Nothing was done: {says}\n")


def test_without_the_apps_key_no_link_is_made(office, monkeypatch, tmp_path):
    monkeypatch.setenv("SECRET_KEY", "")
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    status, _, err = office("list")
    assert status == 1
    assert "SECRET_KEY" in err
    assert list(tmp_path.iterdir()) == []


# --- the embedded store, with the app and without -------------------------------------------------


def command(server, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "voting.links", *arguments],
        env={"PATH": os.environ["PATH"], "DATA_DIR": str(server.data_dir), "PUBLIC_URL": HTTP},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


@pytest.mark.live
def test_beside_a_running_app_and_without_it(own_room, own_server):
    """Pages that are open by the old link are told at once."""
    old = own_room.links["trainer"]
    other = own_room.page("trainer")
    new = command(own_server, "replace", "trainer", own_room.id).strip()
    wait_until(lambda: other.ended)
    assert own_room.browser().enter(new.replace(HTTP, own_server.base)).open()
    own_server.stop()
    assert command(own_server, "show", "trainer", own_room.id).strip() == new
    assert new != old
    assert own_room.id in command(own_server, "list")
    embedded = EmbeddedStore(own_server.data_dir)  # and the store was put away again
    embedded.start()
    embedded.stop()
