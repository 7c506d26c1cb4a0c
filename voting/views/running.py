"""How a workshop of an area goes on, as the area's page shows it."""

from voting.core.state import Workshop
from voting.programme.situation import Running


def running(w: Workshop) -> Running:
    return Running(
        workshop=w.id,
        joined=len(w.joined()),
        decided=len(w.rulings),
        domains=len(w.framework.domains),
        phase=w.phase.value,
        rehearsal=w.rehearsal,
        trainers=tuple(each.name for each in w.trainers.values() if each.active and each.is_named),
    )
