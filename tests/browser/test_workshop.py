"""A whole workshop by hand: a trainer, a room view, three phones and a lead, and nothing else."""

import csv
import json
import re
import zipfile

import openpyxl
import pytest
from playwright.sync_api import expect

from lab.rig.words import opening, said
from tests.browser.by_hand import ByHand
from tests.browser.conftest import with_workers
from tests.browser.words import DOMAIN_NAMES, LEVELS, SHORT_NAMES

REASON = "The lower one, until the new team has settled in"
DISSENT = "Schools and services see this too differently"
DOWNLOADS = {
    "ratings.csv": said("lead.files.ratings.csv"),
    "rounds.csv": said("lead.files.rounds.csv"),
    "groups.csv": said("lead.files.groups.csv"),
    "reasons.csv": said("lead.files.reasons.csv"),
    "answers.csv": said("lead.files.answers.csv"),
    "workbook.xlsx": said("lead.files.workbook.xlsx"),
    "record.json": said("lead.files.record.json"),
    "profile.svg": said("lead.reports.files.profile.svg"),
    "charts.zip": said("lead.reports.files.charts.zip"),
}


@pytest.fixture
def contexts(contexts):
    return with_workers(contexts)


def test_a_workshop_from_the_first_click_to_the_last_download(server, contexts, tmp_path):
    at = ByHand(server, contexts)
    at.is_set_up()
    at.is_projected()
    at.is_joined()
    at.is_followed()
    everybody_agrees_at_once(at)
    a_second_round_brings_consensus(at)
    most_votes_decide_and_a_phone_reloads(at)
    a_tie_is_broken_with_a_reason(at)
    one_is_left_open_and_the_server_dies(at)
    the_rest_is_quick(at)
    at.is_finished()
    compare_downloads(at, tmp_path)


def test_the_new_workshops_picture_is_described_by_what_it_holds(stage):
    tab = stage.tab(f"/workshops/{stage.id}/created", stage.trainer.browser)
    assert stage.links["join"] in tab.get_by_role(
        "img", name=opening("created.qr_alt")
    ).get_attribute("alt")


def everybody_agrees_at_once(at):
    at.opens("clarity")
    at.rates(2, 2, 2)
    at.reveals("clarity")
    at.rules("unanimous", None, "", LEVELS[2], votes=3, ratings=3)


def a_second_round_brings_consensus(at):
    at.opens("contact")
    at.rates(0, 1, 2)
    at.reveals("contact")
    at.console.is_ready()
    at.console.press(said("trainer.do.start_discussion"))
    at.room.sees(said("room.discussion"), said("common.time_left"))
    at.phones[0].sees(said("attendee.discussion.heading"))
    at.console.is_ready()
    at.console.press(said("trainer.do.rate_again", n=2))
    at.room.sees(said("common.round_number", number=2), said("room.turnout", rated=0, of=3))
    for phone in at.phones:
        phone.sees(said("attendee.open.again"))
    at.rates(1, 1, 2)
    at.reveals("contact")
    at.rules("consensus", 1, "Agreed aloud", LEVELS[1])


def most_votes_decide_and_a_phone_reloads(at):
    at.opens("structures")
    at.phones[1].rate(1)
    at.phone_reloads(at.phones[1], rating=1)
    at.rates(3, 1, 1)
    at.reveals("structures")
    at.rules("majority", None, "", LEVELS[1], votes=2, ratings=3)


def a_tie_is_broken_with_a_reason(at):
    at.opens("outcomes")
    at.phones[2].rate(3)
    at.phone_closes_its_tab_and_comes_back(at.phones[2], rating=3)
    at.rates(0, None, 3)
    at.reveals("outcomes")
    expect(at.console.method(said("common.method_names.majority"))).to_have_count(0)
    at.rules("tie-break", 0, REASON, LEVELS[0], votes=1, ratings=2)


def one_is_left_open_and_the_server_dies(at):
    at.opens("learning")
    at.phones[0].rate(3)
    at.server_dies_and_is_started_again()
    expect(at.phones[0].choice(3)).to_be_checked()
    at.phones[1].rate(0)
    at.phones[2].rate(1)
    at.reveals("learning")
    at.rules("unresolved", None, DISSENT)


def the_rest_is_quick(at):
    at.opens("integration")
    at.rates(3, 3, 3)
    at.reveals("integration")
    at.rules("unanimous", None, "", LEVELS[3], votes=3, ratings=3)
    at.opens("evidence")
    at.rates(0, 0, 1)
    at.reveals("evidence")
    at.rules("majority", None, "", LEVELS[0], votes=2, ratings=3)


