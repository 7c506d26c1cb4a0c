"""Every way the software says no: a named class with a code for programs, and no sentence.

A refusal changes nothing. ``words`` has the sentence for each code, which says what to do next in
words an attendee can act on; the edges send code, field and values with it and add nothing.
One file per subject; each class is imported from the file it is in.
"""

from typing import Any, ClassVar, Self


class Refusal(Exception):
    """A request that was understood and refused.

    ``code`` is stable and machine-readable, ``status`` the HTTP status of the same meaning.
    ``again`` tells whether the same request, sent again later as it is, may succeed: then the
    sender keeps it and does so. ``field`` names the form or payload field that is wrong. ``values``
    are what the sentence is filled with, as plain data: numbers, keys, what was typed; ``n`` is the
    number that decides the plural, ``why`` the key of the case if there are several. ``also`` are
    further faults of the same form: see ``together``."""

    code: ClassVar[str]
    status: ClassVar[int] = 400
    again: ClassVar[bool] = False
    field: str | None = None
    also: "tuple[Refusal, ...]" = ()

    def __init__(self, field: str | None = None, **values: Any) -> None:
        self.field = field or self.field
        self.values = values
        super().__init__(self.code, self.field, values)

    def beside(self, *others: "Refusal") -> Self:
        """Another refusal like this one, which has ``others`` as its ``also``."""
        first = type(self)(self.field, **self.values)
        first.also = others
        return first

    def __str__(self) -> str:
        """For logs; people read the sentence from ``words``."""
        said = ", ".join(f"{name}={value!r}" for name, value in self.values.items())
        return " ".join(part for part in (self.code, self.field, said) if part)
