"""The report as a PDF: tagged, and held to PDF/UA-1 by the compiler that sets it.

The pages are set by report.typ, which reads the report as data: what people typed is never part
of a program.
"""

from typing import Any

import msgspec
import typst

from voting.reports.blocks import Report
from voting.reports.letters import has_all, with_known
from voting.reports.outline import outline
from voting.reports.record import Record
from voting.reports.typeface import FAMILY, FOLDER
from voting.words import Words

_PAGES = (FOLDER.parent / "report.typ").read_bytes()


def report_pdf(record: Record, words: Words) -> bytes:
    """The bytes of the file."""
    return pdf(outline(record, words))


def pdf(report: Report) -> bytes:
    """A report as a PDF."""
    lang, _, region = report.language.partition("-")
    told = msgspec.to_builtins(report) | {"family": FAMILY, "lang": lang, "region": region or None}
    charts = told.pop("charts")
    files = {f"{name}.svg": svg for name, svg in charts.items()}
    files["report.json"] = msgspec.json.encode(told).decode()
    if all(map(has_all, files.values())):
        return _set(files)
    # A page with a letter that can't be shown is no accessible page, and the compiler refuses it.
    # The machine may have a font that has it; if not, a sign stands for it.
    try:
        return _set(files, machine_fonts=True)
    except typst.TypstError:
        return _set({name: with_known(text) for name, text in files.items()})


def _set(files: dict[str, str], *, machine_fonts: bool = False) -> bytes:
    held: Any = {name: text.encode() for name, text in files.items()} | {"main.typ": _PAGES}
    made: bytes = typst.compile(
        held,
        format="pdf",
        font_paths=[str(FOLDER)],
        ignore_system_fonts=not machine_fonts,
        pdf_standards="ua-1",
    )
    return made
