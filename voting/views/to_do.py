"""What the lead of an event has to do next about the people invited to it."""

from collections.abc import Callable, Sequence
from typing import Annotated, Protocol

from voting.views.declared import Sent, about

SOON = 7  # days before the event from which on people are reminded


class ToDo(Sent, frozen=True):
    """One thing to do."""

    what: Annotated[
        str,
        about("`cancelled` or `moved` (tell them), `failed`, `stuck` (mail waits for the mail "
              "server), `invite`, `pass_on`, `set_up` (a workshop to rate ahead in), `empty`, "
              "`register` or `ahead` (remind them), `later` (not before a day), `waiting`, "
              "`attended`"),
    ]  # fmt: skip
    n: Annotated[int, about("how many people it is about; with `empty`: sectors")]
    named: Annotated[tuple[str, ...], about("the sectors, with `empty`")] = ()
    of: Annotated[
        str, about("with `later`: `register` or `ahead`; with `stuck`: what the matter is")
    ] = ""
    days: Annotated[int, about("with `later`: from today to that day")] = 0


class Person(Protocol):
    """As in ``views.invited``."""

    @property
    def state(self) -> str: ...
    @property
    def failed(self) -> str: ...
    @property
    def untold(self) -> bool: ...
    @property
    def to_tell(self) -> bool: ...
    @property
    def attended(self) -> bool: ...
    @property
    def remind(self) -> tuple[str, ...]: ...


def to_do(
    people: Sequence[Person],
    empty: tuple[str, ...],
    state: str,
    *,
    over: str,
    days: int | None,
    stuck: tuple[str, ...] = (),
    set_up: bool = False,
) -> tuple[ToDo, ...]:
    """Most urgent first. ``days`` is how many it is to the event, None without a day. Reminders
    have their time: in the last week, or when no day is set. ``stuck`` is what is the matter with
    each mail that could not be sent yet; ``set_up``: people may rate ahead, and can't as there is
    no workshop."""

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
    found.append(ToDo("pass_on", count(lambda one: one.untold)))
    found.append(ToDo("set_up", int(set_up)))
    found.append(ToDo("empty", len(empty), empty))
    undone = [
        ToDo(what, count(lambda one, what=what: what in one.remind and not one.untold))  # type: ignore[misc]
        for what in ("register", "ahead")
    ]
    if days is None or days <= SOON:
        found += undone
    found.append(ToDo("waiting", count(lambda one: one.state == "waiting")))
    if days is not None and days > SOON:
        found += [ToDo("later", one.n, of=one.what, days=days - SOON) for one in undone[:1]]
    return tuple(one for one in found if one.n)


_EXPECTED = ("invited", "registered", "waiting")
