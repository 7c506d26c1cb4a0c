"""What the room sees and says: parts of the picture, reasons, talk, rulings, the end. One function
per command.

Each takes the workshop, the command and its log entry, and returns the workshop with its own change
or raises a refusal; ``workshop.apply`` adds phase, revision and step.
"""

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from voting.core import commands as c
from voting.core import ruling
from voting.core.rounds import checked_seconds
from voting.core.ruling import Ruling
from voting.core.state import Entry, ShownReason, Timer, Workshop
from voting.core.text import clean
from voting.refusals import (
    DomainsOpen,
    NoBreak,
    NothingToReopen,
    NotNow,
    UnknownReason,
)

NOTE_LIMIT = 1000
REASON_LIMIT = 280


def tally_needed(command: c.Command) -> str | None:
    """The domain whose last tally ``command`` must be judged on, if any."""
    return command.domain if isinstance(command, c.RecordRuling) else None


def _show_part(w: Workshop, command: c.ShowPart, entry: Entry) -> Workshop:
    return replace(w, shown=tuple(sorted({*w.shown, command.part})))


def _hide_part(w: Workshop, command: c.HidePart, entry: Entry) -> Workshop:
    return replace(w, shown=tuple(part for part in w.shown if part != command.part))


def _show_reason(w: Workshop, command: c.ShowReason, entry: Entry) -> Workshop:
    reason = entry.facts.reason
    if any(shown.id == command.reason for shown in w.reasons):
        return w
    if reason is None:
        raise UnknownReason()
    return replace(w, reasons=(*w.reasons, reason))


def _withdraw_reason(w: Workshop, command: c.WithdrawReason, entry: Entry) -> Workshop:
    kept = tuple(shown for shown in w.reasons if shown.id != command.reason)
    if entry.facts.reason is None and kept == w.reasons:
        raise UnknownReason()
    return replace(w, reasons=kept, withdrawn=w.withdrawn + 1)


def without_words(reason: ShownReason) -> ShownReason:
    """A reason as the log keeps it once it has been taken down."""
    return replace(reason, text="")


def redacted(entry: Entry, reason: str) -> Entry | None:
    """``entry`` without the words of a reason, or None if it holds none of them."""
    held = entry.facts.reason
    if held is None or held.id != reason or not held.text:
        return None
    return replace(entry, facts=replace(entry.facts, reason=without_words(held)))


def _start_discussion(w: Workshop, command: c.StartDiscussion, entry: Entry) -> Workshop:
    timer = Timer(entry.at, checked_seconds(command.seconds)) if command.seconds else None
    return replace(w, timer=timer, pause=None)


def _end_discussion(w: Workshop, command: c.EndDiscussion, entry: Entry) -> Workshop:
    return replace(w, timer=None)


def _record_ruling(w: Workshop, command: c.RecordRuling, entry: Entry) -> Workshop:
    domain = w.framework.domain(command.domain)
    last = w.last_round(domain.key)
    if domain.key != w.domain or last is None:
        raise NotNow(situation="another domain is on the screens.")
    note = clean(command.note, "the note", NOTE_LIMIT, required=False, paragraphs=True)
    if command.rating is not None:
        w.framework.check_rating(command.rating)
    tally = entry.facts.tally
    assert tally is not None
    recorded = Ruling(
        domain=domain.key,
        method=command.method,
        rating=ruling.check(command.method, command.rating, note, tally),
        note=note,
        round=last.id,
        tally=tally,
        at=entry.at,
        by=entry.by.id,
    )
    return replace(w, rulings={**w.rulings, domain.key: recorded}, timer=None)


def _reopen_ruling(w: Workshop, command: c.ReopenRuling, entry: Entry) -> Workshop:
    domain = w.framework.domain(command.domain)
    if domain.key not in w.rulings:
        raise NothingToReopen(domain=domain.short)
    rulings = {key: kept for key, kept in w.rulings.items() if key != domain.key}
    return replace(w, domain=domain.key, rulings=rulings, timer=None, shown=())


def _show_domain(w: Workshop, command: c.ShowDomain, entry: Entry) -> Workshop:
    domain = w.framework.domain(command.domain)
    return replace(w, domain=domain.key, timer=None, shown=())


def _show_overview(w: Workshop, command: c.ShowOverview, entry: Entry) -> Workshop:
    return w


def _start_break(w: Workshop, command: c.StartBreak, entry: Entry) -> Workshop:
    return replace(w, pause=Timer(entry.at, checked_seconds(command.seconds)))


def _end_break(w: Workshop, command: c.EndBreak, entry: Entry) -> Workshop:
    if w.pause is None:
        raise NoBreak()
    return replace(w, pause=None)


def _finish(w: Workshop, command: c.Finish, entry: Entry) -> Workshop:
    if w.unruled():
        raise DomainsOpen(domains=", ".join(w.framework.domain(k).short for k in w.unruled()))
    return replace(w, domain=None, finished_at=entry.at, pause=None)


def _reopen_workshop(w: Workshop, command: c.ReopenWorkshop, entry: Entry) -> Workshop:
    return replace(w, finished_at=None)


HANDLERS: dict[type[c.Command], Callable[[Workshop, Any, Entry], Workshop]] = {
    c.ShowPart: _show_part,
    c.HidePart: _hide_part,
    c.ShowReason: _show_reason,
    c.WithdrawReason: _withdraw_reason,
    c.StartDiscussion: _start_discussion,
    c.EndDiscussion: _end_discussion,
    c.RecordRuling: _record_ruling,
    c.ReopenRuling: _reopen_ruling,
    c.ShowDomain: _show_domain,
    c.ShowOverview: _show_overview,
    c.StartBreak: _start_break,
    c.EndBreak: _end_break,
    c.Finish: _finish,
    c.ReopenWorkshop: _reopen_workshop,
}
