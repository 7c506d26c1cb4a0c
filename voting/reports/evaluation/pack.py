"""The evaluator's pack: one ZIP with every decision and round, and all that is needed to analyse
them elsewhere and get the numbers of Table 1."""

from datetime import datetime
from pathlib import Path
from typing import Any

from voting.evaluation.comparing import Comparison, compare
from voting.evaluation.panel import Panel
from voting.reports.columns import Cell, Column, Row, Table
from voting.reports.csv import in_csv
from voting.reports.evaluation.pack_tables import Variable, point_said, tables, variables
from voting.reports.evaluation.spss import syntax
from voting.reports.evaluation.tables import alpha_csv, table1_csv
from voting.reports.programme_dataset import Dataset
from voting.reports.zipped import zipped
from voting.words import Words

FILE = "pack.zip"
_R = Path(__file__).parent / "analysis.R"


def pack(told: Dataset, words: Words) -> bytes:
    """The bytes of pack.zip. ``told`` is a programme's dataset with ``pack_told`` as its "pack"."""
    return zipped(files(told, words), datetime.fromisoformat(told["exported_at"]))


def files(told: Dataset, words: Words) -> dict[str, bytes | str]:
    """Each file by name."""
    data, all_ = told["pack"], variables(told, words)
    compared = comparison(data)
    tested = [one.domain for one in compared.domains if one.test]
    made: dict[str, bytes | str] = {"README.txt": _readme(told, words)}
    for file, table in tables(told, words).items():
        made[file] = in_csv(table)
    made["codebook.csv"] = in_csv(_codebook(all_, data, words))
    made["variables.csv"] = in_csv(_variables(all_))
    made["levels.csv"] = in_csv(_levels(data))
    written = {str(n): point for n, point in enumerate(data["points"], start=1)}
    made["table1.csv"] = table1_csv(compared, written)
    made["alpha.csv"] = alpha_csv(compared, written)
    made["methods.txt"] = data["methods"]
    made["analysis.R"] = _R.read_bytes()
    made["analysis.sps"] = "\ufeff" + syntax(all_, data, tested, words)
    return made


def comparison(data: dict[str, Any]) -> Comparison:
    """The two points of the pack compared."""
    first, second = ("1", "2")
    places = {str(place): area for place, area in enumerate(data["wide"])}
    panel = Panel(
        domains=tuple(domain["key"] for domain in data["framework"]["domains"]),
        levels=len(data["framework"]["levels"]),
        points=(first, second),
        areas=tuple(places),
        ratings={
            point: {key: area["at"][at] for key, area in places.items() if area["at"][at]}
            for at, point in enumerate((first, second))
        },
    )
    return compare(panel, first, second)


def _codebook(all_: list[Variable], data: dict[str, Any], words: Words) -> Table:
    columns = tuple(
        Column(name, key=f"codebook_{name}") for name in ("file", "name", "title", "meaning")
    )
    rows: list[Row] = [
        {"file": one.file, "name": one.name, "title": one.label, "meaning": one.meaning}
        for one in all_
    ]
    rows += [
        {
            "file": "wide.csv",
            "name": str(level),
            "title": label or None,
            "meaning": words.say("evaluation_pack.level"),
        }
        for level, label in enumerate(data["framework"]["levels"])
    ]
    return Table("codebook", columns, rows)


def _variables(all_: list[Variable]) -> Table:
    names = ("file", "variable", "type", "label", "domain", "point")
    rows: list[Row] = []
    for one in all_:
        cells: tuple[Cell, ...] = (
            one.file, one.name, "text" if one.width else "number", one.label, one.domain or None,
            one.point or None,
        )  # fmt: skip
        rows.append(dict(zip(names, cells, strict=True)))
    return Table("variables", tuple(Column(name) for name in names), rows)


def _levels(data: dict[str, Any]) -> Table:
    rows: list[Row] = [
        {"level": level, "label": label or str(level)}
        for level, label in enumerate(data["framework"]["levels"])
    ]
    return Table("levels", (Column("level"), Column("label")), rows)


def _readme(told: Dataset, words: Words) -> str:
    data = told["pack"]
    first, second = (point_said(point, words) for point in data["points"])
    said, versions = words.at("evaluation_pack.readme"), data["framework"]["versions"]
    values = {
        "programme": told["programme"]["name"],
        "day": words.date(told["exported_at"][:10]),
        "framework": data["framework"]["name"],
        "versions": words.fill(said["versions"], versions=versions, n=len(versions)),
        "first": first,
        "second": second,
        "rules": data["rules"],
    }
    files_said = [f"{name}\n    {what}" for name, what in said["files"].items()]
    parts = [words.fill(one, **values) for one in said["before"]]
    parts += [*files_said, *(words.fill(one, **values) for one in said["after"])]
    return "\n\n".join(parts) + "\n"
