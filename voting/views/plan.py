"""The plan on each audience's pages: needs, goals, scores, sessions, actions.

Until enough people have answered, only what was settled is told, see ``goals.plan.KEPT_FROM``; what
a closed question came to is shown to the room before that, without whose it is.
"""

from typing import Annotated

from voting.views.declared import Sent, about


class WordingView(Sent, frozen=True):
    """What a goal says."""

    text: Annotated[str, about("the goal, 200 characters at most")]
    measure: Annotated[str, about("how people will know; may be empty, as may all below")]
    achievable: Annotated[str, about("why it can be done")]
    domains: Annotated[tuple[str, ...], about("keys of the domains it is for")]
    due: Annotated[str, about("year-month-day")]
    owner: Annotated[str, about("role and organisation")]
    first_step: Annotated[str, about("what is done first")]


class VersionView(Sent, frozen=True):
    """A wording that was agreed."""

    number: Annotated[int, about("from 1")]
    day: Annotated[str, about("when, year-month-day")]
    wording: Annotated[WordingView, about("what it said")]


class ScoreView(Sent, frozen=True):
    """A settled score of a goal."""

    workshop: Annotated[str, about("id of the workshop")]
    kind: Annotated[str, about("kind of meeting")]
    day: Annotated[str, about("year-month-day")]
    version: Annotated[int, about("number of the goal's version; scores of another are apart")]
    score: Annotated[int, about("0 to 10; 0 is a score")]
    method: Annotated[str, about("`median` or `consensus`")]
    scorers: Annotated[int, about("how many scored it, “Can’t say” not among them")]
    cant_say: Annotated[int, about("how many said “Can’t say”")]
    by_hand: Annotated[int, about("how many of the scorers were entered by hand")]
    rounds: Annotated[int, about("how often it was scored at this meeting")]
    dots: Annotated[
        tuple[int, ...] | None,
        about(
            "how many gave each score from 0 to 10; null: fewer than five scored it, and always on "
            "phones and the room view"
        ),
    ]
    returned: Annotated[
        int,
        about(
            "at least so many of those present were at the meeting that made the goal; 0: it is "
            "not known whether anyone was"
        ),
    ]
    present: Annotated[
        int, about("how many were present; 0: it is the meeting that made the goal, or not known")
    ]


class NoteView(Sent, frozen=True):
    """What one meeting noted under a goal."""

    workshop: Annotated[str, about("id of the workshop; empty: noted on the area's page")]
    here: Annotated[bool, about("was it noted at this meeting?")]
    day: Annotated[str, about("year-month-day")]
    hinders: Annotated[str, about("what stands in the way; may be empty")]
    helps: Annotated[str, about("how to get past it; may be empty")]


class GoalView(Sent, frozen=True):
    """A goal."""

    id: Annotated[str, about("to send with commands")]
    number: Annotated[int, about("its place among all goals, from 1")]
    state: Annotated[str, about("`draft`, `open`, `reached`, `changed` or `dropped`")]
    wording: Annotated[
        WordingView | None, about("as agreed; null: it was never agreed, and is a draft")
    ]
    draft: Annotated[
        WordingView | None, about("a wording that is taking shape; null: there is none")
    ]
    version: Annotated[int, about("number of the wording in force; 0: none")]
    versions: Annotated[tuple[VersionView, ...], about("all wordings agreed, oldest first")]
    scores: Annotated[tuple[ScoreView, ...], about("settled scores, oldest first")]
    change: Annotated[
        int | None,
        about("points since the first score of this version; null: fewer than two scores of it"),
    ]
    notes: Annotated[
        tuple[NoteView, ...], about("oldest first; the last one on the room view, none on phones")
    ]
    closed_on: Annotated[str, about("year-month-day; empty while it is open")]
    replaced_by: Annotated[str, about("id of the goal in its place; empty: none")]


class ChosenView(Sent, frozen=True):
    """A domain that was named as a need."""

    domain: Annotated[str, about("key")]
    votes: Annotated[int | None, about("null: marked by a trainer, or fewer than five voted")]


class NeedsView(Sent, frozen=True):
    """The needs that one meeting named."""

    workshop: Annotated[str, about("id of the workshop")]
    day: Annotated[str, about("year-month-day")]
    how: Annotated[str, about("`vote` or `trainer`")]
    domains: Annotated[tuple[ChosenView, ...], about("the best supported first")]
    voters: Annotated[int | None, about("how many voted; null: nobody did")]


