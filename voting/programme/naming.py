"""What an area is called, whose programme it belongs to, and its link."""

from msgspec.structs import replace

from voting.core.actors import Role
from voting.programme import commands as c
from voting.programme.area import Area, Left
from voting.programme.entries import AreaEntry
from voting.programme.series import TEMPLATES
from voting.programme.texts import language, line, one_of, short_texts
from voting.refusals.areas import InAnotherProgramme, OnlyLeadsMayName
from voting.refusals.asking import NotAllowed
from voting.refusals.together import all_of


def new_area(command: c.CreateArea, entry: AreaEntry) -> Area:
    """Raises MissingText, TextTooLong, UnknownChoice or TooManyOfArea, with all that is wrong."""
    name, spoken, template, region, tags = all_of(
        lambda: _name(command.name),
        lambda: language(command.language),
        lambda: one_of(command.template, ("", *TEMPLATES), "template", "template"),
        lambda: line(command.region, "region", "region"),
        lambda: short_texts(command.tags, "tags"),
    )
    return Area(
        id=entry.area,
        revision=1,
        step=0,
        name=name,
        created_at=entry.at,
        template=template,
        language=spoken,
        region=region,
        tags=tags,
        programme=command.programme,
    )


def edit_area(area: Area, command: c.EditArea, entry: AreaEntry) -> Area:
    """Raises what ``new_area`` raises, or OnlyLeadsMayName."""
    name, region, tags, codes = all_of(
        lambda: _name(command.name),
        lambda: line(command.region, "region", "region"),
        lambda: short_texts(command.tags, "tags"),
        lambda: short_texts(command.codes, "codes"),
    )
    may_be_named = command.named
    if entry.by.role is not Role.AREA:  # its programme's team: what its leads agreed to holds
        if command.named and not area.named:
            raise OnlyLeadsMayName()
        may_be_named = area.named
    after = replace(area, name=name, region=region, tags=tags, codes=codes, named=may_be_named)
    return area if after == area else after


def change_leads(area: Area, command: c.ChangeLeads, entry: AreaEntry) -> Area:
    """Another area each time: who the leads are changes beside it."""
    return replace(area)


def replace_area_link(area: Area, command: c.ReplaceAreaLink, entry: AreaEntry) -> Area:
    return replace(area, links={**area.links, "area": area.links["area"] + 1}, left=None)


def enter_programme(area: Area, command: c.EnterProgramme, entry: AreaEntry) -> Area:
    """A lead may take the area out of its programme; only those of one may take it in."""
    if command.programme == area.programme:
        return area
    if command.programme and entry.by.role is Role.AREA:
        raise NotAllowed()
    if command.programme and area.programme:
        raise InAnotherProgramme(name=area.name)
    left = Left(area.programme, entry.at) if area.programme else area.left
    return replace(area, programme=command.programme, left=left)


def _name(name: str) -> str:
    return line(name, "name", "area", required=True)
