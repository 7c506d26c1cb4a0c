"""Whatever a client receives, held to what the server declares: nothing more, less or other."""

import re
from typing import Any

import msgspec

from voting.views.attendee import AttendeeView
from voting.views.declared import Sent
from voting.views.lead import LeadView
from voting.views.room import RoomView
from voting.views.trainer import TrainerView
from voting.views.you import You
from voting.wire import answers, pages

VIEWS = {"attendee": AttendeeView, "room": RoomView, "trainer": TrainerView, "lead": LeadView}
EVENTS = {
    "state": answers.State,
    "pulse": answers.Pulse,
    "you": You,
    "ended": answers.Error,
    "restarting": answers.Restarting,
    "connect_error": answers.RefusedConnection,
}
ANSWERS = {
    "snapshot": answers.Snapshot,
    "vote": answers.VoteStored,
    "reason": answers.ReasonStored,
    "answer_plan": answers.PlanAnswerStored,
    "suggest": answers.SuggestionKept,
    "drop_suggestion": answers.SuggestionGone,
}
HTTP = (
    (r"GET /hello", pages.PageToken),
    (r"GET /healthz", pages.Well),
    (r"GET /j/[^/]+/form", pages.JoinForm),
    (r"GET /(trainer/[^/]+|area/[^/]+/workshops/[^/]+)/links", pages.Links),
    (r"GET /area/[^/]+", pages.AreaSeen),
    (r"GET /area/[^/]+(/people)?/mark", pages.AreaMark),
    (r"GET /area/[^/]+/people(\?.*)?", pages.PeopleSeen),
    (r"POST /area/[^/]+/people/[^/]+", pages.PeopleChanged),
    (r"POST /area/[^/]+/workshops/[^/]+/open", pages.SignedIn),
    (r"POST /(area|programme)/[^/]+/(check_)?import", pages.Imported),
    (r"POST /area/[^/]+/imported/[^/]+/remove", pages.GoOn),
    (r"POST /area/[^/]+/(erase|workshops/[^/]+/(replace|move))", pages.GoOn),
    (r"POST /area/[^/]+/[^/]+", pages.AreaChanged),
    (r"POST /(workshops|enter|j/[^/]+|r/[^/]+|p/[^/]+/(register|enter)).*", pages.SignedIn),
    (r"GET /p/[^/]+", pages.SignedIn),
    (r"POST /p/[^/]+/ahead.*", pages.AheadStored),
    (r"POST /p/[^/]+/(cancel|link)", pages.GoOn),
    (r"POST /(join|language|forget|trainer/[^/]+/delete)", pages.GoOn),
    (r"POST /programmes", pages.ProgrammeMade),
    (r"POST /programme/[^/]+/edit_programme", pages.GoOn),
    (r"POST /programme/[^/]+/[^/]+", pages.AreasMade),
    (r"GET /programme/[^/]+/links", pages.ProgrammeAreas),
    (r"GET /programme/[^/]+/mark", pages.Mark),
)

# msgspec crashes where two threads use a type for the first time: see voting/wire/messages.py.
for _kind in (*VIEWS.values(), *EVENTS.values(), *ANSWERS.values(), *(kind for _, kind in HTTP)):
    msgspec.json.Decoder(_kind)
for _kind in (answers.CommandDone, answers.Refused, pages.Unwell):
    msgspec.json.Decoder(_kind)

differences: list[str] = []  # what was received so far that is not as declared


def check(way: str, what: str, audience: str, data: Any) -> None:
    """An onlooker of ``demo.client``: notes how ``data`` differs."""
    try:
        look_at(kind_of(way, what, data), data, audience)
    except (msgspec.ValidationError, KeyError, IndexError) as problem:
        differences.append(f"{way} {what} to {audience or 'anybody'}: {problem!r}")


def kind_of(way: str, what: str, data: Any) -> type[Sent]:
    if way == "event":
        return EVENTS[what]
    if data.get("ok") is False:
        return pages.Unwell if "store" in data else answers.Refused
    if way == "answer":
        return ANSWERS.get(what, answers.CommandDone)
    found = [kind for path, kind in HTTP if re.fullmatch(path, what)]
    return found[0]


def look_at(kind: type[Sent], data: Any, audience: str = "") -> None:
    """Raises ValidationError where ``data`` is not a ``kind``, or its view not the audience's."""
    data = msgspec.json.decode(msgspec.json.encode(data))
    declared = {field.encode_name for field in msgspec.structs.fields(kind)}
    state = data.get("state", data)
    if {"view", "state"} & declared and isinstance(state, dict) and "view" in state:
        look_at(VIEWS[audience], state["view"])
        state["view"] = {}
    msgspec.json.decode(msgspec.json.encode(data), type=kind)
