"""Slides of an instrument that is answered many rows at a time: its rows as charts to edit, and
those rows of which there is more to tell."""

from collections.abc import Iterator
from typing import Any

from voting.reports import panels as p
from voting.reports.bars import Bars
from voting.reports.form_outline import has_more
from voting.reports.headline import headline
from voting.reports.record import Record
from voting.reports.said import manner, next_step, verdict
from voting.words import Words

Data = Any

_ROWS = 10  # on a slide


def charts(record: Record, words: Words) -> Iterator[tuple[str, list[str], Bars, str]]:
    """The title of each slide, the names of its rows, their bars, and what it shows in words."""
    found = p.panels(record, words)
    finding = headline(record, words)
    for panel in found:
        lines = panel.lines
        each = -(-len(lines) // -(-len(lines) // _ROWS))  # about as many on each
        for start in range(0, len(lines), each):
            piece = lines[start : start + each]
            said = p.described(panel, piece, words)
            names = [_named(line) for line in piece]
            bars = panel.kind.bars(panel.columns, piece, words)
            yield panel.title or finding, names, bars, said


def _named(line: p.Line) -> str:
    """With what was decided, if anything was."""
    return f"{line.short}: {line.beside[0]}" if line.cells[0]["ruling"] else line.short


def told(record: Record, words: Words) -> Iterator[tuple[str, list[str]]]:
    """Each row with more to tell: its title with its decision, and what is told of it."""
    for cell, one in zip(record["domains"], record["framework"]["domains"], strict=True):
        step = next_step(cell)
        if not has_more(record, cell, step) or not (cell["ruling"] or cell["reasons"]):
            continue
        lines = [manner(cell, words)]
        if step:
            lines.append(f"{words.say('lead.next_step')}: {step}")
        if cell["ruling"] and cell["ruling"]["note"]:
            lines.append(f"{words.say('lead.note')}: {cell['ruling']['note']}")
        if held := p.shown(cell):
            lines.append(p.counted(cell, held, words))
        yield f"{one['short']}: {verdict(cell, words)}", [line for line in lines if line]
