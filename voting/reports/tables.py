"""The record as tables: one row per domain, per counted round, per side or sector of a round.

A table is the same in CSV and in the workbook; only the headings differ (``name`` for programs,
``title`` for people). Numbers stay numbers, times are the record's ISO 8601 text. Each column says
what it means; the codebook is made of that.
"""

import unicodedata
from collections.abc import Mapping
from itertools import accumulate
from typing import Any

from msgspec import Struct

from voting.reports.record import Record
from voting.words import Words

Cell = str | int | float | None
Row = dict[str, Cell]

WITHHELD = "withheld"
MOST_IN_A_CELL = 32_000  # characters as a spreadsheet counts them, which takes 32,767
_BETWEEN = " | "
SHOWN = "shown"


class Column(Struct, frozen=True):
    """``width`` is in characters; ``percent`` marks a share from 0 to 1, ``holds`` a "date" or a
    "time"; ``source`` is where a formula comes from; ``alike`` is the same in every row of a file.
    ``key`` is where its words are, if not under its name; ``values`` are what they are filled with.
    """

    name: str
    width: int = 12
    percent: bool = False
    source: str = ""
    holds: str = ""
    alike: bool = False
    key: str = ""
    values: Mapping[str, Any] = {}

    def title(self, words: Words) -> str:
        return self._said("title", words)

    def meaning(self, words: Words) -> str:
        return self._said("meaning", words)

    def _said(self, what: str, words: Words) -> str:
        return words.say(f"reports.columns.{self.key or self.name}.{what}", **self.values)


class Table(Struct, frozen=True):
    """``instead`` is the one row that people see where no row holds what the table is for."""

    key: str
    columns: tuple[Column, ...]
    rows: list[Row]
    instead: Row | None = None


_WORKSHOP = (
    Column("workshop_id", 24, alike=True),
    Column("area", 24, alike=True),
    Column("kind_key", alike=True),
    Column("kind", alike=True),
    Column("date", holds="date", alike=True),
    Column("status", alike=True),
    Column("finished_at", 22, holds="time", alike=True),
    Column("framework", alike=True),
    Column("framework_version", alike=True),
    Column("rehearsal", alike=True),
)
_WHERE = (
    *_WORKSHOP,
    Column("domain"),
    Column("domain_name", 44),
)
_TASTLE_WIERMAN = "Tastle & Wierman (2007)"
_TASTLE_WIERMAN_IN_FULL = (
    "Consensus and dissention: a measure of ordinal dispersion. International Journal of "
    "Approximate Reasoning 45, 531–545."
)
_VAN_DER_EIJK = "van der Eijk (2001)"
_VAN_DER_EIJK_IN_FULL = (
    "Measuring agreement in ordered rating scales. Quality & Quantity 35, 325–341."
)
_OWN = "docs/method.md"

# One round's shape, in the order of the record's fields.
_SHAPE = (
    Column("picture", 18, source=_OWN),
    Column("lowest"),
    Column("highest"),
    Column("quartile_1"),
    Column("quartile_3"),
    Column("top_share", percent=True),
    Column("consensus", source=_TASTLE_WIERMAN),
    Column("agreement", source=_VAN_DER_EIJK),
    Column("firmness", source=_OWN),
    Column("moved_up"),
    Column("moved_down"),
    Column("stayed"),
    Column("by_hand"),
    Column("hand_ratings", 20),
    Column("reasons", 44),
)


def ratings_table(record: Record, words: Words) -> Table:
    """A row per domain: its ruling and the tally that the ruling stands on.

    A domain without a ruling yet shows the tally of its last counted round.
    """
    columns = (
        *_WHERE,
        Column("rating"),
        Column("label", 26),
        Column("method", source=_OWN),
        Column("share", percent=True),
        Column("over_half"),
        *_tally_columns(record),
        *_SHAPE,
        Column("rounds"),
        Column("note", 44),
        Column("recorded_at", 22, holds="time"),
        Column("recorded_by", 18),
    )
    rows = []
    for domain in record["domains"]:
        ruled = domain["ruling"] or {}
        held = _round_ruled_on(domain)
        rows.append(
            _where(record, domain)
            | {name: ruled.get(name) for name in ("rating", "label", "method", "share", "note")}
            | {"over_half": _yes_no(ruled.get("over_half"))}
            | (_tally_cells(held) | _shape_cells(held) if held else {})
            | {"rounds": len(domain["rounds"]), "reasons": _reasons(domain["reasons"], words)}
            | {name: ruled.get(name) for name in ("recorded_at", "recorded_by")}
        )
    return Table("ratings", columns, rows)


def rounds_table(record: Record, words: Words) -> Table:
    """A row per domain and counted round, in the order of the framework."""
    columns = (
        *_WHERE,
        _ROUND,
        *_tally_columns(record),
        Column("over_half", key="round_over_half"),
        *_SHAPE,
        Column("opened_at", 22, holds="time"),
        Column("closed_at", 22, holds="time"),
    )
    rows = [
        _where(record, domain)
        | {"round": held["number"]}
        | _tally_cells(held)
        | _shape_cells(held)
        | {"over_half": _yes_no(_over_half(held))}
        | {
            "reasons": _reasons(
                [r for r in domain["reasons"] if r["round"] == held["number"]], words
            )
        }
        | {name: held[name] for name in ("opened_at", "closed_at")}
        for domain in record["domains"]
        for held in domain["rounds"]
    ]
    return Table("rounds", columns, rows)


