"""Several faults of one form, told together."""

from collections.abc import Callable
from typing import Any

from voting.refusals import Refusal


def all_of(*checks: Callable[[], Any]) -> list[Any]:
    """What the checks of a form's fields give, in their order. If one refuses, raises its refusal;
    if several do, one like the first, with the others as its ``also``. A refusal that names no
    field is no fault of the form: the checks after it are not made."""
    given: list[Any] = []
    faults: list[Refusal] = []
    for check in checks:
        try:
            given.append(check())
        except Refusal as fault:
            faults.append(fault)
            if not fault.field:
                break
    if faults:
        first, *others = [each for fault in faults for each in (fault, *fault.also)]
        raise first.beside(*others) if others else first
    return given
