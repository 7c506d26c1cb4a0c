"""The row about screens and exports that agree with the votes, whatever has gone wrong."""

import itertools
import signal
import time

from demo.room import DOMAINS
from lab.soak import stage
from lab.soak.figures import Figure, Scale, row
from lab.soak.verdict import SUM


@row(
    "screen-is-export",
    "Screens and exports are the votes",
    "recomputed from the raw ballots after every fault run: 0 differences",
)
def screen_is_export(scale: Scale) -> Figure:
    people, rounds = scale.pick(70, 12), scale.pick(14, 3)
    with (
        stage.folder() as home,
        stage.own_store(home) as store,
        stage.servers(home, 2, REDIS_URL=store.url) as [first, second],
    ):

        def process_killed() -> None:
            second.kill()
            second.start()

        def store_killed() -> None:
            store.kill()
            store.start()

        def store_stopped() -> None:
            store.signal(signal.SIGSTOP)
            time.sleep(3)
            store.signal(signal.SIGCONT)

        faults = itertools.cycle([process_killed, store_killed, store_stopped])
        with stage.room([first.base, second.base], people) as room:
            for number in range(rounds):
                domain = DOMAINS[number // 2 % len(DOMAINS)]  # each is rated again once
                room.opens(domain)
                room.vote(True)
                room.everybody_is_answered()
                next(faults)()
                room.everybody_is_answered()
                room.closes()
                if number % 2:
                    room.rules("consensus", number % 4, "Talked over again")
            room.vote(False)
            verdict = stage.judged(room, first)
    return Figure(
        verdict.clean and not SUM.different,
        f"{len(verdict.different)} differences in {verdict.compared} comparisons over {rounds} "
        f"rounds with a fault in each; {len(SUM.different)} in {SUM.compared} over all rows of "
        f"this run; {verdict.say()}",
    )
