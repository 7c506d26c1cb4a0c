"""How the pages about an event's people word what their view holds."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple

from voting.edges.http.area_said import Said
from voting.registration.listed import Remark
from voting.views.invited import InvitedPerson, InvitedView, ToldOf
from voting.views.to_do import ToDo
from voting.words import Words


class Note(NamedTuple):
    """A line about somebody; ``bad``: something is to be done about it."""

    text: str
    bad: bool = False


class SaidOfPeople:
    """Sentences of one event's pages. ``of`` and the like are for templates."""

    def __init__(
        self, words: Words, say: Said, view: InvitedView, sectors: Mapping[str, str]
    ) -> None:
        self._words, self._say, self._view = words, say, view
        self._sectors = sectors
        self._most = max((one.coming + one.asked for one in view.sectors), default=0) or 1

    # --- people ---

    def of(self, *states: str) -> list[InvitedPerson]:
        found = [one for one in self._view.people if one.state in states]
        return sorted(found, key=lambda one: (one.place, by_name(one)))

    def expected(self) -> list[InvitedPerson]:
        """Everybody, those who said that they come first."""
        return sorted(self._view.people, key=lambda one: (one.state != "registered", *by_name(one)))

    def failed(self) -> list[InvitedPerson]:
        return sorted((one for one in self._view.people if one.failed), key=by_name)

    def access(self) -> list[InvitedPerson]:
        """Those who come, or may, and have access needs that this reader may see."""
        return [one for one in self._view.people if one.access and one.state in _MAY_COME]

    def sector(self, key: str) -> str:
        return self._sectors.get(key, key) or self._words.say("people.not_said")

    def share(self, n: int) -> str:
        """Of the longest bar, in percent."""
        return f"{100 * n / self._most:.1f}"

    def notes(self, one: InvitedPerson) -> list[Note]:
        """What there is to know of somebody: how they stand to the event, and what is the matter
        with it."""
        found = [Note(self._state(one), bad=one.untold)]
        reminded = [told for told in one.told if told.kind.startswith("remind")]
        if reminded:
            days = [self._day(told.at) for told in reminded]
            found.append(Note(self._words.say("people.notes.reminded", days=days)))
        if one.failed:
            found.append(Note(self._problem(one.failed), bad=True))
        if one.shared:
            found.append(Note(self._words.say("people.notes.shared")))
        if one.moved_up:
            found.append(Note(self._words.say("people.notes.moved_up"), bad=True))
        if one.to_tell:
            found.append(Note(self._words.say("people.notes.to_tell"), bad=True))
        if one.attended:
            found.append(Note(self._words.say("people.notes.attended")))
        elif one.joined:
            found.append(Note(self._words.say("people.notes.joined")))
        if one.rated:
            found.append(Note(self._words.say("people.notes.rated")))
        if one.access and one.state in _MAY_COME:
            found.append(Note(self._words.say("people.notes.access")))
        return found

    def _state(self, one: InvitedPerson) -> str:
        if one.untold:
            return self._words.say("people.notes.untold")
        moment = {"invited": one.invited_at, "registered": one.registered_at}
        at = moment.get(one.state, one.ended_at if one.state in _OUT else one.registered_at)
        if not at:
            return self._words.say(f"people.states.{one.state}")
        return self._words.say(f"people.notes.{one.state}", day=self._day(at))

    def _problem(self, key: str) -> str:
        problems = self._words.at("mail.problems")
        return str(problems.get(key, problems["refused"]))

    def _day(self, moment: str) -> str:
        return self._say.short_day_of(moment)

    def told(self, one: ToldOf) -> str:
        """What somebody was told, when, what became of it, and why it did not arrive."""
        kinds = self._words.at("people.told.kinds")
        what = kinds.get(one.kind, kinds["other"])
        when = self._say.time_of(datetime.fromisoformat(one.at))
        became = {"": "by_hand", "gone": "by_mail"}.get(one.mail)
        how = (
            self._words.say(f"people.told.{became}")
            if became
            else self._words.say(f"mail.states.{one.mail}")
        )
        line = self._words.say("people.told.line", what=what, when=when, how=how)
        return f"{line}. {self._problem(one.problem)}" if one.problem else line

    # --- what to do, what was done ---

    def to_do(self, one: ToDo) -> str:
        day = ""
        if one.what == "later":
            when = date.fromisoformat(self._say.today) + timedelta(days=one.days)
            day = self._words.weekday(when.isoformat())
        key = "empty_unsaid" if (one.what, one.of) == ("empty", "unsaid") else one.what
        said = self._words.say(f"people.next.{key}", n=one.n, named=one.named, day=day)
        return f"{said} {self._problem(one.of)}" if one.what == "stuck" else said

    def done(self, what: str, n: int) -> str:
        return self._words.say(f"people.done.{what}", n=n)

    # --- lists that were pasted ---

    def remark(self, one: Remark) -> str:
        """What is to be said of a line."""
        return self._words.say(
            f"people.remarks.{one.why}", line=one.line, text=one.text, other=one.other, n=one.n
        )


def by_name(one: InvitedPerson) -> tuple[str, str]:
    """The order of every list of people."""
    return (one.name.casefold(), one.id)


_OUT = ("declined", "cancelled")
_MAY_COME = ("invited", "registered", "waiting")
