"""Data directories of every layout there ever was: they open, are whole, and go on being used."""

import json
import shutil
import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from tests.builders import WORDS, attendee, cascade
from tests.data.make import LAYOUTS, unpack
from voting.core import commands as c
from voting.core.actors import Actor, Role
from voting.core.machine import fold
from voting.core.rounds import most_by_hand
from voting.core.state import Workshop
from voting.edges.retention import Keep, Sweep
from voting.programme import machine as area_machine
from voting.reports import downloads
from voting.reports.record import Record, record
from voting.service import Service
from voting.store.archive import dump, load
from voting.store.connection import connect
from voting.store.embedded import EmbeddedStore
from voting.store.redis_store import RedisStore
from voting.wire.messages import Vote

KEPT = [LAYOUTS.parent / "first-layout", *sorted(LAYOUTS.glob("*.tar.gz"))]


@pytest.fixture(params=KEPT, ids=lambda path: path.name.split(".")[0])
def kept(request, tmp_path):
    """A client of a server on a copy of the directory."""
    if request.param.is_dir():
        shutil.copytree(request.param, tmp_path / "data")
    else:
        unpack(request.param, tmp_path / "data")
    embedded = EmbeddedStore(tmp_path / "data")
    embedded.start()
    client = connect(embedded.url)
    yield client
    client.close()
    embedded.stop()


def test_a_data_directory_of_every_layout_opens_and_goes_on_being_used(kept, redis):
    store = RedisStore(kept)
    held = {id: store.load(id) for id in store.workshops()}
    logs = {id: store.log(id) for id in held}
    moment = max(log[-1].at for log in logs.values()) + timedelta(minutes=1)
    service = Service(store, {"cascade": cascade()}, lambda: moment)
    assert held
    come_into_areas(service, held)
    for id, workshop in held.items():
        assert as_far_as_known(fold(logs[id]), workshop) == workshop
        assert not [entry for entry in logs[id] if isinstance(entry.command, c.Retired)]
        told = record(service.situation(workshop), logs[id], moment, WORDS)
        for file in downloads.FILES.keys() - downloads.CHANGED - downloads.AGREED - already(told):
            assert downloads.write(file, told, WORDS)
    for id in held:
        goes_on(service, id)
        assert as_far_as_known(fold(store.log(id)), store.load(id)) == store.load(id)
    archive = dump(kept)
    load(redis, json.loads(json.dumps(archive)))
    assert dump(redis) == archive
    again = RedisStore(redis)
    for id in held:
        assert (again.load(id), again.log(id)) == (store.load(id), store.log(id))
        area = again.area(again.area_of(id))
        assert area == store.area(store.area_of(id))
        assert area.event_of(id)
        assert again.results(area.id) == store.results(area.id)


_told: set[bytes] = set()


def already(told: Record) -> frozenset[str]:
    """The files that take long to make, if they were made of a record that says the same."""
    says = msgspec.json.encode(without_moments(told), order="deterministic")
    if says in _told:
        return downloads.APART
    _told.add(says)
    return frozenset()


def without_moments(told: Any) -> Any:
    """A record without its log, which those files are not made of, and of each moment only whether
    there is one."""
    if isinstance(told, dict):
        return {
            key: value is not None if key.endswith("_at") else without_moments(value)
            for key, value in told.items()
            if key not in ("log", "id")
        }
    return [without_moments(one) for one in told] if isinstance(told, list | tuple) else told


def come_into_areas(service: Service, held: dict[str, Workshop]) -> None:
    """Each workshop is taken into an area at the upgrade, and a finished one leaves its result."""
    for _ in range(2):  # the second time there is nothing to do
        Sweep(service, Keep(), threading.Event()).run()
    seen = service.look_at_areas(service.store.areas())
    assert sorted(id for one in seen for id in one.area.workshops()) == sorted(held)
    # (An event may be left whose workshop was deleted there.)
    there = [(at, event) for at in seen for event in at.area.events if event.workshop]
    assert sorted(event.workshop for _, event in there) == sorted(held)  # each in one
    for one, event in there:
        w = held[event.workshop]
        log = service.store.log(w.id)
        finishes = sum(isinstance(line.command, c.Finish) for line in log)
        assert one.area.name == w.details.area
        assert event.rehearsal == w.rehearsal
        assert area_machine.fold(service.store.area_log(one.area.id)) == one.area
        kept = service.store.results(one.area.id)
        is_kept = w.is_finished() and not w.rehearsal
        # (One that was opened again may have left its result before.)
        assert w.id in kept or not is_kept
        assert w.id not in kept or kept[w.id].version == finishes
        if not is_kept:
            continue
        assert event.state == "held"
        at = service.situation(w)
        for settled in kept[w.id].domains:
            assert settled.decision.rating == w.rulings[settled.domain].rating
            for r in settled.rounds:
                tally = at.rounds[r.id, settled.domain].tally
                assert (r.counts, r.cant_say) == (tally.counts, tally.cant_say)


def as_far_as_known(folded: Workshop, stored: Workshop) -> Workshop:
    """What the log leads to, with what no log of its time could say: by which rule rounds were
    judged before closes said who was there, and what the groups had to be before rounds kept it."""
    said = {r.id: r for r in stored.rounds}
    return replace(
        folded,
        rounds=tuple(
            r
            if r.present is not None or r.is_open
            else replace(r, rule=said[r.id].rule, smallest_group=said[r.id].smallest_group)
            for r in folded.rounds
        ),
    )


def goes_on(service: Service, id: str) -> None:
    """Somebody joins, and rates beside those who are there, in another round or the open one."""
    w = service.store.load(id)
    trainer = Actor(Role.TRAINER, next(one.id for one in w.trainers.values() if one.active))
    if w.is_finished():
        w = service.act(id, trainer, c.ReopenWorkshop())
    w = service.act(id, attendee("newcomer"), c.Join("Newcomer", w.framework.sectors[0].key))
    if w.open_round is None:
        if not w.unruled():
            w = service.act(id, trainer, c.ReopenRuling(w.framework.domains[0].key))
        w = service.act(id, trainer, c.OpenRound(w.unruled()[0]))
    opened = w.open_round
    already = service.store.voted(id, opened.id)
    here = [person.id for person in w.taking_part() if person.id not in already]
    assert "newcomer" in here
    for person in here:
        service.cast(id, person, Vote(opened.id, f"vote-of-{person}"[:60], 1, 1))
    w = service.act(id, trainer, c.CloseRound(opened.id))
    tally = service.situation(w).rounds[opened.id, opened.domain].tally
    assert tally.turnout == len(already) + len(here) + most_by_hand(w, opened)
    service.act(id, trainer, c.RecordRuling(opened.domain, c.Method.CONSENSUS, 1))


def test_the_layouts_are_small():
    assert all(path.stat().st_size < 100_000 for path in KEPT if path.is_file())
    assert Path(LAYOUTS / "4ef2970.tar.gz") in KEPT
