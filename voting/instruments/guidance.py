"""What the next step looks like, beside a low answer.

Of an instrument that comes with the software, or with the organisation, it is not stored with a
workshop but looked up by the instrument's key: so it can be improved, and a framework is stored as
it ever was. An instrument that was made for a workshop carries its own.
"""

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from voting.instruments.instrument import Instrument

Guidance = Mapping[str, tuple[str, ...]]  # by cell: a next step from each place, lowest first


def without_guidance(instrument: Instrument) -> Instrument:
    """The instrument as a workshop stores it: without what helps to choose it, too."""
    if not instrument.about and not any(row.next_steps for row in instrument.rows):
        return instrument
    rows = tuple(replace(row, next_steps=()) for row in instrument.rows)
    return replace(instrument, about="", rows=rows)


def is_of(instrument: Instrument, known: Mapping[str, Instrument]) -> bool:
    """Is it one of those ``known``, in words that they have, too? Else somebody has made it for
    themselves, and what it says may say who they are. What a room named is not looked at."""
    same = known.get(instrument.key)
    if same is None:
        return False
    return instrument.is_framework or set(_words(instrument)) <= set(_words(same))


def _words(instrument: Instrument) -> Iterable[str]:
    yield instrument.name
    for row in () if instrument.rows_from else instrument.rows:
        yield row.name
    for column in instrument.asked:
        yield column.name
        yield from column.spoken


def guidance(instrument: Instrument, known: Mapping[str, Instrument]) -> Guidance:
    """The guidance of an instrument's cells: its own, or else that of the instrument of its key
    among those ``known``, for rows with the same key. Cells without any are left out, and so are
    those whose places it does not fit."""
    same = known.get(instrument.key)
    steps = {row.key: row.next_steps for row in same.rows} if same else {}
    found = {
        cell.key: cell.row.next_steps or steps.get(cell.row.key, ()) for cell in instrument.domains
    }
    return {
        cell.key: found[cell.key]
        for cell in instrument.domains
        if found[cell.key] and len(found[cell.key]) == len(cell.column.places)
    }
