"""What phones send to a plan: answers to a question, exactly once, and suggestions for goals.

What an answer is checked against never changes while its question is open, so it is taken as this
process knows it; the script that stores it looks whether that question is open still.
"""

from typing import Any

from msgspec import UNSET

from voting.core.actors import Actor
from voting.core.gate import why_refused
from voting.core.state import Presence, Workshop
from voting.goals.answers import checked
from voting.goals.checking import said
from voting.goals.plan import Plan, Question
from voting.goals.situation import Suggestion
from voting.goals.wording import TEXT_LIMIT
from voting.instruments.tally import Answers, Ballot
from voting.moments import milliseconds
from voting.refusals.goals import (
    NoSuchQuestion,
    QuestionClosed,
    SuggestionsClosed,
    TooManySuggestions,
)
from voting.refusals.joining import UnknownWorkshop
from voting.refusals.sent import Malformed
from voting.service.caching import remember_some
from voting.service.plan_changes import PlanChanges
from voting.service.plans import MOST_SUGGESTIONS, keys_of, own_answer
from voting.store.areas import Mark
from voting.views.plan import OwnAnswer
from voting.wire.messages import PlanAnswer, SuggestionSent

_MOST_AT_WORK = 100  # workshops that are kept as last loaded, for the answers of a whole room


class PlanAnswers(PlanChanges):
    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._at_work: dict[str, tuple[Mark, Workshop]] = {}

    def answer_plan(self, workshop: str, device: str, sent: PlanAnswer) -> OwnAnswer:
        """Store an answer; returns the one now stored of this device, a newer one if this came
        late. Raises NoSuchQuestion, QuestionClosed, what is wrong with the answer, or why the
        person may not."""
        found, owner = self._working_on(workshop)
        self._check_here(found, device)
        known = self._plans.get(owner)
        question = _asked(known[1], workshop, sent) if known else None
        if question is None:
            question = self._question_now(owner, workshop, sent)
        rating = _rating(question, sent, found)
        ballot = Ballot(sent.sequence, sent.vote_id, rating, milliseconds(self.clock()))
        outcome = self.store.answer_plan(owner, question, device, ballot)
        if outcome.how == "closed" or outcome.held is None:
            self._question_now(owner, workshop, sent)  # it may be settled by now
            raise QuestionClosed()
        return own_answer(question, outcome.held, hidden=False)

    def suggest(self, workshop: str, device: str, sent: SuggestionSent) -> int:
        """Keep a suggestion for a goal; returns how many more this person may send. Raises
        SuggestionsClosed, TooManySuggestions, or what is wrong with the text."""
        text = said(sent.text, "text", "suggestion", TEXT_LIMIT, required=True)
        found, owner = self._working_on(workshop)
        person = self._check_here(found, device)
        kept = self.store.suggest(
            owner, workshop, person, Suggestion(sent.id, text), MOST_SUGGESTIONS
        )
        if kept is None:
            raise SuggestionsClosed()
        if kept < 0:
            raise TooManySuggestions(n=MOST_SUGGESTIONS)
        return MOST_SUGGESTIONS - kept

    def drop_suggestion(self, workshop: str, by: Actor, id: str) -> None:
        """A trainer has read a suggestion, and wants it no more. Raises NotAllowed or OldLink."""
        found = self.trainers_workshop(workshop, by)
        self.store.drop_suggestion(self.plan_owner(found), workshop, id)

    def _working_on(self, id: str) -> tuple[Workshop, str]:
        """The workshop as it is at this moment, read only where it has changed, and whose plan it
        works on, in one round trip. Raises UnknownWorkshop."""
        (place,) = self.store.places([id])
        if place.mark[0] is None:
            raise UnknownWorkshop(workshop=id)
        held = self._at_work.get(id)
        if held is None or held[0] != place.mark:
            held = (place.mark, self.store.load(id))
            remember_some(self._at_work, id, held, _MOST_AT_WORK)
        workshop = held[1]
        return workshop, id if workshop.rehearsal else place.area or id

    def _check_here(self, workshop: Workshop, device: str) -> str:
        """The person a device acts for, who takes part; raises the refusal if not."""
        person = workshop.person(workshop.stands_for(device))
        if person.presence is not Presence.HERE:
            raise why_refused(workshop, device, 0)
        return person.id

    def _question_now(self, owner: str, workshop: str, sent: PlanAnswer) -> Question:
        plan = self.plan(owner)
        found = _asked(plan, workshop, sent)
        if found is None:
            raise NoSuchQuestion(why="settled" if sent.question <= plan.asked else "never")
        return found


def _asked(plan: Plan, workshop: str, sent: PlanAnswer) -> Question | None:
    """The question that is answered. Another one of its number is none: a plan that took the place
    of the one before counts its own, and a store may have lost some."""
    sitting = plan.sitting(workshop)
    question = sitting.question if sitting else None
    if question is None or question.id != sent.question:
        return None
    return question if sent.opened in (UNSET, question.opened_ms) else None


def _rating(question: Question, sent: PlanAnswer, workshop: Workshop) -> int | Answers | None:
    """What is answered, as it is stored; raises what is wrong with it."""
    score = None if sent.score is UNSET else sent.score
    needs = None if sent.domains is UNSET else sent.domains
    if needs is None and sent.score is UNSET:
        raise Malformed("score" if question.kind == "score" else "domains", why="missing")
    return checked(question, score, needs, keys_of(workshop))
