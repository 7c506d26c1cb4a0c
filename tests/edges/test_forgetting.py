"""What the start page lists of a browser, forgetting it, and every way back in."""

import html
import re

import pytest

from lab.rig.live_room import DETAILS
from lab.rig.words import said
from tests.edges.test_setting_up import LEAD, Desk
from tests.edges.test_ways_in import TEAM, link
from voting.core.actors import Actor, Role
from voting.edges.http.listing import MOST_LISTED
from voting.identity import new_request
from voting.programme.commands import AddArea, CreateArea, CreateProgramme, ReplaceAreaLink
from voting.store import keys


@pytest.fixture
def desk(store):
    return Desk(store)


def listed(desk) -> list[tuple[str, list[str]]]:
    """Address of each area or workshop on the start page, with those of the workshops below it."""
    page = desk.ask("/").text
    found: list[tuple[str, list[str]]] = []
    depth = 0
    for tag in re.findall(r'<ul class="mine">|<ul>|</ul>|<a href="[^"]+"', page):
        if tag.startswith("<ul"):
            depth += 1
        elif tag == "</ul>":
            depth -= 1
        elif depth == 1:
            found.append((tag[9:-1], []))
        elif depth == 2:
            found[-1][1].append(tag[9:-1])
    return found


def makes(desk, **fields):
    return desk.send("/workshops", **(DETAILS | fields))


# --- the list ---


def test_workshops_stand_under_their_area_the_newest_first(desk, store):
    kent = makes(desk, date="2026-03-01")
    again = makes(desk, date="2026-09-01", kind="workshop-2", area_id=kent["area"])
    essex = makes(desk, date="2026-06-01")
    lead = Desk(store)
    lead.send("/enter", link=lead.app.identity.link(Role.AREA, kent["area"], 0))
    lead.send("/enter", link=lead.app.identity.link(Role.LEAD, essex["workshop"], 0))
    assert listed(desk) == [
        (f"/area/{kent['area']}", [f"/trainer/{m['workshop']}" for m in (again, kent)]),
        (f"/area/{essex['area']}", [f"/trainer/{essex['workshop']}"]),
    ]
    # Whoever holds the area alone comes to its workshops by its page.
    assert listed(lead) == [
        (f"/area/{kent['area']}", [f"/area/{kent['area']}#{event}" for event in ("e2", "e1")]),
        (f"/lead/{essex['workshop']}", []),
    ]
    lead.app.service.act_on_area(kent["area"], LEAD, ReplaceAreaLink())
    assert [to for to, _ in listed(desk)][-1] == f"/trainer/{kent['workshop']}"
    assert [to for to, _ in listed(lead)] == [f"/lead/{essex['workshop']}"]


def test_programmes_come_first_with_their_roles(desk):
    service = desk.app.service
    programme = service.make_programme(new_request(), CreateProgramme("Schools"), TEAM)
    makes(desk)
    desk.send("/enter", link=link(desk, Role.EVALUATOR, programme))
    assert listed(desk)[0][0] == f"/programme/{programme.id}/evaluation"
    desk.send("/enter", link=link(desk, Role.PROGRAMME, programme))
    assert listed(desk)[0][0] == f"/programme/{programme.id}"
    assert f'class="badge">{said("held.role.programme")}<' in desk.ask("/").text


def test_forty_workshops_in_twenty_six_areas_take_few_round_trips(desk, redis):
    areas = [makes(desk)["area"] for _ in range(26)]
    for area in areas[:14]:
        makes(desk, area_id=area)

    def trips():
        return redis.info("stats")["total_reads_processed"]

    desk.ask("/")
    before = trips()
    page = desk.ask("/")
    assert trips() - before <= 4  # asking for this number is one
    assert len(re.findall(r'<a href="/area/\w+"', page.text)) == 26
    assert page.text.count('<a href="/trainer/') == MOST_LISTED


