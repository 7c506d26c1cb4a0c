"""The record as tables: one row per domain, per counted round, per side or sector of a round.

A table is the same in CSV and in the workbook; only the headings differ (``name`` for programs,
``title`` for people). Numbers stay numbers, times are the record's ISO 8601 text. Each column says
what it means; the codebook is made of that.
"""

import csv
import io
import unicodedata
from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from voting.exports.record import Record

Cell = str | int | float | None
Row = dict[str, Cell]

REHEARSAL = "This was a rehearsal, tried out with practice attendees. Nothing in it counts."
WITHHELD = "withheld"
SHOWN = "shown"


class Column(Struct, frozen=True):
    """``width`` is in characters; ``percent`` marks a share from 0 to 1; ``source`` is where a
    formula comes from."""

    name: str
    title: str
    meaning: str
    width: int = 12
    percent: bool = False
    source: str = ""


class Table(Struct, frozen=True):
    title: str
    columns: tuple[Column, ...]
    rows: list[Row]


_WHERE = (
    Column("area", "Area", "The locality that was rated.", 24),
    Column("kind", "Kind", "Workshop I, Workshop II, Review or Other."),
    Column("date", "Date", "Of the workshop, year-month-day."),
    Column("framework", "Framework", "Which framework was used."),
    Column("framework_version", "Framework version", "Which version of its wording."),
    Column("domain", "Domain key", "Names the domain; letters and wordings may repeat or change."),
    Column("domain_name", "Domain", "The domain in words.", 44),
    Column(
        "rehearsal",
        "Rehearsal",
        "yes: a try-out with practice attendees, of which nothing counts; no: a real workshop.",
    ),
)
_TASTLE_WIERMAN = "Tastle & Wierman (2007)"
_VAN_DER_EIJK = "van der Eijk (2001)"
_OWN = "docs/method.md"

# One round's shape, in the order of the record's fields.
_SHAPE = (
    Column(
        "picture",
        "Picture",
        "The first label that fits. Unanimous: all ratings equal. Two camps: agreement below 0, or "
        "at least 30% at each end of the scale. Strong agreement: 75% or more on one rating and "
        "under 15% two or more steps from it. Close: 75% or more on two neighbouring ratings and "
        "under 15% two or more steps from both. Spread: anything else. Empty with fewer than two "
        "ratings, as are the next eight columns.",
        18,
        source=_OWN,
    ),
    Column("lowest", "Lowest rating", "The lowest rating that anybody gave."),
    Column("highest", "Highest rating", "The highest rating that anybody gave."),
    Column(
        "quartile_1",
        "Lower quartile",
        "The smallest rating that at least a quarter of the ratings do not exceed.",
    ),
    Column(
        "quartile_3",
        "Upper quartile",
        "The smallest rating that at least three quarters of the ratings do not exceed.",
    ),
    Column(
        "top_share",
        "Share of the largest rating",
        "Votes for the rating with most votes, of all ratings.",
        percent=True,
    ),
    Column(
        "consensus",
        "Consensus (Cns)",
        "1 + sum of p log2(1 - |k - mean| / (K - 1)) over the ratings k, each with its share p, "
        "on K levels. 1: all equal; 0: half at each end.",
        source=_TASTLE_WIERMAN,
    ),
    Column(
        "agreement",
        "Agreement (A)",
        "The votes peeled into layers of equal height, each layer's agreement weighted by its "
        "votes. 1: all equal; 0: flat; below 0: more two-peaked than flat.",
        source=_VAN_DER_EIJK,
    ),
    Column(
        "firmness",
        "Firmness",
        "The fewest people who would have to change their rating before the largest rating no "
        "longer stands alone: half its lead, rounded up. 0 when it is tied.",
        source=_OWN,
    ),
    Column(
        "moved_up",
        "Moved up",
        "How many gave a higher rating than in the domain's round before. Of people who rated in "
        "both, phones only. Empty in a first round, and where it could give somebody away.",
    ),
    Column("moved_down", "Moved down", "The same, a lower rating."),
    Column("stayed", "Stayed", "The same, no change."),
    Column("by_hand", "Entered by hand", "Ballots of people without a phone, within the turnout."),
    Column(
        "hand_ratings",
        "Ratings by hand",
        "The ratings among them, lowest first, as rating: how many. Empty where it could give "
        "somebody away.",
        20,
    ),
    Column(
        "reasons",
        "Reasons shown",
        "Anonymous reasons that a trainer showed to the room, each with its rating, lowest first.",
        44,
    ),
)


