"""An archive that can't be restored as a whole is not restored in part."""

import copy
import json
from hashlib import sha1

import pytest

from tests.store.areas import LEAD, TEAM, StoredArea, a_service
from tests.store.rooms import WORKSHOP, StoredRoom
from voting.core import commands as c
from voting.core.actors import CLOCK
from voting.core.ahead import AheadRating
from voting.programme.commands import AddArea, CreateProgramme
from voting.programme.situation import Lead
from voting.store import keys
from voting.store.archive import BadArchive, NotEmpty, dump, load
from voting.wire.messages import ReasonGiven


@pytest.fixture
def archive(redis, store):
    """A workshop with everything in it, as a file gives it back; the store is empty again."""
    room = StoredRoom(store, people=2)
    for number in range(5):
        rated = {domain: AheadRating(2, "Because") for domain in ("trust", "time", "tools")}
        room.service.rate_ahead(WORKSHOP, f"ahead-{number}", "primary", rated)
    room.service.situation(room.workshop())
    held = room.opens()
    room.votes("person-0", held)
    room.service.give_reason(room.workshop().id, "person-0", ReasonGiven(held, "Some words"))
    room.does(c.ReplaceLink("join"))
    area = StoredArea(store)
    area.service.place(room.workshop(), area.id, CLOCK)
    area.service.change_leads(area.id, LEAD, [Lead(f"Lead {number}") for number in range(12)])
    area.service.keep_finished(area.finishes(area.workshop("workshop-2", "2026-05-05").id))
    link = area.service.make_programme("form", CreateProgramme("Link"), TEAM)
    area.service.act_on_programme(link.id, TEAM, AddArea(area.id))
    redis.hset(keys.known(WORKSHOP), "person-0", "pseudonym")
    store.erase(area.area().workshops()[0])  # its result stays
    made = json.loads(json.dumps(dump(redis)))
    redis.flushall()
    return made


def second(archive) -> dict:
    """A second workshop, behind one that is well."""
    archive["workshops"].append(copy.deepcopy(archive["workshops"][0]))
    archive["workshops"][1]["id"] = "workshop-two"
    archive["workshops"][1]["document"]["id"] = "workshop-two"
    archive["workshops"][1]["log"][0][1]["facts"]["id"] = "workshop-two"
    return archive["workshops"][1]


BROKEN = {
    "no id": lambda held: held.pop("id"),
    "another id": lambda held: held.update(id="workshop-three"),
    "the same id twice": lambda held: (
        held.update(id="workshop-one"),
        held["document"].update(id="workshop-one"),
    ),
    "no document": lambda held: held.pop("document"),
    "no log": lambda held: held.pop("log"),
    "a log without its order": lambda held: held["log"].reverse(),
    "a log with a broken id": lambda held: held["log"][0].__setitem__(0, "first"),
    "a log with an entry that is none": lambda held: held["log"][0].__setitem__(1, {}),
    "no ballots": lambda held: held.pop("ballots"),
    "a round that is no number": lambda held: held["ballots"].update(one={}),
    "a ballot that is none": lambda held: held["ballots"]["1"].update(somebody={}),
    "a reason that is none": lambda held: held["reasons"]["1"].update(somebody=[7]),
    "reasons that are none": lambda held: held.update(reasons=7),
    "a rating ahead that is none": lambda held: held["ahead"].update({"somebody:trust": {}}),
    "a rating ahead of nobody": lambda held: held["ahead"].update(somebody=[1, "", 2, 0]),
    "changes that are no number": lambda held: held["ahead"].update(changes="two"),
    "a sector that is no text": lambda held: held["ahead"].update({"sector:somebody": 7}),
    "a reason from ahead that is none": lambda held: held.update(ahead_reasons={"a:trust": [7]}),
    "no codes": lambda held: held.pop("codes"),
    "codes that are a text": lambda held: held.update(codes="ABCDEF"),
    "a code that is none": lambda held: held["codes"].append("*"),
}


def area_of(archive) -> dict:
    """An area behind one that is well."""
    archive["areas"].append(copy.deepcopy(archive["areas"][0]))
    archive["areas"][1]["id"] = archive["areas"][1]["document"]["id"] = "area-number-two"
    return archive["areas"][1]


def result_in(held) -> dict:
    [result] = held["results"].values()
    return result


