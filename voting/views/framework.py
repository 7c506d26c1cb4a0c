"""The framework's own words, sent once per page: views name domains by key, ratings by number."""

from types import MappingProxyType
from typing import Annotated

from voting.instruments.guidance import Guidance
from voting.instruments.instrument import Instrument
from voting.instruments.kinds import AnyColumn
from voting.views.declared import Sent, about

NO_GUIDANCE: Guidance = MappingProxyType({})


class LevelWords(Sent, frozen=True):
    """A level of the scale."""

    rating: Annotated[int, about("from 0")]
    label: Annotated[str, about("the rating in words")]
    meaning: Annotated[str, about("what it means in general")]


class DomainWords(Sent, frozen=True):
    """A domain."""

    key: Annotated[str, about("names the domain everywhere else")]
    letter: Annotated[str, about("its letter; two may have the same")]
    name: Annotated[str, about("in full")]
    short: Annotated[str, about("a shorter name")]
    gold: Annotated[str, about("its gold standard")]
    meanings: Annotated[tuple[str, ...], about("what each rating means here, lowest first")]
    next_steps: Annotated[
        tuple[str, ...],
        about(
            "what the next step looks like from each place, lowest first; empty where there is no "
            "guidance, and on phones"
        ),
    ]
    row: Annotated[str, about("key of its row")]
    column: Annotated[str, about("key of its column")]
    copy: Annotated[str | None, about("key of its copy; null: there are none")]
    ballot_keys: Annotated[
        tuple[str, ...],
        about(
            "the keys under which votes answer it: its own, or one for each of several things that "
            "a person may answer for"
        ),
    ]


class PlaceWords(Sent, frozen=True):
    """A place on a column's scale, which answers name by its number."""

    place: Annotated[int, about("its number, from 0: lowest first where there is an order")]
    value: Annotated[
        int | str, about("what files have for it: a rating, 0 or 1 of a tick, a number, a key")
    ]
    label: Annotated[str, about("in words; empty where there are none beside `value`")]
    meaning: Annotated[str, about("what it means in general; may be empty")]


class ColumnWords(Sent, frozen=True):
    """What is asked of rows."""

    key: Annotated[str, about("names the column")]
    name: Annotated[str, about("in words; may be empty where there is only one")]
    kind: Annotated[str, about("`rating`, `tick`, `choice` or `number`")]
    settle: Annotated[str, about("`ruling`, `in-place`, `median`, or `none`: nothing is recorded")]
    cant_say: Annotated[bool, about("may people say that they can't say?")]
    optional: Annotated[bool, about("can it be left open by people who are done?")]
    most: Annotated[int, about("how many places an answer may be")]
    ordered: Annotated[bool, about("have the places an order?")]
    pictured: Annotated[bool, about("is there a picture in words of its ratings?")]
    places: Annotated[tuple[PlaceWords, ...], about("the scale")]


class RowWords(Sent, frozen=True):
    """What is asked about."""

    key: Annotated[str, about("names the row")]
    name: Annotated[str, about("in full")]
    short: Annotated[str, about("a shorter name, or the same")]
    block: Annotated[str, about("the heading that it stands under; empty for none")]


class CopyWords(Sent, frozen=True):
    """What all of it is answered for, once for each."""

    key: Annotated[str, about("names it")]
    name: Annotated[str, about("as the room named it")]


class RepeatWords(Sent, frozen=True):
    """How often it is answered."""

    over: Annotated[str, about("what for: a word such as `agency`")]
    most: Annotated[int, about("how many at most")]
    by: Annotated[
        str, about("`room`: it names them, see `copies`; `person`: each answers for their own")
    ]


class TopicWords(Sent, frozen=True):
    """What a round opens of itself."""

    key: Annotated[str, about("to open a round with")]
    cells: Annotated[tuple[str, ...], about("keys of the domains that it asks about")]
    copy: Annotated[str | None, about("key of the copy; null: there are none")]
    row: Annotated[str | None, about("key of the row, where it is one; else null")]


class SideWords(Sent, frozen=True):
    """A side that sectors belong to."""

    key: Annotated[str, about("as in `sectors[].side`")]
    name: Annotated[str, about("in words")]


