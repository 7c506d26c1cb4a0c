"""What the lead of an event has to do next about the people invited to it."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Annotated, Protocol

from voting.views.declared import Sent, about

SOON = 7  # days before the event from which on people are reminded


# So long after somebody was last written to they may be written to again, and in the last days.
PAUSE, LAST_PAUSE, LAST_DAYS = timedelta(days=2), timedelta(days=1), 2


def is_time(days: int | None, told_at: datetime | None, now: datetime) -> bool:
    """Is it time to remind somebody who was last told something at ``told_at``? ``days`` is how
    many it is to the event, None without a day."""
    if days is not None and days > SOON:
        return False
    pause = LAST_PAUSE if days is not None and days <= LAST_DAYS else PAUSE
    return told_at is None or now - told_at >= pause


class ToDo(Sent, frozen=True):
    """One thing to do."""

    what: Annotated[
        str,
        about("`cancelled` or `moved` (tell them), `place` (tell them that they have one), "
              "`failed`, `stuck` (mail waits for the mail server), `invite`, `pass_on`, "
              "`set_up` (a workshop to rate ahead in), `empty`, `register` or `ahead` (remind "
              "them), `later` (not before a day), `waiting`, `attended`"),
    ]  # fmt: skip
    n: Annotated[int, about("how many people it is about; with `empty`: sectors")]
    named: Annotated[tuple[str, ...], about("the sectors, with `empty`")] = ()
    of: Annotated[
        str,
        about("with `later`: `register` or `ahead`; with `stuck`: what the matter is; with "
              "`empty`: `unsaid` if somebody has not said yet where they work"),
    ] = ""  # fmt: skip
    days: Annotated[int, about("with `later`: from today to that day")] = 0


class Person(Protocol):
    """As in ``views.invited``."""

    @property
    def state(self) -> str: ...
    @property
    def sector(self) -> str: ...
    @property
    def failed(self) -> str: ...
    @property
    def untold(self) -> bool: ...
    @property
    def to_tell(self) -> bool: ...
    @property
    def moved_up(self) -> bool: ...
    @property
    def attended(self) -> bool: ...
    @property
    def remind(self) -> tuple[str, ...]: ...
    @property
    def due(self) -> tuple[str, ...]: ...


def to_do(
    people: Sequence[Person],
    unasked: tuple[str, ...],
    state: str,
    *,
    over: str,
    days: int | None,
    stuck: tuple[str, ...] = (),
    set_up: bool = False,
) -> tuple[ToDo, ...]:
    """Most urgent first. ``unasked`` are the sectors from which nobody comes or was invited;
    ``days`` is how many it is to the event, None without a day; ``stuck`` is what is the matter
    with each mail that could not be sent yet; ``set_up``: people may rate ahead, and can't as there
    is no workshop."""

    def count(is_so: Callable[[Person], bool]) -> int:
        return sum(map(is_so, people))

    found = [
        ToDo("cancelled" if state == "cancelled" else "moved", count(lambda one: one.to_tell)),
        ToDo("failed", count(lambda one: bool(one.failed) and one.state in _EXPECTED)),
        ToDo("stuck", len(stuck), of=stuck[0] if stuck else ""),
    ]
    if over == "held":
        there = count(lambda one: one.attended)
        found.append(ToDo("attended", 0 if there else count(lambda one: one.state == "registered")))
    if over:
        return tuple(one for one in found if one.n)
    if not people:
        return (ToDo("invite", 1),)
    found.append(ToDo("place", count(lambda one: one.moved_up)))
    found.append(ToDo("pass_on", count(lambda one: one.untold)))
    found.append(ToDo("set_up", int(set_up)))
    unsaid = any(one.state == "invited" and not one.sector for one in people)
    if not unsaid or any(one.sector for one in people):  # else no sector is known yet
        found.append(ToDo("empty", len(unasked), unasked, of="unsaid" if unsaid else ""))
    found += [
        ToDo(what, count(lambda one, what=what: what in one.due and not one.untold))  # type: ignore[misc]
        for what in ("register", "ahead")
    ]
    found.append(ToDo("waiting", count(lambda one: one.state == "waiting")))
    if days is not None and days > SOON:
        n = count(lambda one: "register" in one.remind and not one.untold)
        found.append(ToDo("later", n, of="register", days=days - SOON))
    return tuple(one for one in found if one.n)


_EXPECTED = ("invited", "registered", "waiting")
