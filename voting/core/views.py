"""What each audience may know, and nothing more: the one place where secrets stop.

A view is plain data, ready for JSON (docs/protocol.md lists every field). No view holds a tally
of an open round or anything that ties a person to a rating; only the trainers' view holds names.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from msgspec import Struct

from voting.core import ruling
from voting.core.actors import Role
from voting.core.commands import KINDS
from voting.core.framework import Framework
from voting.core.ruling import Ruling
from voting.core.state import Person, Phase, Presence, Round, Workshop
from voting.core.tally import Ballot, Tally
from voting.core.workshop import allowed

View = dict[str, Any]


class Situation(Struct, frozen=True):
    """A workshop with what surrounds it at one moment.

    ``tallies`` by round id, of counted rounds only; ``voted`` are the ids of those with a ballot in
    the open round; ``presence`` says for each person "connected", "reconnecting" or "gone".
    """

    workshop: Workshop
    tallies: Mapping[int, Tally]
    voted: frozenset[str] = frozenset()
    presence: Mapping[str, str] = {}


def attendee_view(at: Situation) -> View:
    """What every phone shows; a person's own ballot comes in ``you_view``."""
    return _shared(at)


def room_view(at: Situation) -> View:
    """What the projector shows: no control, no name."""
    w = at.workshop
    return _shared(at) | {
        "turnout": _turnout(at),
        "people": _head_count(at),
        "code": w.code if w.code_shown and not w.is_finished() else None,
        "joining_locked": w.locked,
    }


def trainer_view(at: Situation) -> View:
    """What the console shows: names and turnout by name, never a person's rating."""
    w = at.workshop
    return _shared(at) | {
        "step": w.step,
        "allowed": allowed(w, Role.TRAINER),
        "turnout": _turnout(at),
        "people": _head_count(at),
        "persons": [_person(at, person) for person in w.people.values()],
        "trainers": [{"id": t.id, "name": t.name, "active": t.active} for t in w.trainers.values()],
        "code": w.code,
        "code_expires": _time(w.code_expires),
        "code_shown": w.code_shown,
        "joining_locked": w.locked,
        "auto_close": w.auto_close,
        "options": _options(at),
        "domains": [_domain_story(at, domain.key) for domain in w.framework.domains],
    }


def lead_view(at: Situation) -> View:
    """The results: each domain's ruling and all its counted rounds, live until finished."""
    w = at.workshop
    return _shared(at) | {
        "people": _head_count(at),
        "finished_at": _time(w.finished_at),
        "domains": [_domain_story(at, domain.key) for domain in w.framework.domains],
    }


VIEWS = {
    Role.ATTENDEE: attendee_view,
    Role.ROOM: room_view,
    Role.TRAINER: trainer_view,
    Role.LEAD: lead_view,
}


def you_view(person: Person, round_id: int | None, ballot: Ballot | None) -> View:
    """What one attendee alone is told: who they are here and what is stored as their rating.

    ``ballot`` is theirs in the open round ``round_id``, or None.
    """
    return {
        "id": person.id,
        "name": person.name,
        "sector": person.sector,
        "presence": person.presence.value,
        "ballot": None if ballot is None else {"round": round_id, **ballot_view(ballot)},
    }


def ballot_view(ballot: Ballot) -> View:
    return {
        "rating": ballot.rating,
        "vote_id": ballot.vote_id,
        "sequence": ballot.sequence,
    }


def workshop_view(workshop: Workshop) -> View:
    """What a workshop is called."""
    details = workshop.details
    return {
        "id": workshop.id,
        "area": details.area,
        "title": details.title,
        "kind": details.kind,
        "kind_label": KINDS[details.kind],
        "date": details.date,
    }


def framework_view(framework: Framework) -> View:
    """The framework's words, sent once per page: views name domains by key, ratings by number."""
    return {
        "name": framework.name,
        "credit": framework.credit,
        "question": framework.question,
        "levels": [
            {"rating": level.rating, "label": level.label, "meaning": level.meaning}
            for level in framework.levels
        ],
        "domains": [
            {
                "key": d.key,
                "letter": d.letter,
                "name": d.name,
                "short": d.short,
                "gold": d.gold,
                "meanings": list(d.meanings) or [level.meaning for level in framework.levels],
            }
            for d in framework.domains
        ],
        "sectors": [{"key": s.key, "name": s.name, "side": s.side} for s in framework.sectors],
    }