_ROUND = Column("round")


def groups_table(record: Record, words: Words) -> Table:
    """A row per counted round and side or sector, with its ratings where they may be shown."""
    columns = (
        *_WHERE,
        _ROUND,
        Column("group_kind"),
        Column("group", 20),
        Column("group_name", 30),
        Column("shown", source=_OWN),
        *_vote_columns(record),
        Column("cant_say", key="group_cant_say"),
        Column("present", key="group_present"),
    )  # fmt: skip
    rows = [
        _where(record, domain) | {"round": held["number"]} | row
        for domain in record["domains"]
        for held in domain["rounds"]
        for row in _group_rows(record, held)
    ]
    none = not any(row["shown"] == SHOWN for row in rows)
    return Table(
        "groups", columns, rows, _instead(record, words.say("reports.no_groups")) if none else None
    )


def _group_rows(record: Record, held: Mapping[str, Any]) -> list[Row]:
    framework = record["framework"]
    shown = {
        (group["kind"], group["key"]): _votes(group["counts"])
        | {name: group[name] for name in ("cant_say", "present")}
        for group in held["groups"]
    }
    there = [("side", side) for side in framework["sides"]]
    sides = [sector["side"] for sector in framework["sectors"]]
    # A side of one sector is that sector, and stands here once.
    there += [("sector", s) for s in framework["sectors"] if sides.count(s["side"]) > 1]
    there += [("rest", {"key": "rest", "name": ""})] if ("rest", "rest") in shown else []
    return [
        {"group_kind": kind, "group": one["key"], "group_name": one["name"]}
        | (
            {"shown": SHOWN} | shown[kind, one["key"]]
            if (kind, one["key"]) in shown
            else {"shown": WITHHELD}
        )
        for kind, one in there
    ]


def reasons_table(record: Record, words: Words) -> Table:
    """A row per reason that was shown, by domain, round and rating."""
    labels = {level["rating"]: level["label"] for level in record["framework"]["levels"]}
    columns = (
        *_WHERE,
        _ROUND,
        Column("rating", key="reason_rating"),
        Column("label", 26),
        Column("reason", 90),
    )
    rows = [
        _where(record, domain)
        | {name: reason[name] for name in ("round", "rating")}
        | {
            "label": labels.get(reason["rating"], words.say("reports.reason_cant_say")),
            "reason": reason["text"],
        }
        for domain in record["domains"]
        for reason in domain["reasons"]
    ]
    return Table(
        "reasons",
        columns,
        rows,
        None if rows else _instead(record, words.say("reports.no_reasons")),
    )


def codebook_table(record: Record, words: Words) -> Table:
    """What every column of every sheet means, where its formula comes from, and by which version
    of the rules the pictures were named."""
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
        for table in tables(record, words)
        for column in table.columns
    ]
    about: list[Row] = [
        {"sheet": words.say("reports.sheets.all"), "title": title, "meaning": meaning}
        for title, meaning in _about(record, words)
    ]
    return Table("codebook", columns, [*about, *rows])


def tables(record: Record, words: Words) -> list[Table]:
    """Every table but the codebook, in the order of the workbook's sheets."""
    return [
        make(record, words) for make in (ratings_table, rounds_table, groups_table, reasons_table)
    ]


def _about(record: Record, words: Words) -> list[tuple[str, str]]:
    about = words["reports"]["about"]
    rules = words.fill(about["rules"]["meaning"], rules=record["rules"])
    is_rehearsal = record["workshop"]["rehearsal"]
    rehearsal = (words.say("reports.summary.rehearsal"), words.say("reports.rehearsal"))
    return [
        *([rehearsal] if is_rehearsal else []),
        (about["dates"]["title"], about["dates"]["meaning"]),
        (about["rules"]["title"], rules),
        (_TASTLE_WIERMAN, _TASTLE_WIERMAN_IN_FULL),
        (_VAN_DER_EIJK, _VAN_DER_EIJK_IN_FULL),
        (_OWN, about["method"]["meaning"]),
    ]


def ratings_csv(record: Record, words: Words) -> str:
    """ratings.csv: encode it as UTF-8."""
    return _csv(ratings_table(record, words))


def rounds_csv(record: Record, words: Words) -> str:
    """rounds.csv: encode it as UTF-8."""
    return _csv(rounds_table(record, words))


def groups_csv(record: Record, words: Words) -> str:
    """groups.csv: encode it as UTF-8."""
    return _csv(groups_table(record, words))


def reasons_csv(record: Record, words: Words) -> str:
    """reasons.csv: encode it as UTF-8."""
    return _csv(reasons_table(record, words))


# --- rows -------------------------------------------------------------------------------------


