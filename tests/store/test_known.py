"""Who the people of a workshop are to its area: kept as they join, and gone with the workshop."""

import pytest

from tests.store.rooms import WORKSHOP, StoredRoom
from voting.refusals.joining import UnknownWorkshop
from voting.store import keys


def test_a_pseudonym_is_kept_and_corrected(store):
    StoredRoom(store, people=1)
    assert store.known(WORKSHOP) == {}
    store.know(WORKSHOP, "person-0", "one")
    store.know(WORKSHOP, "person-0", "another")
    store.know(WORKSHOP, "person-1", "one")
    assert store.known(WORKSHOP) == {"person-0": "another", "person-1": "one"}


def test_it_goes_with_the_workshop_and_does_not_come_back(store, redis):
    StoredRoom(store, people=1)
    store.know(WORKSHOP, "person-0", "one")
    store.erase(WORKSHOP)
    with pytest.raises(UnknownWorkshop):
        store.know(WORKSHOP, "person-0", "one")
    assert not redis.exists(keys.known(WORKSHOP))
