"""What rooms agreed beyond ratings, made by hand, for the files about it."""

from msgspec.structs import replace

from tests.builders import Room
from tests.exports.kept import a_kept_room
from voting.core import commands as c
from voting.goals.catalogue import Catalogue
from voting.goals.plan import (
    Action,
    Chosen,
    Goal,
    LedPart,
    Needs,
    Note,
    Plan,
    Proposal,
    Score,
    Session,
    Sitting,
    Version,
    Wording,
)
from voting.goals.situation import Coming, PlanSituation, SessionMeeting
from voting.library import load_catalogue

TODAY = "2027-06-20"


def catalogue() -> Catalogue:
    return load_catalogue()


def score(workshop: str, kind: str, day: str, n: int, **changes) -> Score:
    """Settled as the middle score by nine people, whose dots are kept."""
    dots = [0] * 11
    dots[n] = 7
    dots[min(10, n + 2)] += 2
    made = Score(workshop, kind, day, 1, n, "median", 9, cant_say=1, dots=tuple(dots))
    return replace(made, **changes)


def a_wording(**changes) -> Wording:
    made = Wording(
        text="Every school in Northshire has a named link worker whom its staff know",
        measure="40 of 50 schools can name theirs when we ring round",
        achievable="Two teams do it already, and the board has agreed the hours",
        domains=("clarity", "contact"),
        due="2027-07-16",
        owner="CYPMHS team manager, Northshire NHS Trust",
        first_step="Send round the list of link workers",
    )
    return replace(made, **changes)


def goals() -> tuple[Goal, ...]:
    """Three of which one was worded anew and begins at 0, one is closed and one was never
    scored; and a draft."""
    first = a_wording(text="Schools know who their link worker is", measure="", due="2027-04-30")
    one = Goal(
        "g1",
        "open",
        versions=(
            Version(1, first, "2026-11-22", "workshop-one"),
            Version(2, a_wording(), "2027-03-12", "review-one"),
        ),
        scores=(
            score("workshop-one", "consultation", "2026-11-22", 0),
            score("review-one", "review-3", "2027-03-12", 4),
            score("review-one", "review-3", "2027-03-12", 2, version=2, method="consensus"),
            score("review-two", "review-6", "2027-06-18", 6, version=2, present=12),
        ),
        notes=(
            Note("review-one", "2027-03-12", "Staff leave", "A duty line that anybody answers"),
            Note("review-two", "2027-06-18", "The list is out of date by the summer", ""),
        ),
    )
    two = Goal(
        "g2",
        "changed",
        versions=(Version(1, Wording("A forum that meets", due="2027-03-31"), "2026-11-22"),),
        scores=(
            score(
                "workshop-one", "consultation", "2026-11-22", 3, scorers=3, cant_say=0, dots=None
            ),
        ),
        closed_on="2027-03-12",
        replaced_by="g3",
    )
    three = Goal(
        "g3",
        "open",
        versions=(
            Version(
                1,
                Wording("A forum of schools and services meets every half-term", due="2027-09-30"),
                "2027-03-12",
                "review-one",
            ),
        ),
    )
    return one, two, three


def sessions() -> tuple[Session, ...]:
    areas = catalogue().areas
    first = areas[0]
    other = areas[-1]
    return (
        Session(
            "s1",
            "workshop",
            tuple(dict.fromkeys((first.key, other.key))),
            tuple(item.key for item in first.items[:2]),
            (LedPart("Local referral routes and thresholds", "Dr P. Okafor, CYPMHS"),),
            "e2",
        ),
        Session("s2", "discussion", (first.key,)),
    )


def actions() -> tuple[Action, ...]:
    return (
        Action(
            "a1",
            "Send round the list of link workers",
            "Head of inclusion, Northshire Council",
            "2027-06-04",
            goal="g1",
            domain="clarity",
            workshop="review-one",
            made_on="2027-03-12",
        ),
        Action("a2", "Ask the heads for two dates in the autumn", due="2027-07-09", goal="g3"),
        Action("a3", "Find out who pays for the room"),
        Action(
            "a4",
            "Set up the duty line",
            "CYPMHS duty team",
            "2027-04-01",
            state="done",
            session="s1",
            made_on="2027-03-12",
            closed_on="2027-03-30",
        ),
    )


def a_plan(**changes) -> Plan:
    needs = (
        Needs(
            "workshop-one",
            "2026-11-22",
            "vote",
            (Chosen("clarity", 11), Chosen("contact", 7), Chosen("outcomes", 0)),
            voters=14,
            proposed=(Proposal("contact", (("rated", "0"),)), Proposal("learning")),
        ),
    )
    made = Plan(
        "area-one",
        9,
        9,
        needs,
        goals(),
        sessions(),
        actions(),
        (Sitting("workshop-one", "consultation", "2026-11-22"),),
    )
    return replace(made, **changes)


def plan_at(plan: Plan | None = None, workshop: str = "workshop-one") -> PlanSituation:
    """Beside a workshop, on TODAY."""
    meetings = (
        SessionMeeting("e2", "2027-02-04", "13:30", "Town hall, committee room 2", "held", 31),
    )
    return PlanSituation(
        plan if plan is not None else a_plan(),
        workshop,
        TODAY,
        catalogue(),
        meetings=meetings,
        coming=(Coming("e5", "review-6", "2027-07-12", "10:00", place="Online"),),
    )


def a_room_that_agreed(plan: Plan | None = None) -> Room:
    """Of CASCADE, after an earlier workshop of its area, and finished."""
    room = a_kept_room()
    for domain, rating in (("evidence", 1),):
        room.rules(domain, "consensus", rating)
    room.does(c.Finish())
    room.plan = plan_at(plan)
    return room
