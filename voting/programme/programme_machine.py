"""The same for programmes as ``machine`` is for areas."""

from collections.abc import Iterable

from msgspec.structs import replace

from voting.core.actors import Role
from voting.core.commands import Retired
from voting.programme.area import LastChange
from voting.programme.commands import CreateProgramme, name_of
from voting.programme.entries import ProgrammeEntry
from voting.programme.membership import new_programme
from voting.programme.programme import Programme
from voting.programme.recent import remembered, request_of, same_sender, seconds_since
from voting.programme.table import OR_SERVER, PROGRAMME_TABLE
from voting.refusals.areas import ProgrammeOvertaken
from voting.refusals.asking import NotAllowed, OldLink


def create_programme(entry: ProgrammeEntry) -> Programme:
    """The programme that a CreateProgramme entry makes; raises NotAllowed or what is wrong with
    it."""
    assert isinstance(entry.command, CreateProgramme)
    if entry.by.role not in OR_SERVER:
        raise NotAllowed()
    return replace(new_programme(entry.command, entry), recent=remembered((), entry))


def apply_programme(programme: Programme, entry: ProgrammeEntry) -> Programme:
    """The programme after ``entry``; the same object if the entry was applied before or asks for
    what is already so. Raises NotAllowed, OldLink, ProgrammeOvertaken, or the refusal of the
    command's own function."""
    command, by = entry.command, entry.by
    if isinstance(command, Retired):
        return _counted(programme, programme, entry, command.name)
    who, does = PROGRAMME_TABLE.get(type(command), (frozenset[Role](), None))
    if by.role not in who or does is None:
        raise NotAllowed()
    by_team = by.role is Role.PROGRAMME
    if by_team and by.link not in (None, programme.links["programme"]):
        raise OldLink()
    if request_of(entry) in programme.recent:
        return programme
    if by_team and entry.step not in (None, programme.step):
        raise _overtaken(programme, entry)
    after = does(programme, command, entry)
    return programme if after is programme else _counted(after, programme, entry, name_of(command))


def fold_programme(entries: Iterable[ProgrammeEntry]) -> Programme:
    """The state that a whole log leads to; the first entry is a CreateProgramme."""
    first, *rest = entries
    programme = create_programme(first)
    for entry in rest:
        programme = apply_programme(programme, entry)
    return programme


def _counted(after: Programme, before: Programme, entry: ProgrammeEntry, command: str) -> Programme:
    by_team = entry.by.role is Role.PROGRAMME
    change = LastChange(entry.by, command, entry.at) if by_team else before.last_change
    return replace(
        after,
        revision=before.revision + 1,
        step=before.step + by_team,
        last_change=change,
        recent=remembered(before.recent, entry),
    )


def _overtaken(programme: Programme, entry: ProgrammeEntry) -> ProgrammeOvertaken:
    last = programme.last_change
    if last is None:
        return ProgrammeOvertaken(why="changed")
    why = "self" if same_sender(last.by, entry.by) else "programme"
    return ProgrammeOvertaken(why=why, ago=seconds_since(last, entry.at))
