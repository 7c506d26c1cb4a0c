"""The last pages of a report: the scale, what the figures mean, and those of every round."""

from collections.abc import Iterator

from voting.reports import form_outline
from voting.reports.blocks import Block, Facts, Heading, Part, Table
from voting.reports.cells import is_profiled, levels_of
from voting.reports.figures import Domain
from voting.reports.measures import measures
from voting.reports.record import Record
from voting.words import Words

_MEASURES = ("middle", "share", "consensus", "agreement", "firm")


def appendix(record: Record, words: Words) -> Iterator[Part]:
    """The scale, and the figures of every round."""
    blocks: list[Block] = (
        [_scale(record, words)] if is_profiled(record) else [*form_outline.scales(record, words)]
    )
    if any(domain["rounds"] for domain in record["domains"]):
        # Their tables come last: a last page holds no explanation alone.
        measured = tuple(_measured(record, words))
        blocks += _explained(words) if measured else ()
        counted = (
            [_counts(record, words)]
            if is_profiled(record)
            else [*form_outline.counts(record, words)]
        )
        blocks += [*counted, *measured]
    yield Part("appendix", words.say("reports.document.appendix"), tuple(blocks))


def _scale(record: Record, words: Words) -> Block:
    levels = reversed(levels_of(record))
    rows = tuple((f"{one['rating']} {one['label']}", (("", one["meaning"]),)) for one in levels)
    return Facts(rows)


def rounds_of(record: Record) -> Iterator[tuple[str, Domain]]:
    """Every counted round, with the name of its domain."""
    for domain, told in zip(record["domains"], record["framework"]["domains"], strict=True):
        for held in domain["rounds"]:
            yield told["short"], held


def _counts(record: Record, words: Words) -> Table:
    levels = levels_of(record)
    columns = words["reports"]["columns"]
    head = (
        columns["domain_name"]["title"],
        columns["round"]["title"],
        *(str(one["rating"]) for one in levels),
        words.say("common.cant_say"),
        words.say("common.groups.rated"),
    )
    rows = tuple(
        (
            name,
            _number(held, words),
            *map(str, held["counts"]),
            str(held["cant_say"]),
            _turnout(held, words),
        )
        for name, held in rounds_of(record)
    )
    return Table(words.say("reports.document.counts"), head, rows, names=2)


def _number(held: Domain, words: Words) -> str:
    return str(held["number"] or words.say("common.round_number_ahead"))


def _turnout(held: Domain, words: Words) -> str:
    if held["present"] is None:
        return str(held["turnout"])
    return words.say("common.chart.of", n=held["turnout"], all=held["present"])


def _explained(words: Words) -> Iterator[Block]:
    known = words["common"]["measures"]
    yield Heading(known["title"])
    yield Facts(tuple((known[name]["name"], (("", known[name]["explain"]),)) for name in _MEASURES))


def _measured(record: Record, words: Words) -> Iterator[Block]:
    columns = words["reports"]["columns"]
    known = words["common"]["measures"]
    head = (
        columns["domain_name"]["title"],
        columns["round"]["title"],
        columns["picture"]["title"],
        *(known[name]["name"] for name in _MEASURES),
    )
    rows = tuple(
        (name, _number(held, words), held["picture"]["name"], *measures(held["picture"], words))
        for name, held in rounds_of(record)
        if held["picture"]
    )
    if rows:
        yield Table(words.say("reports.document.measured"), head, rows, names=3)
