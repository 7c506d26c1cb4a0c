"""Stored data of earlier layouts, brought up to this one when it is read.

Each kind of stored thing has a schema number of its own, kept in the thing itself; what has none
was written before there were numbers, and is 1. A step is a small pure function from plain JSON
data of one number to the next. Reading runs the steps that are missing and writes nothing, so data
of every age lies side by side, and a backup holds it as it was stored.

To change the layout of a kind: add a step to its module and to its row here, and a directory of the
layout before to ``tests/data`` (``python -m tests.data.make``). Servers of the release before go on
reading and writing while others are upgraded. So what is written has to stay readable for them, and
a step has to do no harm to what it has seen before.
"""

from collections.abc import Callable
from typing import Any, Literal

import msgspec

from voting.store.migrations import documents, entries

Kind = Literal[
    "document",
    "entry",
    "ballot",
    "reason",
    "backup",
    "result",
    "area",
    "area-entry",
    "lead",
    "programme",
    "programme-entry",
    "invitee",
    "registration",
    "mail",
    "plan",
    "plan-entry",
]
Step = Callable[[Any], Any]


def as_it_is(data: Any) -> Any:
    """A step for what only a new layout needs: other instruments than frameworks have one."""
    return data


STEPS: dict[Kind, tuple[Step, ...]] = {
    "document": (documents.to_2, as_it_is),  # a workshop
    "entry": (entries.to_2, as_it_is),  # a line of its log
    "ballot": (as_it_is,),
    "reason": (),
    "backup": (),  # one workshop with everything of it, as a backup file holds it
    "result": (as_it_is,),  # what a workshop settled
    "area": (),
    "area-entry": (),  # a line of an area's log
    "lead": (),  # somebody who leads an area
    "programme": (),
    "programme-entry": (),
    "invitee": (),  # somebody on an area's roster
    "registration": (),  # how people register for an event
    "mail": (),  # one mail in an area's outbox
    "plan": (),  # goals, sessions and actions of an area, or of a workshop in none
    "plan-entry": (),  # a line of its log
}


# The number under which is written what the release before this one understands: everything of a
# workshop whose instrument is a framework. What it does not understand it must refuse, not misread.
PLAIN: dict[Kind, int] = {"document": 2, "entry": 2, "ballot": 1, "result": 1}


def current(kind: Kind) -> int:
    """The number that is written now."""
    return len(STEPS[kind]) + 1


def upgraded(kind: Kind, data: Any, schema: int) -> Any:
    """Plain ``data`` of number ``schema`` as it would be written now; what is newer stays so.
    Raises ValidationError for what was never of that number."""
    try:
        for step in STEPS[kind][schema - 1 :]:
            data = step(data)
    except (AttributeError, KeyError, TypeError) as problem:
        raise msgspec.ValidationError(f"not a {kind} of schema {schema}: {problem!r}") from problem
    return data
