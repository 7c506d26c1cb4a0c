"""The files a lead opens: read back, they say what the record says, and nothing in them runs."""

import csv
import io
from datetime import datetime, time

import openpyxl
import pytest
from openpyxl.utils.escape import unescape

from tests.builders import (
    WORDS,
    Room,
    a_finished_room,
    a_room_in,
    a_room_that_differs,
    cascade,
    details,
    recorded,
)
from tests.methods import check
from tests.sent import room_view
from voting.core import commands as c
from voting.core.ruling import Method
from voting.core.state import Phase
from voting.instruments.agreement import RULES
from voting.instruments.tally import Tally
from voting.reports import downloads
from voting.reports.charts import domain_svg
from voting.reports.codebook import codebook_table
from voting.reports.csv import groups_csv, ratings_csv, reasons_csv, rounds_csv
from voting.reports.tables import tables
from voting.reports.workbook import workbook

FORMULAS = [
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", "=HYPERLINK(\"http://example.org\")", "=cmd|'/c calc'!A1",
    " =1+1", "\t=1+1", "\r=1+1", "\n=1+1", "\u00a0=1+1", "\u200b=1+1", "\ufeff=1+1", "＝1+1",
    "＋1", "－1", "＠SUM(A1)", "\u22121", "\tplain", "\rplain", "\nplain",
]  # fmt: skip
HARMLESS = ["1=1", "A. B.", "we said: =", "'quoted", "100%", "a, b; c\td", 'the "gold" one']


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def sheets(data: bytes) -> dict[str, list[tuple]]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def a_room_whose_note_is(text: str) -> dict:
    """A record in which every free text says ``text``, also what the rules would have tidied."""
    data = recorded(a_finished_room())
    data["workshop"] |= {"area": text, "title": text}
    data["domains"][0]["ruling"] |= {"note": text, "recorded_by": text}
    return data


def test_a_note_keeps_its_paragraphs_in_every_file():
    room = a_room_in(Phase.REVEALED)
    room.rules(room.workshop.domain, "consensus", 1, "First\r\n\r\n\uf0b7 Second")
    data = recorded(room)
    note = "First\n\n• Second"
    story = next(story for story in data["domains"] if story["ruling"] and story["ruling"]["note"])
    assert story["ruling"]["note"] == note
    assert note in [row["note"] for row in read(ratings_csv(data, WORDS))]
    book = openpyxl.load_workbook(io.BytesIO(workbook(data, WORDS)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [cell.alignment.wrap_text for cell in cells if cell.value == note] == [True]
    drawn = domain_svg(data, story, WORDS)
    assert ">Note: First</text>" in drawn
    assert ">• Second</text>" in drawn


def said(cell: str | float | datetime | None) -> str | float | None:
    """A cell as the value it was written from: a number, a text, or nothing."""
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d" if cell.time() == time.min else "%Y-%m-%dT%H:%M:%SZ")
    try:
        return float(cell)
    except (TypeError, ValueError):
        return cell or None


# --- rehearsals ---------------------------------------------------------------------------------


def a_rehearsed_record() -> dict:
    room = Room(cascade(), rehearsal=True)
    room.rates("clarity", 2, 2, 3)
    room.rules("clarity", "majority")
    return recorded(room)


@pytest.mark.parametrize("table", [ratings_csv, rounds_csv])
def test_every_row_says_whether_it_is_of_a_rehearsal(table):
    assert {row["rehearsal"] for row in read(table(a_rehearsed_record(), WORDS))} == {"yes"}
    assert {row["rehearsal"] for row in read(table(recorded(a_finished_room()), WORDS))} == {"no"}


def test_every_sheet_of_a_rehearsals_workbook_says_so_and_no_other_does():
    data = workbook(a_rehearsed_record(), WORDS)
    for title, rows in sheets(data).items():
        if title in ("Summary", "Codebook"):
            assert any("This was a rehearsal" in str(cell) for cell in rows[0] + rows[1]), title
        else:
            place = rows[0].index("Rehearsal")
            assert {row[place] for row in rows[1:]} == {"yes"}, title
    assert openpyxl.load_workbook(io.BytesIO(data)).properties.title.startswith("Rehearsal: ")
    real = sheets(workbook(recorded(a_finished_room()), WORDS))
    assert "This was a rehearsal" not in str(real)


def test_the_record_and_the_name_of_each_file_say_it():
    assert a_rehearsed_record()["workshop"]["rehearsal"] is True
    assert recorded(a_finished_room())["workshop"]["rehearsal"] is False
    for rehearsal in (False, True):
        room = Room(rehearsal=rehearsal)
        for file in downloads.FILES:
            name = downloads.file_name(file, room.workshop)
            assert name.startswith("rehearsal-") is rehearsal
            assert name.endswith(file)


def test_a_file_of_an_unfinished_workshop_says_so_in_its_name_and_in_every_row():
    for room, status in ((a_room_that_differs(), "unfinished"), (a_finished_room(), "finished")):
        for file in downloads.FILES:
            name = downloads.file_name(file, room.workshop)
            assert ("unfinished-" in name) is (status == "unfinished")
        data = recorded(room)
        for table in (ratings_csv, rounds_csv, groups_csv):
            rows = read(table(data, WORDS))
            assert {row["status"] for row in rows} == {status}
            assert {bool(row["finished_at"]) for row in rows} == {status == "finished"}
            assert {row["workshop_id"] for row in rows} == {room.workshop.id}
            assert {(row["kind_key"], row["kind"]) for row in rows} == {
                ("workshop-1", "Workshop I")
            }


# --- CSV ----------------------------------------------------------------------------------------


def test_ratings_csv_has_a_row_per_domain_with_ruling_and_tally():
    trust, time, tools = read(ratings_csv(recorded(a_finished_room()), WORDS))
    assert (trust["domain"], trust["rating"], trust["label"]) == ("trust", "2", "Half and half")
    assert (trust["method"], trust["share"], trust["note"]) == (
        "consensus",
        "0.3333",
        "Talked over again",
    )
    assert [time[f"votes_{k}"] for k in range(5)] == ["0", "0", "0", "0", "3"]
    assert (trust["cant_say"], trust["turnout"], time["rounds"]) == ("1", "4", "2")
    assert (time["turnout"], time["present"], tools["present"]) == ("3", "4", "4")
    assert (tools["recorded_by"], tools["framework_version"]) == ("Trainer A. B.", "2")


def test_rounds_csv_has_a_row_per_counted_round():
    rows = read(rounds_csv(recorded(a_finished_room()), WORDS))
    assert [(row["domain"], row["round"], row["turnout"], row["present"]) for row in rows] == [
        ("trust", "1", "4", "4"),
        ("time", "1", "3", "4"),
        ("time", "2", "3", "4"),
        ("tools", "1", "4", "4"),
    ]


def test_a_domain_without_a_ruling_shows_its_last_tally_and_one_not_rated_shows_none():
    room = Room()
    room.rates("trust", 0, 4)
    room.rates("trust", 4, 4)
    trust, time, _ = read(ratings_csv(recorded(room), WORDS))
    assert (trust["rating"], trust["votes_4"], trust["rounds"]) == ("", "2", "2")
    assert (time["votes_4"], time["turnout"], time["rounds"]) == ("", "", "0")


def test_a_round_in_which_nobody_could_say_leaves_gaps_and_no_noughts():
    room = Room(cascade())
    room.rates_by_sector("clarity", school=[None] * 6, cypmhs=[None] * 6)
    room.rates_by_sector("clarity", school=[0, 1] * 3, cypmhs=[2, 3] * 3)
    data = recorded(room)
    none, some = data["domains"][0]["rounds"]
    assert (none["picture"], none["movement"], some["movement"]) == (None, None, None)
    first, second = read(rounds_csv(data, WORDS))
    assert (first["turnout"], first["cant_say"]) == ("12", "12")
    moved = ("moved_up", "moved_down", "stayed")
    assert {first[name] for name in (*moved, "top_share", "firmness", "hand_ratings")} == {""}
    assert {second[name] for name in moved} == {""}
    room.does(c.ShowPart("movement"))
    assert room_view(room.situation())["shown"]["movement"] is None


def test_hands_that_only_could_not_say_have_no_ratings_to_tell():
    room = Room()
    room.joins("1")
    room.opens("trust")
    room.hands(0, 0, 0, 0, 0, cant_say=6)
    room.does(c.CloseRound(1))
    (held,) = recorded(room)["domains"][0]["rounds"]
    assert (held["by_hand"], held["hand_counts"], held["present"]) == (6, None, 7)


@pytest.mark.parametrize("table", [ratings_csv, rounds_csv])
def test_a_csv_file_begins_with_a_mark_for_excel_and_ends_its_lines_as_rfc_4180_asks(table):
    text = table(recorded(a_finished_room()), WORDS)
    assert text.encode().startswith(b"\xef\xbb\xbf")
    assert text.endswith("\r\n")
    assert text.count("\n") == text.count("\r\n") == len(read(text)) + 1


@pytest.mark.parametrize("table", [ratings_csv, rounds_csv])
def test_every_time_in_a_csv_file_has_its_zone(table):
    for row in read(table(recorded(a_finished_room()), WORDS)):
        for name in (name for name in row if name.endswith("_at")):
            assert datetime.fromisoformat(row[name]).tzinfo is not None


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_in_a_csv_file_is_taken_for_a_formula(text):
    row = read(ratings_csv(a_room_whose_note_is(text), WORDS))[0]
    assert row["note"] == row["area"] == row["recorded_by"] == f"'{text}"


@pytest.mark.parametrize("text", HARMLESS)
def test_harmless_text_in_a_csv_file_stays_as_it_was_typed(text):
    row = read(ratings_csv(a_room_whose_note_is(text), WORDS))[0]
    assert row["note"] == row["area"] == text


def test_all_text_in_a_csv_file_is_quoted_whatever_separator_a_reader_expects():
    line = ratings_csv(a_room_whose_note_is("a;=1+1"), WORDS).splitlines()[1]
    assert '"a;=1+1"' in line
    assert ",2," in line


# --- the workbook -------------------------------------------------------------------------------


def test_the_workbook_has_a_sheet_per_table_with_its_cells():
    data = recorded(a_finished_room())
    read_back = sheets(workbook(data, WORDS))
    assert list(read_back) == ["Summary", "Ratings", "Rounds", "Groups", "Reasons", "Codebook"]
    for table in (*tables(data, WORDS), codebook_table(data, WORDS)):
        heading, *rows = read_back[WORDS.say(f"reports.sheets.{table.key}")]
        assert heading == tuple(column.title(WORDS) for column in table.columns)
        expected = [table.instead] if table.instead else table.rows
        for shown, row in zip(rows, expected, strict=True):
            cells = [row.get(column.name) for column in table.columns]
            assert [said(cell) for cell in shown] == [said(cell) for cell in cells]


def test_csv_and_workbook_hold_the_same_cells():
    data = recorded(a_finished_room())
    read_back = sheets(workbook(data, WORDS))
    for title, text in (("Ratings", ratings_csv(data, WORDS)), ("Rounds", rounds_csv(data, WORDS))):
        from_csv = [[said(cell) for cell in row.values()] for row in read(text)]
        from_sheet = [[said(cell) for cell in row] for row in read_back[title]]
        assert from_csv == from_sheet[1:]


def test_the_summary_says_live_until_the_workshop_is_finished():
    live = dict(sheets(workbook(recorded(a_room_in(Phase.RULED)), WORDS))["Summary"])
    done = dict(sheets(workbook(recorded(a_finished_room()), WORDS))["Summary"])
    assert (live["Status"], live[WORDS.say("reports.summary.ruled")]) == (
        WORDS.say("reports.summary.live"),
        "2 of 3",
    )
    assert (done["Status"], done[WORDS.say("reports.summary.ruled")]) == ("Finished", "3 of 3")


def test_the_summary_credits_the_framework():
    summary = dict(sheets(workbook(recorded(Room(cascade())), WORDS))["Summary"])
    assert summary["Framework"] == f"CASCADE, version {cascade().version}"
    assert summary["Credit"] == cascade().credit


@pytest.mark.parametrize("text", [*FORMULAS, *HARMLESS, "http://example.org", "007", "1e5"])
def test_text_in_the_workbook_is_text(text):
    book = openpyxl.load_workbook(io.BytesIO(workbook(a_room_whose_note_is(text), WORDS)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert sum(unescape(cell.value) == text for cell in cells if cell.data_type == "s") >= 3


def widths(sheet) -> tuple[float, float]:
    """Of all columns that are printed, and of those that are on each page, in characters."""
    last = (sheet.print_title_cols or "").partition(":")[2].replace("$", "")
    wide = repeated = 0.0
    upto = openpyxl.utils.column_index_from_string(last) if last else 0
    for held in sheet.column_dimensions.values():
        if not held.hidden:
            columns = range(held.min, held.max + 1)
            wide += held.width * len(columns)
            repeated += held.width * sum(one <= upto for one in columns)
    return wide, repeated


def test_the_workbook_opens_on_the_ratings_can_be_filtered_and_prints_readably():
    book = openpyxl.load_workbook(io.BytesIO(workbook(recorded(a_finished_room()), WORDS)))
    assert book.active.title == "Ratings"
    for sheet in book.worksheets[1:]:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref.startswith("A1:")
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        wide, repeated = widths(sheet)
        across = repeated + (wide - repeated) / (sheet.page_setup.fitToWidth or 1)
        assert across < 220, sheet.title  # characters: over 7 points on A4
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.oddFooter.right.text == "Page &P of &N"
        assert "Test area" in sheet.oddHeader.left.text
    assert book["Ratings"].print_title_cols


def test_the_workbook_opens_with_a_chart_of_the_profile_that_follows_its_cells():
    data = recorded(a_finished_room())
    summary = openpyxl.load_workbook(io.BytesIO(workbook(data, WORDS)))["Summary"]
    (chart,) = summary._charts
    (series,) = chart.series
    cells = series.val.numRef.f.partition("!")[2].replace("$", "")
    ratings = [domain["ruling"]["rating"] for domain in data["domains"]]
    assert [row[0].value for row in summary[cells]] == ratings


def test_long_texts_get_lines_that_show_all_of_them():
    room = Room()
    for domain, note in (("trust", "a word " * 60), ("time", "")):
        room.rates(domain, 2, 2)
        room.rules(domain, "unanimous", note=note)
    book = openpyxl.load_workbook(io.BytesIO(workbook(recorded(room), WORDS)))
    first, second = (book["Ratings"].row_dimensions[line].height for line in (2, 3))
    (note,) = [c for c in book["Ratings"][1] if c.value == WORDS.say("reports.columns.note.title")]
    lines = -(-len("a word " * 60) // book["Ratings"].column_dimensions[note.column_letter].width)
    assert lines * 15 <= first <= 8 * 15  # and is no slab
    assert second < first


def test_what_is_said_beside_the_summarys_chart_has_room():
    room = Room(cascade())
    room.rates("clarity", 0, 3)
    room.rules("clarity", "unresolved", note="Left open")
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(recorded(room), WORDS)))["Summary"]
    short = cascade().domains[0].short
    said = f"{short}: {WORDS.say('common.domain_status.unresolved')}"
    (cell,) = [row[0] for row in sheet.iter_rows() if row[0].value == said]
    assert sheet.row_dimensions[cell.row].height >= 2 * 15


def test_dates_and_times_are_dates_in_the_workbook_and_say_their_zone():
    heading, first, *_ = sheets(workbook(recorded(a_finished_room()), WORDS))["Ratings"]
    row = dict(zip(heading, first, strict=True))
    for title in ("Date", "Finished at (UTC)", "Recorded at (UTC)"):
        assert isinstance(row[title], datetime), title


def test_a_sheet_with_nothing_to_show_says_why_in_one_line():
    read_back = sheets(workbook(recorded(a_finished_room()), WORDS))
    for title, sentence in (
        ("Groups", WORDS.say("reports.no_groups")),
        ("Reasons", WORDS.say("reports.no_reasons")),
    ):
        (row,) = read_back[title][1:]
        assert sentence in row


def test_a_missing_number_is_an_empty_field_without_quotes():
    room = Room()
    room.rates("trust", 3)
    line = rounds_csv(recorded(room), WORDS).splitlines()[1]
    assert ",," in line
    assert '""' not in line


def test_reasons_have_a_row_each():
    rows = read(reasons_csv(recorded(a_room_that_differs()), WORDS))
    assert [(row["round"], row["rating"], row["label"], row["reason"]) for row in rows] == [
        ("1", "0", "Major challenge", "Nobody answers"),
        ("1", "3", "Gold standard", "We meet weekly"),
    ]


def test_what_a_cell_can_not_hold_is_said_to_be_elsewhere():
    data = recorded(a_room_that_differs())
    domain = data["domains"][0]
    domain["reasons"] = [
        {"round": 1, "rating": 0, "text": f"{n} " + "\N{SLIGHTLY SMILING FACE}" * 200}
        for n in range(100)
    ]
    cell = read(ratings_csv(data, WORDS))[0]["reasons"]
    assert len(cell.encode("utf-16-le")) / 2 <= 32_767
    assert cell.endswith(" more: see the Reasons sheet, or reasons.csv")
    kept = cell.count(" | ")
    assert f"| {100 - kept} more" in cell
    assert len(read(reasons_csv(data, WORDS))) == 100
    heading, first, *_ = sheets(workbook(data, WORDS))["Ratings"]
    assert first[heading.index("Reasons shown")] == cell


def test_the_same_record_makes_the_same_bytes():
    data = recorded(a_finished_room())
    assert workbook(data, WORDS) == workbook(data, WORDS)


# --- how far apart the ratings are --------------------------------------------------------------


def test_rounds_csv_has_the_picture_its_measures_and_who_moved():
    first, second, counted = read(rounds_csv(recorded(a_room_that_differs()), WORDS))
    assert (first["picture"], second["picture"]) == ("Two views", "Close together")
    assert (first["picture_key"], second["picture_key"]) == ("two-camps", "close")
    assert list(first)[-1] == "picture_key"  # newer than the others, whose places stay
    assert [first[name] for name in ("lowest", "highest", "quartile_1", "quartile_3")] == [
        *("0", "3", "0", "3"),
    ]
    assert (first["top_share"], first["firmness"], first["by_hand"]) == ("0.4167", "0", "0")
    assert (first["consensus"], first["agreement"]) == ("0.1289", "-0.6111")
    assert [row["over_half"] for row in (first, second, counted)] == ["no", "yes", "no"]
    assert (first["moved_up"], second["moved_up"], second["moved_down"]) == ("", "4", "5")
    assert (second["stayed"], second["by_hand"], second["turnout"]) == ("3", "5", "17")
    assert (counted["by_hand"], counted["hand_ratings"]) == ("5", "1: 2 | 2: 2 | 3: 1")


def test_shown_reasons_stand_beside_their_rating_in_both_tables():
    data = recorded(a_room_that_differs())
    first, second, _ = read(rounds_csv(data, WORDS))
    assert first["reasons"] == "0: Nobody answers | 3: We meet weekly"
    assert second["reasons"] == ""
    assert read(ratings_csv(data, WORDS))[0]["reasons"] == first["reasons"]


def test_a_round_with_one_rating_has_no_picture():
    room = Room()
    room.rates("trust", 3)
    (row,) = read(rounds_csv(recorded(room), WORDS))
    assert [row[name] for name in ("picture", "lowest", "consensus", "firmness")] == [""] * 4


def test_the_groups_sheet_says_of_each_side_and_sector_whether_it_is_shown():
    heading, *rows = sheets(workbook(recorded(a_room_that_differs()), WORDS))["Groups"]
    told = [dict(zip(heading, row, strict=True)) for row in rows]
    sides = {
        row["Group key"]: row
        for row in told
        if row["Domain key"] == "clarity" and row["Round"] == 1
    }
    assert sides["education"]["Status"] == sides["mental-health"]["Status"] == "shown"
    assert sides["education"]["Votes: 0 Major challenge"] == 5
    assert sides["other"]["Status"] == "withheld"
    assert sides["other"]["Votes: 0 Major challenge"] is None
    assert "cypmhs" not in sides, "a side of one sector stands there once"


def test_a_withheld_split_is_nowhere_in_the_files():
    room = Room(cascade())
    room.rates_by_sector("clarity", school=[0, 0, 1, 1], cypmhs=[2, 2, 3, 3])
    data = recorded(room)
    assert data["domains"][0]["rounds"][0]["groups"] == []
    heading, row = sheets(workbook(data, WORDS))["Groups"]
    assert set(row[heading.index("Round") :]) == {None}
    rows = read(groups_csv(data, WORDS))
    assert {row["shown"] for row in rows} == {"withheld"}
    assert {row[f"votes_{rating}"] for row in rows for rating in range(4)} == {""}


def test_the_codebook_explains_every_column_of_every_sheet():
    data = recorded(a_room_that_differs())
    read_back = sheets(workbook(data, WORDS))
    told = {(row[0], row[1]): row for row in read_back["Codebook"][1:]}
    for title in ("Ratings", "Rounds", "Groups", "Reasons"):
        for heading in read_back[title][0]:
            assert told[title, heading][3], heading
    assert told["Rounds", "Consensus (Cns)"][4] == "Tastle & Wierman (2007)"
    assert told["Rounds", "Agreement (A)"][4] == "van der Eijk (2001)"
    assert told["All", "Version of the rules"][3].startswith(RULES)


# --- rows recompute to the rulings --------------------------------------------------------------


def a_room_with_a_ruling_of_every_kind() -> Room:
    room = Room(cascade())
    ways = [
        ((2, 2, 2), "unanimous", None, ""),
        ((0, 3, None), "consensus", 1, ""),
        ((1, 1, 3), "majority", None, ""),
        ((0, 2, 0, 2), "tie-break", 0, "The lower"),
        ((0, 3), "unresolved", None, "No agreement"),
        ((3,), "majority", 3, ""),
        ((None, None), "consensus", 0, ""),
    ]
    for domain, (ratings, method, rating, note) in zip(room.workshop.unruled(), ways, strict=True):
        room.rates(domain, *ratings)
        room.rules(domain, method, rating, note)
    return room


def test_each_row_recomputes_to_its_ruling():
    for row in read(ratings_csv(recorded(a_room_with_a_ruling_of_every_kind()), WORDS)):
        tally = Tally(tuple(int(row[f"votes_{k}"]) for k in range(4)), int(row["cant_say"]))
        rating = int(row["rating"]) if row["rating"] else None
        assert check(Method(row["method"]), rating, row["note"], tally) == rating
        assert tally.turnout == int(row["turnout"])
        if row["share"]:
            assert float(row["share"]) == round(tally.counts[rating] / tally.ratings, 4)


def test_an_area_with_commas_and_quotation_marks_stays_one_cell():
    room = a_finished_room()
    room.does(c.ReopenWorkshop())
    room.does(c.EditDetails(details(area='A, "B"; C', title="Æ 😀")))
    rows = read(ratings_csv(recorded(room), WORDS))
    assert {row["area"] for row in rows} == {'A, "B"; C'}
    assert all(None not in row for row in rows)
