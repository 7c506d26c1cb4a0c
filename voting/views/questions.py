"""The questions of the discussion."""

from typing import Annotated

from voting.core.questions import questions
from voting.views.declared import Sent, about
from voting.views.situation import Situation


class QuestionsView(Sent, frozen=True):
    """What to ask in the discussion, the same on every screen."""

    ask: Annotated[tuple[str, ...], about("three keys into the words, or fewer, in order")]
    low: Annotated[
        int | None, about("the lower rating that the sentences name; null: nobody gave a rating")
    ]
    low_to: Annotated[int | None, about("where it is several, the highest of them; else as `low`")]
    high: Annotated[int | None, about("the higher rating, or the lowest of several")]
    high_to: Annotated[int | None, about("the highest of them; else as `high`")]


def questions_view(at: Situation) -> QuestionsView | None:
    w = at.workshop
    cell = w.cell_in_hand()
    last = w.last_round(cell.key) if cell else None
    told = at.rounds[last.id, cell.key].told if last and cell else None
    made = questions(w, cell.column if cell else None, told)
    if made is None:
        return None
    return QuestionsView(made.ask, made.low, made.low_to, made.high, made.high_to)
