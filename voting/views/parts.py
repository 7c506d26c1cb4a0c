"""What views are made of: rounds, rulings, pictures, groups, people, each as plain data."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from msgspec import Struct

from voting.core import ruling
from voting.core.actors import Role
from voting.core.doubles import doubles
from voting.core.erasing import erasable
from voting.core.ladder import advise
from voting.core.machine import allowed
from voting.core.rounds import present_now
from voting.core.ruling import Ruling
from voting.core.state import Person, Phase, Presence, Round, ShownReason, Trainer, Workshop
from voting.disclosure.groups import Group, split
from voting.disclosure.judged import Counted, Judged
from voting.disclosure.present import present_in_groups
from voting.instruments.agreement import PICTURE_NAMES, Measures, measure, telling
from voting.instruments.framework import Framework

View = dict[str, Any]
CROWD = 10  # people on one network of whom a console offers to remove all


class Situation(Struct, frozen=True):
    """A workshop with what surrounds it at one moment.

    ``rounds`` are the counted rounds by id; ``reasons`` those given in the rounds of the domain in
    hand, without whose they are; ``voted`` are the ids of those with a ballot in the open round;
    ``presence`` says for each person "connected", "reconnecting" or "gone".
    """

    workshop: Workshop
    rounds: Mapping[int, Counted]
    reasons: Mapping[int, Sequence[ShownReason]] = {}
    voted: frozenset[str] = frozenset()
    presence: Mapping[str, str] = {}


def open_round_view(w: Workshop) -> View | None:
    opened = w.open_round
    if opened is None:
        return None
    return {
        "id": opened.id,
        "number": opened.number,
        "opened_at": time_text(opened.opened_at),
        "nudges": opened.nudges,
    }


def round_views(at: Situation, domain: str | None) -> list[View]:
    """Counted rounds of a domain; none while one of its rounds is open, so that nobody is swayed.

    Rating again is private rating too: the earlier shape is off the screens until the reveal.
    """
    w = at.workshop
    if domain is None or w.phase is Phase.OPEN:
        return []
    return [round_view(at, round_) for round_ in w.counted_rounds(domain)]


def round_view(at: Situation, round_: Round) -> View:
    tally = at.rounds[round_.id].tally
    return {
        "id": round_.id,
        "number": round_.number,
        "opened_at": time_text(round_.opened_at),
        "closed_at": time_text(round_.closed_at),
        "counts": list(tally.counts),
        "cant_say": tally.cant_say,
        "ratings": tally.ratings,
        "turnout": tally.turnout,
        "by_hand": round_.by_hand,
        "present": round_.people,
        "top": list(tally.top),
    }


def _round_story(at: Situation, round_: Round) -> View:
    """A counted round with its measures, who moved since the round before, the sides and sectors
    that may be shown, and what may be told of the ratings entered by hand."""
    return round_view(at, round_) | {
        "picture": picture_view(at, round_),
        "movement": movement_view(at, round_),
        "groups": group_views(at, round_),
        "hand_counts": _hand_counts(at.rounds[round_.id].judged),
    }


def _hand_counts(held: Judged) -> list[int] | None:
    return None if held.by_hand is None else list(held.by_hand)


def picture_view(at: Situation, round_: Round) -> View | None:
    tally = at.rounds[round_.id].tally
    measures = measure(tally)
    if measures is None:
        return None
    return {
        "label": measures.picture.value,
        "name": PICTURE_NAMES[measures.picture],
        "telling": telling(tally.counts),
    } | _numbers(measures)


def _measures_view(at: Situation, round_: Round) -> View | None:
    measures = measure(at.rounds[round_.id].tally)
    return None if measures is None else _numbers(measures)


def _numbers(measures: Measures) -> View:
    return {
        "lowest": measures.lowest,
        "highest": measures.highest,
        "quartiles": list(measures.quartiles),
        "top_share": round(measures.top_share, 4),
        "consensus": round(measures.consensus, 4),
        "agreement": round(measures.agreement, 4),
        "firmness": measures.firmness,
    }


def movement_view(at: Situation, round_: Round) -> View | None:
    made = at.rounds[round_.id].judged.moves
    if made is None:
        return None
    return {
        "up": made.up,
        "down": made.down,
        "stayed": made.stayed,
        "flow": [list(row) for row in made.flow],
    }


def group_views(at: Situation, round_: Round) -> list[View]:
    """The shown groups' answers, phones and hands, of how many people if that may be told, and what
    is left of the room beside the sides.

    What is left is no secret beside the others: it is shown so that nobody has to subtract.
    """
    w, held, tally = at.workshop, at.rounds[round_.id].judged, at.rounds[round_.id].tally
    present = present_in_groups(round_, held.answers, held.groups)
    found: list[View] = []
    for place, group in enumerate(held.groups):
        *counts, cant_say = split(held.answers, group)
        found.append(
            {
                "kind": group.kind,
                "key": group.key,
                "name": _group_name(w.framework, group),
                "side": _side_of(w.framework, group),
                "counts": counts,
                "cant_say": cant_say,
                "present": present[place] if present else None,
            }
        )
    sides = [split(held.answers, group) for group in held.groups if group.kind == "side"]
    if sides:
        whole = (*tally.counts, tally.cant_say)
        rest = [n - sum(column) for n, *column in zip(whole, *sides, strict=True)]
        if any(rest):
            *counts, cant_say = rest
            left: View = {"kind": "rest", "key": "rest", "name": "", "side": ""}
            in_sides = [one["present"] for one in found if one["kind"] == "side"]
            people = round_.people - sum(in_sides) if present and round_.people else None
            found.append(left | {"counts": counts, "cant_say": cant_say, "present": people})
    return found


def _group_name(framework: Framework, group: Group) -> str:
    things = framework.sides if group.kind == "side" else framework.sectors
    return next(thing.name for thing in things if thing.key == group.key)


def _side_of(framework: Framework, group: Group) -> str:
    if group.kind == "side":
        return group.key
    return next(sector.side for sector in framework.sectors if sector.key == group.key)


def shown_view(at: Situation) -> View:
    """What a trainer has put before the room, of the last round on the screens; None if not."""
    w = at.workshop
    last = w.last_round(w.domain) if w.domain and w.phase is not Phase.OPEN else None
    if last is None:
        return dict.fromkeys(("picture", "measures", "movement", "groups")) | {"reasons": []}
    return {
        "picture": picture_view(at, last) if "picture" in w.shown else None,
        "measures": _measures_view(at, last) if "measures" in w.shown else None,
        "movement": movement_view(at, last) if "movement" in w.shown else None,
        "groups": group_views(at, last) if "groups" in w.shown else None,
        "reasons": shown_reasons(w, last.domain),
    }


def shown_reasons(w: Workshop, domain: str, *, with_ids: bool = False) -> list[View]:
    """The domain's reasons that were shown; with their ids, by which trainers take them down."""
    numbers = {r.id: r.number for r in w.counted_rounds(domain)}
    return [
        ({"id": reason.id} if with_ids else {})
        | {"round": numbers[reason.round], "rating": reason.rating, "text": reason.text}
        for reason in sorted(w.reasons, key=_by_rating)
        if reason.round in numbers
    ]


