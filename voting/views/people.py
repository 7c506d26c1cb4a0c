"""Who is here: how many, for the room; by name, for the trainers alone."""

from typing import Annotated, Literal

from voting.core.doubles import doubles
from voting.core.rounds import most_by_hand, present_now
from voting.core.state import Person, Presence, Trainer, Workshop
from voting.views.declared import Sent, about, time_text
from voting.views.situation import Situation

CROWD = 10  # people on one network of whom a console offers to remove all

Whereabouts = Literal["connected", "reconnecting", "gone", "left", "removed"]


class Turnout(Sent, frozen=True):
    """How many have rated in the open round, of how many."""

    rated: Annotated[
        int,
        about("how many are done, phones and hands: in a round of one domain all who are in it"),
    ]
    started: Annotated[int, about("how many ballots are in it, also of those who are not done yet")]
    of: Annotated[
        int, about("of how many: all taking part, those who rated and then left, and hands")
    ]
    by_hand: Annotated[int, about("how many of them were entered by hand")]


class HeadCount(Sent, frozen=True):
    """How many people are here."""

    joined: Annotated[int, about("how many take part")]
    connected: Annotated[int, about("how many of them have a connection")]


class HeadCountOfAll(HeadCount, frozen=True):
    """How many people are here, and how many ever were."""

    ever: Annotated[
        int,
        about(
            "how many people have ever joined, also those who left or were removed; nobody twice, "
            "nor who was removed with their ballot"
        ),
    ]


class PersonLine(Sent, frozen=True):
    """Somebody who joined."""

    id: Annotated[str, about("to name in commands")]
    name: Annotated[str, about("their name or initials")]
    sector: Annotated[str, about("key")]
    presence: Annotated[Whereabouts, about("`reconnecting`: seen in the last 90 seconds")]
    joined_at: Annotated[str, about("time")]
    practice: Annotated[
        bool,
        about("is this a practice attendee of a rehearsal? Always `connected` while taking part"),
    ]
    rated: Annotated[
        bool | None,
        about("have they a ballot in the open round, and are done with it? null: none is open"),
    ]
    started: Annotated[
        bool | None, about("have they a ballot in it, done or not? null when none is open")
    ]


class SecondDevice(Sent, frozen=True):
    """A second device of a person, as the id it joined with."""

    id: Annotated[str, about("to name in `readmit_person`")]
    name: Annotated[str, about("what they joined as")]
    into: Annotated[str, about("whose they are")]


class Double(Sent, frozen=True):
    """Two who may be one person with two devices."""

    person: Annotated[str, about("who joined later")]
    into: Annotated[str, about("and earlier")]
    name: Annotated[str, about("the later one's name")]
    other: Annotated[str, about("the earlier one's")]


class Network(Sent, frozen=True):
    """A network from which many are taking part."""

    like: Annotated[str, about("the first of them, who stands for all in `remove_joined`")]
    name: Annotated[str, about("that person's name")]
    people: Annotated[int, about("how many they are")]


class TrainerLine(Sent, frozen=True):
    """A trainer."""

    id: Annotated[str, about("as in the boot data's `trainer`")]
    name: Annotated[str | None, about("null where they have given none")]
    number: Annotated[
        int | None, about("to tell those without a name apart; null for one who has a name")
    ]
    active: Annotated[bool, about("false: signed out by a replaced link")]
    named: Annotated[bool, about("have they given a name?")]


def turnout(at: Situation) -> Turnout | None:
    """Of all taking part, and those who rated and then left; None while no round is open."""
    opened = at.workshop.open_round
    if opened is None:
        return None
    present = present_now(at.workshop, at.voted)
    by_hand = most_by_hand(at.workshop, opened)
    return Turnout(
        rated=len(at.done) + by_hand,
        started=len(at.voted) + by_hand,
        of=sum(each.people for each in present) + by_hand,
        by_hand=by_hand,
    )


def head_count(at: Situation) -> HeadCount:
    here = at.workshop.taking_part()
    connected = sum(_whereabouts(at, person) == "connected" for person in here)
    return HeadCount(len(here), connected)


def head_count_of_all(at: Situation) -> HeadCountOfAll:
    now = head_count(at)
    return HeadCountOfAll(now.joined, now.connected, len(at.workshop.joined()))


def people_lines(at: Situation) -> tuple[PersonLine, ...]:
    """Everybody who ever joined, nobody twice."""
    w = at.workshop
    is_open = w.open_round is not None
    return tuple(
        PersonLine(
            id=person.id,
            name=person.name,
            sector=person.sector,
            presence=_whereabouts(at, person),
            joined_at=time_text(person.joined_at),
            practice=person.practice,
            rated=person.id in at.done if is_open else None,
            started=person.id in at.voted if is_open else None,
        )
        for person in w.people.values()
        if not person.merged_into
    )


def _whereabouts(at: Situation, person: Person) -> Whereabouts:
    if person.presence is Presence.LEFT:
        return "left"
    if person.presence is Presence.REMOVED:
        return "removed"
    # Practice attendees have no phone that could be away.
    return "connected" if person.practice else at.presence.get(person.id, "gone")


def second_devices(w: Workshop) -> tuple[SecondDevice, ...]:
    return tuple(
        SecondDevice(p.id, p.name, w.stands_for(p.id)) for p in w.people.values() if p.merged_into
    )


def double_lines(at: Situation) -> tuple[Double, ...]:
    """Pairs of people who may be one person with two devices, the earlier of them to stay; first
    those who say so by a personal link, and are who that says."""
    w = at.workshop
    claimed = [
        (w.people[into], w.people[person])
        for person, into in at.claims.items()
        if all(id in w.people and not w.people[id].is_out for id in (person, into))
    ]
    told = {second.id for _, second in claimed} | {first.id for first, _ in claimed}
    alike = [pair for pair in doubles(w.taking_part()) if not told & {one.id for one in pair}]
    return tuple(
        Double(person=second.id, into=first.id, name=second.name, other=first.name)
        for first, second in (*claimed, *alike)
    )


def networks(w: Workshop) -> tuple[Network, ...]:
    """Networks from which many are taking part, the fullest first: how many, and the first of them,
    whose id stands for all. Where people joined from is told in no other way."""
    crowds: dict[str, list[Person]] = {}
    for person in w.taking_part():
        if person.address:
            crowds.setdefault(person.address, []).append(person)
    many = sorted((c for c in crowds.values() if len(c) >= CROWD), key=len, reverse=True)
    return tuple(Network(like=c[0].id, name=c[0].name, people=len(c)) for c in many)


def trainer_line(trainer: Trainer) -> TrainerLine:
    return TrainerLine(
        id=trainer.id,
        name=trainer.name if trainer.is_named else None,
        number=trainer.number,
        active=trainer.active,
        named=trainer.is_named,
    )
