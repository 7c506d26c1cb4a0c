"""The kinds of column, each a small module: what an answer is, how answers add up, what can be
decided on them, and how files show them.

``Column`` (``column.py``) is what all of them offer; no code elsewhere asks which kind it has.
"""

from voting.instruments.kinds.choice import ChoiceColumn
from voting.instruments.kinds.number import NumberColumn
from voting.instruments.kinds.rating import RatingColumn
from voting.instruments.kinds.text import TextColumn
from voting.instruments.kinds.tick import TickColumn

AnyColumn = RatingColumn | TickColumn | ChoiceColumn | NumberColumn | TextColumn

__all__ = [
    "AnyColumn",
    "ChoiceColumn",
    "NumberColumn",
    "RatingColumn",
    "TextColumn",
    "TickColumn",
]
