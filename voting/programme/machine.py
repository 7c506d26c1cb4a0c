"""What every command to an area goes through: the table, its own function, the bookkeeping.

``apply(area, entry)`` returns the next area, or raises a named refusal and changes nothing. The log
of entries folds to the state: ``fold(entries)``.
"""

from collections.abc import Iterable

from msgspec.structs import replace

from voting.core.actors import Role
from voting.core.commands import Retired
from voting.programme.area import Area, LastChange
from voting.programme.commands import CreateArea, name_of
from voting.programme.deadlines import with_days_kept
from voting.programme.entries import AreaEntry
from voting.programme.naming import new_area
from voting.programme.recent import remembered, request_of, same_sender, seconds_since
from voting.programme.table import ANY, AREA_TABLE, PEOPLE
from voting.refusals.areas import AreaOvertaken
from voting.refusals.asking import NotAllowed, OldLink


def create(entry: AreaEntry) -> Area:
    """The area that a CreateArea entry makes; raises NotAllowed or what is wrong with it."""
    assert isinstance(entry.command, CreateArea)
    if entry.by.role not in ANY:
        raise NotAllowed()
    return replace(new_area(entry.command, entry), recent=remembered((), entry))


def apply(area: Area, entry: AreaEntry) -> Area:
    """The area after ``entry``; the same object if the entry was applied before or asks for what is
    already so. Raises NotAllowed, OldLink, AreaOvertaken, or the refusal of the command's own
    function."""
    command, by = entry.command, entry.by
    if isinstance(command, Retired):  # only ever read from a log
        return _counted(area, area, entry, command.name)
    who, does = AREA_TABLE.get(type(command), (frozenset[Role](), None))
    if by.role not in who or does is None:
        raise NotAllowed()
    if by.role is Role.AREA and by.link not in (None, area.links["area"]):
        raise OldLink()
    if request_of(entry) in area.recent:
        return area
    if by.role in PEOPLE and entry.step not in (None, area.step):
        raise _overtaken(area, entry)
    after = does(area, command, entry)
    if after is area:
        return area
    return _counted(with_days_kept(area, after), area, entry, name_of(command))


def fold(entries: Iterable[AreaEntry]) -> Area:
    """The state that a whole log leads to; the first entry is a CreateArea."""
    first, *rest = entries
    area = create(first)
    for entry in rest:
        area = apply(area, entry)
    return area


def _counted(after: Area, before: Area, entry: AreaEntry, command: str) -> Area:
    """``after`` with the bookkeeping of one more change."""
    by_people = entry.by.role in PEOPLE
    change = LastChange(entry.by, command, entry.at) if by_people else before.last_change
    return replace(
        after,
        revision=before.revision + 1,
        step=before.step + by_people,
        last_change=change,
        recent=remembered(before.recent, entry),
    )


def _overtaken(area: Area, entry: AreaEntry) -> AreaOvertaken:
    last = area.last_change
    if last is None:  # a step that it never had: an older copy
        return AreaOvertaken(why="changed")
    ago = seconds_since(last, entry.at)
    if same_sender(last.by, entry.by):
        return AreaOvertaken(why="self", ago=ago)
    return AreaOvertaken(why=last.by.role.value, ago=ago)