def ratings_table(record: Record) -> Table:
    """A row per domain: its ruling and the tally that the ruling stands on.

    A domain without a ruling yet shows the tally of its last counted round.
    """
    columns = (
        *_WHERE,
        Column("rating", "Rating", "The rating recorded; empty if there is none."),
        Column("label", "Rating in words", "The same in words.", 26),
        Column(
            "method",
            "Method",
            "The rule that produced it: unanimous, consensus, majority, tie-break or unresolved.",
            source=_OWN,
        ),
        Column(
            "share",
            "Share",
            "Votes for the recorded rating, of the ratings in the round it stands on.",
            percent=True,
        ),
        *_tally_columns(record),
        *_SHAPE,
        Column("rounds", "Rounds", "How many rounds of the domain count."),
        Column("note", "Note", "What the trainer wrote down, the reason among it.", 44),
        Column("recorded_at", "Recorded at", "When the ruling was recorded.", 22),
        Column("recorded_by", "Recorded by", "The trainer's name.", 18),
    )
    rows = []
    for domain in record["domains"]:
        ruled = domain["ruling"] or {}
        held = _round_ruled_on(domain)
        rows.append(
            _where(record, domain)
            | {name: ruled.get(name) for name in ("rating", "label", "method", "share", "note")}
            | (_tally_cells(held) | _shape_cells(held) if held else {})
            | {"rounds": len(domain["rounds"]), "reasons": _reasons(domain["reasons"])}
            | {name: ruled.get(name) for name in ("recorded_at", "recorded_by")}
        )
    return Table("Ratings", columns, rows)


def rounds_table(record: Record) -> Table:
    """A row per domain and counted round, in the order of the framework."""
    columns = (
        *_WHERE,
        _ROUND,
        *_tally_columns(record),
        *_SHAPE,
        Column("opened_at", "Opened at", "When the round was opened.", 22),
        Column("closed_at", "Closed at", "When it was closed and revealed.", 22),
    )
    rows = [
        _where(record, domain)
        | {"round": held["number"]}
        | _tally_cells(held)
        | _shape_cells(held)
        | {"reasons": _reasons([r for r in domain["reasons"] if r["round"] == held["number"]])}
        | {name: held[name] for name in ("opened_at", "closed_at")}
        for domain in record["domains"]
        for held in domain["rounds"]
    ]
    return Table("Rounds", columns, rows)


_ROUND = Column("round", "Round", "Counts the domain's rounds; cancelled ones are left out.")


def groups_table(record: Record) -> Table:
    """A row per counted round and side or sector, with its ratings where they may be shown."""
    columns = (
        *_WHERE,
        _ROUND,
        Column("group_kind", "Side or sector", "A side is made of sectors; rest: all who are in no "
               "side that is shown."),
        Column("group", "Group key", "Names the side or sector.", 20),
        Column("group_name", "Group", "The side or sector in words.", 30),
        Column(
            "status",
            "Status",
            "shown, or withheld: too few ballots in it, outside it or left over beside others that "
            "are shown, so that somebody could be singled out. That depends on how many cast a "
            "ballot, never on what they said. Nobody having rated counts as withheld.",
            source=_OWN,
        ),
        *_vote_columns(record),
        Column("cant_say", "Can't say", "How many of the group said “Can't say”."),
    )  # fmt: skip
    rows = [
        _where(record, domain) | {"round": held["number"]} | row
        for domain in record["domains"]
        for held in domain["rounds"]
        for row in _group_rows(record, held)
    ]
    return Table("Groups", columns, rows)


def _group_rows(record: Record, held: Mapping[str, Any]) -> list[Row]:
    framework = record["framework"]
    shown = {
        (group["kind"], group["key"]): _votes(group["counts"]) | {"cant_say": group["cant_say"]}
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
            {"status": SHOWN} | shown[kind, one["key"]]
            if (kind, one["key"]) in shown
            else {"status": WITHHELD}
        )
        for kind, one in there
    ]


def codebook_table(record: Record) -> Table:
    """What every column of every sheet means, where its formula comes from, and by which version
    of the rules the pictures were named."""
    columns = (
        Column("sheet", "Sheet", "", 14),
        Column("title", "Column", "", 30),
        Column("name", "Name in the CSV file", "", 22),
        Column("meaning", "What it means", "", 90),
        Column("source", "Source", "", 30),
    )
    rows: list[Row] = [
        {
            "sheet": table.title,
            "title": column.title,
            "name": column.name,
            "meaning": column.meaning,
            "source": column.source,
        }
        for table in (ratings_table(record), rounds_table(record), groups_table(record))
        for column in table.columns
    ]
    about: list[Row] = [
        {"sheet": "All", "title": title, "meaning": meaning} for title, meaning in _about(record)
    ]
    return Table("Codebook", columns, [*about, *rows])


