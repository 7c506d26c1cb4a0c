"""The result of a workshop: the facts of its results page, and no person."""

from datetime import datetime
from random import Random

import msgspec
import pytest

from tests.builders import FIRST_TRAINER, SECOND_TRAINER, Room, a_room_that_differs, cascade
from tests.sent import lead_view
from voting.core import commands as c
from voting.programme.result import Result
from voting.views.result import result_of

SECTORS = [sector.key for sector in cascade().sectors]
DOMAINS = [domain.key for domain in cascade().domains]
PLANTED = "planted"


def any_room(seed: int) -> Room:
    """Up to forty people with planted names, several rounds of some domains, reasons of which some
    are shown, ratings by hand, people merged and removed, decisions of several kinds. In every
    other room all rate in each round, so that movement may be shown."""
    pick = Random(seed)
    steady = bool(seed % 2)
    room = Room(cascade())
    for trainer in (FIRST_TRAINER, SECOND_TRAINER):
        room.does(c.Introduce(f"{PLANTED} {trainer.id}"), by=trainer)
    people = [f"person-{n}" for n in range(pick.randint(4, 40))]
    sectors = pick.sample(SECTORS, pick.randint(1, 4))
    for person in people:
        room.joins(person, f"{PLANTED} name {person}", pick.choice(sectors))
    for domain in pick.sample(DOMAINS, pick.randint(1, 4)):
        for _ in range(pick.randint(1, 3)):
            _round(room, pick, domain, people, sectors, steady)
        _decides(room, pick, domain)
    return room


def _round(
    room: Room, pick: Random, domain: str, people: list[str], sectors: list[str], steady: bool
) -> None:
    opened = room.opens(domain)
    here = [p for p in people if p in {one.id for one in room.workshop.taking_part()}]
    rated = [p for p in here if steady or pick.random() < 0.9]
    middle = pick.randint(0, 3)
    for person in rated:
        near = min(3, max(0, middle + pick.choice((-1, 0, 0, 1))))
        room.votes(person, near if steady else pick.choice((near, near, near, None)))
    if not steady and pick.random() < 0.4:
        counts = [pick.randint(0, 4) for _ in range(4)]
        room.hands(*counts, cant_say=pick.randint(0, 2), sector=pick.choice((*sectors, "")))
    if not steady and len(here) > 4 and pick.random() < 0.5:
        first, second, third = pick.sample(here, 3)
        room.does(c.MergePeople(first, second))
        room.does(c.RemovePerson(third, with_ballot=pick.random() < 0.5))
    if not room.ballots.get(opened) and not room.workshop.rounds[-1].by_hand:
        room.does(c.CancelRound(opened))
        return
    room.does(c.CloseRound(opened))
    for person in pick.sample(list(room.ballots.get(opened, {})), min(2, len(rated))):
        shown = pick.random() < 0.5
        said = f"shown {opened} {person}" if shown else f"{PLANTED} reason {opened} {person}"
        reason = room.explains(person, said)
        if shown:
            room.does(c.ShowReason(reason))


def _decides(room: Room, pick: Random, domain: str) -> None:
    if not room.workshop.last_round(domain):
        return
    how = pick.choice(("consensus", "unresolved", "none"))
    if how == "consensus":
        room.rules(domain, how, pick.randint(0, 3), "Agreed aloud")
    elif how == "unresolved":
        room.rules(domain, how, note="Left open")


def facts_of(result: Result) -> list[dict]:
    """A result's domains as the results page would have them, as far as both say it."""
    return msgspec.json.decode(msgspec.json.encode(result.domains))


def facts_of_page(room: Room) -> list[dict]:
    found = []
    for shown in lead_view(room.situation())["domains"]:
        ruled = shown["ruling"]
        rounds = [
            {
                name: one[name]
                for name in ("id", "number", "counts", "cant_say", "by_hand", "present")
            }
            | {
                "opened_at": one["opened_at"],
                "closed_at": one["closed_at"],
                "hand_counts": one["hand_counts"],
                "flow": one["movement"]["flow"] if one["movement"] else None,
                "groups": [
                    {name: group[name] for name in ("kind", "key", "counts", "cant_say", "present")}
                    for group in one["groups"]
                    if group["kind"] != "rest"
                ],
            }
            for one in shown["rounds"]
        ]
        decision = ruled and {
            name: ruled[name] for name in ("method", "rating", "note", "votes", "ratings", "round")
        }
        found.append(
            {
                "domain": shown["domain"],
                "decision": decision,
                "rounds": rounds,
                "reasons": shown["reasons"],
            }
        )
    return found


def same_times(facts: list[dict]) -> list[dict]:
    """Times to the millisecond, however they are written."""
    for one in facts:
        for held in one["rounds"]:
            for name in ("opened_at", "closed_at"):
                held[name] = msgspec.convert(held[name], type=datetime)
    return facts


@pytest.mark.parametrize("seed", range(40))
def test_a_result_holds_the_facts_of_the_results_page_and_no_person(seed):
    room = any_room(seed)
    result = result_of(room.situation(), 3)
    assert same_times(facts_of(result)) == same_times(facts_of_page(room))
    page = lead_view(room.situation())
    assert (result.people, result.version) == (page["people"]["ever"], 3)
    joined = [p for p in room.workshop.people.values() if not p.merged_into and not p.ballot_out]
    assert sum(result.sectors.values()) == len(joined)
    assert all(
        result.sectors[key] == sum(p.sector == key for p in joined) for key in result.sectors
    )
    written = msgspec.json.encode(result)
    assert msgspec.json.decode(written, type=Result) == result
    assert PLANTED not in written.decode()
    for id in (*room.workshop.people, *room.workshop.trainers):
        assert f'"{id}"' not in written.decode()


def test_reasons_not_shown_and_small_groups_are_absent_and_the_others_kept():
    room = a_room_that_differs()
    result = result_of(room.situation())
    clarity = result.domain("clarity")
    assert clarity
    assert {one.text for one in clarity.reasons} == {"We meet weekly", "Nobody answers"}
    assert clarity.rounds[0].groups
    assert clarity.rounds[1].flow
    contact = result.domain("contact")
    assert contact
    assert contact.rounds[0].groups == ()
    assert result.version == 0
    assert result.finished_at is None


def test_the_random_rooms_have_everything_that_may_be_withheld_or_shown():
    rounds = [
        one
        for seed in range(40)
        for settled in result_of(any_room(seed).situation()).domains
        for one in settled.rounds
    ]
    for told in (lambda r: r.flow, lambda r: r.groups, lambda r: r.hand_counts):
        shown = sum(bool(told(one)) for one in rounds)
        assert 5 < shown < len(rounds) - 5
