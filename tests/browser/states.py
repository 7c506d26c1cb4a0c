"""Every state of every page, as test_axe.py walks through them.

A state is named "page/screen: what is special". The page is a template; the screen is a phase, what
a phone shows instead of one, or the status of an error. A walk is one browser's way through them.
"""

STATES: dict[str, tuple[str, ...]] = {
    "strangers": (
        "home: as it opens",
        "home: filled in wrongly",
        "join: as it opens",
        "join: a code that nobody knows",
        "join: a code that has been replaced",
        "join: the code of a finished workshop",
        "details: as it opens",
        "details: filled in wrongly",
        "details: joining is locked",
        "details: somebody comes back",
        "enter: part of a link",
        "enter: a link that has been replaced",
        "enter: no connection",
        "created: a new workshop",
        "created: copied",
        "error/400: a form on another site",
        "error/403: a page for others",
        "error/404: nothing here",
        "error/405: not that way",
        "error/409: joining after the end",
        "error/410: joining by a code that was just replaced",
    ),
    "a server in trouble": (
        "home: where a passphrase is asked for",
        "home: a wrong passphrase",
        "error/500: a fault of ours",
        "join: too many wrong codes",
        "error/429: joining after too many wrong codes",
        "error/503: the store is down",
    ),
    "a phone that comes and goes": (
        "attendee/lobby: at the start",
        "attendee/preview: a domain before its first round",
        "attendee/lobby: with the menu open",
        "attendee/lobby: changing the name",
        "attendee/lobby: a name that is refused",
        "attendee/lobby: about to leave",
        "attendee/left: while the workshop runs",
        "attendee/open: nothing chosen, with a countdown",
        "attendee/open: reminded",
        "attendee/open: not saved yet",
        "attendee/open: out of date",
        "attendee/revealed: a rating that came too late",
        "attendee/lobby: after a cancelled round",
        "attendee/removed: by a trainer",
        "attendee/finished: without a ruling of one's own",
        "attendee/left: after the end",
        "attendee/ended: signed out",
    ),
    "a phone that rates and says why": (
        "attendee/open: saved, with the field for a reason",
        "attendee/open: a reason that is too long",
        "attendee/open: a reason begun",
        "attendee/open: a reason that is refused",
        "attendee/open: a reason sent",
        "attendee/open: a reason changed",
        "attendee/open: a reason taken back",
        "attendee/open: a reason not sent yet",
        "attendee/open: rated on another page",
        "attendee/revealed: the bars",
        "attendee/revealed: all that a trainer can show",
        "attendee/discussion: with a countdown",
        "attendee/open: a second round",
        "attendee/revealed: two rounds, unfolded",
        "attendee/ruled: by majority",
        "attendee/lobby: between domains",
        "attendee/revealed: nobody gave a rating",
        "attendee/ruled: left unresolved",
        "attendee/finished: with the profile",
    ),
    "the room view": (
        "room/lobby: nobody yet",
        "room/lobby: joining is locked",
        "room/lobby: no code",
        "room/preview: a domain before its first round",
        "room/pause: a break",
        "room/open: nobody has rated",
        "room/open: with a countdown",
        "room/revealed: the bars",
        "room/discussion: with a countdown",
        "room/discussion: all that a trainer can show",
        "room/revealed: two rounds, who moved",
        "room/ruled: by majority",
        "room/lobby: between domains",
        "room/revealed: nobody gave a rating",
        "room/ruled: left unresolved",
        "room/finished: the profile",
        "room/finished: out of date",
        "room/finished: ended",
    ),
    "the console": (
        "trainer/lobby: nobody yet",
        "trainer/lobby: every setting open",
        "trainer/lobby: the links open",
        "trainer/lobby: removing a person",
        "trainer/lobby: a person removed",
        "trainer/preview: a domain before its first round",
        "trainer/open: with a countdown, some missing",
        "trainer/open: hands and paper",
        "trainer/open: hands that don't fit",
        "trainer/open: hands counted",
        "trainer/open: about to cancel",
        "trainer/revealed: another trainer was first",
        "trainer/revealed: reasons, sides, the ruling form",
        "trainer/revealed: about to show a reason",
        "trainer/discussion: with a countdown",
        "trainer/revealed: two rounds, unfolded",
        "trainer/revealed: a ruling that lacks its reason",
        "trainer/ruled: by tie-break",
        "trainer/lobby: between domains",
        "trainer/lobby: out of date",
        "trainer/finished: at the end",
        "trainer/finished: closed",
    ),
    "the results": (
        "lead/lobby: nothing yet",
        "lead/open: the first round",
        "lead/revealed: sides and a reason",
        "lead/ruled: after two rounds",
        "lead/finished: every kind of ruling",
        "lead/finished: out of date",
        "lead/finished: closed",
    ),
    "a second workshop": (
        "trainer/revealed: what was decided last time",
        "attendee/revealed: last time is shown",
        "room/revealed: last time is shown",
        "room/ruled: with the step since last time",
        "room/finished: with every step since last time",
        "lead/finished: what changed",
    ),
    "a rehearsal": (
        "created: a rehearsal",
        "details: joining a rehearsal",
        "trainer/lobby: practice attendees added",
        "attendee/lobby: in a rehearsal",
        "room/lobby: in a rehearsal",
        "lead/lobby: in a rehearsal",
        "trainer/open: practice attendees have rated",
        "attendee/open: in a rehearsal",
        "room/open: in a rehearsal",
        "trainer/revealed: too many to add",
        "lead/revealed: in a rehearsal",
        "trainer/revealed: about to delete the rehearsal",
        "trainer/revealed: deleted",
        "attendee/ended: deleted",
        "room/revealed: deleted",
        "lead/revealed: deleted",
    ),
}

# Statuses of which nobody ever sees a page, and why.
NEVER_A_PAGE = {
    411: "no browser sends a form in chunks; programs get JSON",
    413: "no form of ours can be that long; programs get JSON",
}


def pages() -> set[str]:
    """The templates that some state shows."""
    return {state.partition(":")[0].partition("/")[0] for state in _all()}


def screens(page: str) -> set[str]:
    """The screens of this page that some state shows."""
    named = (state.partition(":")[0].partition("/") for state in _all())
    return {screen for template, _, screen in named if template == page}


def _all() -> list[str]:
    return [state for walk in STATES.values() for state in walk]
