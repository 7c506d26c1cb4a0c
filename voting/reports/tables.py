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

Cell = str | int | float | None
Row = dict[str, Cell]

REHEARSAL = "This was a rehearsal, tried out with practice attendees. Nothing in it counts."
NO_GROUPS = (
    "Nothing is shown here: in no round did a side or sector, and everyone outside it, have enough "
    "people for its ratings to be shown without giving somebody away."
)
NO_REASONS = "Nothing is shown here: no reason was shown to the room."
WITHHELD = "withheld"
MOST_IN_A_CELL = 32_000  # characters as a spreadsheet counts them, which takes 32,767
_BETWEEN = " | "
SHOWN = "shown"


class Column(Struct, frozen=True):
    """``width`` is in characters; ``percent`` marks a share from 0 to 1, ``holds`` a "date" or a
    "time"; ``source`` is where a formula comes from; ``alike`` is the same in every row of a file.
    """

    name: str
    title: str
    meaning: str
    width: int = 12
    percent: bool = False
    source: str = ""
    holds: str = ""
    alike: bool = False


class Table(Struct, frozen=True):
    """``instead`` is the one row that people see where no row holds what the table is for."""

    title: str
    columns: tuple[Column, ...]
    rows: list[Row]
    instead: Row | None = None


_WORKSHOP = (
    Column("workshop_id", "Workshop", "Names the workshop; it opens nothing.", 24, alike=True),
    Column("area", "Area", "The locality that was rated.", 24, alike=True),
    Column("kind_key", "Kind key", "workshop-1, workshop-2, review or other.", alike=True),
    Column("kind", "Kind", "The same in words.", alike=True),
    Column("date", "Date", "Of the workshop.", holds="date", alike=True),
    Column(
        "status",
        "Workshop status",
        "finished, or unfinished: the workshop was still going on when the file was made.",
        alike=True,
    ),
    Column(
        "finished_at",
        "Finished at (UTC)",
        "When the workshop was finished, in UTC.",
        22,
        holds="time",
        alike=True,
    ),
    Column("framework", "Framework", "Which framework was used.", alike=True),
    Column("framework_version", "Framework version", "Which version of its wording.", alike=True),
    Column(
        "rehearsal",
        "Rehearsal",
        "yes: a try-out with practice attendees, of which nothing counts; no: a real workshop.",
        alike=True,
    ),
)
_WHERE = (
    *_WORKSHOP,
    Column("domain", "Domain key", "Names the domain; letters and wordings may repeat or change."),
    Column("domain_name", "Domain", "The domain in words.", 44),
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
        "both, phones only. Empty in a first round, where nobody rated in both, and where it could "
        "give somebody away.",
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
        Column(
            "over_half",
            "Over half",
            "Whether that share is more than half, yes or no; exactly half is not.",
        ),
        *_tally_columns(record),
        *_SHAPE,
        Column("rounds", "Rounds", "How many rounds of the domain count."),
        Column("note", "Note", "What the trainer wrote down, the reason among it.", 44),
        Column(
            "recorded_at",
            "Recorded at (UTC)",
            "When the ruling was recorded, in UTC.",
            22,
            holds="time",
        ),
        Column("recorded_by", "Recorded by", "The trainer's name.", 18),
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
        Column(
            "over_half",
            "Over half",
            "Whether the rating with most votes has more than half of the ratings, yes or no; "
            "exactly half is not. Empty without ratings.",
        ),
        *_SHAPE,
        Column(
            "opened_at", "Opened at (UTC)", "When the round was opened, in UTC.", 22, holds="time"
        ),
        Column("closed_at", "Closed at (UTC)", "When it was closed, in UTC.", 22, holds="time"),
    )
    rows = [
        _where(record, domain)
        | {"round": held["number"]}
        | _tally_cells(held)
        | _shape_cells(held)
        | {"over_half": _yes_no(_over_half(held))}
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
            "shown",
            "Status",
            "shown, or withheld: too few ballots in it, outside it or left over beside others that "
            "are shown, so that somebody could be singled out. That depends on how many cast a "
            "ballot, never on what they said. Nobody having rated counts as withheld.",
            source=_OWN,
        ),
        *_vote_columns(record),
        Column("cant_say", "Can't say", "How many of the group said “Can't say”."),
        Column(
            "present",
            "Present",
            "How many of the group could have rated. Empty where it is not known, and where it "
            "could say of somebody that they did not.",
        ),
    )  # fmt: skip
    rows = [
        _where(record, domain) | {"round": held["number"]} | row
        for domain in record["domains"]
        for held in domain["rounds"]
        for row in _group_rows(record, held)
    ]
    none = not any(row["shown"] == SHOWN for row in rows)
    return Table("Groups", columns, rows, _instead(record, NO_GROUPS) if none else None)


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


