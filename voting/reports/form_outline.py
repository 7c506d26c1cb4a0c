"""What a report says of an instrument that is answered many rows at a time: pictures of all rows
first, then those rows of which there is more to tell."""

from collections.abc import Iterator
from typing import Any

from voting.reports import panels as p
from voting.reports.blocks import Block, Chart, Facts, Heading, Part, Table
from voting.reports.drawing import Sheet
from voting.reports.figures import WIDTH, group_name, shown_groups
from voting.reports.kinds import KINDS
from voting.reports.record import Record
from voting.reports.said import round_name
from voting.words import Words

Data = Any

_ON_FIRST = 520.0  # how high a picture on the first page may be, in pixels
_ON_PAGE = 900.0
_MOST_PLACES = 11  # a table of counts has as many columns at most
_COMPARED = 3  # rows at least, for some to be the most or the fewest


def overview(record: Record, words: Words, charts: dict[str, str]) -> Iterator[Block]:
    """The picture of the first page, where one has room for it."""
    found = p.panels(record, words)
    if len(found) > 1:
        sheet = Sheet(WIDTH, 0)
        p.matrix(sheet, record, (0, WIDTH), p.PAGE, _ON_FIRST, words)
        said = " ".join(p.described(one, one.lines, words) for one in found)
        charts["profile"] = sheet.svg("profile", words.say("common.profile"), said)
        yield Chart("profile", said)
    elif found and _fits(found[0]):
        yield _drawn("profile", found[0], found[0].lines, words, charts)


def _fits(panel: p.Panel) -> bool:
    return p.height(panel, panel.lines, WIDTH, p.PAGE) <= _ON_FIRST


def _drawn(
    name: str,
    panel: p.Panel,
    lines: tuple[p.Line, ...],
    words: Words,
    charts: dict[str, str],
) -> Chart:
    sheet = Sheet(WIDTH, 0)
    p.draw(sheet, panel, lines, (0, WIDTH), p.PAGE, words)
    said = p.described(panel, lines, words)
    charts[name] = sheet.svg(name, panel.title or words.say("common.profile"), said)
    return Chart(name, said)


def rows_part(record: Record, words: Words, charts: dict[str, str]) -> Iterator[Part]:
    """Every row, panel by panel, unless all are on the first page."""
    found = p.panels(record, words)
    if not found or (len(found) == 1 and _fits(found[0])):
        return
    blocks: list[Block] = []
    for place, panel in enumerate(found):
        if panel.title:
            blocks.append(Heading(panel.title))
        for number, lines in enumerate(p.pieces(panel, WIDTH, p.PAGE, _ON_PAGE)):
            blocks.append(_drawn(f"rows-{place}-{number}", panel, lines, words, charts))
    yield Part("rows", words.say("reports.kinds.every_row"), tuple(blocks))


def has_more(record: Record, cell: Data, next_step: str) -> bool:
    """Is there more to tell of it than its row does?"""
    noted = cell["ruling"] and cell["ruling"]["note"]
    one_by_one = record["framework"]["opens"] == "cell" and cell["rounds"]
    return bool(noted or next_step or cell["reasons"] or len(cell["rounds"]) > 1 or one_by_one)


def rounds_of(record: Record, cell: Data, words: Words) -> tuple[str, str]:
    """A cell's rounds beneath each other: the SVG, and what it shows in words."""
    kind = KINDS[cell["kind"]]
    lines = []
    for held in cell["rounds"]:
        said = tuple(p.answers(kind, cell, held, words))
        lines.append(p.Line(round_name(held, words), "", "", (cell,), (held,), said))
    return _of_lines(record, cell, tuple(lines), "rounds", cell["name"], words)


def groups_of(record: Record, cell: Data, held: Data, words: Words) -> tuple[str, str]:
    """The sides and sectors of a round, as its answers are drawn."""
    kind = KINDS[cell["kind"]]
    lines = []
    for group in shown_groups(held["groups"]):
        mine = {**group, "withheld": False}
        said = tuple(p.answers(kind, cell, mine, words))
        lines.append(p.Line(group_name(group, words), "", "", (cell,), (mine,), said))
    return _of_lines(record, cell, tuple(lines), "sides", words.say("common.groups.title"), words)


