"""The record as tables: one row per domain, per counted round, per side or sector of a round.

A table is the same in CSV and in the workbook; only the headings differ (``name`` for programs,
``title`` for people). Numbers stay numbers, times are the record's ISO 8601 text. Each column says
what it means; the codebook is made of that.
"""

from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Any

from voting.reports.cells import (
    BETWEEN,
    answer_rows,
    cell_columns,
    cell_values,
    is_framework,
    is_pictured,
    label_of,
    value_columns,
    value_of,
)
from voting.reports.changed_tables import changed_table
from voting.reports.columns import (
    OWN,
    SHAPE_KEY,
    WHERE,
    WORKSHOP,
    Column,
    Row,
    Table,
)
from voting.reports.form_sheets import sheets
from voting.reports.goals.tables import plan_tables
from voting.reports.record import Record
from voting.reports.shape import shape_cells, shape_columns
from voting.words import Words

WITHHELD = "withheld"
MOST_IN_A_CELL = 32_000  # characters as a spreadsheet counts them, which takes 32,767
SHOWN = "shown"


def ratings_table(record: Record, words: Words) -> Table:
    """A row per domain: its ruling and the tally that the ruling stands on.

    A domain without a ruling yet shows the tally of its last counted round.
    """
    columns = (
        *_where_columns(record),
        *_answered(record),
        Column("rating", key="" if is_framework(record) else "decision_value"),
        Column("label", 26, key="" if is_framework(record) else "decision_label"),
        Column("method", source=OWN),
        Column("share", percent=True),
        Column("over_half"),
        *_tally_columns(record),
        *shape_columns(record),
        Column("rounds"),
        Column("note", 110),
        Column("recorded_at", 22, holds="time"),
        Column("recorded_by", 18),
        *([SHAPE_KEY] if is_pictured(record) else []),
    )
    rows = []
    for domain in record["domains"]:
        ruled = domain["ruling"] or {}
        held = _round_ruled_on(domain)
        rows.append(
            _where(record, domain)
            | {name: ruled.get(name) for name in ("label", "method", "share", "note")}
            | {"rating": value_of(domain, ruled.get("rating"))}
            | {"over_half": _yes_no(ruled.get("over_half"))}
            | (_tally_cells(held) | shape_cells(record, domain, held) if held else {})
            | {
                "rounds": live_rounds(domain["rounds"]),
                "reasons": _reasons(domain, domain["reasons"], words),
            }
            | {name: ruled.get(name) for name in ("recorded_at", "recorded_by")}
        )
    return Table("ratings" if is_framework(record) else "decisions", columns, rows)


