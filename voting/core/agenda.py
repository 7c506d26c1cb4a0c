"""What is left to take: the topics of an instrument that want a round or a decision."""

from collections.abc import Iterable

from voting.core.state import Workshop
from voting.instruments.instrument import Topic


def next_domain(workshop: Workshop) -> str | None:
    """The topic to take next. First the one that a cell was taken out of to be talked about alone,
    until all of it is decided; then, in the instrument's order, the first after the one in hand
    that was never rated; else the first other one that wants a ruling or a round. None when there
    is none."""
    return next(iter(_left(workshop)), None)


def _left(w: Workshop) -> Iterable[str]:
    topics, in_hand = w.framework.agenda, w.cells_in_hand()
    here = [k for k, topic in enumerate(topics) if any(cell in in_hand for cell in topic.cells)]
    after = here[-1] + 1 if here else 0
    opened = w.open_round.domain if w.open_round else None
    left = [topic for topic in (*topics[after:], *topics[:after]) if topic.key != opened]
    wanting = [topic.key for topic in left if topic.key != w.domain and _wants(w, topic)]
    yield from (topics[k].key for k in here if topics[k].key in wanting)
    yield from (topic.key for topic in left if _is_new(w, topic))
    yield from wanting


def _wants(w: Workshop, topic: Topic) -> bool:
    """Is there anything to decide in it, or that was never rated and never will be decided?"""
    undecided = [cell.key for cell in topic.cells if not cell.column.is_decided]
    return not w.is_settled(topic) or not all(w.live_rounds(key) for key in undecided)


def _is_new(w: Workshop, topic: Topic) -> bool:
    """Was nothing of it ever rated here, or decided?"""
    return not any(w.live_rounds(cell.key) or cell.key in w.rulings for cell in topic.cells)