BROKEN_AREAS = {
    "no id": lambda held: held.pop("id"),
    "another id": lambda held: held.update(id="area-number-three"),
    "the id of a workshop": lambda held: (
        held.update(id=WORKSHOP),
        held["document"].update(id=WORKSHOP),
    ),
    "no document": lambda held: held.pop("document"),
    "a document that is none": lambda held: held.update(document={"id": held["id"]}),
    "no log": lambda held: held.pop("log"),
    "a log without its order": lambda held: held["log"].reverse(),
    "a log with an entry that is none": lambda held: held["log"][0].__setitem__(1, {}),
    "results that are none": lambda held: held.update(results=7),
    "a result that is none": lambda held: held["results"].update(somewhere={}),
    "a result of another workshop": lambda held: result_in(held).update(workshop="workshop-nine"),
    "leads that are none": lambda held: held.update(leads=["A. Archer"]),
    "a lead that is none": lambda held: held["leads"].update({"1": {"email": "a@example.org"}}),
    "a lead without a number": lambda held: held["leads"].update({"first": {"name": "A. A."}}),
}


@pytest.mark.parametrize("breaks", BROKEN_AREAS.values(), ids=BROKEN_AREAS)
def test_nothing_is_written_of_an_archive_with_a_broken_area(redis, archive, breaks):
    breaks(area_of(archive))
    with pytest.raises(BadArchive):
        load(redis, archive)
    assert redis.keys("*") == []


@pytest.mark.parametrize(
    "breaks",
    [
        lambda archive: archive.update(areas={}),
        lambda archive: archive.update(programmes=[{}]),
        lambda archive: archive["programmes"].append(archive["programmes"][0]),
        lambda archive: archive["workshops"][0].update(area=""),
        lambda archive: archive["workshops"][0].update(known={"person-0": 7}),
    ],
)
def test_nothing_is_written_of_an_archive_with_other_broken_parts(redis, archive, breaks):
    breaks(archive)
    with pytest.raises(BadArchive):
        load(redis, archive)
    assert redis.keys("*") == []


def test_what_a_newer_version_wrote_of_an_area_is_told_as_such(redis, archive):
    held = area_of(archive)
    held["document"].update(schema=9, events=7)
    with pytest.raises(BadArchive, match="newer version"):
        load(redis, archive)


def test_an_archive_of_before_there_were_areas_is_restored(redis, store, archive):
    for part in ("areas", "programmes"):
        del archive[part]
    for part in ("area", "known"):
        del archive["workshops"][0][part]
    assert load(redis, archive) == 1
    assert (store.areas(), store.programmes(), store.area_of(WORKSHOP)) == ([], [], None)


def test_a_store_with_an_area_alone_is_not_empty(redis, store, archive):
    StoredArea(store)
    before = dump(redis)
    with pytest.raises(NotEmpty):
        load(redis, archive)
    assert dump(redis) == before


def test_areas_come_back_as_they_were(redis, store, archive):
    load(redis, copy.deepcopy(archive))
    assert dump(redis) == archive
    [area], [programme] = store.areas(), store.programmes()
    assert store.area_of(WORKSHOP) == area
    seen = a_service(store).look_at_area(store.area(area))
    assert [result.version for result in seen.results.values()] == [1]
    assert [lead.name for lead in seen.leads] == [f"Lead {number}" for number in range(12)]
    assert redis.hgetall(keys.known(WORKSHOP)) == {b"person-0": b"pseudonym"}
    for id, kind in ((area, keys.area), (programme, keys.programme)):
        held = redis.hgetall(kind(id))
        assert held[b"seal"].decode() == sha1(held[b"document"]).hexdigest()


@pytest.mark.parametrize("breaks", BROKEN.values(), ids=BROKEN)
def test_nothing_is_written_of_an_archive_that_is_broken(redis, archive, breaks):
    breaks(second(archive))
    with pytest.raises(BadArchive):
        load(redis, archive)
    assert redis.keys("*") == []


@pytest.mark.parametrize("broken", [None, [], {}, {"format": "cascade-live-backup", "version": 1}])
def test_nothing_is_written_of_what_is_no_archive(redis, broken):
    with pytest.raises(BadArchive):
        load(redis, broken)
    assert redis.keys("*") == []


def test_what_is_not_broken_comes_back_as_it_was(redis, archive):
    second(archive)
    assert len(archive["workshops"][0]["ahead"]) == 5 * 3 + 5 + 1
    assert archive["workshops"][0]["ahead_reasons"]
    assert archive["workshops"][0]["ahead_hints"]["people"] == "5"
    assert load(redis, copy.deepcopy(archive)) == 2
    for held in archive["workshops"]:
        held["codes"] = []  # a code opens one workshop, and here both had the same
    again = dump(redis)
    for held in again["workshops"]:
        held["codes"] = []
    assert again == archive