def _workshop(record: Record) -> Row:
    workshop, framework = record["workshop"], record["framework"]
    return {
        "workshop_id": workshop["id"],
        "area": workshop["area"],
        "kind_key": workshop["kind"],
        "kind": workshop["kind_label"],
        "date": workshop["date"],
        "status": "finished" if workshop["finished_at"] else "unfinished",
        "finished_at": workshop["finished_at"],
        "framework": framework["name"],
        "framework_version": framework["version"],
        "rehearsal": _yes_no(workshop["rehearsal"]),
    }


def _where(record: Record, domain: Mapping[str, Any]) -> Row:
    return _workshop(record) | {"domain": domain["key"], "domain_name": domain["name"]}


def _instead(record: Record, sentence: str) -> Row:
    return _workshop(record) | {"domain": sentence}


def _over_half(held: Mapping[str, Any]) -> bool | None:
    return 2 * max(held["counts"]) > held["ratings"] if held["ratings"] else None


def _yes_no(is_so: bool | None) -> str | None:
    return None if is_so is None else "yes" if is_so else "no"


def _round_ruled_on(domain: Mapping[str, Any]) -> Mapping[str, Any] | None:
    rounds: list[Mapping[str, Any]] = domain["rounds"]
    if domain["ruling"]:
        return next(held for held in rounds if held["id"] == domain["ruling"]["round"])
    return rounds[-1] if rounds else None


def _vote_columns(record: Record) -> tuple[Column, ...]:
    return tuple(
        Column(
            f"votes_{level['rating']}",
            16,
            key="votes",
            values={"rating": level["rating"], "label": level["label"]},
        )
        for level in record["framework"]["levels"]
    )


def _tally_columns(record: Record) -> tuple[Column, ...]:
    return (
        *_vote_columns(record),
        Column("cant_say", 10),
        Column("turnout", 9),
        Column("present", 8),
    )


def _votes(counts: list[int]) -> Row:
    return {f"votes_{rating}": count for rating, count in enumerate(counts)}


def _tally_cells(held: Mapping[str, Any]) -> Row:
    return _votes(held["counts"]) | {
        name: held[name] for name in ("cant_say", "turnout", "present")
    }


def _shape_cells(held: Mapping[str, Any]) -> Row:
    picture, movement = held["picture"] or {}, held["movement"] or {}
    quartiles = picture.get("quartiles", [None, None])
    measures = ("lowest", "highest", "top_share", "consensus", "agreement", "firmness")
    return {
        **{name: picture.get(name) for name in measures},
        "picture": picture.get("name"),
        "quartile_1": quartiles[0],
        "quartile_3": quartiles[1],
        "moved_up": movement.get("up"),
        "moved_down": movement.get("down"),
        "stayed": movement.get("stayed"),
        "by_hand": held["by_hand"],
        "hand_ratings": " | ".join(
            f"{rating}: {n}" for rating, n in enumerate(held["hand_counts"] or ()) if n
        ),
    }


def _reasons(shown: list[Mapping[str, Any]], words: Words) -> str:
    """All of them in a cell; where a cell can't hold that many it says where the rest is."""
    cant_say = words.say("common.cant_say")
    said = (cant_say if r["rating"] is None else r["rating"] for r in shown)
    each = [f"{rating}: {r['text']}" for rating, r in zip(said, shown, strict=True)]
    lengths = accumulate(len(one.encode("utf-16-le")) // 2 + len(_BETWEEN) for one in each)
    kept = sum(length <= MOST_IN_A_CELL for length in lengths)
    more = len(each) - kept
    rest = [words.say("reports.more_reasons", n=more)] if more else []
    return _BETWEEN.join([*each[:kept], *rest])


# --- CSV --------------------------------------------------------------------------------------


def _csv(table: Table) -> str:
    """RFC 4180, with a byte order mark: without it Excel takes UTF-8 for the local code page.

    All text is quoted, so that a comma, semicolon or tab in it never starts a new cell, whatever
    separator the reader's spreadsheet expects. What is missing is empty, without quotes: some
    readers take a column with quotes in it for text.
    """
    heading: list[Cell] = [column.name for column in table.columns]
    lines = [heading, *([row.get(c.name) for c in table.columns] for row in table.rows)]
    return "\ufeff" + "".join(f"{','.join(map(_field, line))}\r\n" for line in lines)


def _field(cell: Cell) -> str:
    if cell is None or cell == "":
        return ""
    if not isinstance(cell, str):
        return repr(cell)
    doubled = _inert(cell).replace('"', '""')
    return f'"{doubled}"'


def _inert(cell: str) -> str:
    """Text that a spreadsheet would run as a formula, made plain by an apostrophe in front.

    Spreadsheets look past white space and invisible characters, and some take full-width signs for
    the plain ones.
    """
    seen = "".join(c for c in cell if unicodedata.category(c) != "Cf").lstrip()
    first = unicodedata.normalize("NFKC", seen[:1])
    return f"'{cell}" if cell[0] in "\t\r\n" or first in _STARTS_FORMULA else cell


_STARTS_FORMULA = frozenset("=+-@\N{MINUS SIGN}")
