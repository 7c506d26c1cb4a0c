"""What a room agrees after its ratings, over the protocol: needs, goals with scores, a support
session and actions."""

from datetime import date, timedelta
from typing import Any

from lab.rig.live_room import LiveRoom
from tests.days import today

GOALS = ("Every school knows its link worker by name", "Referrals sent back fall by half")
REWORDED = "Referrals sent back fall from 38% to 20%"
OWNER = "Head of the mental health service"
SESSION = ("integration-referral", "integration-better")
SPEAKER = "The referrals team"
ACTIONS = ("Send the list of link workers to all schools", "Write what a good referral holds")
HINDERS, HELPS = "Link workers move on", "A list that is kept by the council"


def due(days: int = 90) -> str:
    return (date.fromisoformat(today()) + timedelta(days=days)).isoformat()


class Agreeing:
    """What a room's trainer does with its plan."""

    def __init__(self, room: LiveRoom) -> None:
        self.trainer = room.trainer

    @property
    def plan(self) -> dict[str, Any]:
        plan: dict[str, Any] = self.trainer.view["plan"]
        return plan

    def does(self, command: str, **arguments: Any) -> None:
        self.trainer.plan(command, **arguments)

    def chooses(self, *domains: str) -> None:
        self.does("choose_needs", domains=list(domains))

    def agrees(self, text: str, **more: Any) -> str:
        """A goal is written and agreed; its id comes back."""
        self.does("add_goal", wording={"text": text, "due": due(), **more})
        goal = self.plan["goals"][-1]
        self.does("agree_goal", goal=goal["id"], wording=goal["draft"])
        return str(goal["id"])

    def rewords(self, goal: str, text: str) -> None:
        self.does("reword_goal", goal=goal)
        self.does("write_goal", goal=goal, field="text", value=text, edit=0)
        draft = next(one["draft"] for one in self.plan["goals"] if one["id"] == goal)
        self.does("agree_goal", goal=goal, wording=draft)

    def scores(self, goal: str, *counts: int) -> None:
        """So many gave 0, so many 1, and so on, by hand; the middle score is settled."""
        self.does("ask_score", goal=goal)
        question = self.plan["question"]["id"]
        self.does("enter_answers", question=question, counts=[*counts, *[0] * (11 - len(counts))])
        self.does("close_question", question=question)
        settled = self.plan["question"]["median"]
        self.does("settle_score", goal=goal, question=question, method="median", score=settled)


def agrees(room: LiveRoom) -> tuple[str, str]:
    """All that there can be, at a first workshop; the ids of its two goals."""
    agreeing = Agreeing(room)
    agreeing.chooses("integration", "clarity")
    first = agreeing.agrees(GOALS[0], owner=OWNER, domains=["clarity"], measure="By counting")
    second = agreeing.agrees(GOALS[1])
    agreeing.scores(first, 5, 2, 1)
    agreeing.scores(second, 0, 0, 0, 6)
    led = [{"text": "How referrals are read", "speaker": SPEAKER}]
    session = {"format": "workshop", "areas": [], "items": list(SESSION), "led": led}
    agreeing.does("add_session", **session)
    agreeing.does("add_action", text=ACTIONS[0], owner=OWNER, due=due(14), goal=first)
    agreeing.does("add_action", text=ACTIONS[1], due=due(7), domain="integration")
    return first, second


def looks_back(room: LiveRoom, first: str, second: str) -> None:
    """The review after it: scored again, one goal reached, the other reworded, an action done."""
    agreeing = Agreeing(room)
    action = next(one["id"] for one in agreeing.plan["actions"] if one["text"] == ACTIONS[1])
    agreeing.does("mark_action", action=action, state="done")
    agreeing.scores(first, 0, 0, 0, 0, 6)
    agreeing.does("note_goal", goal=first, hinders=HINDERS, helps=HELPS)
    agreeing.rewords(second, REWORDED)
    agreeing.scores(second, 6)
    agreeing.does("close_goal", goal=first, state="reached")