def _of_lines(
    record: Record, cell: Data, lines: tuple[p.Line, ...], name: str, title: str, words: Words
) -> tuple[str, str]:
    columns = [one for one in record["framework"]["columns"] if one["key"] == cell["column"]]
    panel = p.Panel(title, KINDS[cell["kind"]], tuple(columns), lines)
    sheet = Sheet(WIDTH, 0)
    p.draw(sheet, panel, lines, (0, WIDTH), p.PAGE, words)
    said = p.described(panel, lines, words)
    return sheet.svg(name, title, said), said


# --- findings -------------------------------------------------------------------------------------


def ends(record: Record, words: Words) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    """The rows that most and that fewest people marked, where rows are ranked by that, by the rule
    of the pages (``ends`` in static/js/charts/sheet.js); of several pictures each by its title."""
    for panel in p.panels(record, words):
        ranked = [
            (line.name, panel.kind.share(line.cells[0], held), line, held)
            for line in panel.lines
            if (held := line.held[0]) and held["ratings"] and panel.kind.is_sorted
        ]
        if len(ranked) < _COMPARED:
            continue
        shares = [share for _, share, _, _ in ranked]
        most, fewest = (
            [one for one in ranked if one[1] == end] for end in (max(shares), min(shares))
        )
        for name, some in (("most", most), ("fewest", fewest)):
            said = tuple(
                (one[0], panel.kind.in_short(one[2].cells[0], one[3], words)[0]) for one in some
            )
            title = words.say(f"common.rows.{name}")
            if 2 * len(said) < len(panel.lines):
                yield (f"{panel.title}: {title}" if panel.title else title), said


# --- how to read it, and the appendix -------------------------------------------------------------


def how_to_read(record: Record, words: Words) -> list[str]:
    """Sentences for a reader who was not there."""
    how = words["reports"]["kinds"]["how"]
    framework = record["framework"]
    columns = framework["columns"]
    kinds = dict.fromkeys(column["kind"] for column in columns)
    said = [how["private"], *(how[kind] for kind in kinds)]
    if any(column["settle"] != "none" for column in columns):
        said.append(how["decided"])
    if framework["repeat"] and framework["repeat"]["by"] == "person":
        said.append(words.fill(how["several"], most=framework["repeat"]["most"]))
    if framework["least_shown"]:
        said.append(words.fill(how["least"], n=framework["least_shown"]))
    return said


def scales(record: Record, words: Words) -> Iterator[Block]:
    """What every place of every column means, where there are words for it."""
    columns = record["framework"]["columns"]
    for column in columns:
        kind = KINDS[column["kind"]]
        cells = [cell for cell in record["domains"] if cell["column"] == column["key"]]
        places = cells[0]["places"] if cells else ()
        rows = [
            (kind.named(place), told["meaning"] or kind.explained(place))
            for place, told in zip(places, column["places"], strict=False)
            if told["label"] or told["meaning"]
        ]
        if rows:
            if column["name"]:
                yield Heading(column["name"])
            yield Facts(tuple((name, (("", meaning),)) for name, meaning in rows))


def counts(record: Record, words: Words) -> Iterator[Table]:
    """How many gave each answer, a table for each column; of long scales what is said of them."""
    columns = words["reports"]["columns"]
    for column in record["framework"]["columns"]:
        kind = KINDS[column["kind"]]
        cells = [c for c in record["domains"] if c["column"] == column["key"] and c["rounds"]]
        if not cells:
            continue
        places = cells[0]["places"]
        is_long = len(places) > _MOST_PLACES
        heads = [words.say("common.rows.answers")] if is_long else [kind.headed(o) for o in places]
        rows = tuple(
            (
                cell["name"],
                str(held["number"] or words.say("common.round_number_ahead")),
                *_counted(kind, cell, held, is_long, words),
            )
            for cell in cells
            for held in cell["rounds"]
        )
        head = (
            words.say("common.rows.row"),
            columns["round"]["title"],
            *heads,
            words.say("common.cant_say"),
            columns["n"]["title"],
        )
        title = words.say("reports.kinds.counts")
        caption = f"{title}: {column['name']}" if column["name"] else title
        yield Table(caption, head, rows, names=2)


def _counted(kind: Any, cell: Data, held: Data, is_long: bool, words: Words) -> list[str]:
    if held["withheld"]:
        blank = "–"
        n = 1 if is_long else len(cell["places"])
        return [*[blank] * n, blank, words.say("reports.kinds.withheld")]
    answers = [kind.counts_said(cell, held, words)] if is_long else [str(n) for n in held["counts"]]
    return [*answers, str(held["cant_say"]), str(held["ratings"])]