# --- the downloads against the room view ------------------------------------------------------


def compare_downloads(at, folder):
    profile = at.room.profile()
    assert list(profile) == list(SHORT_NAMES.values())
    shown = {key: profile[short] for key, short in SHORT_NAMES.items()}
    file = {name: at.lead.download(link, folder) for name, link in DOWNLOADS.items()}
    ratings, rounds = read_csv(file["ratings.csv"]), read_csv(file["rounds.csv"])
    assert {row["domain"]: in_words(row) for row in ratings} == shown
    assert tallies(rounds) == at.tallies
    assert {row["domain"]: row["note"] for row in ratings if row["note"]} == {
        "contact": "Agreed aloud",
        "outcomes": REASON,
        "learning": DISSENT,
    }
    compare_workbook(file["workbook.xlsx"], ratings, rounds)
    compare_record(file["record.json"], shown, at.tallies)
    compare_charts(file["charts.zip"], profile, at.tallies)
    with zipfile.ZipFile(file["charts.zip"]) as charts:
        assert charts.read("profile.svg") == file["profile.svg"].read_bytes()


def compare_workbook(file, ratings, rounds):
    book = openpyxl.load_workbook(file)
    summary, *tables = (said(f"reports.sheets.{one}") for one in ("summary", "ratings", "rounds"))
    assert book.sheetnames[:3] == [summary, *tables]
    assert book[summary]["B1"].value == said("reports.summary.finished")
    for sheet, rows in zip(tables, (ratings, rounds), strict=True):
        _, *cells = book[sheet].values
        assert [[plain(cell) for cell in row] for row in cells] == [
            [plain(cell) for cell in row.values()] for row in rows
        ]


def compare_record(file, shown, seen):
    record = json.loads(file.read_text())
    domains = {domain["key"]: domain for domain in record["domains"]}
    rulings = {key: in_words(domain["ruling"]) for key, domain in domains.items()}
    assert rulings == shown
    assert {
        key: [[*r["counts"], r["cant_say"]] for r in d["rounds"]] for key, d in domains.items()
    } == seen


def compare_charts(file, profile, seen):
    """What the charts say to a screen reader is what the room view showed."""
    with zipfile.ZipFile(file) as charts:
        whole, *domains = (charts.read(name).decode() for name in charts.namelist())
    left = said("common.methods.unresolved"), said("common.domain_status.unresolved")
    for short, ruling in profile.items():  # the chart says after it how many rated
        ruling = left[1] if ruling == left[0] else ruling
        assert f"{short}: {ruling}".replace(",", "") in whole.replace(",", "")
    for svg, rounds in zip(domains, seen.values(), strict=True):
        for *counts, cant_say in rounds:
            told = [
                f"{n} {level} {m}" for n, (level, m) in enumerate(zip(LEVELS, counts, strict=True))
            ]
            told.append(said("common.rated_of", turnout=sum(counts) + cant_say, present=3))
            assert f": {', '.join(told)}, {said('common.cant_say')}: {cant_say}." in svg


def in_words(row) -> str:
    """A row of the ratings as the room view words it."""
    if row["method"] == "unresolved":
        return said("common.methods.unresolved")
    votes = [int(row.get(f"votes_{rating}", 0)) for rating in range(len(LEVELS))]
    share = {
        "votes": row.get("votes", votes[int(row["rating"])]),
        "ratings": row.get("ratings", sum(votes)),
    }
    manner = {
        "unanimous": said("common.methods.unanimous", **share),
        "consensus": said("common.methods.consensus"),
        "majority": said("common.methods.majority", **share),
        "tie-break": said("common.methods.tie-break", **share),
    }[row["method"]]
    return f"{row['rating']} {row['label']} {manner}"


def plain(cell) -> str:
    """A cell as both files have it: CSV says 1.0 where the workbook says 1, and a time is a time of
    the workbook's own."""
    cell = "" if cell is None else str(cell).removesuffix(".0")
    return re.sub("T(..:..:..)(Z|[+]00:00)$", r" \1", cell).removesuffix(" 00:00:00")


def tallies(rounds) -> dict[str, list[list[int]]]:
    found = {key: [] for key in DOMAIN_NAMES}
    for row in rounds:
        counts = [int(row[f"votes_{rating}"]) for rating in range(len(LEVELS))]
        found[row["domain"]].append([*counts, int(row["cant_say"])])
    return found


def read_csv(file) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))
