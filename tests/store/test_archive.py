"""An archive that can't be restored as a whole is not restored in part."""

import copy
import json

import pytest

from tests.store.rooms import StoredRoom
from voting.core import commands as c
from voting.store.archive import BadArchive, dump, load
from voting.wire.messages import ReasonGiven


@pytest.fixture
def archive(redis, store):
    """A workshop with everything in it, as a file gives it back; the store is empty again."""
    room = StoredRoom(store, people=2)
    held = room.opens()
    room.votes("person-0", held)
    room.service.give_reason(room.workshop().id, "person-0", ReasonGiven(held, "Some words"))
    room.does(c.ReplaceLink("join"))
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
    "no codes": lambda held: held.pop("codes"),
    "codes that are a text": lambda held: held.update(codes="ABCDEF"),
    "a code that is none": lambda held: held["codes"].append("*"),
}


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
    assert load(redis, copy.deepcopy(archive)) == 2
    for held in archive["workshops"]:
        held["codes"] = []  # a code opens one workshop, and here both had the same
    again = dump(redis)
    for held in again["workshops"]:
        held["codes"] = []
    assert again == archive