class SectorWords(Sent, frozen=True):
    """Where people work."""

    key: Annotated[str, about("to join with")]
    name: Annotated[str, about("in words")]
    side: Annotated[str, about("key of the side that it belongs to")]


class FrameworkWords(Sent, frozen=True):
    """A framework, in its own words."""

    instrument: Annotated[
        int, about("as in the state: where that is higher, these words are out of date")
    ]
    name: Annotated[str, about("what it is called")]
    credit: Annotated[str, about("whose work it is")]
    question: Annotated[str, about("what people are asked")]
    levels: Annotated[
        tuple[LevelWords, ...], about("the scale of a framework, lowest first; else empty")
    ]
    domains: Annotated[
        tuple[DomainWords, ...],
        about("what is answered and decided, in order: each row and column, of each copy"),
    ]
    columns: Annotated[tuple[ColumnWords, ...], about("what is asked of rows")]
    rows: Annotated[tuple[RowWords, ...], about("what is asked about, in order")]
    copies: Annotated[tuple[CopyWords, ...], about("what all of it is answered for; may be empty")]
    topics: Annotated[
        tuple[TopicWords, ...], about("what rounds open of themselves: together, everything once")
    ]
    opens: Annotated[str, about("what a round opens of itself: a `cell`, a `row` or `all`")]
    repeat: Annotated[RepeatWords | None, about("null: it is answered once")]
    rows_from: Annotated[
        str, about("who names the rows: the `room`, or the area's `goals`; empty: they are fixed")
    ]
    rows_name: Annotated[str, about("what one of those is called; may be empty")]
    least_shown: Annotated[
        int | None, about("from how many answers on results are shown; null: from the first")
    ]
    sides: Annotated[tuple[SideWords, ...], about("the sides that sectors belong to")]
    sectors: Annotated[tuple[SectorWords, ...], about("where people work")]


def framework_words(framework: Instrument, guidance: Guidance = NO_GUIDANCE) -> FrameworkWords:
    """``guidance`` is for those who see decisions: phones need none."""
    return FrameworkWords(
        instrument=framework.named,
        name=framework.name,
        credit=framework.credit,
        question=framework.question,
        levels=tuple(LevelWords(o.rating, o.label, o.meaning) for o in framework.levels),
        domains=tuple(
            DomainWords(
                key=d.key,
                letter=d.letter,
                name=d.name,
                short=d.short,
                gold=d.gold,
                meanings=d.meanings,
                next_steps=guidance.get(d.key, ()),
                row=d.row.key,
                column=d.column.key,
                copy=d.copy.key if d.copy else None,
                ballot_keys=d.ballot_keys,
            )
            for d in framework.domains
        ),
        columns=tuple(_column(column) for column in framework.asked if column.by_ballot),
        rows=tuple(
            RowWords(row.key, row.name, row.short or row.name, row.block) for row in framework.rows
        ),
        copies=tuple(CopyWords(copy.key, copy.name) for copy in framework.copies),
        topics=tuple(
            TopicWords(
                key=topic.key,
                cells=tuple(cell.key for cell in topic.cells),
                copy=topic.copy.key if topic.copy else None,
                row=topic.row.key if topic.row else None,
            )
            for topic in framework.agenda
        ),
        opens=framework.opens,
        repeat=_repeat(framework),
        rows_from=framework.rows_from,
        rows_name=framework.rows_name,
        least_shown=framework.threshold.least if framework.threshold else None,
        sides=tuple(SideWords(side.key, side.name) for side in framework.sides),
        sectors=tuple(SectorWords(s.key, s.name, s.side) for s in framework.sectors),
    )


def _column(column: AnyColumn) -> ColumnWords:
    return ColumnWords(
        key=column.key,
        name=column.name,
        kind=column.kind,
        settle=column.settle.value,
        cant_say=column.cant_say,
        optional=column.optional,
        most=column.most,
        ordered=column.ordered,
        pictured=column.pictured,
        places=tuple(
            PlaceWords(number, place.value, place.label, place.meaning)
            for number, place in enumerate(column.places)
        ),
    )


def _repeat(framework: Instrument) -> RepeatWords | None:
    found = framework.repeat
    return RepeatWords(found.over, found.most, found.by) if found else None
