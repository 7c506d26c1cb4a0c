"""The pages about an area's goals, support sessions and actions, as they are made."""

from collections.abc import Mapping
from typing import Any

from flask import make_response, render_template, request

from voting import identity as ids
from voting.edges.http.area_fields import Fields
from voting.edges.http.area_pages import mark_of, step_of
from voting.edges.http.area_told import MOST_TOLD
from voting.edges.http.plan_chart import chart_of
from voting.edges.http.plan_forms import FORMS, PlanForm, seen_of
from voting.edges.http.plan_here import Here
from voting.edges.http.plan_said import PlanSaid
from voting.edges.http.sent import Answer
from voting.edges.http.site import site
from voting.edges.http.speaking import faults, words_here
from voting.edges.http.start import FEEDBACK
from voting.goals.entries import PlanEntry
from voting.goals.overtaking import changes_since, overtaking
from voting.goals.plan import ENDS, FORMATS, MOST_GOALS
from voting.goals.sessions import MOST_LED
from voting.refusals import Refusal
from voting.refusals.goals import GoalChanged, PlanOvertaken, TextsDiffer
from voting.views.area import area_view

PAGES = ("goals", "actions", "sessions")
MORE_LED = 2  # empty rows at the end of the form
# Refusals after which a goal's form shows what the goal says by now: all that was typed is in it.
_KEPT = (GoalChanged, TextsDiffer)


def plan_page(at: Here, page: str, problem: Refusal | None = None) -> Answer:
    html = render_template(
        f"plan_{page}.html",
        **shared_by_pages(at),
        done=_done(),
        charts={goal.id: chart_of(goal) for goal in at.view.goals if goal.scores},
        most_goals=MOST_GOALS,
        feedback=FEEDBACK in site().service.frameworks,
        errors=faults(problem),
    )
    return make_response(html, 200 if problem is None else problem.status)


def shared_by_pages(at: Here) -> dict[str, Any]:
    """What every page of a plan is made of."""
    return {
        "area": area_view(at.at),
        "plan": at.view,
        "said": PlanSaid(words_here(), at),
        "mark": mark_of(at.area),
        "request_id": ids.new_request(),
    }


def _done() -> str:
    done = request.args.get("done", "")
    return done if done in words_here().at("goals_area.done") else ""


def form_page(
    at: Here,
    command: str,
    filled: Mapping[str, str],
    sent: Mapping[str, str],
    problem: Refusal | None = None,
) -> Answer:
    form = FORMS[command]
    about = sent.get(form.about, "") if form.about else ""
    typed = {**filled}
    shared = shared_by_pages(at)
    if isinstance(problem, _KEPT):
        typed = FORMS["write_goal"].filled(at, {"goal": about})
    elif command == "write_goal" and "was_text" not in typed:
        typed |= seen_of(at, about)
    if problem and not isinstance(problem, (PlanOvertaken, *_KEPT)):
        shared["request_id"] = sent.get("request_id") or shared["request_id"]
    html = render_template(
        "plan_form.html",
        **shared,
        command=command,
        form=typed,
        page=form.page,
        about=about,
        about_name=form.about,
        back=sent.get("back", ""),
        done=_done(),
        errors=_faults(form, problem),
        overtaken=_overtaken(at, command, sent, problem),
        domains=_domains(at, typed),
        chosen_items=Fields(typed).ticked("item"),
        review=next((day for day in sorted(at.held.reviews) if day > at.held.today), ""),
        formats=FORMATS,
        ends=ENDS,
        catalogue=at.held.catalogue,
        rows=_rows(typed),
    )
    return make_response(html, 200 if problem is None else problem.status)


def _faults(form: PlanForm, problem: Refusal | None) -> list[dict[str, str | None]]:
    found = faults(problem, form.fields)
    for one in found:
        if one["field"] not in form.fields:
            one["field"] = None
    return found


def _overtaken(
    at: Here, command: str, sent: Mapping[str, str], problem: Refusal | None
) -> list[PlanEntry]:
    """For the second of two: what was done to the same thing since their page was made, the newest
    first."""
    if not isinstance(problem, PlanOvertaken):
        return []
    since = changes_since(site().service.store.plan_log(at.area.id), step_of(sent) or 0)
    asked = FORMS[command].asked(at, Fields(sent))
    found = overtaking(asked[0], since) if asked else since
    return list(reversed(found))[:MOST_TOLD]


def _domains(at: Here, typed: Mapping[str, str]) -> list[tuple[str, str]]:
    """The domains to choose from, and those of another framework that were chosen before."""
    keys = dict(at.offered)
    chosen = (*Fields(typed).ticked("domain"), typed.get("domain", ""))
    others = [(key, at.domains.get(key, key)) for key in chosen if key and key not in keys]
    return [*at.offered, *others]


def _rows(typed: Mapping[str, str]) -> list[int]:
    """The numbers of the rows for parts that the area leads: those with something in them, and some
    more."""
    used = [
        int(number)
        for name, value in typed.items()
        if value and name.startswith(("led_", "speaker_"))
        if (number := name.rpartition("_")[2]).isdigit()
    ]
    return list(range(1, min(max(used, default=0) + MORE_LED, MOST_LED) + 1))
