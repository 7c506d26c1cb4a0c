"""Inviting from a list: pasted or chosen as a file, looked at, and then invited."""

from collections.abc import Mapping, Sequence

import msgspec
from flask import make_response, render_template, request
from msgspec.structs import replace

from voting.edges.http.roster_here import Here
from voting.edges.http.roster_pages import shared_by_pages
from voting.edges.http.sent import Answer
from voting.edges.http.speaking import faults
from voting.refusals import Refusal
from voting.refusals.asking import NotAllowed
from voting.refusals.registration import BadListLine, UnreadableList
from voting.refusals.sent import Malformed
from voting.registration import commands as c
from voting.registration.listed import MOST_LISTED, Reading, Remark, person
from voting.registration.roster import About, Invitee, Reply
from voting.registration.table_file import people_in, text_of
from voting.views.area import EventOfArea

_CARRIED = msgspec.json.Decoder(list[About])


def too_long_page(at: Here) -> Answer:
    """After a list of which nothing was read, so much it was."""
    return list_page(at, UnreadableList(why="large"))


def list_page(at: Here, problem: Refusal | None = None, lines: str = "") -> Answer:
    """Where a list is pasted or chosen."""
    html = render_template(
        "people_invite.html",
        **shared_by_pages(at),
        reading=None,
        lines=lines,
        other_lists=_other_lists(at),
        errors=faults(problem),
    )
    return make_response(html, 200 if problem is None else problem.status)


def check_page(at: Here, sent: Mapping[str, str]) -> Answer:
    """Who is on the list that was sent, what is wrong with it, and who is on the roster already.
    Nothing is changed. Those who were ``carried`` from the page before stay among them."""
    before = _of_meeting(at, sent["from"]) if sent.get("from") else _carried(sent)
    lines = sent.get("lines", "")
    try:
        found = read_list(at, lines)
    except UnreadableList as problem:
        if not before or problem.values["why"] != "empty":
            return list_page(at, problem, lines)
        found = Reading()
    known = {about.email.casefold() for about in before}
    new = [one.about for one in found.people if one.about.email.casefold() not in known]
    fresh, there = _split(at, (*before, *new))
    html = render_template(
        "people_invite.html",
        **shared_by_pages(at),
        reading=found,
        faults=found.faults,
        fresh=fresh,
        n_there=len(there),
        # Whose an address is, only those may know who see addresses.
        there=[(one.about, reply.state) for one, reply in there] if at.is_lead else [],
        carried=msgspec.json.encode(fresh).decode(),
        lines=_to_mend(found),
        errors=[],
    )
    return make_response(html)


def asked_to_invite(at: Here, sent: Mapping[str, str]) -> c.Invite:
    """The command: of those who were looked at, or, from a program, of ``lines``. Of lines it is
    all or nobody, unless ``some`` will do. Raises BadListLine, with all others as its ``also``."""
    people = _carried(sent)
    if not people:
        found = read_list(at, sent.get("lines", ""))
        if found.faults and not sent.get("some"):
            first, *more = [
                BadListLine(why=one.why, line=one.line, text=one.text, n=one.n)
                for one in found.faults
            ]
            raise first.beside(*more) if more else first
        people = [one.about for one in found.people]
    return c.Invite(at.view.event, tuple(people), tell=sent.get("tell") == "yes")


def read_list(at: Here, lines: str) -> Reading:
    """The people of a file, if one was chosen, or of what was pasted; raises UnreadableList."""
    chosen = request.files.get("file")
    if chosen and chosen.filename:
        try:
            return people_in(text_of(chosen.read()), at.guests.sectors)
        except UnreadableList as problem:
            raise UnreadableList("file", **problem.values) from None
    return people_in(lines, at.guests.sectors)


def _other_lists(at: Here) -> list[tuple[EventOfArea, int]]:
    """The area's other meetings with people to invite to this one too, and how many."""
    if not at.is_lead:  # who looks at the list then sees their addresses
        return []
    counted = [(one, len(_only_on(at, one.id))) for one in at.area.events]
    return [(one, n) for one, n in counted if n]


def _only_on(at: Here, event: str) -> list[Invitee]:
    """Those on the list of another meeting and not on this one's."""
    there = at.guests.roster.of_event(event)
    return [one for one, _ in there if at.view.event not in one.replies]


def _of_meeting(at: Here, event: str) -> list[About]:
    """Everybody on the list of another meeting, without their access needs: they may have others
    here. Raises NotAllowed."""
    if not at.is_lead:
        raise NotAllowed()
    return [replace(one.about, access="", before=None) for one in _only_on(at, event)]


def _carried(sent: Mapping[str, str]) -> list[About]:
    """Those whom the page before had found; raises Malformed."""
    typed = sent.get("people", "")
    if not typed:
        return []
    try:
        found = _CARRIED.decode(typed)
    except msgspec.DecodeError:
        raise Malformed("people", why="value") from None
    if len(found) > MOST_LISTED:
        raise UnreadableList(why="many", n=MOST_LISTED)
    for one in found:
        again = person(0, "", one.email, name=one.name) if one.email else one.name
        if not again or isinstance(again, Remark) or one.access:
            raise Malformed("people", why="value")
    return found


def _split(at: Here, people: Sequence[About]) -> tuple[list[About], list[tuple[Invitee, Reply]]]:
    """Those to invite, and those who have been by the same address."""
    here: dict[str, tuple[Invitee, Reply]] = {}
    for pair in at.guests.roster.of_event(at.view.event):
        here.setdefault(pair[0].about.email.casefold(), pair)
    fresh, there = [], []
    for about in people:
        same = here.get(about.email.casefold()) if about.email else None
        if same:
            there.append(same)
        else:
            fresh.append(about)
    return fresh, there


def _to_mend(found: Reading) -> str:
    """The lines that could not be read, below their headings."""
    lines = [one.source for one in found.faults]
    return "\n".join([found.heading, *lines] if found.heading and lines else lines)
