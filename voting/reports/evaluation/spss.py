"""The syntax file of the evaluator's pack, for SPSS and PSPP."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from voting.reports.evaluation.pack_tables import Variable
from voting.words import Words

_LABEL = 250  # bytes of a variable's label that SPSS takes
_VALUE = 115  # and of a value's
_WIDTH = 70  # characters of a line


def syntax(
    variables: Sequence[Variable], pack: dict[str, Any], tested: Sequence[str], words: Words
) -> str:
    """Loads every file with its labels, keeps it as .sav, and asks for the numbers of Table 1.
    ``tested`` are the domains on which some area changed: there is no test of the others."""
    lines = [
        *_comment(words.say("evaluation_pack.spss.about")),
        "SET DECIMAL=DOT.",
        "SET FORMAT=F18.12.",
    ]
    for file in dict.fromkeys(one.file for one in variables):
        own = [one for one in variables if one.file == file]
        lines += ["", *_loading(file, own, pack["framework"]["levels"])]
    return "\n".join([*lines, "", *_asking(variables, tested, words)]) + "\n"


def _loading(file: str, own: Sequence[Variable], levels: Sequence[str]) -> Iterator[str]:
    yield f"GET DATA /TYPE=TXT /FILE='{file}' /ENCODING='UTF8' /ARRANGEMENT=DELIMITED"
    yield "  /DELCASE=LINE /FIRSTCASE=2 /DELIMITERS=',' /QUALIFIER='\"'"
    yield "  /VARIABLES="
    for one in own:
        yield f"    {one.name} {f'A{one.width}' if one.width else 'F8.0'}"
    yield "  ."
    yield "VARIABLE LABELS"
    for place, one in enumerate(own):
        yield f"  {'/ ' if place else ''}{one.name} {_quoted(one.label, _LABEL)}"
    yield "  ."
    rated = [one.name for one in own if one.domain]
    if rated:
        yield "VALUE LABELS"
        yield from _wrapped(rated)
        yield from (f"  {n} {_quoted(label or str(n), _VALUE)}" for n, label in enumerate(levels))
        yield "  ."
        yield "VARIABLE LEVEL"
        yield from _wrapped(rated)
        yield "  (ORDINAL)."
    yield f"SAVE OUTFILE='{file.removesuffix('.csv')}.sav'."


def _asking(variables: Sequence[Variable], tested: Sequence[str], words: Words) -> Iterator[str]:
    first, second = ([one for one in variables if one.point == point] for point in ("1", "2"))
    yield from _comment(words.say("evaluation_pack.spss.percentages"))
    yield "FREQUENCIES /VARIABLES="
    yield from _wrapped([one.name for one in (*first, *second)])
    yield "  /STATISTICS=NONE."
    pairs = [(a.name, b.name) for a, b in zip(first, second, strict=True) if a.domain in tested]
    yield from _comment(words.say("evaluation_pack.spss.tests"))
    if pairs:
        yield "NPAR TESTS /WILCOXON="
        yield from _wrapped([a for a, _ in pairs])
        yield "  WITH"
        yield from _wrapped([b for _, b in pairs])
        yield "  (PAIRED)."
    yield from _comment(words.say("evaluation_pack.spss.alpha"))
    for own in (first, second):
        yield "RELIABILITY /VARIABLES="
        yield from _wrapped([one.name for one in own])
        yield "  /MODEL=ALPHA."


def _comment(text: str) -> Iterator[str]:
    """A comment ends with the full stop at the end of a line."""
    for sentence in text.rstrip(".").split(". "):
        yield f"* {sentence}."


def _wrapped(names: Iterable[str]) -> Iterator[str]:
    line = ""
    for name in names:
        if len(line) + len(name) > _WIDTH:
            yield f"  {line}"
            line = ""
        line = f"{line} {name}".strip()
    if line:
        yield f"  {line}"


def _quoted(text: str, most: int) -> str:
    """A string constant of so many bytes at most."""
    plain = " ".join(text.split())
    cut = plain.encode()[:most].decode(errors="ignore")
    doubled = cut.replace("'", "''")
    return f"'{doubled}'"
