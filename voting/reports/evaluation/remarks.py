"""What is to be said beside the figures of an evaluation, as sentences."""

from collections.abc import Iterable, Mapping
from typing import Any

from voting.evaluation.alpha import LEAST_AREAS
from voting.evaluation.comparing import Comparison
from voting.evaluation.facts import Facts
from voting.evaluation.reading import Read
from voting.instruments.instrument import Instrument
from voting.words import Words

_AT = "evaluation_files.remarks"


def remarks(
    read: Read,
    facts: Facts,
    comparison: Comparison,
    framework: Instrument,
    named: Mapping[str, str],
    words: Words,
) -> Iterable[str]:
    """Everything that a reader of the figures has to know, a sentence or two each."""

    def say(key: str, /, **values: Any) -> str:
        return words.say(f"{_AT}.{key}", **values)

    first, second = named[comparison.first], named[comparison.second]
    for name, n in read.left_out.items():
        yield say("left_out", n=n, name=name) if name else say("left_out_unnamed", n=n)
    if read.repeated:
        yield say("repeated", n=read.repeated)
    if len(facts.versions) > 1:
        yield say("versions", versions=facts.versions)
    if read.swapped:
        yield say("swapped", n=read.swapped, first=first, second=second)
    for remark in comparison.remarks:
        if remark.code != "few-areas" or comparison.areas_both:
            yield say(remark.code, n=remark.n, least=remark.least, first=first, second=second)
    if not comparison.areas_both and comparison.areas_first and comparison.areas_second:
        yield say("none-both", first=first, second=second)
    only = {
        "absent_first": comparison.areas_second - comparison.areas_both,
        "absent_second": comparison.areas_first - comparison.areas_both,
    }
    for key, n in only.items():
        if n:
            yield say(key, n=n, first=first, second=second)
    for at in facts.points:
        point = named[at.point]
        for key, n in {
            "missing": at.unresolved + at.undecided,
            "unfinished": at.unfinished,
            "imported": at.imported,
        }.items():
            if n:
                yield say(key, n=n, point=point)
    for one in comparison.domains:
        domain = framework.domain(one.domain).name
        for remark in one.remarks:
            yield say(remark.code, n=remark.n, least=remark.least, domain=domain)
        if one.test and one.test.exact is None:
            yield say("no_exact", domain=domain)
    for alpha in comparison.alpha:
        if alpha.why and alpha.n:
            point = named[alpha.point]
            yield say(f"alpha.{alpha.why}", n=alpha.n, least=LEAST_AREAS, point=point)
