"""Days as the product counts them, which may end while the tests run."""

import time
from datetime import datetime, timedelta

from voting.moments import now
from voting.programme.situation import USUAL_ZONE
from voting.service.looking import zone_named

IN_A_WEEK = (now() + timedelta(days=7)).date().isoformat()  # about: no test waits for that
LASTS = 150.0  # seconds that a test of a day may take, on a busy machine


def today() -> str:
    """The date where areas are, as in "2026-06-01". It does not end within LASTS: shortly before
    midnight, what asks waits for the next one."""
    here = now().astimezone(zone_named(USUAL_ZONE))
    left = _until_midnight(here)
    if left < LASTS:
        time.sleep(left + 0.1)
        here = now().astimezone(zone_named(USUAL_ZONE))
    return here.date().isoformat()


def _until_midnight(here: datetime) -> float:
    midnight = (here + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    return (midnight - here).total_seconds()
