"""The framework's own words, sent once per page: views name domains by key, ratings by number."""

from typing import Annotated

from voting.instruments.framework import Framework
from voting.views.declared import Sent, about


class LevelWords(Sent, frozen=True):
    """A level of the scale."""

    rating: Annotated[int, about("from 0")]
    label: Annotated[str, about("the rating in words")]
    meaning: Annotated[str, about("what it means in general")]


class DomainWords(Sent, frozen=True):
    """A domain."""

    key: Annotated[str, about("names the domain everywhere else")]
    letter: Annotated[str, about("its letter; two may have the same")]
    name: Annotated[str, about("in full")]
    short: Annotated[str, about("a shorter name")]
    gold: Annotated[str, about("its gold standard")]
    meanings: Annotated[tuple[str, ...], about("what each rating means here, lowest first")]


class SideWords(Sent, frozen=True):
    """A side that sectors belong to."""

    key: Annotated[str, about("as in `sectors[].side`")]
    name: Annotated[str, about("in words")]


class SectorWords(Sent, frozen=True):
    """Where people work."""

    key: Annotated[str, about("to join with")]
    name: Annotated[str, about("in words")]
    side: Annotated[str, about("key of the side that it belongs to")]


class FrameworkWords(Sent, frozen=True):
    """A framework, in its own words."""

    name: Annotated[str, about("what it is called")]
    credit: Annotated[str, about("whose work it is")]
    question: Annotated[str, about("what people are asked")]
    levels: Annotated[tuple[LevelWords, ...], about("the scale, lowest first")]
    domains: Annotated[tuple[DomainWords, ...], about("what is rated, in order")]
    sides: Annotated[tuple[SideWords, ...], about("the sides that sectors belong to")]
    sectors: Annotated[tuple[SectorWords, ...], about("where people work")]


def framework_words(framework: Framework) -> FrameworkWords:
    anywhere = tuple(level.meaning for level in framework.levels)
    return FrameworkWords(
        name=framework.name,
        credit=framework.credit,
        question=framework.question,
        levels=tuple(LevelWords(o.rating, o.label, o.meaning) for o in framework.levels),
        domains=tuple(
            DomainWords(d.key, d.letter, d.name, d.short, d.gold, d.meanings or anywhere)
            for d in framework.domains
        ),
        sides=tuple(SideWords(side.key, side.name) for side in framework.sides),
        sectors=tuple(SectorWords(s.key, s.name, s.side) for s in framework.sectors),
    )
