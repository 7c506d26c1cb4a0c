"""The evaluator's pack: what is in it, and that R and PSPP get our numbers from it."""

import csv
import io
import random
import re
import subprocess
import zipfile
from pathlib import Path

import pytest
from msgspec.structs import replace

from scripts.tools import find
from tests.builders import WORDS, cascade
from tests.views.areas import AT, UNDECIDED, area, programme, result
from voting.evaluation.comparing import Comparison
from voting.instruments.agreement import RULES
from voting.programme.result import RoundResult
from voting.reports.evaluation.pack import comparison, files, pack
from voting.reports.evaluation.pack_told import pack_told
from voting.reports.programme_dataset import dataset
from voting.views.programme import Asked, in_order

KNOWN = {"cascade": cascade()}
DOMAINS = [cell.key for cell in cascade().domains]
# What a file must pass on as it is, and what no program may run, or take for more cells or lines.
TEXTS = (
    'Bath, "North" & Somerset', "=1+1", "+44", "-7", "@here", "Größe – Ü ’x’", "semi;colon\ttab",
    "O'Hare 'quoted'", "'apostrophe", "100 % <b>",
)  # fmt: skip


def told_of(*areas, evaluating: bool = True, since="workshop-1", until="workshop-2") -> dict:
    numbers = {each.area.id: number for number, each in enumerate(areas, start=1)}
    named = in_order(areas, numbers, Asked(), evaluating=evaluating)
    told = dataset(programme(*areas), named, AT, WORDS, known=KNOWN, whole=False)
    return told | {"pack": pack_told(named, cascade(), since, until, KNOWN, WORDS)}


def rows(made: dict, file: str) -> list[dict[str, str]]:
    text = made[file].removeprefix("\ufeff")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def unpacked(told: dict, folder: Path) -> Path:
    with zipfile.ZipFile(io.BytesIO(pack(told, WORDS))) as packed:
        packed.extractall(folder)
    return folder


def random_areas(seed: int, n: int = 30):
    """Ties, zeros, unresolved and undecided domains, areas with one workshop only, one without any,
    a domain on which none changed and one that nobody rated twice."""
    chance = random.Random(seed)
    found = []
    for number in range(n):
        held = []
        for place in range(2):
            ratings = [chance.choice([0, 1, 1, 2, 3, None, UNDECIDED]) for _ in DOMAINS]
            ratings[1] = 2
            ratings[2] = chance.randrange(4) if place else UNDECIDED
            held.append(tuple(ratings))
        some = {0: held[:1], 1: held[1:], 2: []}.get(number, held)
        one = area(f"a{number}", *some, name=TEXTS[number % len(TEXTS)], named=number % 3 == 0)
        if number == 1:  # it has the second workshop alone
            events = tuple(replace(e, kind="workshop-2") for e in one.area.events)
            one = replace(one, area=replace(one.area, events=events))
        found.append(one)
    return found


