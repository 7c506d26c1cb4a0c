"""The store: everything kept, in Redis, each write one atomic script. One room for each kind."""

from voting.store.ahead import AheadKept
from voting.store.areas import Areas
from voting.store.ballots import Ballots
from voting.store.codes import Codes
from voting.store.counts import Counts
from voting.store.documents import Documents
from voting.store.hints import Hints
from voting.store.known import Known
from voting.store.outbox import Outbox
from voting.store.plans import Plans
from voting.store.presence import PresenceKept
from voting.store.reasons import Reasons
from voting.store.rosters import Rosters
from voting.store.servers import Servers


class RedisStore(
    Plans,
    Documents,
    Areas,
    Rosters,
    Outbox,
    Known,
    AheadKept,
    Ballots,
    Reasons,
    PresenceKept,
    Codes,
    Counts,
    Hints,
    Servers,
):
    """Everything kept, behind the questions the service asks. Safe to share between threads."""