class QuestionView(Sent, frozen=True):
    """What the room is asked in private."""

    id: Annotated[int, about("to send with answers and commands")]
    opened: Annotated[
        int,
        about(
            "when it was opened, in milliseconds since 1970: `id` and this tell it from any other"
        ),
    ]
    kind: Annotated[str, about("`needs` or `score`")]
    goal: Annotated[str, about("id of the goal that is scored; empty for needs")]
    round: Annotated[int, about("how often it was asked in a row")]
    open: Annotated[bool, about("is it still open?")]
    answered: Annotated[
        int, about("how many have answered, by hand included; on phones 0 while it is open")
    ]
    of: Annotated[int, about("how many could have; on phones 0 while it is open")]
    counts: Annotated[
        tuple[int, ...] | None,
        about(
            "once closed: how many gave each score from 0 to 10, or chose each domain in the "
            "instrument's order; null while it is open, and for scores of fewer than five people "
            "(phones judged alone)"
        ),
    ]
    cant_say: Annotated[int | None, about("how many said “Can’t say”; null while it is open")]
    median: Annotated[
        int | None, about("the middle score, the lower of two; null: open, needs, or no score")
    ]


class LedPartView(Sent, frozen=True):
    """A part of a session that the area leads itself."""

    text: Annotated[str, about("what it is about")]
    speaker: Annotated[str, about("who speaks; may be empty")]


class SessionView(Sent, frozen=True):
    """A support session."""

    id: Annotated[str, about("to send with commands")]
    number: Annotated[int, about("from 1")]
    format: Annotated[str, about("`workshop`, `discussion` or `modules`")]
    areas: Annotated[tuple[str, ...], about("keys of the catalogue's areas")]
    items: Annotated[tuple[str, ...], about("keys of the catalogue's items")]
    led: Annotated[tuple[LedPartView, ...], about("parts that the area leads itself")]
    event: Annotated[str, about("id of its meeting; empty: it has no date yet")]
    day: Annotated[str, about("year-month-day; empty: not set")]
    time: Annotated[str, about("such as 09:30; empty: not set")]
    place: Annotated[str, about("may be empty")]
    state: Annotated[str, about("`planned`, `held` or `cancelled`")]
    registered: Annotated[int, about("how many have registered for it")]
    over: Annotated[
        tuple[tuple[str, int], ...],
        about(
            "where it is more than its format is meant for: `people` or `minutes`, and how many at "
            "most; it may be all the same"
        ),
    ]


class ActionView(Sent, frozen=True):
    """An action."""

    id: Annotated[str, about("to send with commands")]
    text: Annotated[str, about("what is to be done")]
    owner: Annotated[str, about("by whom; empty: nobody yet")]
    due: Annotated[str, about("by when, year-month-day; may be empty")]
    state: Annotated[str, about("`open`, `done` or `dropped`")]
    overdue: Annotated[bool, about("is it open, and its day over?")]
    goal: Annotated[str, about("id of the goal it is for; empty: none")]
    domain: Annotated[str, about("key of the domain it is for; empty: none")]
    session: Annotated[str, about("id of the support session it was agreed at; empty: none")]
    here: Annotated[bool, about("was it agreed at this meeting?")]
    closed_on: Annotated[
        str, about("when it was done or dropped, year-month-day; empty while it is open")
    ]


class PlanView(Sent, frozen=True):
    """What was agreed beyond ratings, and what of it is on the screens."""

    part: Annotated[
        str,
        about(
            "what the trainers have put on the screens: `actions`, `needs`, `goals`, `scores`, "
            "`sessions`, `closing`; empty: nothing"
        ),
    ]
    on_screen: Annotated[bool, about("is it on the screens now, with no domain before it?")]
    goal: Annotated[str, about("id of the goal in hand; empty: none")]
    review: Annotated[bool, about("is this meeting a review?")]
    needs: Annotated[NeedsView | None, about("those of this meeting, else the latest before it")]
    goals: Annotated[tuple[GoalView, ...], about("all goals of the area, oldest first")]
    sessions: Annotated[tuple[SessionView, ...], about("support sessions chosen")]
    actions: Annotated[
        tuple[ActionView, ...], about("all actions, those open and soonest due first")
    ]
    question: Annotated[QuestionView | None, about("null: nothing is asked")]
    reviews: Annotated[
        tuple[str, ...], about("days of the area's reviews to come, year-month-day, the next first")
    ]


class ComingView(Sent, frozen=True):
    """A meeting of the area that is still to come."""

    kind: Annotated[str, about("kind of meeting")]
    day: Annotated[str, about("year-month-day")]
    time: Annotated[str, about("such as 09:30; empty: not set")]
    title: Annotated[str, about("what it is called; empty: its kind alone")]
    place: Annotated[str, about("may be empty")]


class PlanForLead(PlanView, frozen=True):
    """The same with the days that matter next."""

    today: Annotated[str, about("the day where the area is, year-month-day")]
    coming: Annotated[
        tuple[ComingView, ...], about("the area's other meetings from today on, the soonest first")
    ]


