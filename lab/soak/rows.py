"""Every row, in the order of the table of promises."""

from lab.soak import (
    agreed,
    agreeing,
    ahead,
    cells,
    clock,
    disk,
    exact,
    flood,
    inviting,
    keeping,
    killing,
    mailing,
    many,
    outliving,
    phones,
    planning,
    slow,
    stale,
    swallow,
)
from lab.soak.figures import Row

TABLE: dict[str, Row] = {
    one.name: one
    for one in (
        killing.app_killed,
        killing.store_killed,
        cells.cells_killed,
        agreed.plan_killed,
        disk.disk_full,
        exact.one_vote_each,
        exact.closing,
        exact.rulings,
        stale.never_stale,
        phones.phones_roam,
        slow.slow_network,
        swallow.swallowed_frames,
        flood.strangers_flood,
        clock.clock_jumps,
        killing.restart,
        killing.graceful_stop,
        many.many_processes,
        many.cluster,
        many.failover,
        keeping.backup,
        keeping.old_data,
        outliving.results_outlive,
        planning.areas_killed,
        planning.two_leads,
        mailing.mailed_once,
        inviting.registrations_killed,
        inviting.many_register,
        ahead.ahead_killed,
        ahead.ahead_closing,
        agreeing.screen_is_export,  # last: it also sums up the others
    )
}
