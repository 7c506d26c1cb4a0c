"""Discussion of a domain, its ruling, and the end of the workshop."""

from msgspec.structs import replace

from voting.core import commands as c
from voting.core import ruling
from voting.core.ruling import Ruling
from voting.core.state import Entry, Timer, Workshop
from voting.core.text import clean
from voting.core.timers import checked_seconds
from voting.refusals.decisions import NothingToReopen
from voting.refusals.rounds import NotNow

NOTE_LIMIT = 1000


def start_discussion(w: Workshop, command: c.StartDiscussion, entry: Entry) -> Workshop:
    timer = Timer(entry.at, checked_seconds(command.seconds)) if command.seconds else None
    return replace(w, timer=timer, pause=None)


def end_discussion(w: Workshop, command: c.EndDiscussion, entry: Entry) -> Workshop:
    return replace(w, timer=None)


def change_questions(w: Workshop, command: c.ChangeQuestions, entry: Entry) -> Workshop:
    return replace(w, questions=w.questions + 1)


def record_ruling(w: Workshop, command: c.RecordRuling, entry: Entry) -> Workshop:
    domain = w.framework.domain(command.domain)
    last = w.last_round(domain.key)
    if domain.key != w.domain or last is None:
        raise NotNow(why="other-domain")
    note = clean(command.note, "note", NOTE_LIMIT, required=False, paragraphs=True)
    if command.rating is not None:
        w.framework.check_rating(command.rating)
    tally = entry.facts.tally
    assert tally is not None
    recorded = Ruling(
        domain=domain.key,
        method=command.method,
        rating=ruling.check(command.method, command.rating, note, tally, ahead=last.is_ahead),
        note=note,
        round=last.id,
        tally=tally,
        at=entry.at,
        by=entry.by.id,
    )
    return replace(w, rulings={**w.rulings, domain.key: recorded}, timer=None)


def reopen_ruling(w: Workshop, command: c.ReopenRuling, entry: Entry) -> Workshop:
    domain = w.framework.domain(command.domain)
    if domain.key not in w.rulings:
        raise NothingToReopen(domain=domain.short)
    rulings = {key: kept for key, kept in w.rulings.items() if key != domain.key}
    return replace(w, domain=domain.key, rulings=rulings, timer=None, shown=())


def finish(w: Workshop, command: c.Finish, entry: Entry) -> Workshop:
    return replace(w, domain=None, finished_at=entry.at, pause=None)


def reopen_workshop(w: Workshop, command: c.ReopenWorkshop, entry: Entry) -> Workshop:
    return replace(w, finished_at=None)
