"""What a report says, in which order: the same in PDF and Word, and the source of the slides.

It is made from the record alone, so what may not be shown is not in it.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from textwrap import shorten
from typing import Any

from voting.reports import form_outline
from voting.reports.appendix import appendix, rounds_of
from voting.reports.blocks import (
    Block,
    Chart,
    Decision,
    Facts,
    Heading,
    Note,
    Part,
    Quotes,
    Report,
    Steps,
    Text,
)
from voting.reports.cells import is_profiled, levels_of
from voting.reports.changed_outline import changed_part
from voting.reports.figures import (
    Domain,
    profile_figure,
    rounds_figure,
    sides_figure,
)
from voting.reports.goals import outline as goals
from voting.reports.goals.said import as_of, in_a_sentence, named_at
from voting.reports.goals.told import unread
from voting.reports.headline import headline
from voting.reports.kinds import KINDS
from voting.reports.record import Record
from voting.reports.said import by_method, manner, mark, next_step, of_round, verdict
from voting.words import Words

_BY_VOTES = ("majority", "tie-break")
_MOST_NAMED = 8  # rows of an instrument that has many are not all named on the first page
_APART = frozenset(("unresolved", "two-camps", "tie-break"))
_NOTE = 160  # letters of a note on the first page, which has seven of them and the profile


def outline(record: Record, words: Words) -> Report:
    """The whole report; of a review that rated nothing it is about what was agreed alone."""
    charts: dict[str, str] = {}
    parts = [
        _first(record, words, charts),
        *([changed_part(record["changed"], words, charts)] if record["changed"] else []),
        *_agreed(record, words, charts),
        *_domains(record, words, charts),
        *(appendix(record, words) if record["domains"] else ()),
    ]
    workshop = record["workshop"]
    return Report(
        name=document_title(record, words),
        eyebrow=words.say("reports.document.eyebrow"),
        title=workshop["title"] or workshop["area"],
        subtitle=where_and_when(record, words),
        language=words.tag,
        mark=mark(record, words),
        source=source(record, words),
        page=words.say("reports.document.page", page="{page}", pages="{pages}"),
        parts=tuple(parts),
        charts=charts,
    )


# --- said of the whole -----------------------------------------------------------------------


def document_title(record: Record, words: Words) -> str:
    """What the file is called: "Report: Northshire, Workshop I, 22 November 2026"."""
    workshop = record["workshop"]
    named = {"area": workshop["area"], "kind": workshop["kind_label"]}
    title = words.say("reports.title", **named, date=words.date(workshop["date"]))
    if workshop["rehearsal"]:
        title = words.say("reports.rehearsal_title", title=title)
    return words.say("reports.document.title", title=title)


def where_and_when(record: Record, words: Words) -> str:
    """Area, kind and day, the area only where a title stands above it."""
    workshop = record["workshop"]
    area = workshop["area"] if workshop["title"] else ""
    return " · ".join(filter(None, (area, workshop["kind_label"], words.date(workshop["date"]))))


def source(record: Record, words: Words) -> str:
    """The line under a page or a slide."""
    workshop = record["workshop"]
    day = words.date(workshop["date"])
    return " · ".join((words.say("common.product"), workshop["area"], day))


# --- the first page --------------------------------------------------------------------------


def _first(record: Record, words: Words, charts: dict[str, str]) -> Part:
    found = list(_profile(record, words, charts)) if record["domains"] else []
    blocks: list[Block] = [
        Text(headline(record, words), "lead"),
        *_goals_in_short(record, words),
        *findings(record, words),
    ]
    if record["domains"]:
        blocks += [
            *([Heading(words.say("common.profile"))] if found else []),
            *found,
            Heading(words.say("lead.how.title")),
            Steps(tuple(how_to_read(record, words))),
            Text(record["framework"]["credit"], "soft"),
        ]
    return Part("first", "", tuple(blocks))


def _goals_in_short(record: Record, words: Words) -> Iterator[Block]:
    if missing := unread(record, words):
        yield Text(missing)
    sentence = in_a_sentence(record["plan"], words) if "plan" in record else ""
    if sentence:
        told = as_of(record["plan"], record["workshop"], words)
        yield Text(" ".join(filter(None, (f"{sentence}.", told))))


def _profile(record: Record, words: Words, charts: dict[str, str]) -> Iterator[Block]:
    if not is_profiled(record):
        yield from form_outline.overview(record, words, charts)
        return
    charts["profile"], alt = profile_figure(record, words)
    yield Chart("profile", alt)


def findings(record: Record, words: Words) -> Iterator[Block]:
    """Strongest, lowest rated, still disagreed, and how many took part: as on the results page
    (static/js/lead/findings.js). The areas of greatest need that this workshop named stand in the
    place of the lowest rated."""
    found = record["summary"]
    plan, here = record.get("plan"), record["workshop"]["id"]
    lowest = [] if plan and named_at(plan, here) else found["why_needs"]
    rows: list[tuple[str, tuple[tuple[str, str], ...]]] = []
    strongest = [{"domain": key, "why": ""} for key in found["strongest"]]
    most = len(record["domains"]) if is_profiled(record) else _MOST_NAMED
    for name, domains in (("strongest", strongest), ("needs", lowest)):
        if domains and (name == "needs" or len(domains) <= most):
            lines = tuple(_standing(record, one, words) for one in domains[:most])
            title = needs_title(record, words) if name == "needs" else words.say("lead.strongest")
            rows.append((title, (*lines, *_more(domains, most, words))))
    apart = [*disagreed(record, words)]
    if not is_profiled(record):  # most votes are the usual way there
        apart = [*disagreed(record, words, only=_APART)]
    if apart:
        said = (*apart[:most], *_more(apart, most, words))
        rows.append((words.say("lead.disagreed"), said))
    rows += form_outline.ends(record, words)
    if is_profiled(record) and len(found["levels"]) == 1 and found["levels"][0]["domains"] > 1:
        yield Text(words.say("lead.alike"))
    if plan:
        rows += goals.first_page(plan, here, words)
    rows.append((words.say("reports.document.people"), (("", took_part(record, words)),)))
    yield Facts(tuple(rows))


def needs_title(record: Record, words: Words) -> str:
    """What the lowest rated are called: those left unresolved and those with two views are not at
    the lowest rating."""
    reasons = {one["why"] for one in record["summary"]["why_needs"]}
    return words.say("lead.needs" if reasons <= {"lowest"} else "lead.needs_mixed")


def _more(things: Sequence[Any], most: int, words: Words) -> Iterator[tuple[str, str]]:
    """How many of them are not named."""
    if len(things) > most:
        yield "", words.say("reports.kinds.more", n=len(things) - most)


def of_key(record: Record, key: str) -> tuple[Domain, Domain]:
    """The framework's words for a domain, and its results."""
    told = zip(record["framework"]["domains"], record["domains"], strict=True)
    return next((one, domain) for one, domain in told if one["key"] == key)


