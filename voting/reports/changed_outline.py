"""The part of a report about what changed since an earlier workshop of the area."""

from collections.abc import Iterator

from voting.reports.blocks import Block, Chart, Heading, Part, Steps, Table, Text
from voting.reports.changed import Data, compared, places
from voting.reports.changed_figures import history_figure, recent, then_and_now
from voting.reports.changed_said import (
    change_said,
    decision_said,
    finding,
    moved_said,
    notes,
    point_name,
    returning_said,
    title,
)
from voting.words import Words

_HIGH = 880  # pixels of a page that a history may take
_ROWS = 20  # more have no room on a page; their table has them
_SIGNS = ("up", "down", "same")


def changed_part(told: Data, words: Words, charts: dict[str, str]) -> Part:
    """With its figures put into ``charts``."""
    return Part("changed", title(told, words), tuple(_blocks(told, words, charts)))


def _blocks(told: Data, words: Words, charts: dict[str, str]) -> Iterator[Block]:
    yield Text(f"{finding(told, words)}.", "lead")
    if told["levels"] and len(compared(told)) <= _ROWS:
        charts["changed"], alt = then_and_now(told, words)
        yield Chart("changed", alt)
    yield _decisions(told, words)
    yield _rooms(told, words)
    yield Text(words.say("reports.changed.turnover"))
    known = [line for line in (returning_said(told, words), *notes(told, words)) if line]
    if known:
        yield Steps(tuple(known))
    moved = tuple(moved_said(told, words))
    if moved:
        yield Heading(words.say("reports.changed.flows"))
        yield Steps(moved)
    if len(told["points"]) > 2 and told["levels"]:
        yield from _history(told, words, charts)


def _decisions(told: Data, words: Words) -> Table:
    """Each domain then and now, and the change."""
    columns = words["reports"]["columns"]
    then, now = places(told)
    head = (
        columns["domain_name"]["title"],
        *(point_name(told["points"][place], words) for place in (then, now)),
        columns["change"]["title"],
    )
    rows = tuple(
        (
            domain["short"],
            *(decision_said(domain["then"][place], words) for place in (then, now)),
            change_said(domain, told, words),
        )
        for domain in compared(told)
    )
    outcomes = (domain["change"]["outcome"] for domain in compared(told))
    signs = tuple(one if one in _SIGNS else "" for one in outcomes)
    caption = words.say("reports.changed.decisions")
    return Table(caption, head, rows, signs=signs, is_text=True)


def _rooms(told: Data, words: Words) -> Table:
    """Who was in both rooms, by sector."""
    then, now = places(told)
    points = [told["points"][place] for place in (then, now)]
    head = (words.say("reports.changed.sector"), *(point_name(one, words) for one in points))
    unknown = words.say("reports.changed.sector_unknown")
    not_known = words.say("reports.changed.people_unknown")
    is_known = [one["people"] is not None for one in points]

    def counted(one: Data) -> tuple[str, ...]:
        counts = (one["people"][then], one["people"][now])
        return tuple(str(n) if there else "" for n, there in zip(counts, is_known, strict=True))

    rows: list[tuple[str, ...]] = [
        (one["name"] or unknown, *counted(one))
        for one in told["sectors"]
        if one["people"][then] or one["people"][now]
    ]
    everybody = words.say("reports.changed.everyone")
    rows.append(
        (everybody, *(not_known if one["people"] is None else str(one["people"]) for one in points))
    )
    return Table(words.say("reports.changed.rooms"), head, tuple(rows))


def _history(told: Data, words: Words, charts: dict[str, str]) -> Iterator[Block]:
    """In figures that a page has room for."""
    yield Heading(words.say("reports.changed.history"))
    each = max(60, 17 * (len(told["levels"]) - 1) + 38)
    at_once = max(1, _HIGH // each)
    for start in range(0, len(told["domains"]), at_once):
        name = f"history-{start}"
        some = told["domains"][start : start + at_once]
        charts[name], alt = history_figure(told, some, words, name=name)
        yield Chart(name, alt)
    shown = recent(told)
    if len(shown) < len(told["points"]):
        yield Text(words.say("reports.changed.recent", n=len(shown)), "soft")
