"""Goals, scores, support sessions and actions of a plan."""

from voting.refusals import Refusal


class NoSuchGoal(Refusal):
    code = "no-such-goal"
    status = 404
    field = "goal"


class NoSuchSession(Refusal):
    code = "no-such-session"
    status = 404
    field = "session"


class NoSuchAction(Refusal):
    code = "no-such-action"
    status = 404
    field = "action"


class NoSuchQuestion(Refusal):
    """The question is none any more: ``why`` is "settled" or "never"."""

    code = "no-such-question"
    status = 409
    field = "question"


class QuestionOpen(Refusal):
    """Something else is asked at the moment: one question at a time."""

    code = "question-open"
    status = 409


class NotSettled(Refusal):
    """What people answered was not recorded yet."""

    code = "not-settled"
    status = 409


class GoalScoredElsewhere(Refusal):
    """Another meeting is scoring the goal: ``held`` is its kind, ``on`` its day."""

    code = "goal-scored-elsewhere"
    status = 409
    field = "goal"


class QuestionClosed(Refusal):
    """The question is closed: nothing is taken any more."""

    code = "question-closed"
    status = 409


class PlanNotNow(Refusal):
    """``why``: a "round" is open or discussed, the workshop is "finished", or this instrument leads
    to no goals ("instrument")."""

    code = "plan-not-now"
    status = 409


class PlanOvertaken(Refusal):
    """Somebody else's change of the plan came first: ``why`` says whose ("self", "trainer", "area",
    "programme", "changed"), ``ago`` how many seconds before."""

    code = "plan-overtaken"
    status = 409


class TooManyGoals(Refusal):
    """There are ``n`` goals already."""

    code = "too-many-goals"
    status = 409


class TooManySessionsChosen(Refusal):
    """There are ``n`` support sessions already, as many as the programme allows."""

    code = "too-many-sessions-chosen"
    status = 409


class TooManyOfPlan(Refusal):
    """``why``: "actions", "rivals" or "led"; there can be ``n``."""

    code = "too-many-of-plan"
    status = 409


class GoalNeedsText(Refusal):
    code = "goal-needs-text"
    field = "text"


class GoalNeedsDate(Refusal):
    code = "goal-needs-date"
    field = "due"


class DatePast(Refusal):
    """A day before today."""

    code = "date-past"
    field = "due"


class GoalChanged(Refusal):
    """Somebody has changed the draft since it was on screen: it has to be read again."""

    code = "goal-changed"
    status = 409
    field = "goal"


class TextsDiffer(Refusal):
    """There are two texts of a field of the draft: one has to be chosen first."""

    code = "texts-differ"
    status = 409
    field = "goal"


class GoalBeingReworded(Refusal):
    """A new wording of it takes shape, and would be lost."""

    code = "goal-being-reworded"
    status = 409
    field = "goal"


class NoDraft(Refusal):
    """The goal has no wording that takes shape."""

    code = "no-draft"
    status = 409
    field = "goal"


class GoalClosed(Refusal):
    """It was reached, changed or dropped."""

    code = "goal-closed"
    status = 409
    field = "goal"


class GoalNotAgreed(Refusal):
    """It is a draft still, and can be dropped, but not scored or closed."""

    code = "goal-not-agreed"
    status = 409
    field = "goal"


class ScoreOutside(Refusal):
    """Not a whole number from 0 to ``n``."""

    code = "score-outside"
    field = "score"


class NotTheMiddle(Refusal):
    """The middle score is ``n``."""

    code = "not-the-middle"
    status = 409
    field = "score"


class NoScores(Refusal):
    """Nobody gave a score, so there is no middle one."""

    code = "no-scores"
    status = 409


class NeedsOutside(Refusal):
    """``why``: "none" was chosen, "many" are more than ``n``, or one is "outside": no domain of
    this workshop."""

    code = "needs-outside"
    field = "domains"


class CountsUnfit(Refusal):
    """Numbers by hand that do not fit: ``n`` of them, each from 0 to ``most``."""

    code = "counts-unfit"
    field = "counts"


class TooManySuggestions(Refusal):
    """A person has sent ``n`` already."""

    code = "too-many-suggestions"
    status = 409


class SuggestionsClosed(Refusal):
    """Nothing is suggested now."""

    code = "suggestions-closed"
    status = 409


class PlanUnread(Refusal):
    """What is stored of a plan can't be read, and the log says so; all else goes on without."""

    code = "plan-unread"
    status = 503
