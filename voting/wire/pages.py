"""What HTTP answers programs with, and what a live page is delivered with."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal

from msgspec import UNSET, UnsetType

from voting.core.decisions import NOTE_LIMIT
from voting.core.naming import MOST_NAMED
from voting.core.practice import MOST_PRACTICE
from voting.core.reasons import REASON_LIMIT
from voting.core.roster import NAME_LIMIT
from voting.core.rounds import MOST_BY_HAND
from voting.core.settings import SMALLEST_GROUP_TO, TITLE_LIMIT
from voting.core.state import SMALLEST_GROUP_FROM
from voting.goals.actions import OWNER_LIMIT
from voting.goals.actions import TEXT_LIMIT as ACTION_LIMIT
from voting.goals.asking import MOST_BY_HAND as MOST_ANSWERS_BY_HAND
from voting.goals.plan import MOST_GOALS, MOST_NEEDS, TOP
from voting.goals.scoring import NOTE_LIMIT as GOAL_NOTE_LIMIT
from voting.goals.scoring import RELIABLE
from voting.goals.sessions import LED_LIMIT, MOST_LED
from voting.goals.wording import MORE_LIMIT
from voting.goals.wording import TEXT_LIMIT as GOAL_LIMIT
from voting.views.area import AreaView
from voting.views.area_plan import AreaPlan
from voting.views.catalogue import CatalogueWords
from voting.views.declared import Sent, about
from voting.views.framework import FrameworkWords
from voting.views.invited import InvitedView
from voting.views.named import NamedWorkshop
from voting.wire.answers import Done, State


class PageToken(Done, frozen=True, kw_only=True):
    """The answer to ``GET /hello``."""

    token: Annotated[str, about("the page token, to use with the cookie that came with it")]


class JoinForm(Done, frozen=True, kw_only=True):
    """What somebody sees before they join."""

    workshop: Annotated[NamedWorkshop, about("what it is called")]
    framework: Annotated[FrameworkWords, about("the domains, the levels, and the sectors")]


class GoOn(Done, frozen=True, kw_only=True):
    """It was done: go on elsewhere."""

    to: Annotated[str, about("path of the page that comes next")]


class SignedIn(GoOn, frozen=True, kw_only=True):
    """The browser is somebody in a workshop, an area or a programme from now on."""

    workshop: Annotated[
        str | None, about("the workshop's id; null: the link was an area's or a programme's")
    ]
    area: Annotated[
        str | None,
        about("the id of the area whose link it was, or that the workshop was set up in; or null"),
    ] = None
    you: Annotated[str, about("who this browser is there: an id")]


class AreaSeen(Done, frozen=True, kw_only=True):
    """An area, as its page shows it."""

    area: Annotated[AreaView, about("the area")]
    mark: Annotated[str, about("another for each state of the page")]


class AreaMark(Done, frozen=True, kw_only=True):
    """Is an area's page still what it was?"""

    mark: Annotated[str, about("another for each state of the page")]
    step: Annotated[int, about("the one to send with the next command")]


class AreaChanged(GoOn, frozen=True, kw_only=True):
    """A command to an area was carried out."""

    step: Annotated[int, about("the one to send with the next command")]
    revision: Annotated[int, about("the area's, which rises with every change")]


class PlanSeen(Done, frozen=True, kw_only=True):
    """The goals, support sessions and actions of an area, as their pages show them."""

    plan: Annotated[AreaPlan, about("what was agreed beyond ratings")]
    mark: Annotated[str, about("another for each state of the pages")]


class PlanChanged(GoOn, frozen=True, kw_only=True):
    """A command to an area’s plan was carried out."""

    step: Annotated[int, about("the one to send with the next command to the plan")]
    revision: Annotated[int, about("the plan’s, which rises with every change")]


class AheadCell(Sent, frozen=True, kw_only=True):
    """What is stored of what somebody rated ahead in a domain."""

    domain: Annotated[str, about("key")]
    rating: Annotated[int | None, about("null: “Can’t say”")]
    reason: Annotated[str, about("their reason; may be empty")]
    sequence: Annotated[int, about("of the change that it is of: the highest wins")]


class AheadStored(Done, frozen=True, kw_only=True):
    """A rating ahead was taken, or a newer one is stored."""

    cell: Annotated[AheadCell, about("what is stored now")]


class PeopleSeen(Done, frozen=True, kw_only=True):
    """The people of an event, as their page shows them."""

    people: Annotated[InvitedView, about("the event’s list")]
    mark: Annotated[str, about("another for each state of the page")]


class PeopleChanged(GoOn, frozen=True, kw_only=True):
    """A command about an event’s people was carried out."""

    revision: Annotated[int, about("the roster’s, which rises with every change")]


class Links(Done, frozen=True, kw_only=True):
    """All links of a workshop."""

    join: Annotated[str, about("the address to join at; its last part is the join code")]
    area: Annotated[
        str | None,
        about(
            "the area's secret link, for a browser that may open the area's page; null for others"
        ),
    ]
    trainer: Annotated[str, about("a trainer's secret link")]
    lead: Annotated[str, about("the area lead's")]
    room: Annotated[str, about("the room view's")]
    invitation: Annotated[str, about("a text to send to those who are invited")]


class Mark(Done, frozen=True, kw_only=True):
    """What tells one state of an area's or a programme's page from another."""

    mark: Annotated[str, about("another once anything on the page has changed")]


class ProgrammeLinks(Sent, frozen=True, kw_only=True):
    """A programme's secret links."""

    programme: Annotated[str, about("its team's: opens it and all its areas")]
    evaluator: Annotated[str, about("the evaluators', who can only read")]


