"""What was last made for each audience of a workshop. Nothing is made that nobody asks for."""

from msgspec import Raw

from voting.views.audiences import VIEWS
from voting.views.shared import Shared
from voting.views.situation import Situation
from voting.wire.codec import encode

_MAKE = {role.value: make for role, make in VIEWS.items()}
AUDIENCES = tuple(_MAKE)  # phones first: they are awaited by a whole room


class ViewsMade:
    """The views of one workshop in the newest ``situation`` it was seen in. Whoever holds the lock
    of the channel may use it."""

    def __init__(self) -> None:
        self._situation: Situation | None = None
        self._views: dict[str, Shared] = {}
        self._sent: dict[str, Raw] = {}  # the same as they are sent, once somebody asks
        self._since: dict[str, int] = {}
        self._current: set[str] = set()  # audiences whose view is of the newest situation

    def renew(self, situation: Situation) -> None:
        """The workshop is now in this situation: what was made before may be out of date."""
        self._situation = situation
        self._current.clear()

    def make(self, audience: str) -> bool:
        """Make the audience's view, if it is not of the newest situation; is it another now?"""
        assert self._situation
        if audience in self._current:
            return False
        self._current.add(audience)
        fresh = _MAKE[audience](self._situation)
        if self._views.get(audience) == fresh:
            return False
        self._views[audience] = fresh
        self._sent.pop(audience, None)
        # For one that nobody watched for a while, this may be later than it was: a page then looks
        # once more than it had to.
        self._since[audience] = self._situation.workshop.revision
        return True

    def of(self, audience: str) -> Raw:
        """The audience's view in the newest situation, in JSON: made once, however many ask."""
        self.make(audience)
        if audience not in self._sent:
            self._sent[audience] = Raw(encode(self._views[audience]))
        return self._sent[audience]

    def since(self, audience: str) -> int:
        """The revision from which on the audience's view is as it is now, or a later one."""
        self.make(audience)
        return self._since[audience]
