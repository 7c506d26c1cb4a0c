"""``python -m voting.evaluate``: files in, files out, and what it says of what is wrong."""

import csv
import json
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.builders import ROOT, WORDS, cascade
from tests.evaluation.published import FIGURES, FILE
from tests.exports.test_programme_files import told
from tests.views.areas import UNRESOLVED, area
from voting.evaluate import main
from voting.reports import programme_files

FILES = {"table1.csv", "alpha.csv", "methods.txt", "distributions.svg", "change.svg"}
COLUMNS = (
    "domain", "workshop", "n", "pct_0", "pct_1", "pct_2", "pct_3",
    "up", "same", "down", "z", "p", "p_exact", "basis",
)  # fmt: skip
AT = "evaluation_files"
MIX = {"school": 14, "cypmhs": 6}  # of two workshops of tests.views.areas
HEAD = "area,workshop,domain,rating"


@pytest.fixture
def run(tmp_path, capsys):
    """Runs the command on lines or bytes: exit status, what it said, and the folder."""

    def ran(data: bytes | list[str], *options: str) -> tuple[int, str, Path]:
        file, folder = tmp_path / "in.csv", tmp_path / "out" / "here"
        text = "\n".join([HEAD, *data]).encode() if isinstance(data, list) else data
        file.write_bytes(text)
        status = main([str(file), "--out", str(folder), *options])
        said = capsys.readouterr()
        return status, said.out + said.err, folder

    return ran


def table(folder: Path, name: str = "table1.csv") -> list[dict[str, str]]:
    with (folder / name).open(newline="") as file:
        return list(csv.DictReader(file))


def areas(n: int, then: int, now: int) -> list[str]:
    """So many areas, each with both ratings on every domain."""
    return [
        f"Area {k},{workshop},{domain},{rating}"
        for k in range(n)
        for workshop, rating in ((1, then), (2, now))
        for domain in range(1, 8)
    ]


def test_it_runs_from_the_command_line(tmp_path):
    command = [sys.executable, "-m", "voting.evaluate", str(FILE), "--out", str(tmp_path / "out")]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert {path.name for path in (tmp_path / "out").iterdir()} == FILES
    assert all(name in ran.stdout for name in FILES)


def test_the_table_has_the_published_figures(run):
    _, _, folder = run(FILE.read_bytes())
    rows = table(folder)
    assert tuple(rows[0]) == COLUMNS
    assert [row["domain"] for row in rows[::2]] == [cell.key for cell in cascade().domains]
    for first, second in zip(rows[::2], rows[1::2], strict=True):
        up, same, down, z, p, exact, *_ = FIGURES[first["domain"]]
        assert (first["workshop"], first["n"], second["workshop"], second["n"]) == (
            "1", "25", "2", "26",
        )  # fmt: skip
        assert [int(first[name]) for name in ("up", "same", "down")] == [up, same, down]
        assert round(float(first["z"]), 2) == z
        assert float(first["p"]) == pytest.approx(p, abs=5e-5)
        assert float(first["p_exact"]) == pytest.approx(exact, abs=5e-5)
        assert first["basis"] == "negative"
        assert {second[name] for name in COLUMNS[7:]} == {""}
        for row in (first, second):
            assert sum(float(row[f"pct_{level}"]) for level in range(4)) == pytest.approx(
                100, abs=0.2
            )
    assert rows[1]["pct_0"] == "3.8"
    assert [row["n"] for row in table(folder, "alpha.csv")] == ["25", "26"]


def test_every_wrong_row_is_refused_at_once_and_nothing_is_written(run):
    lines = ["A,1,1,4", "A,1,2,-1", "A,3,3,1", ",1,4,1", "B,1,clarity,2", "B,1,1,2", "B,2,zz,x"]
    status, said, folder = run(lines)
    assert (status, folder.exists()) == (2, False)
    numbers = [line.split(":")[0] for line in said.splitlines() if line.startswith("Line")]
    assert numbers == [f"Line {n}" for n in (2, 3, 4, 5, 7, 8, 8)]
    assert WORDS.say("refusals.bad-row.twice", line=7, other=6) in said


