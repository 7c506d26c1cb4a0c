"""How many examples a test by hypothesis goes through."""

from hypothesis import settings


def of_hundred(share: int) -> int:
    """The share, of a hundred, that a test takes of the examples of the profile: those of a slow
    test are few, and all are more with ``--thorough``."""
    return max(1, share * settings().max_examples // 100)
