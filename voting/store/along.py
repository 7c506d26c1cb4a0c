"""What is saved in one step with a plan, beside its document."""

from collections.abc import Collection, Mapping, Sequence

from msgspec import Struct

from voting.goals.entries import PlanEntry


class Carried(Struct, frozen=True):
    """What people sent to a plan, as it is stored: answers by question and device, suggestions by
    workshop, person and id."""

    answers: Mapping[str, bytes] = {}
    suggestions: Mapping[str, bytes] = {}


class Along(Struct, frozen=True):
    """``typed`` are the entries that wait for the next line of the log, which are part of it all
    the same; ``anew``: the log begins with what is saved. ``unsuggested`` are workshops whose
    suggestions go, ``carried`` is what comes with parts of another plan. Of the answers to the
    question ``closed`` those of the devices ``out`` go, and of each of its ``groups`` of devices
    all but the newest."""

    typed: Sequence[PlanEntry] = ()
    anew: bool = False
    unsuggested: Collection[str] = ()
    carried: Carried = Carried()
    closed: int = 0
    out: Sequence[str] = ()
    groups: Sequence[Sequence[str]] = ()

    @property
    def out_fields(self) -> list[str]:
        return [f"{self.closed}:{device}" for device in self.out]

    @property
    def group_fields(self) -> list[str]:
        """Each group ended by "", as the script takes them."""
        fields = []
        for group in self.groups:
            fields += [*(f"{self.closed}:{device}" for device in group), ""]
        return fields


ALONE = Along()
