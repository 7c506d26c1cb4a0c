"""Who may give which command to a plan, and what carries it out.

Anything not in the table is refused. Whose plan somebody may reach is decided by their link.
"""

from collections.abc import Callable
from typing import Any

from voting.core.actors import Role
from voting.core.commands import Retired
from voting.goals import (
    actions,
    asking,
    carrying,
    forgetting,
    meeting,
    needs,
    scoring,
    sessions,
    wording,
)
from voting.goals import commands as c
from voting.goals.entries import PlanEntry
from voting.goals.plan import Plan

ROOM = frozenset({Role.TRAINER})
LEADS = frozenset({Role.AREA, Role.PROGRAMME})
PEOPLE = ROOM | LEADS
SERVER = frozenset({Role.CLOCK})

PlanChange = Callable[[Plan, Any, PlanEntry], Plan]

PLAN_TABLE: dict[type[c.PlanCommand], tuple[frozenset[Role], PlanChange]] = {
    # command           who     done by
    c.ShowPlan:        (ROOM,   meeting.show_plan),
    c.HidePlan:        (ROOM,   meeting.hide_plan),
    c.AskNeeds:        (ROOM,   asking.ask_needs),
    c.AskScore:        (ROOM,   asking.ask_score),
    c.CloseQuestion:   (ROOM,   asking.close_question),
    c.CancelQuestion:  (ROOM,   asking.cancel_question),
    c.EnterAnswers:    (ROOM,   asking.enter_answers),
    c.PracticeAnswer:  (ROOM,   asking.practice_answer),
    c.ChooseNeeds:     (ROOM,   needs.choose_needs),
    c.AddGoal:         (PEOPLE, wording.add_goal),
    c.WriteGoal:       (PEOPLE, wording.write_goal),
    c.ChooseText:      (PEOPLE, wording.choose_text),
    c.AgreeGoal:       (PEOPLE, wording.agree_goal),
    c.RewordGoal:      (PEOPLE, wording.reword_goal),
    c.DropDraft:       (PEOPLE, wording.drop_draft),
    c.CloseGoal:       (PEOPLE, wording.close_goal),
    c.ReopenGoal:      (PEOPLE, wording.reopen_goal),
    c.SettleScore:     (ROOM,   scoring.settle_score),
    c.NoteGoal:        (PEOPLE, scoring.note_goal),
    c.AddSession:      (PEOPLE, sessions.add_session),
    c.ChangeSession:   (PEOPLE, sessions.change_session),
    c.RemoveSession:   (PEOPLE, sessions.remove_session),
    c.AddAction:       (PEOPLE, actions.add_action),
    c.ChangeAction:    (PEOPLE, actions.change_action),
    c.MarkAction:      (PEOPLE, actions.mark_action),
    c.RemoveAction:    (PEOPLE, actions.remove_action),
    c.EndSitting:      (SERVER, meeting.end_sitting),
    c.LeavePlan:       (SERVER, carrying.leave_plan),
    c.BringPlan:       (SERVER, carrying.bring_plan),
    c.StartPlan:       (SERVER, forgetting.start_plan),
}  # fmt: skip

# Two may write at the same time: what they write in is checked field by field. What is on the
# screens overtakes nobody.
NO_STEP: frozenset[type[c.PlanCommand]] = frozenset(
    {
        c.WriteGoal,
        c.AddGoal,
        c.AddAction,
        c.MarkAction,
        c.ShowPlan,
        c.HidePlan,
        c.PracticeAnswer,
        c.EndSitting,
        c.LeavePlan,
        c.BringPlan,
        c.StartPlan,
    }
)


def is_step(command: c.AnyPlanCommand | Retired) -> bool:
    """Does it count as one, so that others see that somebody was faster? A goal that replaces
    another does, since that one is closed."""
    if isinstance(command, c.AddGoal):
        return bool(command.replaces)
    return type(command) not in NO_STEP