def _by_rating(reason: ShownReason) -> tuple[int, int, str]:
    """By round and rating, then by a random id: the order of arrival would say too much."""
    return (reason.round, -1 if reason.rating is None else reason.rating, reason.id)


def reason_views(at: Situation) -> list[View]:
    """The reasons given in the domain in hand, for the trainers to choose from, once revealed."""
    w = at.workshop
    if w.domain is None or w.phase is Phase.OPEN:
        return []
    shown = {reason.id for reason in w.reasons}
    given = [reason for round_ in at.reasons.values() for reason in round_]
    return [
        {
            "id": reason.id,
            "round": reason.round,
            "rating": reason.rating,
            "text": reason.text,
            "shown": reason.id in shown,
        }
        for reason in sorted(given, key=_by_rating)
    ]


def hands_entered(w: Workshop) -> list[View]:
    """What trainers have counted by hand into the open round, for them to correct."""
    return [
        {"sector": hands.sector, "counts": list(hands.counts), "cant_say": hands.cant_say}
        for hands in (w.open_round.hands if w.open_round else ())
    ]


def advice_view(at: Situation) -> View:
    w = at.workshop
    last = w.last_round(w.domain) if w.domain else None
    missing = [person for person in w.taking_part() if person.id not in at.voted]
    counted = w.counted_rounds(w.domain) if w.domain else []
    rated = sum(at.rounds[held.id].tally.ratings > 0 for held in counted)
    advice = advise(w, at.rounds[last.id].tally if last else None, rated, missing)
    return {"rung": advice.rung, "say": advice.say, "values": advice.values}


def ruling_of(w: Workshop, domain: str | None) -> View | None:
    ruled = w.rulings.get(domain) if domain else None
    return None if ruled is None else ruling_view(w, ruled)


def ruling_view(w: Workshop, ruled: Ruling) -> View:
    stands_on = next((held for held in w.rounds if held.id == ruled.round), None)
    return {
        "method": ruled.method.value,
        "rating": ruled.rating,
        "label": None if ruled.rating is None else w.framework.label(ruled.rating),
        "votes": ruled.votes,
        "ratings": ruled.tally.ratings,
        "turnout": ruled.tally.turnout,
        "present": stands_on.people if stands_on else None,
        "over_half": ruled.over_half,
    }


