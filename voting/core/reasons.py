"""Reasons that people give for their ratings: for which round, shown to the room, taken down."""

from msgspec import Struct
from msgspec.structs import replace

from voting.core import commands as c
from voting.core.state import Entry, Phase, Round, ShownReason, Workshop
from voting.refusals.reasons import UnknownReason

REASON_LIMIT = 280


class ReasonsFor(Struct, frozen=True):
    """What reasons may be given for: a round and, where it asks several cells, those of them of
    which one goes with each reason."""

    round: int
    cells: tuple[str, ...] = ()

    @property
    def about(self) -> str:
        """The only cell that a reason may be about, where the round asks several; else nothing."""
        return self.cells[0] if len(self.cells) == 1 else ""


def reasons_for(workshop: Workshop) -> ReasonsFor | None:
    """What reasons may be given for now: any cell of the open round, or the cell talked about in
    its last round. Where people answer for several things of their own there are none: nobody
    could say which of their answers a reason explains. Nor are there any where the answers of a few
    are withheld: a reason would tell one of them."""
    opened, cell = workshop.open_round, workshop.cell_in_hand()
    found = None
    if workshop.phase is Phase.OPEN and opened:
        found = ReasonsFor(opened.id, _several(opened))
    elif workshop.phase in (Phase.REVEALED, Phase.DISCUSSION) and cell:
        last = workshop.last_round(cell.key)
        found = ReasonsFor(last.id, (cell.key,) if _several(last) else ()) if last else None
    asked = workshop.framework
    return found if asked.answered_once and asked.threshold is None else None


def _several(asked: Round) -> tuple[str, ...]:
    """The cells of a round of several; a reason in any other is about its only one."""
    return asked.cells if len(asked.cells) > 1 else ()


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