def test_a_folder_that_cannot_be_written_to_is_told(run, tmp_path):
    (tmp_path / "out").write_text("a file")
    status, said, _ = run(areas(1, 0, 1))
    assert status == 2
    assert said.startswith(WORDS.say(f"{AT}.command.no_folder", folder="\0", why="").split("\0")[0])
    assert len(said.splitlines()) == 1


def test_where_one_file_cannot_be_put_in_its_place_no_part_is_left(run, tmp_path):
    there = tmp_path / "out" / "here" / "alpha.csv"
    there.mkdir(parents=True)
    status, said, folder = run(areas(1, 0, 1))
    assert (status, [path.name for path in folder.iterdir()]) == (2, ["alpha.csv"])
    assert str(folder) in said


def test_a_full_disk_leaves_neither_files_nor_folder(tmp_path):
    folder = tmp_path / "out"
    limited = ["sh", "-c", 'ulimit -f 1; exec "$@"', "sh", sys.executable]
    command = [*limited, "-m", "voting.evaluate", str(FILE), "--out", str(folder)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout, folder.exists()) == (2, "", False)
    assert len(ran.stderr.splitlines()) == 1


def test_a_file_that_is_not_there_is_told(tmp_path, capsys):
    assert main([str(tmp_path / "none.csv"), "--out", str(tmp_path / "out")]) == 2
    assert "none.csv" in capsys.readouterr().err


def test_a_programme_of_three_areas_is_told_what_it_can_know(run):
    status, said, folder = run(areas(3, 1, 2))
    assert status == 0
    assert WORDS.say(f"{AT}.remarks.few-areas", n=3, least=10) in said
    few = f"{AT}.remarks.too-few-changed"
    assert WORDS.say(few, n=3, least=9, domain=cascade().domains[0].name) in said
    (first, _, *_) = table(folder)
    assert (float(first["p_exact"]), first["up"]) == (0.25, "3")
    assert {row["alpha"] for row in table(folder, "alpha.csv")} == {""}
    assert {row["remark"] for row in table(folder, "alpha.csv")} == {"few-areas"}


def test_a_domain_that_no_area_changed_on_has_no_test(run):
    status, said, folder = run(areas(12, 1, 1))
    assert status == 0
    name = cascade().domains[0].name
    assert WORDS.say(f"{AT}.remarks.none-changed", n=12, domain=name) in said
    assert [table(folder)[0][one] for one in ("up", "same", "down", "z", "p", "p_exact")] == [
        "0", "12", "0", "", "", "",
    ]  # fmt: skip
    assert WORDS.say(f"{AT}.remarks.alpha.no-variance", point="Workshop I") in said


@pytest.mark.parametrize(("there", "absent"), [("1", "no-second"), ("2", "no-first")])
def test_a_workshop_that_no_area_held_is_told(run, there, absent):
    only = [line for line in areas(3, 1, 2) if line.split(",")[1] == there]
    status, said, folder = run(only)
    assert status == 0
    names = {"first": "Workshop I", "second": "Workshop II"}
    assert WORDS.say(f"{AT}.remarks.{absent}", **names) in said
    rows = table(folder)
    assert [row["workshop"] for row in rows[:2]] == ["1", "2"]
    missing = rows[1 if there == "1" else 0]
    assert (missing["n"], missing["pct_0"], missing["up"]) == ("0", "", "")


def test_an_unresolved_domain_is_missing_and_never_nought(run):
    lines = [line for line in areas(2, 1, 2) if not line.startswith("Area 0,2,1,")]
    status, said, folder = run([*lines, "Area 0,2,1,unresolved"])
    assert status == 0
    assert WORDS.say(f"{AT}.remarks.missing", n=1, point="Workshop II") in said
    second = table(folder)[1]
    assert [second[name] for name in ("n", "pct_0", "pct_2")] == ["1", "0.0", "100.0"]


def test_two_points_are_chosen_where_there_are_others(run):
    lines = [f"A,{kind},1,{n}" for n, kind in enumerate(("consultation", "review-3", "review-6"))]
    status, said, _ = run(lines)
    assert status == 2
    assert all(kind in said for kind in ("consultation", "review-3", "review-6"))
    status, _, folder = run(lines, "--from", "review-3", "--to", "review-6")
    assert [row["workshop"] for row in table(folder)[:2]] == ["review-3", "review-6"]
    assert run(lines[:2])[0] == 0
    assert run(lines[:1])[0] == 2
    assert run(lines, "--from", "review-3", "--to", "review-3")[0] == 2
    assert run(lines, "--from", "review-3", "--to", "session")[0] == 2