def test_what_cannot_be_read_is_left_out_and_the_rest_is_there(desk, redis):
    broken, bad, fine = (makes(desk) for _ in range(3))
    redis.hset(keys.area(broken["area"]), "document", b"{}")
    redis.set(keys.document(bad["workshop"]), b'{"schema":')
    assert desk.ask("/").status_code == 200
    found = dict(listed(desk))
    assert found.keys() == {
        f"/area/{fine['area']}",
        f"/area/{bad['area']}",
        f"/trainer/{broken['workshop']}",
    }
    assert found[f"/area/{bad['area']}"] == [f"/area/{bad['area']}#e1"]
    redis.flushall()  # the store's own checks have nothing to read here


# --- forgetting ---


def holds(desk) -> str:
    """All that the browser's cookies say, in one piece."""
    desk.ask("/")
    held = [*desk.held(), *desk.held_by()]
    return " ".join(one.workshop for one in held) + " " + " ".join(desk.cookies)


def test_a_forgotten_area_goes_with_its_workshops_and_nothing_else(desk):
    kent, essex = makes(desk), makes(desk)
    page = desk.ask("/forget").text
    assert said("forget.lead") in page
    assert said("forget.back_in.area") in page
    assert desk.send("/forget", id=kent["area"])["to"] == "/?forgotten=one"
    assert said("forget.done.one") in html.unescape(desk.ask("/?forgotten=one").text)
    for id in (kent["area"], kent["workshop"]):
        assert id not in holds(desk)
    assert desk.ask(f"/trainer/{kent['workshop']}").status_code == 403
    assert desk.opens(f"/trainer/{essex['workshop']}")
    # It is still there, and its link opens it again.
    assert desk.app.service.area(kent["area"]).workshops() == [kent["workshop"]]
    desk.send("/enter", link=desk.app.identity.link(Role.AREA, kent["area"], 0))
    assert (f"/area/{kent['area']}", [f"/area/{kent['area']}#e1"]) in listed(desk)


@pytest.mark.parametrize("address", ["http://cascade.example.org", "https://cascade.example.org"])
def test_on_a_shared_computer_nothing_is_left(store, address):
    desk = Desk(store, address)
    made = [makes(desk) for _ in range(7)]
    other = Desk(store)
    code = store.load(makes(other)["workshop"]).code
    joined = desk.send(f"/j/{code}", name="A. B.", sector="school")
    assert desk.opens(f"/w/{joined['workshop']}")
    before = dict(desk.cookies)
    assert desk.send("/forget", id="everything")["ok"]
    desk.ask("/")
    left = {name.removeprefix("__Host-") for name in desk.cookies}
    assert left <= {"cascade_browser", "cascade_fresh"}
    assert desk.cookies["cascade_browser"] != before["cascade_browser"]
    for one in made:
        assert desk.ask(f"/trainer/{one['workshop']}").status_code == 403
    assert desk.ask(f"/w/{joined['workshop']}").status_code == 403
    assert listed(desk) == []
    assert joined["you"] in store.load(joined["workshop"]).people  # nothing was erased
    assert desk.send("/forget", id="everything")["error"]["code"] == "nothing-held"


def test_what_is_not_held_cannot_be_forgotten(desk, store):
    made = makes(Desk(store))
    for id in (made["area"], made["workshop"], "", "nosuchareanosuch"):
        assert desk.send("/forget", id=id)["error"]["code"] == "nothing-held"


# --- the ways back ---


def test_all_cookies_gone_or_a_new_device_the_areas_link_opens_all_of_it(desk, store):
    first = makes(desk)
    makes(desk, area_id=first["area"], kind="workshop-2")
    kept = desk.ask(f"/trainer/{first['workshop']}/links").json["area"]
    fresh = Desk(store)
    assert fresh.ask(f"/trainer/{first['workshop']}").status_code == 403
    pasted = fresh.send("/join", code=f"Our area: {kept} (keep it)")["to"]
    assert pasted == f"/enter#{kept.partition('#')[2]}"
    entered = fresh.send("/enter", link=pasted.partition("#")[2])
    assert (entered["area"], entered["to"]) == (first["area"], f"/area/{first['area']}")
    assert [len(below) for _, below in listed(fresh)] == [2]
    assert makes(fresh, area_id=first["area"])["area"] == first["area"]


