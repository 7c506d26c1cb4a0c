"""What was erased goes from the store's disk as well."""

import logging

from voting.refusals.serving import StoreUnavailable
from voting.service.base import Base

_log = logging.getLogger(__name__)


class Erasing(Base):
    def forget(self) -> None:
        """Remove what was erased from the store's disk as well."""
        try:
            self.store.rewrite()
        except StoreUnavailable as problem:
            why = problem.reason
            _log.warning(
                "store: erased, but still in its append-only file until it is rewritten: %s", why
            )
