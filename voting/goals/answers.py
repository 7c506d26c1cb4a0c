"""Answers to a question of a plan: checked as they come, counted when it is closed."""

from collections.abc import Mapping, Sequence

from voting.goals.entries import Answered
from voting.goals.facts import places
from voting.goals.plan import MOST_NEEDS, Question
from voting.goals.scoring import checked_score
from voting.instruments.tally import Answers, Ballot
from voting.refusals.goals import NeedsOutside
from voting.refusals.sent import Malformed


def checked(
    question: Question, score: object, needs: Sequence[str] | None, domains: Sequence[str]
) -> int | Answers | None:
    """What a phone answers, as it is stored: a score (None: can't say), or the ``needs`` chosen
    among ``domains``; ``needs`` None where a score came. Raises ScoreOutside, NeedsOutside, or
    Malformed for an answer to the other kind of question."""
    if question.kind == "score":
        if needs is not None:
            raise Malformed("domains", why="surplus")
        return None if score is None else checked_score(score)
    if needs is None:
        raise Malformed("domains", why="missing")
    chosen = dict.fromkeys(needs)
    if len(chosen) > MOST_NEEDS:
        raise NeedsOutside(why="many", n=MOST_NEEDS)
    if not set(chosen) <= set(domains):
        raise NeedsOutside(why="outside")
    return Answers(dict.fromkeys(chosen, 1), done=True)


def counted(question: Question, ballots: Mapping[str, Ballot], domains: Sequence[str]) -> Answered:
    """What the answers of phones (by person) and by hand come to. Somebody who chose no domain
    can't say."""
    counts = list(question.by_hand) or [0] * places(question, len(domains))
    # Of needs chosen by hand it is known how often each was, not by how many people: at least so
    # many as chose the one chosen most.
    by_hand = sum(counts) if question.kind == "score" else max(counts, default=0)
    people, cant_say = by_hand, question.cant_say
    for ballot in ballots.values():
        said = ballot.rating
        if isinstance(said, Answers) and said.answers:
            people += 1
            for domain in said.answers:
                if domain in domains:
                    counts[list(domains).index(domain)] += 1
        elif isinstance(said, int):
            people += 1
            counts[said] += 1
        else:
            cant_say += 1
    return Answered(tuple(counts), people, cant_say, by_hand)