def test_only_who_holds_the_area_is_given_its_link(desk, store):
    made = makes(desk)
    path = f"/trainer/{made['workshop']}/links"
    links = desk.ask(path).json
    assert links["area"].endswith(desk.app.identity.link(Role.AREA, made["area"], 0))
    trainer = Desk(store)
    trainer.send("/enter", link=links["trainer"])
    assert trainer.ask(path).json["area"] is None
    for one, is_there in ((desk, True), (trainer, False)):
        created = one.ask(f"/workshops/{made['workshop']}/created").text
        console = one.ask(f"/trainer/{made['workshop']}").text
        assert (links["area"] in created, f'/area/{made["area"]}"' in created) == (is_there,) * 2
        assert (f'"area":"/area/{made["area"]}"' in console) is is_there
    assert said("created.keep") in trainer.ask(f"/workshops/{made['workshop']}/created").text


def test_a_programmes_team_gets_an_areas_link_again_after_everybody_lost_it(desk, store):
    made = makes(desk)
    service = desk.app.service
    programme = service.make_programme(new_request(), CreateProgramme("Schools"), TEAM)
    service.act_on_programme(programme.id, TEAM, AddArea(made["area"]))
    team = Desk(store)
    team.send("/enter", link=link(team, Role.PROGRAMME, programme))
    again = makes(team, area_id=made["area"])  # as the next workshop of it
    assert again["area"] == made["area"]
    shown = team.ask(f"/trainer/{again['workshop']}/links").json["area"]
    lead = Desk(store)
    assert lead.send("/enter", link=shown)["to"] == f"/area/{made['area']}"


def test_a_lost_trainers_link_is_got_again_from_the_area_or_replaced(desk, store):
    made = makes(desk)
    lead = Desk(store)  # who has the area's link alone
    lead.send("/enter", link=lead.app.identity.link(Role.AREA, made["area"], 0))
    at = f"/area/{made['area']}/workshops/{made['workshop']}"
    old = lead.ask(f"{at}/links").json["trainer"]
    lost = Desk(store)
    assert lost.send("/enter", link=old)["to"] == f"/trainer/{made['workshop']}"
    assert lead.send(f"{at}/replace", link="trainer")["ok"]
    for trainer in (lost, desk):  # everybody who came by the old one is out
        assert trainer.send("/enter", link=old)["error"]["code"] == "old-link"
        assert trainer.ask(f"/trainer/{made['workshop']}").status_code == 403
    new = lead.ask(f"{at}/links").json["trainer"]
    assert new != old
    assert lost.send("/enter", link=new)["to"] == f"/trainer/{made['workshop']}"
    assert lost.opens(f"/trainer/{made['workshop']}")
    assert lost.ask(f"{at}/links").status_code == 403


def test_a_replaced_area_link_is_dead_wherever_it_is_pasted(desk, store):
    made = makes(desk)
    old = desk.ask(f"/trainer/{made['workshop']}/links").json["area"]
    assert desk.send(f"/area/{made['area']}/replace_area_link", confirmed="yes")["ok"]
    new = desk.ask(f"/trainer/{made['workshop']}/links").json["area"]
    stranger = Desk(store)
    pasted = stranger.send("/join", code=old)["to"].partition("#")[2]
    assert stranger.send("/enter", link=pasted)["error"]["code"] == "old-link"
    assert desk.opens(f"/area/{made['area']}")  # whoever replaced it stays in
    assert stranger.send("/enter", link=new)["area"] == made["area"]


def test_an_area_without_workshops_is_listed_by_the_day_it_was_made(desk):
    service = desk.app.service
    area = service.make_area(new_request(), CreateArea("Kent"), Actor(Role.AREA, "somebody"))
    old = makes(desk, date="2020-01-01")
    desk.send("/enter", link=link(desk, Role.AREA, area))
    assert [to for to, _ in listed(desk)] == [f"/area/{area.id}", f"/area/{old['area']}"]


def test_who_has_lost_their_link_is_told_what_to_do(desk, store):
    made = makes(desk)
    stranger = Desk(store)
    assert '<h2 id="lost"' in stranger.ask("/").text
    for page in (stranger.ask(f"/trainer/{made['workshop']}"), stranger.ask("/enter")):
        assert 'href="/#lost"' in page.text
