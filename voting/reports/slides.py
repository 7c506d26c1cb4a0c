"""The results as slides: the profile, a slide for each domain, and the greatest needs.

Titles are findings, charts can be edited where they stand, and every slide has its source in the
notes, with what its chart shows in words.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from pptx.util import Inches

from voting.reports import form_slides, outline
from voting.reports.cells import is_profiled, levels_of
from voting.reports.changed import Data, compared, places
from voting.reports.changed_said import (
    all_said,
    arrow,
    change_said,
    finding,
    notes,
    point_name,
    returning_said,
)
from voting.reports.deck import ACROSS, EDGE, ROOM, TOP, Deck, charted, points
from voting.reports.editable import changed_chart, profile_chart, rounds_chart, rows_chart
from voting.reports.figures import Domain
from voting.reports.fitting import Line, fitted, height
from voting.reports.form_outline import how_to_read
from voting.reports.goals.said import as_of as plan_as_of
from voting.reports.goals.said import in_a_sentence
from voting.reports.goals.slides import agreed_slides
from voting.reports.goals.told import unread
from voting.reports.headline import headline
from voting.reports.record import Record
from voting.reports.said import (
    beside,
    in_full,
    in_words,
    manner,
    profile_said,
    round_name,
    verdict,
)
from voting.words import Words

# What is said of domains, by their keys, as lines of a size in points.
_Told = Mapping[str, Callable[[int], list[Line]]]


def report_pptx(record: Record, words: Words) -> bytes:
    """The bytes of the file."""
    deck = _Slides(record, words)
    deck.opening()
    if record["domains"]:
        deck.decisions() if is_profiled(record) else deck.rows()
    if "plan" in record:
        agreed_slides(deck, record["plan"], words)
    return deck.saved()


class _Slides(Deck):
    """Those about a workshop's decisions."""

    def opening(self) -> None:
        record, words = self.record, self.words
        workshop = record["workshop"]
        sizes = (40, 35, 31, 28, 23, 19)
        slide = self.slide(workshop["title"] or workshop["area"], sizes, top=2.0)
        said = [outline.where_and_when(record, words), outline.took_part(record, words)]
        if "plan" in record and (sentence := in_a_sentence(record["plan"], words)):
            told = plan_as_of(record["plan"], workshop, words)
            said.append(" ".join(filter(None, (f"{sentence}.", told))))
        if missing := unread(record, words):
            said.append(missing)
        self.text(slide, EDGE, 3.6, ACROSS, [Line(one, 20) for one in said])
        self.notes(slide)

    def decisions(self) -> None:
        """The profile, what changed, each domain, the lowest rated."""
        record = self.record
        self.profile()
        if record["changed"]:
            self.changed(record["changed"])
        for place, domain in enumerate(record["domains"]):
            if domain["rounds"] or domain["ruling"]:
                self.domain(place)
        if record["summary"]["needs"] or record["summary"]["disagreed"]:
            self.needs()

    def profile(self) -> None:
        record, words = self.record, self.words
        slide = self.slide(headline(record, words))
        rated = []
        for domain, one in zip(record["domains"], record["framework"]["domains"], strict=True):
            rating, said = _rating(domain), one["short"]
            # What has no rating has no bar, and says so where a bar would begin.
            rated.append(
                (said if rating is not None else f"{said}: {verdict(domain, words)}", rating)
            )
        alt = profile_said(record, words)
        profile_chart(slide, charted(ACROSS), levels_of(self.record), rated, alt)
        self.notes(slide, alt)

    def rows(self) -> None:
        """Of other instruments: every row as a bar, and those of which there is more to tell."""
        record, words = self.record, self.words
        for title, names, bars, shown in form_slides.charts(record, words):
            slide = self.slide(title)
            rows_chart(slide, charted(ACROSS), names, bars, shown)
            self.notes(slide, shown, *how_to_read(record, words))
        for title, told in form_slides.told(record, words):
            slide = self.slide(title)
            lines = partial(_told, told)
            said = fitted(lines, (20, 18, 16, 14, 12), points(ACROSS), ROOM) or lines(12)
            self.text(slide, EDGE, TOP, ACROSS, said)
            self.notes(slide, *told)

    def changed(self, told: Data) -> None:
        """The decisions of both workshops as bars, the change in words, and who was there."""
        words = self.words
        slide = self.slide(finding(told, words))
        then, now = places(told)
        rated = [
            (one["short"], _rated(one["then"][then]), _rated(one["then"][now]))
            for one in compared(told)
        ]
        names = tuple(point_name(told["points"][place], words) for place in (then, now))
        chart, alt = Inches(7.4), all_said(told, words)
        changed_chart(slide, charted(chart), told["levels"], (names[0], names[1]), rated, alt)
        left, wide = EDGE + chart + Inches(0.3), ACROSS - chart - Inches(0.3)
        for lines in (partial(_changes, told, words), partial(_rooms, told, words)):
            if said := fitted(lines, (14, 13, 12, 11), points(wide), ROOM):
                self.text(slide, left, TOP, wide, said)
                break
        turnover = words.say("reports.changed.turnover")
        self.notes(slide, alt, returning_said(told, words), turnover, *notes(told, words))

    def domain(self, place: int) -> None:
        record, words = self.record, self.words
        domain, told = record["domains"][place], record["framework"]["domains"][place]
        slide = self.slide(f"{told['short']}: {_found(domain, words)}")
        rounds = [held for held in domain["rounds"] if held["ratings"]]
        shown = in_words(domain, levels_of(self.record), words)
        left: int = EDGE
        wide: int = ACROSS
        if rounds:
            chart = Inches(8.2) if domain["ruling"] else ACROSS
            counts = {round_name(held, words): held["counts"] for held in rounds}
            rounds_chart(slide, charted(chart), levels_of(self.record), counts, shown)
            left, wide = EDGE + chart + Inches(0.3), ACROSS - chart - Inches(0.3)
        if domain["ruling"]:
            lines = partial(self._said, domain)
            said = fitted(lines, (16, 14, 12), points(wide), ROOM) or lines(12)
            self.text(slide, left, TOP, wide, said)
        self.notes(slide, shown, self._noted(domain))

    def _said(self, domain: Domain, size: int) -> list[Line]:
        words = self.words
        last = domain["rounds"][-1] if domain["rounds"] else None
        beside_it = f"{round_name(last, words)}: {' · '.join(beside(last, words))}" if last else ""
        how, note = manner(domain, words), self._noted(domain)
        lines = [Line(how, size), Line(note, size, is_long=True), Line(beside_it, size)]
        return [line for line in lines if line.text]

    def _noted(self, domain: Domain) -> str:
        note = domain["ruling"]["note"] if domain["ruling"] else ""
        return f"{self.words.say('lead.note')}: {note}" if note else ""

    def needs(self) -> None:
        """The lowest rated, and below them where people still disagree; each on slides of its own
        if they have no room together."""
        record, words = self.record, self.words
        found = record["summary"]
        told = zip(found["disagreed"], outline.disagreed(record, words, whole=True), strict=True)
        needs: _Told = {key: partial(self._need, key) for key in found["needs"]}
        apart: _Told = {key: partial(_apart, f"{one}: {said}") for key, (one, said) in told}
        if needs and apart:
            head = Line(words.say("lead.disagreed"), 14, after=4, bold=True)
            lines = [*_lines(needs, 16), head, *_lines(apart, 14)]
            if height(lines, points(ACROSS)) <= ROOM:
                slide = self.slide(self._named("needs", needs))
                self.text(slide, EDGE, TOP, ACROSS, lines)
                self.notes(slide)
                return
        self._listed("needs", needs, (16, 14))
        self._listed("disagreed", apart, (14, 12))

    def _listed(self, name: str, told: _Told, sizes: Sequence[int]) -> None:
        """A slide with all of them, or several with some of them each."""
        if not told:
            return
        keys, width = list(told), points(ACROSS)
        lines = fitted(lambda size: _lines(told, size), sizes, width, ROOM)
        if lines is None and len(keys) > 1:
            half = (len(keys) + 1) // 2
            for some in (keys[:half], keys[half:]):
                self._listed(name, {key: told[key] for key in some}, sizes)
            return
        slide = self.slide(self._named(name, told))
        whole = _lines(told, sizes[-1])
        self.text(slide, EDGE, TOP, ACROSS, lines or whole)
        self.notes(slide, *([line.text for line in whole] if lines != whole else []))

    def _named(self, name: str, keys: Iterable[str]) -> str:
        """ "Lowest rated: Clarity and Contact"."""
        shorts = self.words.listed(outline.of_key(self.record, key)[0]["short"] for key in keys)
        is_lowest = name == "needs"
        title = (
            outline.needs_title(self.record, self.words)
            if is_lowest
            else self.words.say("lead.disagreed")
        )
        return f"{title}: {shorts}"

    def _need(self, key: str, size: int) -> list[Line]:
        one, domain = outline.of_key(self.record, key)
        gold = f"{self.words.say('common.gold')}: {one['gold']}"
        return [
            Line(f"{one['short']}: {in_full(domain, self.words)}", size, after=2, bold=True),
            Line(gold, size - 4, soft=True, is_long=True),
        ]


