"""How the pages of an area's plan word what their view holds."""

from collections.abc import Iterable

from voting.edges.http.area_said import Said
from voting.edges.http.area_told import who_was
from voting.edges.http.plan_here import Here
from voting.goals import commands as c
from voting.goals.entries import PlanEntry
from voting.views import plan as v
from voting.views.area import area_view
from voting.views.area_plan import last_decided
from voting.words import Words


class PlanSaid:
    """Sentences about one area's goals, sessions and actions. ``area`` says what its meetings are
    called."""

    def __init__(self, words: Words, at: Here) -> None:
        self._words = words
        self._at = at
        self.area = Said(words, area_view(at.at))
        self.goals = {goal.id: goal for goal in at.view.goals}
        self.actions = {action.id: action for action in at.view.actions}
        self.sessions = {session.id: session for session in at.view.sessions}
        self.topics = {topic.key: topic for topic in at.held.catalogue.areas}
        self.items = {item.key: item.text for t in at.held.catalogue.areas for item in t.items}

    # --- names ---

    def domain(self, key: str) -> str:
        named = self._at.domains.get(key)
        topic = self.topics.get(key)
        return named or (topic.name if topic else key)

    def domains(self, keys: Iterable[str]) -> str:
        return self._words.in_a_row(self.domain(key) for key in keys)

    def goal(self, id: str) -> str:
        """ "Goal 2", which its number says."""
        held = self.goals.get(id)
        return self._words.say("goals.number", n=held.number) if held else ""

    def session(self, id: str) -> str:
        """ "Support session 1: Clarity, Contact"."""
        held = self.sessions.get(id)
        if held is None:
            return ""
        name = self._words.say("goals_area.sessions.number", n=held.number)
        return f"{name}: {self.about(held)}" if held.areas else name

    def about(self, session: v.SessionView) -> str:
        """What it is about, in short."""
        return self.domains(session.areas)

    def whole(self, session: v.SessionView) -> list[str]:
        """The areas that it is about without naming what of them."""
        named = {
            topic.key
            for topic in self.topics.values()
            for i in topic.items
            if i.key in session.items
        }
        return [key for key in session.areas if key not in named]

    def content_at(self, event: str) -> str:
        """What the support session held at a meeting covers, a line for each; "" for none. Without
        the names of speakers: calendars are passed on."""
        held = [one for one in self.sessions.values() if one.event == event]
        return "\n".join(
            text
            for one in held
            for text in (
                *(
                    self._words.say("goals_area.sessions.whole", area=self.domain(key))
                    for key in self.whole(one)
                ),
                *(self.items[key] for key in one.items if key in self.items),
                *(part.text for part in one.led if part.text),
            )
        )

    def outcomes(self, session: v.SessionView) -> list[str]:
        """What people will be able to do after it; what comes of each area is said once."""
        found = (
            text
            for key in session.areas
            if key in self.topics
            for text in self.topics[key].outcomes
        )
        return list(dict.fromkeys(found))

    def what_for(self, action: v.ActionView) -> str:
        """What an action is for: a goal, a domain, a session; "" for none of them."""
        parts = [self.goal(action.goal), self.domain(action.domain) if action.domain else ""]
        return self._words.in_a_row(filter(None, [*parts, self.session(action.session)]))

    # --- days ---

    def short_day(self, day: str) -> str:
        """ "5 Mar 2031"."""
        return self._words.short_date(day)

    def when(self, session: v.SessionView) -> str:
        event = self.area.events.get(session.event)
        return self.area.when(event) if event and session.day else ""

    def until(self, day: str) -> str:
        """How far off a day is."""
        return self.area.until_day(day)

    # --- scores and reasons ---

    def meeting(self, score: v.ScoreView) -> str:
        """The kind of meeting at which a goal was scored."""
        kinds = {**self._words["common"]["kinds"], **self._words["area"]["kinds"]}
        return str(kinds.get(score.kind, ""))

    def changed(self, points: int) -> str:
        way = "up" if points > 0 else "down" if points < 0 else "same"
        return self._words.say(f"goals.chart.{way}", n=abs(points))

    def why(self, proposal: v.ProposalView) -> str:
        """The reasons for a support session about a domain."""
        return self._words.in_a_row(self._reason(proposal.domain, *one) for one in proposal.reasons)

    def _reason(self, domain: str, kind: str, value: str) -> str:
        said = {"level": self._level(domain, value), "mean": value, "n": value}
        return self._words.say(f"goals.reasons.{kind}", **said)

    def _level(self, domain: str, place: str) -> str:
        """The words of a place of the scale that the reasons are about."""
        result = last_decided(self._at.at)
        cells = result.framework.domains if result else ()
        cell = next((one for one in cells if one.key == domain), None)
        if cell and place.isdigit() and int(place) < len(cell.column.places):
            return cell.column.places[int(place)].label
        return place

    # --- what others did ---

    def told(self, entry: PlanEntry) -> str:
        """What somebody did, and when, for whoever comes second."""
        who = self._words.say(f"goals_area.who.{who_was(entry.by, self._at.by)}")
        command = entry.command
        name = c.name_of(type(command)) if isinstance(command, c.PlanCommand) else "retired"
        did = self._words.say(f"goals_area.did.{name}")
        said = {"who": who, "did": did, "when": self.area.time_of(entry.at)}
        what = self._what(command)
        if not what:
            return self._words.say("area.overtaken.line", **said)
        return self._words.say("area.overtaken.about", what=what, **said)

    def _what(self, command: object) -> str:
        action = self.actions.get(getattr(command, "action", ""))
        if action:
            return action.text
        return self.session(getattr(command, "session", "")) or self.goal(
            getattr(command, "goal", "")
        )
