"""Reasons that people give for their ratings: for which round, shown to the room, taken down."""

from msgspec.structs import replace

from voting.core import commands as c
from voting.core.state import Entry, Phase, ShownReason, Workshop
from voting.refusals.reasons import UnknownReason

REASON_LIMIT = 280


def reasons_round(workshop: Workshop) -> int | None:
    """The round that reasons may be given for now: the open one, or the one talked about."""
    if workshop.phase is Phase.OPEN and workshop.open_round:
        return workshop.open_round.id
    if workshop.phase in (Phase.REVEALED, Phase.DISCUSSION) and workshop.domain:
        last = workshop.last_round(workshop.domain)
        return last.id if last else None
    return None


def show_reason(w: Workshop, command: c.ShowReason, entry: Entry) -> Workshop:
    reason = entry.facts.reason
    if any(shown.id == command.reason for shown in w.reasons):
        return w
    if reason is None:
        raise UnknownReason()
    return replace(w, reasons=(*w.reasons, reason))


def withdraw_reason(w: Workshop, command: c.WithdrawReason, entry: Entry) -> Workshop:
    kept = tuple(shown for shown in w.reasons if shown.id != command.reason)
    if entry.facts.reason is None and kept == w.reasons:
        raise UnknownReason()
    return replace(w, reasons=kept, withdrawn=w.withdrawn + 1)


def without_words(reason: ShownReason) -> ShownReason:
    """The reason without its text, as the log keeps it once it has been taken down."""
    return replace(reason, text="")


def redacted(entry: Entry, reason: str) -> Entry | None:
    """``entry`` without the words of a reason, or None if it holds none of them."""
    held = entry.facts.reason
    if held is None or held.id != reason or not held.text:
        return None
    return replace(entry, facts=replace(entry.facts, reason=without_words(held)))