class ProgrammeMade(GoOn, frozen=True, kw_only=True):
    """A programme is set up, and this browser is of its team."""

    programme: Annotated[str, about("its id")]
    links: Annotated[ProgrammeLinks, about("its links, to keep")]


class AreaMade(Sent, frozen=True, kw_only=True):
    """An area of a programme, and the way in."""

    area: Annotated[str, about("its id")]
    name: Annotated[str, about("what it is called")]
    link: Annotated[str, about("its secret link, for its lead")]


class AreasMade(GoOn, frozen=True, kw_only=True):
    """What a change of a programme made or changed."""

    areas: Annotated[Sequence[AreaMade], about("the areas that it was about")]


class Imported(GoOn, frozen=True, kw_only=True):
    """What a table of earlier ratings brings, or has brought."""

    areas: Annotated[int, about("how many areas it names")]
    new_areas: Annotated[int, about("how many of them were not there")]
    workshops: Annotated[int, about("how many workshops it has")]
    replaced: Annotated[
        int, about("how many of them were imported before, with other ratings or another date")
    ]
    ratings: Annotated[int, about("how many decisions with a rating")]
    missing: Annotated[int, about("how many domains of its workshops have none")]


class ProgrammeAreas(Done, frozen=True, kw_only=True):
    """The answer to ``GET /programme/<id>/links``."""

    links: Annotated[ProgrammeLinks, about("the programme's own")]
    areas: Annotated[Sequence[AreaMade], about("its areas, in the order they were added")]


class Well(Done, frozen=True, kw_only=True):
    """The server is well."""

    store: Annotated[Literal[True], about("it answers and can be written to")] = True
    warnings: Annotated[
        Sequence[str], about("where the store's settings could lose an acknowledged vote")
    ]


class Unwell(Sent, frozen=True, kw_only=True):
    """The store does not answer or can't be written to."""

    ok: Literal[False] = False
    store: Literal[False] = False
    reason: Annotated[str, about("names the kind of failure")]


class Limits(Sent, frozen=True, kw_only=True):
    """How much may be written or asked for: pages say so before it is sent."""

    name: Annotated[int, about("characters of anybody's name")] = NAME_LIMIT
    title: Annotated[int, about("characters of an area or a workshop's title")] = TITLE_LIMIT
    note: Annotated[int, about("characters of the note on a ruling")] = NOTE_LIMIT
    reason: Annotated[int, about("characters of a reason")] = REASON_LIMIT
    by_hand: Annotated[int, about("ratings by hand, of each level")] = MOST_BY_HAND
    group: Annotated[
        Sequence[int], about("from and to: ratings that a group may need to be shown")
    ] = (SMALLEST_GROUP_FROM, SMALLEST_GROUP_TO)
    practice: Annotated[int, about("practice attendees at once")] = MOST_PRACTICE
    named: Annotated[int, about("rows that a room may name")] = MOST_NAMED


class PlanLimits(Sent, frozen=True, kw_only=True):
    """How much a plan may hold, for those who write in it."""

    goal: Annotated[int, about("characters of a goal, and of its owner")] = GOAL_LIMIT
    more: Annotated[int, about("characters of what else is said of a goal")] = MORE_LIMIT
    goals: Annotated[int, about("goals at once")] = MOST_GOALS
    needs: Annotated[int, about("domains that one person may choose")] = MOST_NEEDS
    top: Annotated[int, about("the highest score; the lowest is 0")] = TOP
    reliable: Annotated[int, about("points of change that the orientation is about")] = RELIABLE
    by_hand: Annotated[int, about("answers by hand, of each")] = MOST_ANSWERS_BY_HAND
    note: Annotated[int, about("characters of a note under a goal")] = GOAL_NOTE_LIMIT
    action: Annotated[int, about("characters of an action")] = ACTION_LIMIT
    owner: Annotated[int, about("characters of an action's owner")] = OWNER_LIMIT
    led: Annotated[int, about("characters of a part that the area leads, and its speaker")] = (
        LED_LIMIT
    )
    led_parts: Annotated[int, about("such parts in a session")] = MOST_LED


class Boot(Sent, frozen=True, kw_only=True):
    """What a live page needs before its socket is there."""

    audience: Annotated[str, about("whose page it is")]
    workshop: Annotated[str, about("the id to connect with")]
    version: Annotated[
        str, about("names the scripts and words that the page was made of: see `snapshot`")
    ]
    token: Annotated[str, about("the page token")]
    framework: Annotated[FrameworkWords, about("the framework's own words")]
    words: Annotated[Mapping[str, Any], about("the texts of the page")]
    join_address: Annotated[str, about("where people type the code")]
    short_join_address: Annotated[str, about("the same without `http://`")]
    only_here: Annotated[bool, about("does that address open on the server's own machine only?")]
    trainer: Annotated[str | None, about("the trainer's own id, if a trainer looks; else null")]
    area: Annotated[
        str | UnsetType,
        about("on the console, path of the area's page, if this browser may open it"),
    ] = UNSET
    catalogue: Annotated[
        CatalogueWords | UnsetType,
        about("what support sessions can be about; not on phones"),
    ] = UNSET
    plan_limits: Annotated[
        PlanLimits | UnsetType, about("how much a plan may hold; on the console and the room view")
    ] = UNSET
    limits: Annotated[Limits, about("how much may be written or asked for")] = Limits()
    state: Annotated[State, about("the first [state](#state)")]
