"""What a programme is called, its areas, and its links."""

import re
from collections.abc import Callable

from msgspec.structs import replace

from voting.programme import commands as c
from voting.programme.entries import ProgrammeEntry
from voting.programme.programme import Programme
from voting.programme.series import TEMPLATES
from voting.programme.texts import language, line, one_of
from voting.refusals.areas import ImpossibleSessions, TooManyOfArea
from voting.refusals.sent import UnknownChoice
from voting.refusals.together import all_of

MOST_AREAS = 1000
MOST_SESSIONS = 20
_KEY = re.compile(r"[\w./+-]{1,64}")  # of a framework or a time zone


def new_programme(command: c.CreateProgramme, entry: ProgrammeEntry) -> Programme:
    """Raises MissingText, TextTooLong or UnknownChoice, with all that is wrong."""
    name, organisation, template, framework, timezone, spoken = all_of(
        *_common(command), lambda: language(command.language)
    )
    return Programme(
        id=entry.programme,
        revision=1,
        step=0,
        name=name,
        created_at=entry.at,
        organisation=organisation,
        timezone=timezone,
        template=template,
        framework=framework,
        language=spoken,
    )


def edit_programme(p: Programme, command: c.EditProgramme, entry: ProgrammeEntry) -> Programme:
    name, organisation, template, framework, timezone, sessions = all_of(
        *_common(command), lambda: _sessions(command.most_sessions)
    )
    after = replace(
        p,
        name=name,
        organisation=organisation,
        template=template,
        framework=framework,
        timezone=timezone,
        most_sessions=sessions,
    )
    return p if after == p else after


def add_area(p: Programme, command: c.AddArea, entry: ProgrammeEntry) -> Programme:
    if command.area in p.areas:
        return p
    if len(p.areas) >= MOST_AREAS:
        raise TooManyOfArea(why="areas", n=MOST_AREAS)
    number = p.numbers.get(command.area, len(p.numbers) + 1)
    numbers = {**p.numbers, command.area: number}
    return replace(p, areas=(*p.areas, command.area), numbers=numbers)


def remove_area(p: Programme, command: c.RemoveArea, entry: ProgrammeEntry) -> Programme:
    if command.area not in p.areas:
        return p
    return replace(p, areas=tuple(area for area in p.areas if area != command.area))


def replace_programme_link(
    p: Programme, command: c.ReplaceProgrammeLink, entry: ProgrammeEntry
) -> Programme:
    link = one_of(command.link, tuple(p.links), "link", "link")
    return replace(p, links={**p.links, link: p.links[link] + 1})


def _common(command: c.CreateProgramme | c.EditProgramme) -> tuple[Callable[[], str], ...]:
    return (
        lambda: line(command.name, "name", "programme", required=True),
        lambda: line(command.organisation, "organisation", "organisation"),
        lambda: one_of(command.template, TEMPLATES, "template", "template"),
        lambda: _key(command.framework, "framework"),
        lambda: _key(command.timezone, "timezone"),
    )


def _key(given: str, field: str) -> str:
    if not _KEY.fullmatch(given):
        raise UnknownChoice(field)
    return given


def _sessions(many: int) -> int:
    if not 0 <= many <= MOST_SESSIONS:
        raise ImpossibleSessions(n=MOST_SESSIONS)
    return many