def test_another_framework_has_its_own_scale_and_domains(run):
    lines = ["A,1,trust,4", "A,2,trust,0", "A,1,3,2"]
    path = str(ROOT / "tests/data/three-by-five.json")
    status, _, folder = run(lines, "--framework", path)
    assert status == 0
    first = table(folder)[0]
    assert (first["domain"], first["pct_4"], first["down"]) == ("trust", "100.0", "1")
    assert run(lines)[0] == 2
    assert run(lines, "--framework", str(FILE))[0] == 2


@pytest.mark.parametrize("name", ["dataset.csv", "dataset.json"])
def test_a_programmes_dataset_fills_in_the_methods(run, name):
    held = [area("Barton", (1, UNRESOLVED, 0), (2, 2, 0)), area("=Formula", (3,), named=True)]
    status, said, folder = run(programme_files.write(name, told(areas=held), WORDS))
    assert status == 0
    text = " ".join((folder / "methods.txt").read_text().split())
    m = f"{AT}.methods"
    spread = WORDS.say(f"{m}.spread", median="10", least=10, most=10)
    for sentence in (
        WORDS.say(f"{m}.came", n=2, point="Workshop I", people=20, spread=spread),
        WORDS.say(f"{m}.came", n=1, point="Workshop II", people=10, spread=""),
        WORDS.say(f"{m}.rule"),
        WORDS.say(f"{m}.private", n=3),
        WORDS.say(f"{m}.methods.majority", n=3),
        WORDS.say(f"{m}.day", point="Workshop II", first=WORDS.date("2026-04-23")),
        WORDS.say(f"{m}.cant_say", n=7, all=70),
        WORDS.say(f"{m}.invited"),
        WORDS.say(f"{m}.domains", n=1),
        cascade().version,
    ):
        assert sentence in text, sentence
    sectors = [f"{cascade().group_name('sector', key)} {n}" for key, n in MIX.items()]
    assert WORDS.say(f"{m}.sectors", sectors=WORDS.in_a_row(sectors)) in text
    assert WORDS.say(f"{AT}.remarks.missing", n=11, point="Workshop I") in said


def test_what_a_bare_table_does_not_hold_is_in_brackets(run):
    _, _, folder = run(FILE.read_bytes())
    text = " ".join((folder / "methods.txt").read_text().split())
    m = f"{AT}.methods"
    for key in ("invited", "private_unknown", "rule_unknown", "dropped", "caution_unknown"):
        assert WORDS.say(f"{m}.{key}") in text
    assert WORDS.say(f"{m}.rule") not in text
    assert text.count("[") == text.count("]") >= 8
    assert ".05/7 = .0071" in text


def test_no_text_says_that_a_study_complies_with_a_guideline():
    said = json.dumps(WORDS[AT], ensure_ascii=False).casefold()
    assert not any(word in said for word in ("compl", "strong", "proves", "effective"))


def test_charts_say_what_they_show(run):
    _, _, folder = run(FILE.read_bytes())
    for name in ("distributions", "change"):
        root = ET.fromstring((folder / f"{name}.svg").read_text())
        title, description = (root.find(f"{{*}}{tag}").text for tag in ("title", "desc"))
        assert "Workshop I" in title
        for cell in cascade().domains:
            assert cell.name in description
    assert "26 areas" in description or "out of 26" in description


def test_bars_stand_on_one_scale_from_nought_to_a_hundred(run):
    _, _, folder = run(areas(4, 0, 3))
    root = ET.fromstring((folder / "distributions.svg").read_text())
    whole = max(float(line.get("x1")) for line in root.findall(".//{*}line")) - min(
        float(line.get("x1")) for line in root.findall(".//{*}line")
    )
    bars = [
        float(box.get("width")) for box in root.findall(".//{*}rect") if box.get("height") == "16"
    ]
    assert len(bars) == 14
    assert all(abs(bar - whole) < 0.2 for bar in bars)


def test_help_names_every_file_and_column(capsys):
    assert main(["--help"]) == 0
    told_ = capsys.readouterr().out
    for name in (*FILES, *HEAD.split(","), "unresolved", "--from", "--to", "--framework"):
        assert name in told_