def _about(record: Record) -> list[tuple[str, str]]:
    return [
        *([("Rehearsal", REHEARSAL)] if record["workshop"]["rehearsal"] else []),
        (
            "Version of the rules",
            f"{record['rules']}: the thresholds behind the pictures, and what may be shown of "
            "sides and sectors.",
        ),
        (
            _TASTLE_WIERMAN,
            "Consensus and dissention: a measure of ordinal dispersion. International Journal of "
            "Approximate Reasoning 45, 531–545.",
        ),
        (
            _VAN_DER_EIJK,
            "Measuring agreement in ordered rating scales. Quality & Quantity 35, 325–341.",
        ),
        (_OWN, "The method, as it comes with the software that made this file."),
    ]


def ratings_csv(record: Record) -> str:
    """ratings.csv: encode it as UTF-8."""
    return _csv(ratings_table(record))


def rounds_csv(record: Record) -> str:
    """rounds.csv: encode it as UTF-8."""
    return _csv(rounds_table(record))


# --- rows -------------------------------------------------------------------------------------


def _where(record: Record, domain: Mapping[str, Any]) -> Row:
    workshop, framework = record["workshop"], record["framework"]
    return {
        "area": workshop["area"],
        "kind": workshop["kind_label"],
        "date": workshop["date"],
        "framework": framework["name"],
        "framework_version": framework["version"],
        "domain": domain["key"],
        "domain_name": domain["name"],
        "rehearsal": "yes" if workshop["rehearsal"] else "no",
    }


def _round_ruled_on(domain: Mapping[str, Any]) -> Mapping[str, Any] | None:
    rounds: list[Mapping[str, Any]] = domain["rounds"]
    if domain["ruling"]:
        return next(held for held in rounds if held["id"] == domain["ruling"]["round"])
    return rounds[-1] if rounds else None


def _vote_columns(record: Record) -> tuple[Column, ...]:
    return tuple(
        Column(
            f"votes_{level['rating']}",
            f"Votes: {level['rating']} {level['label']}",
            f"How many rated {level['rating']}, {level['label']}.",
            16,
        )
        for level in record["framework"]["levels"]
    )


def _tally_columns(record: Record) -> tuple[Column, ...]:
    return (
        *_vote_columns(record),
        Column("cant_say", "Can't say", "How many said “Can't say”; it is no rating."),
        Column("turnout", "Turnout", "All ballots: ratings and “Can't say”, phones and hands."),
    )


def _votes(counts: list[int]) -> Row:
    return {f"votes_{rating}": count for rating, count in enumerate(counts)}


def _tally_cells(held: Mapping[str, Any]) -> Row:
    return _votes(held["counts"]) | {"cant_say": held["cant_say"], "turnout": held["turnout"]}


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


def _reasons(shown: list[Mapping[str, Any]]) -> str:
    said = ("Can't say" if r["rating"] is None else r["rating"] for r in shown)
    return " | ".join(f"{rating}: {r['text']}" for rating, r in zip(said, shown, strict=True))


# --- CSV --------------------------------------------------------------------------------------


def _csv(table: Table) -> str:
    """RFC 4180, with a byte order mark: without it Excel takes UTF-8 for the local code page.

    All text is quoted, so that a comma, semicolon or tab in it never starts a new cell, whatever
    separator the reader's spreadsheet expects.
    """
    out = io.StringIO(newline="")
    out.write("\ufeff")
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow(column.name for column in table.columns)
    for row in table.rows:
        writer.writerow(_inert(row.get(column.name)) for column in table.columns)
    return out.getvalue()


def _inert(cell: Cell) -> Cell:
    """Text that a spreadsheet would run as a formula, made plain by an apostrophe in front.

    Spreadsheets look past white space and invisible characters, and some take full-width signs for
    the plain ones.
    """
    if not isinstance(cell, str) or not cell:
        return cell
    seen = "".join(c for c in cell if unicodedata.category(c) != "Cf").lstrip()
    first = unicodedata.normalize("NFKC", seen[:1])
    return f"'{cell}" if cell[0] in "\t\r\n" or first in _STARTS_FORMULA else cell


_STARTS_FORMULA = frozenset("=+-@\N{MINUS SIGN}")
