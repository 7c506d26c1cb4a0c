"""Who may give which command to an area or a programme, and what carries it out.

Anything not in the tables is refused. Which area or programme somebody may reach at all is decided
by their link, before the command gets here.
"""

from collections.abc import Callable
from typing import Any

from voting.core.actors import Role
from voting.programme import commands as c
from voting.programme import deadlines, forgetting, membership, naming, placing, planning
from voting.programme.area import Area
from voting.programme.entries import AreaEntry, ProgrammeEntry
from voting.programme.programme import Programme

PEOPLE = frozenset({Role.AREA, Role.PROGRAMME})  # those who edit an area: each change is a step
SERVER = frozenset({Role.CLOCK})
ANY = PEOPLE | SERVER
TEAM = frozenset({Role.PROGRAMME})
OR_SERVER = TEAM | SERVER

AreaChange = Callable[[Area, Any, AreaEntry], Area]
ProgrammeChange = Callable[[Programme, Any, ProgrammeEntry], Programme]

AREA_TABLE: dict[type[c.AreaCommand], tuple[frozenset[Role], AreaChange]] = {
    # command           who     done by
    c.EditArea:        (PEOPLE, naming.edit_area),
    c.FollowTemplate:  (ANY,    planning.follow_template),
    c.PlanEvent:       (PEOPLE, planning.plan_event),
    c.ChangeEvent:     (PEOPLE, planning.change_event),
    c.CancelEvent:     (PEOPLE, planning.cancel_event),
    c.HoldEvent:       (ANY,    planning.hold_event),
    c.PlaceWorkshop:   (SERVER, placing.place_workshop),
    c.ReleaseWorkshop: (SERVER, placing.release_workshop),
    c.AddDeadline:     (PEOPLE, deadlines.add_deadline),
    c.ChangeDeadline:  (PEOPLE, deadlines.change_deadline),
    c.MarkDone:        (PEOPLE, deadlines.mark_done),
    c.RemoveDeadline:  (PEOPLE, deadlines.remove_deadline),
    c.ReplaceAreaLink: (ANY,    naming.replace_area_link),
    c.ChangeLeads:     (ANY,    naming.change_leads),
    c.ForgetTexts:     (SERVER, forgetting.forget_texts),
    c.EnterProgramme:  (ANY,    naming.enter_programme),
}  # fmt: skip
PROGRAMME_TABLE: dict[type[c.ProgrammeCommand], tuple[frozenset[Role], ProgrammeChange]] = {
    c.EditProgramme:        (TEAM,      membership.edit_programme),
    c.AddArea:              (OR_SERVER, membership.add_area),
    c.RemoveArea:           (OR_SERVER, membership.remove_area),
    c.ReplaceProgrammeLink: (OR_SERVER, membership.replace_programme_link),
}  # fmt: skip
