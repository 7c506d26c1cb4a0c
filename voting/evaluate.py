"""Compare two workshops over many areas, from a table of ratings or a programme's dataset.

    python -m voting.evaluate FILE --out FOLDER [--from KIND --to KIND] [--framework FILE.json]

FILE is CSV with the columns area, workshop, domain and rating: a line for each rating. The workshop
is 1 or 2, or workshop-1, workshop-2, consultation, session, review-3, review-6 or other; the domain
is its key or its number in the framework; the rating is a whole number, or empty or "unresolved"
where there is none. Other columns are passed over. A programme's dataset.csv or dataset.json does
as well. Nothing is sent anywhere, and no setting or store is needed.

FOLDER gets table1.csv (percentages, changes and tests), alpha.csv (Cronbach's alpha), methods.txt
(two paragraphs for a methods section) and two charts, distributions.svg and change.svg. If anything
in FILE is wrong, all of it is told by line, nothing is written, and the exit status is 2.
"""

import os
import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Mapping, Sequence
from errno import EISDIR
from pathlib import Path
from typing import Any

from voting.evaluation.comparing import compare
from voting.evaluation.facts import facts_of
from voting.evaluation.reading import Read, as_held, read
from voting.frameworks import SHIPPED, load_frameworks
from voting.instruments.instrument import Instrument
from voting.instruments.parsing import parse_instrument, read_file
from voting.programme.area import EVENT_KINDS
from voting.refusals import Refusal
from voting.reports.evaluation.charts import change_svg, distributions_svg
from voting.reports.evaluation.methods import methods_text
from voting.reports.evaluation.remarks import remarks
from voting.reports.evaluation.tables import alpha_csv, table1_csv
from voting.words import load

_AT = "evaluation_files.command"
_USUAL = ("workshop-1", "workshop-2")
_WRONG = 2


class NotDone(Exception):
    """Why nothing was written, in a line or several."""


def main(arguments: Sequence[str]) -> int:
    """Do what the command line says; returns the exit status."""
    try:
        asked = _parser().parse_args(arguments)
    except SystemExit as ended:  # it has said why
        return int(ended.code or 0)
    try:
        for line in _evaluated(asked):
            print(line)
    except NotDone as problem:
        print(problem, file=sys.stderr)
        return _WRONG
    return 0


def _parser() -> ArgumentParser:
    about, _, more = (__doc__ or "").partition("\n\n")
    parser = ArgumentParser(
        "python -m voting.evaluate",
        description=about,
        epilog=more.partition("\n\n")[2],
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", type=Path, help="the table of ratings, or a programme's dataset")
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="made if needed")
    parser.add_argument(
        "--from", dest="first", choices=EVENT_KINDS, metavar="KIND",
        help="the earlier workshop; workshop-1 unless told otherwise",
    )  # fmt: skip
    parser.add_argument(
        "--to", dest="second", choices=EVENT_KINDS, metavar="KIND",
        help="the later workshop; workshop-2 unless told otherwise",
    )  # fmt: skip
    parser.add_argument(
        "--framework", type=Path, metavar="FILE.json",
        help="what was rated, as the server's FRAMEWORKS_DIR has it; CASCADE unless told otherwise",
    )  # fmt: skip
    return parser


def _evaluated(asked: Namespace) -> list[str]:
    """What is to be printed once everything is written; raises NotDone."""
    words = load()
    framework = _framework(asked.framework)
    found = _read(asked.file, framework)
    first, second = _points(found, asked.first, asked.second)
    found = as_held(found, first, second, framework)
    comparison = compare(found.panel, first, second)
    named = {point: words.say(f"area.kinds.{point}") for point in EVENT_KINDS}
    facts = facts_of(found, first, second)
    about = (comparison, framework, named, words)
    files = {
        "table1.csv": table1_csv(comparison, _called(found)),
        "alpha.csv": alpha_csv(comparison, _called(found)),
        "methods.txt": methods_text(facts, *about, areas=len(found.panel.areas)),
        "distributions.svg": distributions_svg(*about),
        "change.svg": change_svg(found.panel, *about),
    }
    _write(asked.out, files)
    said = list(remarks(found, facts, *about))
    return [
        words.say(f"{_AT}.written", n=len(files), folder=asked.out),
        *(f"  {name}" for name in files),
        "",
        *([words.say("evaluation_files.remarks.title"), *(f"- {one}" for one in said)]
          if said else [words.say("evaluation_files.remarks.none")]),
    ]  # fmt: skip


def _not_done(key: str, /, **values: Any) -> NotDone:
    return NotDone(load().say(f"{_AT}.{key}", **values))


# --- what goes in ---------------------------------------------------------------------------------


def _framework(path: Path | None) -> Instrument:
    shipped: Mapping[str, Instrument] = load_frameworks(None)
    if path is None:
        return shipped[SHIPPED[0]]
    data = _bytes(path)
    try:
        found = parse_instrument(read_file(data), shipped[SHIPPED[0]])
    except Refusal as problem:
        raise _refused(path, problem) from None
    if not found.scale:
        raise _not_done("no_scale", name=found.name)
    return found


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as problem:
        raise _not_done("no_file", file=path, why=problem.strerror) from None


def _read(path: Path, framework: Instrument) -> Read:
    data = _bytes(path)
    try:
        return read(data, framework)
    except Refusal as problem:
        raise _refused(path, problem) from None


def _refused(path: Path, problem: Refusal) -> NotDone:
    """Everything that is wrong with a file, by line."""
    words = load()
    faults = sorted((problem, *problem.also), key=lambda one: one.values.get("line", 0))
    said = [words.refusal(one) for one in faults]
    return NotDone("\n".join([words.say(f"{_AT}.refused", n=len(said), file=path), *said]))


def _points(found: Read, first: str | None, second: str | None) -> tuple[str, str]:
    """Which two workshops are compared: those asked for, I and II, or the only two there are."""
    there = found.panel.points
    if first is None and second is None:
        if set(there) & set(_USUAL):
            first, second = _USUAL
        elif len(there) == 2:
            first, second = there
        else:
            raise _not_done("points" if len(there) > 1 else "one_point", points=list(there))
    first, second = first or _USUAL[0], second or _USUAL[1]
    if first == second:
        raise _not_done("points", points=list(there))
    for point in (first, second):
        if point not in there and {first, second} != set(_USUAL):
            raise _not_done("unknown_point", point=point, points=list(there))
    return first, second


def _called(found: Read) -> dict[str, str]:
    """What the tables call the points: as the file does; also one that it has no row of."""
    by_number = {"workshop-1": "1", "workshop-2": "2"}
    usual = by_number if set(found.written.values()) & set(by_number.values()) else {}
    return {**usual, **found.written}


# --- what comes out -------------------------------------------------------------------------------


def _write(folder: Path, files: Mapping[str, str]) -> None:
    """All of the files, or none: each is written beside its place, and put there at the end."""
    is_new = not folder.exists()
    parts: dict[Path, Path] = {}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            part, place = folder / f".{name}.part", folder / name
            if place.is_dir():
                raise IsADirectoryError(EISDIR, os.strerror(EISDIR), str(place))
            parts[part] = place
            part.write_text(text, encoding="utf-8", newline="")
        for part, place in parts.items():
            os.replace(part, place)
    except OSError as problem:
        for part in parts:
            part.unlink(missing_ok=True)
        if is_new and folder.is_dir():
            folder.rmdir()
        why = problem.strerror
        raise _not_done("no_folder", folder=problem.filename or folder, why=why) from None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
