"""Who may be one person on two devices: a hint for trainers, who know their room.

Two people are a pair if they work in the same sector and their names are

- the same but for capitals, accents, spaces and punctuation ("Zoë Smith", "zoe  smith.");
- the same words in another order ("Smith, Zoë"); or
- as many words, two at least, of which each is the same or stands for the other as its initial
  ("Z. Smith", "ZS" and "Zoë S." for "Zoë Smith").
"""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from voting.core.state import Person

MOST_COMPARED = 200  # in a larger room, nobody would read so long a list
MOST_PAIRS = 20

Words = tuple[str, ...]


def doubles(people: Iterable[Person]) -> list[tuple[Person, Person]]:
    """Pairs of ``people`` who may be one person, whoever joined earlier first; practice attendees
    are left out.

    The later of a pair is in no other pair: three who are alike make two pairs, both with the
    first.
    """
    real = [person for person in people if not person.practice]
    if len(real) > MOST_COMPARED:
        return []
    pairs = []
    firsts: dict[tuple[str, str], list[Person]] = {}
    for person in sorted(real, key=lambda p: (p.joined_at, p.id)):
        words = _words(person.name)
        initials = "".join(sorted(word[0] for word in words))
        keys = {(person.sector, "".join(words)), (person.sector, initials)}
        seen = [one for key in keys for one in firsts.get(key, ())]
        other = next((one for one in seen if alike(one.name, person.name)), None)
        if other:
            pairs.append((other, person))
            continue
        for key in keys:
            firsts.setdefault(key, []).append(person)
    return pairs[:MOST_PAIRS]


def alike(one: str, other: str) -> bool:
    """Might two names be the same person's?"""
    mine, yours = _words(one), _words(other)
    if not mine or not yours:
        return False
    if "".join(mine) == "".join(yours) or sorted(mine) == sorted(yours):
        return True
    return (
        1 < len(mine) == len(yours)
        and any(len(word) > 1 for word in (*mine, *yours))
        and all(
            a == b or (min(len(a), len(b)) == 1 and a[0] == b[0])
            for a, b in zip(mine, yours, strict=True)
        )
    )


@lru_cache(4096)
def _words(name: str) -> Words:
    """A name's words without case, accents and punctuation; "ZS", all in capitals, is two words."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    words = "".join(c if c.isalnum() else " " for c in bare).split()
    if len(words) == 1 and 1 < len(bare.strip()) <= 3 and words[0].isupper():
        words = list(words[0])
    return tuple(word.casefold() for word in words)
