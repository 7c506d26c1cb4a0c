"""Discussion of a domain, its ruling, and the end of the workshop."""

from collections.abc import Sequence

from msgspec.structs import replace

from voting.core import commands as c
from voting.core.ruling import Ruling
from voting.core.state import Entry, Timer, Workshop
from voting.core.text import clean
from voting.core.timers import checked_seconds
from voting.instruments.deciding import Method
from voting.instruments.tally import Answer, Tally
from voting.refusals.decisions import AlreadyRuled, NothingToReopen, NotRated
from voting.refusals.rounds import NotNow
from voting.refusals.sent import UnknownChoice

NOTE_LIMIT = 1000


def start_discussion(w: Workshop, command: c.StartDiscussion, entry: Entry) -> Workshop:
    timer = Timer(entry.at, checked_seconds(command.seconds)) if command.seconds else None
    return replace(w, timer=timer, pause=None)


def end_discussion(w: Workshop, command: c.EndDiscussion, entry: Entry) -> Workshop:
    return replace(w, timer=None)


def change_questions(w: Workshop, command: c.ChangeQuestions, entry: Entry) -> Workshop:
    return replace(w, questions=w.questions + 1)


def record_ruling(w: Workshop, command: c.RecordRuling, entry: Entry) -> Workshop:
    note = clean(command.note, "note", NOTE_LIMIT, required=False, paragraphs=True)
    tally = entry.facts.tally
    ruled = _ruled(w, command.domain, command.method, command.rating, note, tally, entry)
    return _with_rulings(w, [ruled])


def record_rulings(w: Workshop, command: c.RecordRulings, entry: Entry) -> Workshop:
    tallies, method = entry.facts.tallies, command.method
    if not command.domains:
        raise UnknownChoice("domains")
    return _with_rulings(
        w,
        [
            _ruled(w, key, method, None, "", tallies.get(key), entry)
            for key in dict.fromkeys(command.domains)
        ],
    )


def _ruled(
    w: Workshop,
    key: str,
    method: Method,
    rating: Answer,
    note: str,
    tally: Tally | None,
    entry: Entry,
) -> Ruling:
    cell = w.framework.domain(key)
    if cell not in w.cells_in_hand():
        raise NotNow(why="other-domain")
    if key in w.rulings:
        raise AlreadyRuled(domain=cell.short)
    last = w.last_round(key)
    if last is None:  # a row that was named after the others were rated
        raise NotRated(domain=cell.short)
    assert tally is not None
    decided = cell.column.decide(method, rating, note, tally, ahead=last.is_ahead)
    return Ruling(key, method, decided, note, last.id, tally, entry.at, entry.by.id)


def _with_rulings(w: Workshop, ruled: Sequence[Ruling]) -> Workshop:
    """With these rulings; the countdown of the discussion ends with the last that it was for."""
    after = replace(w, rulings=w.rulings | {one.domain: one for one in ruled})
    is_over = w.domain is not None and after.is_decided(w.domain)
    return replace(after, timer=None) if is_over else after


def reopen_ruling(w: Workshop, command: c.ReopenRuling, entry: Entry) -> Workshop:
    domain = w.framework.domain(command.domain)
    if domain.key not in w.rulings:
        raise NothingToReopen(domain=domain.short)
    rulings = {key: kept for key, kept in w.rulings.items() if key != domain.key}
    # One of the cells on the screens: they stay as they are.
    stays = domain in w.cells_in_hand()
    return replace(
        w, domain=w.domain if stays else domain.key, rulings=rulings, timer=None, shown=()
    )


def finish(w: Workshop, command: c.Finish, entry: Entry) -> Workshop:
    return replace(w, domain=None, finished_at=entry.at, pause=None)


def reopen_workshop(w: Workshop, command: c.ReopenWorkshop, entry: Entry) -> Workshop:
    return replace(w, finished_at=None)
