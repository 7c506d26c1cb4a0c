"""What each audience may know, and nothing more: the one place where secrets stop.

A view is plain data, ready for JSON (docs/protocol.md lists every field). No view holds a tally
of an open round or anything that ties a person to a rating; only the trainers' view holds names.
"""

from voting.core.actors import Role
from voting.core.commands import KINDS
from voting.core.machine import allowed
from voting.core.reasons import reasons_round
from voting.core.state import Workshop
from voting.instruments.framework import Framework
from voting.instruments.tally import Ballot, Reason
from voting.views.parts import (
    Situation,
    View,
    advice_view,
    break_view,
    domain_status,
    domain_story,
    double_views,
    erasable_view,
    hands_entered,
    head_count,
    merged_views,
    network_views,
    open_round_view,
    option_views,
    person_view,
    reason_views,
    round_views,
    ruling_of,
    shown_reasons,
    shown_view,
    time_text,
    timer_view,
    trainer_of,
    turnout_view,
)


def attendee_view(at: Situation) -> View:
    """What every phone shows; a person's own ballot comes in ``you_view``."""
    return _shared(at)


def room_view(at: Situation) -> View:
    """What the projector shows: no control, no name."""
    w = at.workshop
    return _shared(at) | {
        "turnout": turnout_view(at),
        "people": head_count(at),
        "code": w.code if w.code_shown and not w.is_finished() else None,
        "joining_locked": w.locked,
    }


def trainer_view(at: Situation) -> View:
    """What the console shows: names and turnout by name, never a person's rating."""
    w = at.workshop
    return _shared(at) | {
        "step": w.step,
        "allowed": allowed(w, Role.TRAINER),
        "turnout": turnout_view(at),
        "people": head_count(at),
        "persons": [
            person_view(at, person) for person in w.people.values() if not person.merged_into
        ],
        "merged": merged_views(w),
        "doubles": double_views(w),
        "networks": network_views(w),
        "trainers": [trainer_of(t) for t in w.trainers.values()],
        "code": w.code,
        "code_expires": time_text(w.code_expires),
        "code_shown": w.code_shown,
        "joining_locked": w.locked,
        "auto_close": w.auto_close,
        "least_group": w.least_group,
        "erasable": erasable_view(w),
        "advice": advice_view(at),
        "options": option_views(at),
        "hands": hands_entered(w),
        "reasons": reason_views(at),
        "domains": [
            domain_story(at, domain.key) | {"reasons": shown_reasons(w, domain.key, with_ids=True)}
            for domain in w.framework.domains
        ],
    }


def lead_view(at: Situation) -> View:
    """The results: each domain's ruling and all its counted rounds, live until finished."""
    w = at.workshop
    return _shared(at) | {
        "people": head_count(at) | {"ever": len(w.joined())},
        "finished_at": time_text(w.finished_at),
        "domains": [domain_story(at, domain.key) for domain in w.framework.domains],
    }


VIEWS = {
    Role.ATTENDEE: attendee_view,
    Role.ROOM: room_view,
    Role.TRAINER: trainer_view,
    Role.LEAD: lead_view,
}


def you_view(
    workshop: Workshop,
    id: str,
    round_id: int | None,
    ballot: Ballot | None,
    reason: Reason | None = None,
    *,
    hidden: bool = False,
) -> View:
    """What one attendee alone is told: who they are here, what is stored as their rating and why.
    A device that was merged into somebody keeps its own ``id``, under which it keeps its votes.

    ``ballot`` is theirs in the open round ``round_id``, ``reason`` in the round that reasons may
    be given for now; None for none. ``hidden`` where more than one device has acted as them: none
    is told what another one said. Raises UnknownPerson.
    """
    person = workshop.person(workshop.stands_for(id))
    return {
        "id": id,
        "name": person.name,
        "sector": person.sector,
        "presence": person.presence.value,
        "ballot": None if ballot is None else {"round": round_id, **ballot_view(ballot, hidden)},
        "reason": None if reason is None else reason_view(workshop, reason, id, hidden),
    }


def reason_view(workshop: Workshop, reason: Reason, device: str, shared: bool) -> View:
    """A person's own reason: once it has been shown it stays as it is. One that a trainer has taken
    down has no words any more. Hidden, with no word of it and of what became of it, from a device
    of theirs that did not send it: by what becomes of a reason one could tell whose it is."""
    hidden = reason.device != device if reason.device else shared
    return {
        "text": "" if hidden else reason.text,
        "shown": not hidden and any(shown.id == reason.id for shown in workshop.reasons),
        "withdrawn": not hidden and not reason.text,
        "hidden": hidden,
    }


def ballot_view(ballot: Ballot, hidden: bool = False) -> View:
    """A person's own ballot. ``hidden``: with no word of the rating, which another device may have
    given; the one that did knows its vote by its id."""
    return {
        "rating": None if hidden else ballot.rating,
        "hidden": hidden,
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
        "rehearsal": workshop.rehearsal,
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
        "sides": [{"key": s.key, "name": s.name} for s in framework.sides],
        "sectors": [{"key": s.key, "name": s.name, "side": s.side} for s in framework.sectors],
    }


def _shared(at: Situation) -> View:
    w = at.workshop
    return {
        "workshop": workshop_view(w),
        "phase": w.phase.value,
        "domain": w.domain,
        "round": open_round_view(w),
        "reasons_for": reasons_round(w),
        "rounds": round_views(at, w.domain),
        "shown": shown_view(at),
        "ruling": ruling_of(w, w.domain),
        "progress": [
            {"domain": d.key, "status": domain_status(w, d.key), "ruling": ruling_of(w, d.key)}
            for d in w.framework.domains
        ],
        "timer": timer_view(w),
        "break": break_view(w),
    }