class ProposalView(Sent, frozen=True):
    """A domain that is proposed."""

    domain: Annotated[str, about("key")]
    reasons: Annotated[
        tuple[tuple[str, str], ...],
        about(
            "pairs: `rated` and the level, `unresolved`, `two-camps`, `survey` and the mean, "
            "`need` of one that was named, `goal` and its number"
        ),
    ]


class RivalView(Sent, frozen=True):
    """The text of a second writer in a field of a draft."""

    goal: Annotated[str, about("id")]
    id: Annotated[str, about("to send with `choose_text`")]
    field: Annotated[str, about("which one")]
    value: Annotated[str, about("what they wrote")]
    by: Annotated[str, about("the trainer's id; empty: somebody with the area's link")]


class EditsView(Sent, frozen=True):
    """How often each field of a draft was changed."""

    goal: Annotated[str, about("id")]
    edits: Annotated[dict[str, int], about("by field; 0 where it is not here")]


class SuggestionView(Sent, frozen=True):
    """What somebody sent from their phone."""

    id: Annotated[str, about("to send with `drop_suggestion`")]
    text: Annotated[str, about("without whose it is, in no order of time")]


class ElsewhereView(Sent, frozen=True):
    """Another meeting that is scoring a goal: until that is settled it can't be scored here."""

    goal: Annotated[str, about("its id")]
    kind: Annotated[str, about("kind of meeting")]
    day: Annotated[str, about("its day, year-month-day")]


class PlanStepView(Sent, frozen=True):
    """What a trainer would do next."""

    kind: Annotated[str, about("which step")]
    goal: Annotated[str, about("id; empty: none")]
    question: Annotated[int, about("id; 0: none")]


class PlanForTrainers(PlanView, frozen=True):
    """The same with what trainers work with."""

    key: Annotated[
        str,
        about(
            "tells this plan from any other: where it changes, the workshop has moved, and the "
            "same ids may mean other goals, sessions and actions"
        ),
    ]
    revision: Annotated[int, about("rises with every change of the plan")]
    step: Annotated[int, about("to send with commands to the plan")]
    allowed: Annotated[
        tuple[str, ...],
        about("the commands to the plan that are allowed now and could do something"),
    ]
    next: Annotated[tuple[PlanStepView, ...], about("the most likely first; all of it is allowed")]
    leads: Annotated[
        bool, about("is the first of them likelier than the first of the workshop's own `next`?")
    ]
    proposed: Annotated[
        tuple[ProposalView, ...], about("the domains by need, with the reasons; none is chosen")
    ]
    recommended: Annotated[
        tuple[ProposalView, ...], about("areas of the catalogue for support sessions, with reasons")
    ]
    most_sessions: Annotated[int, about("how many the programme allows")]
    rivals: Annotated[tuple[RivalView, ...], about("texts to choose from, in drafts")]
    edits: Annotated[tuple[EditsView, ...], about("of each draft")]
    suggestions: Annotated[tuple[SuggestionView, ...], about("what people sent from their phones")]
    answered: Annotated[
        tuple[str, ...], about("ids of those who have answered the open question by phone")
    ]
    elsewhere: Annotated[
        tuple[ElsewhereView, ...], about("goals that another meeting of the area is scoring now")
    ]
    by_hand: Annotated[
        tuple[int, ...],
        about("what was entered by hand for the open question, as its `counts`; empty: nothing"),
    ]
    by_hand_cant_say: Annotated[int, about("how many “Can’t say” were entered for it by hand")]
    meetings: Annotated[
        tuple[tuple[str, str], ...],
        about("the area's support sessions' meetings: id, and day or empty"),
    ]
    today: Annotated[str, about("the day where the area is, year-month-day")]


class OwnAnswer(Sent, frozen=True):
    """What the store holds of a person for the open question."""

    question: Annotated[int, about("its id")]
    opened: Annotated[int, about("when it was opened, as in `plan.question`")]
    kind: Annotated[str, about("`needs` or `score`")]
    vote_id: Annotated[str, about("whose answer it is")]
    sequence: Annotated[int, about("and its number")]
    score: Annotated[int | None, about("0 to 10; null: “Can’t say”, or needs are asked")]
    domains: Annotated[tuple[str, ...], about("keys of the domains chosen")]
    hidden: Annotated[
        bool, about("another device of the same person gave it: then what it says is not told")
    ]


class OwnPlan(Sent, frozen=True):
    """What one attendee alone is told of the plan."""

    answer: Annotated[OwnAnswer | None, about("null: none, or nothing is asked")]
    suggestions: Annotated[int, about("how many more they may send")]