def domain_story(at: Situation, domain: str) -> View:
    """For console and results: the ruling with its note and author, and every counted round."""
    w = at.workshop
    ruled = w.rulings.get(domain)
    record = None
    if ruled is not None:
        record = ruling_view(w, ruled) | {
            "note": ruled.note,
            "at": time_text(ruled.at),
            "by": w.trainer_name(ruled.by),
            "round": ruled.round,
        }
    return {
        "domain": domain,
        "status": domain_status(w, domain),
        "ruling": record,
        "rounds": [_round_story(at, r) for r in w.counted_rounds(domain)],
        "reasons": shown_reasons(w, domain),
    }


def domain_status(w: Workshop, domain: str) -> str:
    if domain in w.rulings:
        return "unresolved" if w.rulings[domain].rating is None else "ruled"
    if w.open_round is not None and w.open_round.domain == domain:
        return "open"
    return "rated" if w.last_round(domain) else "waiting"


def turnout_view(at: Situation) -> View | None:
    """How many have rated in the open round, of how many: all taking part, and those who rated
    and then left."""
    opened = at.workshop.open_round
    if opened is None:
        return None
    present = present_now(at.workshop, at.voted)
    return {
        "rated": len(at.voted) + opened.by_hand,
        "of": sum(each.people for each in present) + opened.by_hand,
        "by_hand": opened.by_hand,
    }


def head_count(at: Situation) -> View:
    here = at.workshop.taking_part()
    connected = sum(_presence_of(at, person) == "connected" for person in here)
    return {"joined": len(here), "connected": connected}


def _presence_of(at: Situation, person: Person) -> str:
    if person.presence is not Presence.HERE:
        return person.presence.value
    # Practice attendees have no phone that could be away.
    return "connected" if person.practice else at.presence.get(person.id, "gone")


def person_view(at: Situation, person: Person) -> View:
    return {
        "id": person.id,
        "name": person.name,
        "sector": person.sector,
        "presence": _presence_of(at, person),
        "joined_at": time_text(person.joined_at),
        "practice": person.practice,
        "rated": person.id in at.voted if at.workshop.open_round is not None else None,
    }


def merged_views(w: Workshop) -> list[View]:
    """Second devices of people, as the ids they joined with, and whose they are."""
    return [
        {"id": p.id, "name": p.name, "into": w.stands_for(p.id)}
        for p in w.people.values()
        if p.merged_into
    ]


def double_views(w: Workshop) -> list[View]:
    """Pairs of people who may be one person with two devices, the earlier of them to stay."""
    return [
        {"person": second.id, "into": first.id, "name": second.name, "other": first.name}
        for first, second in doubles(w.taking_part())
    ]


def network_views(w: Workshop) -> list[View]:
    """Networks from which many are taking part, the fullest first: how many, and the first of them,
    whose id stands for all. Where people joined from is told in no other way."""
    crowds: dict[str, list[Person]] = {}
    for person in w.taking_part():
        if person.address:
            crowds.setdefault(person.address, []).append(person)
    many = sorted((c for c in crowds.values() if len(c) >= CROWD), key=len, reverse=True)
    return [{"like": c[0].id, "name": c[0].name, "people": len(c)} for c in many]


def trainer_of(trainer: Trainer) -> View:
    return {
        "id": trainer.id,
        "name": trainer.name,
        "active": trainer.active,
        "named": trainer.is_named,
    }


def option_views(at: Situation) -> list[View]:
    """The ways to record a ruling that the rules allow now, for the domain on the screens."""
    w = at.workshop
    if "record_ruling" not in allowed(w, Role.TRAINER) or w.domain is None:
        return []
    last = w.last_round(w.domain)
    if last is None:
        return []
    return [
        {
            "method": option.method.value,
            "ratings": list(option.ratings),
            "proposed": option.proposed,
            "needs_reason": option.needs_reason,
        }
        for option in ruling.options(at.rounds[last.id].tally)
    ]


def timer_view(w: Workshop) -> View | None:
    if w.timer is None:
        return None
    return {
        "started_at": time_text(w.timer.started_at),
        "seconds": w.timer.seconds,
        "closes": w.timer.closes,
    }


def break_view(w: Workshop) -> View | None:
    if w.pause is None:
        return None
    return {"started_at": time_text(w.pause.started_at), "seconds": w.pause.seconds}


def erasable_view(w: Workshop) -> View | None:
    may = erasable(w)
    return None if may is None else {"until": time_text(may.until), "area": may.area}


def time_text(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat(timespec="seconds").replace("+00:00", "Z")