def reasons_table(record: Record) -> Table:
    """A row per reason that was shown, by domain, round and rating."""
    labels = {level["rating"]: level["label"] for level in record["framework"]["levels"]}
    columns = (
        *_WHERE,
        _ROUND,
        Column("rating", "Rating", "The rating that it was given for; empty: “Can’t say”."),
        Column("label", "Rating in words", "The same in words.", 26),
        Column(
            "reason", "Reason", "What somebody wrote, without a name, and a trainer showed.", 90
        ),
    )
    rows = [
        _where(record, domain)
        | {name: reason[name] for name in ("round", "rating")}
        | {"label": labels.get(reason["rating"], "Can’t say"), "reason": reason["text"]}
        for domain in record["domains"]
        for reason in domain["reasons"]
    ]
    return Table("Reasons", columns, rows, None if rows else _instead(record, NO_REASONS))


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
        for table in tables(record)
        for column in table.columns
    ]
    about: list[Row] = [
        {"sheet": "All", "title": title, "meaning": meaning} for title, meaning in _about(record)
    ]
    return Table("Codebook", columns, [*about, *rows])


def tables(record: Record) -> list[Table]:
    """Every table but the codebook, in the order of the workbook's sheets."""
    return [make(record) for make in (ratings_table, rounds_table, groups_table, reasons_table)]


def _about(record: Record) -> list[tuple[str, str]]:
    return [
        *([("Rehearsal", REHEARSAL)] if record["workshop"]["rehearsal"] else []),
        (
            "Dates and times",
            "Dates are year-month-day. Times are in UTC; British Summer Time is an hour ahead. "
            "In CSV files times are ISO 8601 and end in Z.",
        ),
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


def groups_csv(record: Record) -> str:
    """groups.csv: encode it as UTF-8."""
    return _csv(groups_table(record))


def reasons_csv(record: Record) -> str:
    """reasons.csv: encode it as UTF-8."""
    return _csv(reasons_table(record))


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
            f"Votes: {level['rating']} {level['label']}",
            f"How many rated {level['rating']}, {level['label']}.",
            16,
        )
        for level in record["framework"]["levels"]
    )


def _tally_columns(record: Record) -> tuple[Column, ...]:
    return (
        *_vote_columns(record),
        Column("cant_say", "Can't say", "How many said “Can't say”; it is no rating.", 10),
        Column("turnout", "Turnout", "All ballots: ratings and “Can't say”, phones and hands.", 9),
        Column(
            "present",
            "Present",
            "How many could have rated: all who were taking part when the round was closed, those "
            "who had rated and left, and those counted by hand. Empty where it is not known, of "
            "rounds closed before this was kept.",
            8,
        ),
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


def _reasons(shown: list[Mapping[str, Any]]) -> str:
    """All of them in a cell; where a cell can't hold that many it says where the rest is."""
    said = ("Can't say" if r["rating"] is None else r["rating"] for r in shown)
    each = [f"{rating}: {r['text']}" for rating, r in zip(said, shown, strict=True)]
    lengths = accumulate(len(one.encode("utf-16-le")) // 2 + len(_BETWEEN) for one in each)
    kept = sum(length <= MOST_IN_A_CELL for length in lengths)
    more = len(each) - kept
    rest = [f"{more} more: see the sheet Reasons, or reasons.csv"] if more else []
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