# --- parts ------------------------------------------------------------------------------------


def _shared(at: Situation) -> View:
    w = at.workshop
    return {
        "workshop": workshop_view(w),
        "phase": w.phase.value,
        "domain": w.domain,
        "round": _open_round(w),
        "rounds": _rounds(at, w.domain),
        "ruling": _ruling(w, w.domain),
        "progress": [
            {"domain": d.key, "status": _status(w, d.key), "ruling": _ruling(w, d.key)}
            for d in w.framework.domains
        ],
        "timer": _timer(w),
    }


def _open_round(w: Workshop) -> View | None:
    opened = w.open_round
    if opened is None:
        return None
    return {"id": opened.id, "number": opened.number, "opened_at": _time(opened.opened_at)}


def _rounds(at: Situation, domain: str | None) -> list[View]:
    """Counted rounds of a domain; none while one of its rounds is open, so that nobody is swayed.

    Rating again is private rating too: the earlier shape is off the screens until the reveal.
    """
    w = at.workshop
    if domain is None or w.phase is Phase.OPEN:
        return []
    return [_round(at, round_) for round_ in w.counted_rounds(domain)]


def _round(at: Situation, round_: Round) -> View:
    tally = at.tallies[round_.id]
    return {
        "id": round_.id,
        "number": round_.number,
        "opened_at": _time(round_.opened_at),
        "closed_at": _time(round_.closed_at),
        "counts": list(tally.counts),
        "cant_say": tally.cant_say,
        "ratings": tally.ratings,
        "top": list(tally.top),
    }


def _ruling(w: Workshop, domain: str | None) -> View | None:
    ruled = w.rulings.get(domain) if domain else None
    return None if ruled is None else _ruling_view(w, ruled)


def _ruling_view(w: Workshop, ruled: Ruling) -> View:
    return {
        "method": ruled.method.value,
        "rating": ruled.rating,
        "label": None if ruled.rating is None else w.framework.label(ruled.rating),
        "votes": ruled.votes,
        "ratings": ruled.tally.ratings,
        "over_half": ruled.over_half,
    }


def _domain_story(at: Situation, domain: str) -> View:
    """For console and results: the ruling with its note and author, and every counted round."""
    w = at.workshop
    ruled = w.rulings.get(domain)
    record = None
    if ruled is not None:
        record = _ruling_view(w, ruled) | {
            "note": ruled.note,
            "at": _time(ruled.at),
            "by": w.trainer_name(ruled.by),
            "round": ruled.round,
        }
    return {
        "domain": domain,
        "status": _status(w, domain),
        "ruling": record,
        "rounds": [_round(at, round_) for round_ in w.counted_rounds(domain)],
    }


def _status(w: Workshop, domain: str) -> str:
    if domain in w.rulings:
        return "unresolved" if w.rulings[domain].rating is None else "ruled"
    if w.open_round is not None and w.open_round.domain == domain:
        return "open"
    return "rated" if w.last_round(domain) else "waiting"


def _turnout(at: Situation) -> View | None:
    """How many have rated in the open round, of how many: all taking part, and those who rated
    and then left."""
    if at.workshop.open_round is None:
        return None
    here = {person.id for person in at.workshop.taking_part()}
    return {"rated": len(at.voted), "of": len(here | at.voted)}


def _head_count(at: Situation) -> View:
    here = at.workshop.taking_part()
    connected = sum(at.presence.get(person.id) == "connected" for person in here)
    return {"joined": len(here), "connected": connected}


def _person(at: Situation, person: Person) -> View:
    here = person.presence is Presence.HERE
    return {
        "id": person.id,
        "name": person.name,
        "sector": person.sector,
        "presence": at.presence.get(person.id, "gone") if here else person.presence.value,
        "rated": person.id in at.voted if at.workshop.open_round is not None else None,
    }


def _options(at: Situation) -> list[View]:
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
        for option in ruling.options(at.tallies[last.id])
    ]


def _timer(w: Workshop) -> View | None:
    if w.timer is None:
        return None
    return {
        "started_at": _time(w.timer.started_at),
        "seconds": w.timer.seconds,
        "closes": w.timer.closes,
    }


def _time(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat(timespec="seconds").replace("+00:00", "Z")