def _standing(record: Record, found: Domain, words: Words) -> tuple[str, str]:
    """A domain with its decision. Of the needs, one that is there for its last round says so."""
    one, domain = of_key(record, found["domain"])
    return one["short"], _joined(verdict(domain, words), _apart([found["why"]], words))


def disagreed(
    record: Record, words: Words, *, whole: bool = False, only: frozenset[str] = frozenset()
) -> Iterator[tuple[str, str]]:
    """Each domain on which people still disagree, why it is here, and how what was noted begins, or
    the ``whole`` of it; ``only`` for these reasons, if any are told."""
    for found in record["summary"]["why_disagreed"]:
        if only and not only & set(found["why"]):
            continue
        one, domain = of_key(record, found["domain"])
        ruling, how = domain["ruling"], ""
        if ruling and ruling["rating"] is not None:
            how = by_method(ruling, words)
        decided = ", ".join(filter(None, (verdict(domain, words), how)))
        line = _joined(decided, _apart(found["why"], words))
        note = ruling["note"] if ruling else ""
        if note and whole:
            line = words.say("reports.document.noted", line=line, note=note)
        elif note:
            line = _noted(line, note, words)
        yield one["short"], line


def _noted(line: str, note: str, words: Words) -> str:
    """With the note, of which the rest may stand under the domain."""
    short = " ".join(note.split())
    if len(short) <= _NOTE:
        return words.say("reports.document.noted", line=line, note=short)
    short = shorten(note, _NOTE - 1, placeholder="").rstrip(",;:–- ") + "…"
    if len(short) < _NOTE / 2:  # it begins with a word that is as long as a sentence
        short = note[: _NOTE - 1] + "…"
    return words.say("reports.document.noted_more", line=line, note=short)


def _apart(why: Sequence[str], words: Words) -> str:
    """What the last round looked like, if that is among the reasons."""
    pictures = words["common"]["pictures"]
    named = next((pictures[one]["name"] for one in why if one in pictures), "")
    return words.say("lead.apart", picture=named) if named else ""


def _joined(*parts: str) -> str:
    return " · ".join(filter(None, parts))


def took_part(record: Record, words: Words) -> str:
    """How many people there were."""
    return words.say("lead.people_ever", n=record["people"])


def how_to_read(record: Record, words: Words) -> list[str]:
    """Five sentences for a reader who was not there, and one more on what was rated ahead, if any
    of that was shown; of other instruments those that fit."""
    if not is_profiled(record):
        return form_outline.how_to_read(record, words)
    levels = levels_of(record)
    ends = {"low": levels[0]["label"], "high": levels[-1]["label"], "most": levels[-1]["rating"]}
    how = words["lead"]["how"]
    ahead = any(held["number"] == 0 for _, held in rounds_of(record))
    sentences = [words.fill(one, **ends) for one in how["sentences"]]
    return [*sentences, how["ahead"]] if ahead else sentences


# --- what was agreed ---------------------------------------------------------------------------


