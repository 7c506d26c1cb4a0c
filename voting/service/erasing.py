"""The end of a workshop: deleted by its trainers, or kept for long enough."""

import logging

from voting.core.erasing import check_erasable, keep_until
from voting.core.state import Workshop
from voting.refusals.serving import StoreUnavailable
from voting.service.base import Base

_log = logging.getLogger(__name__)


class Erasing(Base):
    def delete(self, workshop: Workshop, area: str = "") -> None:
        """Erase a rehearsal, or a workshop set up by mistake, for good; raises NotErasable, or
        AreaNotTyped unless ``area`` is what was typed to confirm it."""
        check_erasable(workshop, area, self.clock())
        self.store.erase(workshop.id)
        self.forget()

    def erase_if_due(self, workshop: str, keep_days: int) -> bool:
        """Erase a workshop that has been kept for ``keep_days``; returns whether it was due."""
        if self.clock() <= keep_until(self.store.load(workshop), keep_days):
            return False
        self.store.erase(workshop)
        return True

    def forget(self) -> None:
        """Remove what was erased from the store's disk as well."""
        try:
            self.store.rewrite()
        except StoreUnavailable as problem:
            why = problem.reason
            _log.warning(
                "store: erased, but still in its append-only file until it is rewritten: %s", why
            )
