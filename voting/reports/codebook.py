"""What every column of every sheet means: the last sheet of a workbook."""

from collections.abc import Sequence

from voting.reports.cells import is_framework, places_said
from voting.reports.columns import (
    OWN,
    TASTLE_WIERMAN,
    TASTLE_WIERMAN_IN_FULL,
    VAN_DER_EIJK,
    VAN_DER_EIJK_IN_FULL,
    Column,
    Row,
    Table,
)
from voting.reports.record import Record
from voting.reports.tables import tables
from voting.words import Words


def codebook_table(record: Record, words: Words) -> Table:
    """What every column of every sheet means, where its formula comes from, and by which version
    of the rules the pictures were named."""
    return codebook(tables(record, words), _about(record, words), words)


def codebook(held: Sequence[Table], about: Sequence[tuple[str, str]], words: Words) -> Table:
    """What every column of these tables means, after what is to be known ``about`` all of them, by
    title."""
    columns = (
        Column("sheet", 14, key="codebook_sheet"),
        Column("title", 30, key="codebook_title"),
        Column("name", 22, key="codebook_name"),
        Column("meaning", 90, key="codebook_meaning"),
        Column("source", 30, key="codebook_source"),
    )
    rows: list[Row] = [
        {
            "sheet": words.say(f"reports.sheets.{table.key}"),
            "title": column.title(words),
            "name": column.name,
            "meaning": column.meaning(words),
            "source": column.source,
        }
        for table in held
        for column in table.columns
    ]
    of_all: list[Row] = [
        {"sheet": words.say("reports.sheets.all"), "title": title, "meaning": meaning}
        for title, meaning in about
    ]
    return Table("codebook", columns, [*of_all, *rows])


def _about(record: Record, words: Words) -> list[tuple[str, str]]:
    about = words["reports"]["about"]
    rules = words.fill(about["rules"]["meaning"], rules=record["rules"])
    is_rehearsal = record["workshop"]["rehearsal"]
    ahead = [h for domain in record["domains"] for h in domain["rounds"] if not h["number"]]
    rehearsal = (words.say("reports.summary.rehearsal"), words.say("reports.rehearsal"))
    return [
        *([rehearsal] if is_rehearsal else []),
        *([(words.say("common.round_number_ahead"), about["ahead"]["meaning"])] if ahead else []),
        (about["dates"]["title"], about["dates"]["meaning"]),
        (about["rules"]["title"], rules),
        (TASTLE_WIERMAN, TASTLE_WIERMAN_IN_FULL),
        (VAN_DER_EIJK, VAN_DER_EIJK_IN_FULL),
        (OWN, about["method"]["meaning"]),
        *([] if is_framework(record) else places_said(record)),
    ]