def _agreed(record: Record, words: Words, charts: dict[str, str]) -> Iterator[Part]:
    if "plan" in record:
        at = {
            "workshop": record["workshop"]["id"],
            "verdicts": {domain["key"]: verdict(domain, words) for domain in record["domains"]},
            "levels": {str(one["rating"]): one["label"] for one in levels_of(record)},
        }
        yield from goals.chapters(record["plan"], at, words, charts)


# --- a domain --------------------------------------------------------------------------------


def _domains(record: Record, words: Words, charts: dict[str, str]) -> Iterator[Part]:
    """Each domain; of other instruments each row in a picture, and those with more to tell."""
    every = range(len(record["domains"]))
    if not is_profiled(record):
        yield from form_outline.rows_part(record, words, charts)
        every_cell = zip(record["domains"], record["framework"]["domains"], strict=True)
        more = [form_outline.has_more(record, cell, next_step(cell)) for cell, _ in every_cell]
        yield from (_domain(record, at, words, charts) for at in every if more[at])
        return
    yield from (_domain(record, place, words, charts) for place in every)


def _domain(record: Record, place: int, words: Words, charts: dict[str, str]) -> Part:
    domain, told = record["domains"][place], record["framework"]["domains"][place]
    blocks: list[Block] = []
    if told["gold"]:
        blocks.append(Text(f"{words.say('common.gold')}: {told['gold']}", "soft"))
    if domain["settle"] != "none":
        blocks.append(decision(domain, words))
    if step := next_step(domain):
        blocks.append(Note(words.say("lead.next_step"), step))
    ruling, rounds = domain["ruling"], domain["rounds"]
    if ruling and ruling["note"]:
        blocks.append(Note(words.say("lead.note"), ruling["note"]))
    if ruling:
        blocks.append(Text(" ".join(_recorded(domain, words)), "soft"))
    if rounds:
        draw = rounds_figure if is_profiled(record) else form_outline.rounds_of
        charts[f"rounds-{place}"], alt = draw(record, domain, words)
        blocks.append(Chart(f"rounds-{place}", alt))
        blocks += [Text(line, "plain") for line in _moved(domain, words)]
        blocks += _sides(record, place, words, charts)
    if domain["reasons"]:
        blocks.append(Heading(words.say("common.quotes.title")))
        blocks += _quotes(record, domain, words)
    return Part("domain", domain["name"], tuple(blocks))


def decision(domain: Domain, words: Words) -> Decision:
    """A domain's decision, or where it stands without one."""
    ruling = domain["ruling"]
    if not ruling or ruling["rating"] is None:
        return Decision(verdict(domain, words))
    chip, ground, ink = KINDS[domain["kind"]].chip(ruling, len(domain["places"]))
    return Decision(ruling["label"], manner(domain, words), chip, ground, ink)


def _recorded(domain: Domain, words: Words) -> Iterator[str]:
    ruling = domain["ruling"]
    number = next(held["number"] for held in domain["rounds"] if held["id"] == ruling["round"])
    if ruling["method"] in _BY_VOTES:
        yield words.say("lead.over_half" if ruling["over_half"] else "lead.not_over_half", **ruling)
    elif ruling["method"] == "consensus" and ruling["votes"] is not None:
        yield of_round("lead.chose_it", number, words, **ruling)
    by = ruling["recorded_by"]
    yield of_round("reports.document.recorded", number, words, by=by)


def _moved(domain: Domain, words: Words) -> Iterator[str]:
    for held in domain["rounds"]:
        moved = held["movement"]
        if moved:
            still = not moved["up"] and not moved["down"]
            line = words.say(f"common.movement.{'nobody' if still else 'line'}", **moved)
            before = held["number"] - 1
            key = "reports.document.moved" if before else "reports.document.moved_ahead"
            yield words.say(key, line=line, before=before, after=held["number"])


def _sides(record: Record, place: int, words: Words, charts: dict[str, str]) -> Iterator[Block]:
    """The last round in which any may be shown."""
    shown = [held for held in record["domains"][place]["rounds"] if held["groups"]]
    if shown:
        if is_profiled(record):
            charts[f"sides-{place}"], alt = sides_figure(record, shown[-1], words)
        else:
            cell = record["domains"][place]
            charts[f"sides-{place}"], alt = form_outline.groups_of(record, cell, shown[-1], words)
        short = record["framework"]["domains"][place]["short"]  # a page may open with it
        number = shown[-1]["number"]
        yield Heading(of_round("reports.document.sides", number, words, domain=short))
        yield Chart(f"sides-{place}", alt)


def _quotes(record: Record, domain: Domain, words: Words) -> Iterator[Block]:
    """By round, and within it by rating, as the record has them."""
    kind, several = KINDS[domain["kind"]], len(domain["rounds"]) > 1
    for (number, rating), reasons in groupby(domain["reasons"], itemgetter("round", "rating")):
        chosen = [rating] if isinstance(rating, int) else rating or []
        named = ", ".join(kind.named(domain["places"][place]) for place in chosen)
        said = [named or words.say("common.cant_say")]
        if several:
            said.insert(0, of_round("common.round_number", number, words))
        yield Quotes(" · ".join(said), tuple(reason["text"] for reason in reasons))