def by_r(folder: Path) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    ran = subprocess.run(
        [find("r"), "analysis.R"],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert "Warning" not in ran.stderr, ran.stderr
    return tuple(
        list(csv.DictReader(io.StringIO((folder / name).read_text())))
        for name in ("table1-R.csv", "alpha-R.csv")
    )  # type: ignore[return-value]


def number(text: str) -> float | None:
    return None if text == "NA" else float(text)


def same(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return one == pytest.approx(other, rel=1e-10, abs=1e-12)


def check_r(folder: Path, ours: Comparison) -> None:
    table, alphas = by_r(folder)
    assert len(table) == 2 * len(ours.domains)
    for place, domain in enumerate(ours.domains):
        for row, line in zip(
            table[2 * place : 2 * place + 2], (domain.first, domain.second), strict=True
        ):
            assert row["domain"] == domain.domain
            assert int(row["n"]) == line.n
            for level in range(len(line.counts)):
                share = line.share(level)
                found = row[f"pct_{level}"]
                assert found == "NA" if share is None else same(float(found), float(100 * share))
        row, changes, test = table[2 * place], domain.changes, domain.test
        counted = (changes.up, changes.same, changes.down)
        expected = [str(n) if changes.pairs else "NA" for n in counted]
        assert [row[name] for name in ("up", "same", "down")] == expected
        assert same(number(row["z"]), test and test.z)
        assert same(number(row["p"]), test and test.p)
        assert same(number(row["p_exact"]), test and test.exact)
        assert row["basis"] == (test.basis if test else "")
    for row, alpha in zip(alphas, ours.alpha, strict=True):
        assert int(row["n"]) == alpha.n
        assert same(number(row["alpha"]), alpha.value)


def by_pspp(folder: Path) -> str:
    ran = subprocess.run(
        [find("pspp"), "analysis.sps", "-O", "format=csv", "-o", "out.csv"],
        cwd=folder, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout + ran.stderr
    out = (folder / "out.csv").read_text(encoding="utf-8")
    assert not re.search(r"error|warning", ran.stdout + ran.stderr, re.IGNORECASE), ran.stdout
    return out


def check_pspp(folder: Path, ours: Comparison) -> None:
    tables = [list(csv.reader(io.StringIO(one))) for one in by_pspp(folder).split("\n\n")]
    told = {one[0][0]: one for one in tables if one and one[0]}
    tested = [one for one in ours.domains if one.test]
    if tested:
        ranks, statistics = told["Table: Ranks"], told["Table: Test Statistics"]
        z, p = (
            next(row for row in statistics if row[0].startswith(name)) for name in ("Z", "Asymp")
        )
        for place, domain in enumerate(tested):
            # PSPP subtracts the second from the first: what is negative there has risen.
            found = [int(row[2]) for row in ranks[2 + 4 * place : 5 + 4 * place]]
            changes = domain.changes
            assert found == [changes.up, changes.down, changes.same]
            assert float(z[1 + place]) == pytest.approx(domain.test.z, rel=1e-9, abs=1e-11)
            assert float(p[1 + place]) == pytest.approx(domain.test.p, abs=0.0005)
    lines = [
        (one, line)
        for at in ("first", "second")
        for one in ours.domains
        for line in [getattr(one, at)]
    ]
    frequencies = [
        one for one in tables if len(one) > 1 and one[1][2:4] == ["Frequency", "Percent"]
    ]
    assert len(frequencies) == len(lines)
    for table, (_, line) in zip(frequencies, lines, strict=True):
        labels = [level.label for level in cascade().levels]
        counts = dict.fromkeys(labels, 0) | {r[1]: int(r[2]) for r in table[2:] if r[1] in labels}
        assert list(counts.values()) == list(line.counts)
        for row in table[2:]:
            if row[1] in labels:
                share = 100 * line.counts[labels.index(row[1])] / line.n
                assert float(row[4].rstrip("%")) == pytest.approx(share, abs=0.0501)
    alphas = [
        float(one[2][0]) for one in tables if one and one[0][0] == "Table: Reliability Statistics"
    ]
    for alpha in ours.alpha:
        if alpha.value is not None:
            assert any(found == pytest.approx(alpha.value, abs=1e-8) for found in alphas)


@pytest.mark.parametrize("seed", [1, 2])
def test_r_and_pspp_have_our_numbers(seed, tmp_path):
    told = told_of(*random_areas(seed))
    ours = comparison(told["pack"])
    folder = unpacked(told, tmp_path)
    assert any(one.test for one in ours.domains)
    assert any(one.test is None for one in ours.domains)
    check_r(folder, ours)
    check_pspp(folder, ours)


def test_three_areas_and_none_are_told_too(tmp_path):
    for name, some in (("three", random_areas(3)[4:7]), ("one", random_areas(3)[:1])):
        told = told_of(*some)
        folder = unpacked(told, tmp_path / name)
        check_r(folder, comparison(told["pack"]))
        by_pspp(folder)


def test_texts_arrive_as_they_are_in_r_and_pspp(tmp_path):
    some = [
        area(f"a{n}", (n % 4,) * 7, (3,) * 7, name=text, named=True) for n, text in enumerate(TEXTS)
    ]
    told = told_of(*some)
    folder = unpacked(told, tmp_path)
    (folder / "names.R").write_text(
        'source("analysis.R")\nwriteLines(enc2utf8(wide$area), "names.txt", useBytes = TRUE)\n'
        'writeLines(attr(wide$clarity_1, "label"), "label.txt", useBytes = TRUE)\n'
    )
    subprocess.run([find("r"), "names.R"], cwd=folder, check=True, capture_output=True)
    written = {row["area"] for row in rows(files(told, WORDS), "wide.csv")}
    tidy = {" ".join(text.split()) for text in TEXTS}
    assert {one.removeprefix("'") for one in written} == {one.removeprefix("'") for one in tidy}
    assert not [one for one in written if one[0] in "=+-@"]
    assert set((folder / "names.txt").read_text(encoding="utf-8").splitlines()) == written
    (folder / "names.sps").write_text("GET FILE='wide.sav'.\nLIST VARIABLES=area.\n")
    by_pspp(folder)
    subprocess.run(
        [find("pspp"), "names.sps", "-O", "format=csv", "-o", "names.csv"],
        cwd=folder,
        check=True,
        capture_output=True,
    )
    listed = [
        row[0].strip()
        for row in csv.reader(io.StringIO((folder / "names.csv").read_text(encoding="utf-8")))
        if row
    ]
    assert written <= set(listed)


def test_it_has_every_round_that_is_shown_and_no_more():
    one = area("a", (1,) * 7, (2,) * 7)
    shown = one.results["a-1"]
    hidden = RoundResult(9, 2, AT, AT, (0, 0, 0, 0), 0, withheld=True)
    first = shown.domains[0]
    domains = (replace(first, rounds=(*first.rounds, hidden)), *shown.domains[1:])
    at = replace(one, results=one.results | {"a-1": replace(shown, domains=domains)})
    made = files(told_of(at), WORDS)
    found = rows(made, "rounds.csv")
    assert len(found) == 14
    assert {row["round"] for row in found} == {"1"}
    assert [found[0][f"votes_{n}"] for n in range(4)] == ["0", "7", "0", "2"]


def test_an_unnamed_area_is_a_number_and_nothing_else_tells_which():
    secret = area("a", (1,) * 7, (2,) * 7, name="Ambridge", region="Borsetshire", tags=("coast",))
    other = area("b", (1,) * 7, (2,) * 7, name="Felpersham", named=True, region="North")
    packed = pack(told_of(secret, other), WORDS)
    with zipfile.ZipFile(io.BytesIO(packed)) as file:
        text = "".join(file.read(name).decode() for name in file.namelist())
    assert "Felpersham" in text
    assert not [word for word in ("Ambridge", "Borsetshire", "coast", "a-1") if word in text]
    of_secret = [
        r
        for r in rows(files(told_of(secret, other), WORDS), "rounds.csv")
        if r["area"] == "Area 01"
    ]
    assert {row["date"] for row in of_secret} == {""}
    assert "Ambridge" in str(files(told_of(secret, other, evaluating=False), WORDS)["wide.csv"])


def test_every_column_is_in_the_codebook_and_the_rules_version_is_said():
    made = files(told_of(*random_areas(4)), WORDS)
    said = {(row["file"], row["name"]) for row in rows(made, "codebook.csv")}
    for file in ("decisions.csv", "rounds.csv", "wide.csv"):
        heads = made[file].removeprefix("\ufeff").splitlines()[0].replace('"', "").split(",")
        assert {(file, head) for head in heads} <= said
    assert all(row["meaning"] for row in rows(made, "codebook.csv"))
    assert RULES in made["README.txt"]
    for name in made:
        assert name == "README.txt" or name in made["README.txt"]


def test_the_same_twice_is_the_same_bytes():
    assert pack(told_of(*random_areas(5)), WORDS) == pack(told_of(*random_areas(5)), WORDS)


def test_other_points_and_other_kinds_are_there():
    some = [area(f"a{n}", (0,) * 7, (1,) * 7, (2,) * 7) for n in range(3)]
    made = files(told_of(*some, since="first", until="latest"), WORDS)
    (row, *_) = rows(made, "wide.csv")
    assert (row["clarity_1"], row["clarity_2"], row["clarity_review_3"]) == ("0", "2", "2")
    assert result("x").rehearsal is False


def test_the_methods_text_has_the_facts_of_the_record_and_no_day_of_an_unnamed_area():
    named = area("a", (1,) * 7, (2,) * 7, name="Felpersham", named=True)
    unnamed = area("b", (None, UNDECIDED, *(1,) * 5), (2,) * 7)
    paper = replace(unnamed.results["b-2"], imported=True)
    unnamed = replace(unnamed, results=unnamed.results | {"b-2": paper})
    text = " ".join(files(told_of(named, unnamed), WORDS)["methods.txt"].split())
    at = "evaluation_files.methods"
    first = WORDS.say("area.kinds.workshop-1")
    second = WORDS.say("area.kinds.workshop-2")
    domains = WORDS.say(f"{at}.domains", n=1)
    for said in (
        WORDS.say(f"{at}.missing", point=first, unresolved=domains, undecided=1),
        WORDS.say(f"{at}.imported", n=1, point=second),
        WORDS.date(named.results["a-1"].date),
    ):
        assert said in text
    hidden = replace(unnamed.results["b-1"], date="2026-02-28")
    alone = replace(unnamed, results=unnamed.results | {"b-1": hidden})
    assert WORDS.date("2026-02-28") not in str(files(told_of(named, alone), WORDS))


def test_how_many_rounds_a_workshop_on_paper_took_is_not_known():
    one = area("a", (1,) * 7, (2,) * 7)
    paper = replace(
        one.results["a-1"],
        imported=True,
        domains=tuple(replace(each, rounds=()) for each in one.results["a-1"].domains),
    )
    made = files(told_of(replace(one, results=one.results | {"a-1": paper})), WORDS)
    found = {(row["workshop"], row["rounds"]) for row in rows(made, "decisions.csv")}
    assert found == {("workshop-1", ""), ("workshop-2", "1")}


def test_the_methods_text_counts_areas_that_held_neither_workshop():
    held = [area(f"a{n}", (1,) * 7, (2,) * 7) for n in range(2)]
    text = " ".join(files(told_of(*held, area("none")), WORDS)["methods.txt"].split())
    at = "evaluation_files.methods"
    assert (
        WORDS.say(
            f"{at}.n",
            all=WORDS.say(f"{at}.areas", n=3),
            first=WORDS.say("area.kinds.workshop-1"),
            first_areas=2,
            second=WORDS.say("area.kinds.workshop-2"),
            second_areas=2,
            both=2,
        )
        in text
    )