def rounds_table(record: Record, words: Words) -> Table:
    """A row per domain and counted round, in the order of the framework."""
    columns = (
        *_where_columns(record),
        _ROUND,
        *_answered(record),
        *_tally_columns(record),
        Column("over_half", key="round_over_half"),
        *shape_columns(record),
        Column("opened_at", 22, holds="time"),
        Column("closed_at", 22, holds="time"),
        *([SHAPE_KEY] if is_pictured(record) else []),
    )
    rows = [
        _where(record, domain)
        | {"round": held["number"]}
        | _tally_cells(held)
        | shape_cells(record, domain, held)
        | {"over_half": _yes_no(_over_half(held))}
        | {
            "reasons": _reasons(
                domain, [r for r in domain["reasons"] if r["round"] == held["number"]], words
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
        *_where_columns(record),
        _ROUND,
        Column("group_kind"),
        Column("group", 20),
        Column("group_name", 25),
        Column("shown", source=OWN),
        *([] if is_framework(record) else [Column("n", key="group_n")]),
        *value_columns(record),
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
        (group["kind"], group["key"]): group["values"]
        | {name: group[name] for name in ("cant_say", "present")}
        | {"n": group["ratings"]}
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
    columns = (
        *_where_columns(record),
        _ROUND,
        Column("rating", key="reason_rating"),
        Column("label", 26),
        Column("reason", 90),
    )
    rows = [
        _where(record, domain)
        | {
            "round": reason["round"],
            "rating": value_of(domain, reason["rating"]),
            "label": label_of(domain, reason["rating"]) or words.say("reports.reason_cant_say"),
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


def answers_table(record: Record, words: Words) -> Table:
    """A row per counted round and place of its scale, and one for “Can't say”."""
    columns = (
        *WHERE,
        *_CELL_IN_SHORT,
        _ROUND,
        Column("shown", key="answers_shown", source=OWN),
        Column("place"),
        Column("value", 16),
        Column("label", 26, key="place_label"),
        Column("count"),
        Column("of"),
    )
    rows = [
        _where(record, domain) | cell_values(record, domain) | {"round": held["number"]} | row
        for domain in record["domains"]
        for held in domain["rounds"]
        for row in answer_rows(domain, held, words)
    ]
    return Table("answers", columns, rows)


_CELL_IN_SHORT = (Column("row"), Column("column"), Column("copy"), Column("answer_kind"))


def tables(record: Record, words: Words) -> list[Table]:
    """Every table but the codebook, in the order of the workbook's sheets. That of the series is
    among them where there is an earlier workshop, and those of what was agreed where something
    was."""
    makers = (ratings_table, rounds_table, groups_table, reasons_table)
    series = [series_table(record, words)] if record["changed"] else []
    agreed = agreed_tables(record, words) if "plan" in record else []
    if is_framework(record):
        return [*(make(record, words) for make in makers), *series, *agreed]
    by_kind = (table for _, table in sheets(record, words))
    answers = answers_table(record, words)
    return [*by_kind, *(make(record, words) for make in makers), answers, *series, *agreed]


def agreed_tables(record: Record, words: Words) -> list[Table]:
    """Goals, scores, support sessions and actions."""
    return plan_tables(record.get("plan"), words, WORKSHOP, _workshop(record))


def series_table(record: Record, words: Words) -> Table:
    """A row per domain and workshop of the area's series, with what changed."""
    return changed_table(record["changed"], record["workshop"]["area"], words)


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
    where = _workshop(record) | {"domain": domain["key"], "domain_name": domain["name"]}
    return where if is_framework(record) else where | cell_values(record, domain)


def live_rounds(rounds: Sequence[Mapping[str, Any]]) -> int:
    """How many there were in the workshop, without what was rated ahead of it."""
    return sum(held["number"] > 0 for held in rounds)


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


def _where_columns(record: Record) -> tuple[Column, ...]:
    return (*WHERE, *cell_columns(record))


def _answered(record: Record) -> tuple[Column, ...]:
    """How many answers there are, and whether they are shown."""
    if is_framework(record):
        return ()
    return (Column("shown", key="answers_shown", source=OWN), Column("n"))


def _tally_columns(record: Record) -> tuple[Column, ...]:
    return (
        *value_columns(record),
        Column("cant_say", 10),
        Column("turnout", 9),
        Column("present", 8),
    )


def _tally_cells(held: Mapping[str, Any]) -> Row:
    """What people answered; nothing but how many did where it is withheld."""
    shown = {"shown": SHOWN, "n": held["ratings"], "cant_say": held["cant_say"]}
    return (
        ({"shown": WITHHELD} if held["withheld"] else held["values"] | shown)
        | {name: held[name] for name in ("turnout", "present")}
    )  # fmt: skip


def _reasons(domain: Mapping[str, Any], shown: list[Mapping[str, Any]], words: Words) -> str:
    """All of them in a cell; where a cell can't hold that many it says where the rest is."""
    cant_say = words.say("common.cant_say")
    said = (cant_say if r["rating"] is None else value_of(domain, r["rating"]) for r in shown)
    each = [f"{rating}: {r['text']}" for rating, r in zip(said, shown, strict=True)]
    lengths = accumulate(len(one.encode("utf-16-le")) // 2 + len(BETWEEN) for one in each)
    kept = sum(length <= MOST_IN_A_CELL for length in lengths)
    more = len(each) - kept
    rest = [words.say("reports.more_reasons", n=more)] if more else []
    return BETWEEN.join([*each[:kept], *rest])