def _told(told: Sequence[str], size: int) -> list[Line]:
    return [Line(one, size, is_long=True) for one in told]


def _changes(told: Data, words: Words, size: int) -> list[Line]:
    """The change in each domain, and below it who was in both rooms."""
    each = [
        Line(f"{one['short']}: {_signed(one, told, words)}", size, after=3)
        for one in compared(told)
    ]
    return [*each, Line("", size - 4, after=0), *_rooms(told, words, size)]


def _signed(domain: Data, told: Data, words: Words) -> str:
    sign = arrow(domain["change"]["steps"])
    return f"{sign} {change_said(domain, told, words)}".strip()


def _rooms(told: Data, words: Words, size: int) -> list[Line]:
    """Who was in both rooms, sector by sector."""
    then, now = places(told)
    unknown = words.say("reports.changed.sector_unknown")
    mixed = [
        words.say(
            "reports.changed.mix",
            sector=one["name"] or unknown,
            then=one["people"][then],
            now=one["people"][now],
        )
        for one in told["sectors"]
        if one["people"][then] or one["people"][now]
    ]
    people = {"then": told["points"][then]["people"], "now": told["points"][now]["people"]}
    everyone = words.say("reports.changed.everyone")
    head = words.say("reports.changed.mix", sector=everyone, **people)
    returning = returning_said(told, words)
    return [
        Line(head, size, after=2, bold=True),
        *(Line(one, size - 1, after=1, soft=True) for one in mixed),
        *([Line(returning, size - 1, after=1)] if returning else []),
        Line(words.say("reports.changed.turnover"), size - 1, after=0, bold=True),
    ]


def _rated(cell: Data | None) -> int | None:
    rating: int | None = cell["rating"] if cell else None
    return rating


def _lines(told: _Told, size: int) -> list[Line]:
    return [line for lines in told.values() for line in lines(size)]


def _apart(said: str, size: int) -> list[Line]:
    return [Line(said, size, after=4, is_long=True)]


def _rating(domain: Domain) -> int | None:
    rating: int | None = domain["ruling"]["rating"] if domain["ruling"] else None
    return rating


def _found(domain: Domain, words: Words) -> str:
    ruling = domain["ruling"]
    return ruling["label"] if ruling and ruling["rating"] is not None else verdict(domain, words)
