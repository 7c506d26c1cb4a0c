"""What is on the screens: parts of the picture, a domain, the overview."""

from msgspec.structs import replace

from voting.core import commands as c
from voting.core.state import Entry, Workshop


def show_part(w: Workshop, command: c.ShowPart, entry: Entry) -> Workshop:
    return replace(w, shown=tuple(sorted({*w.shown, command.part})))


def hide_part(w: Workshop, command: c.HidePart, entry: Entry) -> Workshop:
    return replace(w, shown=tuple(part for part in w.shown if part != command.part))


def show_domain(w: Workshop, command: c.ShowDomain, entry: Entry) -> Workshop:
    topic = w.framework.topic(command.domain)
    return replace(w, domain=topic.key, timer=None, shown=())


def show_overview(w: Workshop, command: c.ShowOverview, entry: Entry) -> Workshop:
    return w
