"""An area's goals, support sessions and actions: a page of each, their forms, and the actions as a
file for planners."""

from collections.abc import Mapping

from flask import Blueprint, g, make_response, request
from msgspec.structs import replace

from voting import identity as ids
from voting.edges.http.area_fields import Fields
from voting.edges.http.area_pages import mark_of, step_of
from voting.edges.http.plan_forms import FORMS, Asked, completed, tidy, wording_of
from voting.edges.http.plan_here import Here
from voting.edges.http.plan_pages import PAGES, form_page, plan_page
from voting.edges.http.sent import Answer, in_json, sent_fields, wants_json
from voting.edges.http.site import site
from voting.edges.http.visitor import admitted_to_area, go_on
from voting.goals import commands as c
from voting.goals.plan import Plan
from voting.refusals import Refusal
from voting.refusals.asking import NotAllowed, NoToken, OldLink
from voting.refusals.goals import NoSuchAction, NoSuchGoal, NoSuchSession
from voting.refusals.serving import StoreUnavailable
from voting.reports.downloads import CSV
from voting.reports.goals.planner import actions_csv, actions_name
from voting.wire.pages import PlanChanged, PlanSeen

routes = Blueprint("plan", __name__)
_COMMANDS = ",".join(f'"{command}"' for command in FORMS)
_PAGES = ",".join(f'"{page}"' for page in PAGES)
# Refusals that no form can put right: they have a page of their own.
_BEYOND_FORMS = (StoreUnavailable, NotAllowed, OldLink, NoToken)
_GONE = (NoSuchAction, NoSuchGoal, NoSuchSession)


@routes.get(f"/area/<id>/<any({_PAGES}):page>")
def page(id: str, page: str) -> Answer:
    area, by = admitted_to_area(id)
    mark = mark_of(area)
    at = Here(area, by)
    if wants_json():
        return in_json(PlanSeen(plan=at.view, mark=mark))
    return plan_page(at, page)


@routes.get("/area/<id>/actions.csv")
def actions(id: str) -> Answer:
    """The actions as planners and task lists take them, in the area's language."""
    area, by = admitted_to_area(id)
    at, words = Here(area, by), site().languages[area.language]
    data = actions_csv(at.view, at.domains, words)
    response = make_response(data.encode())
    response.content_type = CSV
    name = actions_name(area.name, at.held.today)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@routes.get(f"/area/<id>/<any({_COMMANDS}):command>")
def form(id: str, command: str) -> Answer:
    """The form of a command, as it is filled in at first."""
    area, by = admitted_to_area(id)
    at = Here(area, by)
    return form_page(at, command, FORMS[command].filled(at, request.args), request.args)


@routes.post(f"/area/<id>/<any({_COMMANDS}):command>")
def act(id: str, command: str) -> Answer:
    """Carry out a command, from a form or the same fields as JSON."""
    area, by = admitted_to_area(id)
    sent = sent_fields()
    at = Here(area, by)
    try:
        after, done = _carry_out(at, command, completed(at, command, sent))
    except Refusal as problem:
        if wants_json() or isinstance(problem, _BEYOND_FORMS):
            raise
        return _again(id, command, problem)
    to = _after(at, command, sent, done)
    if wants_json():
        return in_json(PlanChanged(to=to, step=after.step, revision=after.revision))
    return go_on(to)


def _after(at: Here, command: str, sent: Mapping[str, str], done: str) -> str:
    """The page that comes next: the form again while two texts wait for a choice."""
    home = f"/area/{at.area.id}"
    if done == "rivals":
        return f"{home}/write_goal?goal={sent.get('goal', '')}&done={done}"
    if sent.get("back") == "area":
        return f"{home}?done={done}"
    return f"{home}/{FORMS[command].page}?done={done}"


# --- carrying out ---------------------------------------------------------------------------------


def _carry_out(at: Here, command: str, sent: Mapping[str, str]) -> tuple[Plan, str]:
    """The plan after it, and the key of what was done."""
    service, fields, by, area = site().service, Fields(sent), at.by, at.area.id
    request = _request_name(command, sent)
    commands = FORMS[command].asked(at, fields)
    told = _judge(at, commands, fields.faults)
    after, step = at.plan, step_of(sent) if len(commands) == 1 else None
    for n, one in enumerate(commands):
        after = service.act_on_plan_of(area, by, one, id_of_request=f"{request}-{n}", step=step)
    if command in ("add_goal", "write_goal"):
        id = sent.get("goal", "") if command == "write_goal" else _added(after, told)
        if fields.is_set("agree"):
            return _agree(at, id, fields, after, f"{request}-agree"), "agree_goal"
        if after.goal(id).rivals:
            return after, "rivals"
    elif command == "choose_text" and after.goal(sent.get("goal", "")).rivals:
        return after, "rivals"
    return after, command


def _judge(at: Here, commands: Asked, faults: list[Refusal]) -> Plan:
    """The plan as it would be; raises what can't be read together with what else is wrong."""
    told = {one.field for one in faults}
    found = list(faults)
    try:
        plan = site().service.plan_as_asked(at.area.id, at.by, commands)
    except Refusal as problem:
        found += [one for one in (problem, *problem.also) if one.field not in told or not told]
    if found:
        raise found[0].beside(*found[1:])
    return plan


def _added(after: Plan, told: Plan) -> str:
    """The goal that was just added: also if the form came twice, and nothing was added now."""
    wording = told.goals[-1].wording
    same = (one.id for one in reversed(after.goals) if wording in (one.draft, one.wording))
    return next(same, after.goals[-1].id)


def _agree(at: Here, goal: str, fields: Fields, after: Plan, request: str) -> Plan:
    """Agree what the form says, if that is what the goal says by now."""
    held = after.goal(goal)
    if held.draft is None:  # nothing was changed, or it was agreed before
        return after
    wording = tidy(wording_of(fields))
    if set(wording.domains) == set(held.draft.domains):  # in whatever order
        wording = replace(wording, domains=held.draft.domains)
    agreed = c.AgreeGoal(goal, wording)
    return site().service.act_on_plan_of(at.area.id, at.by, agreed, id_of_request=request)


def _request_name(command: str, sent: Mapping[str, str]) -> str:
    request_id = sent.get("request_id") or ids.new_request()
    return site().identity.request_name("|".join((g.browser, command, request_id)))


def _again(id: str, command: str, problem: Refusal) -> Answer:
    """The form as it was sent, with all that is wrong, and beside it what others did meanwhile."""
    area, by = admitted_to_area(id)
    at, sent, form = Here(area, by), request.form, FORMS[command]
    if isinstance(problem, _GONE) and problem.field == form.about:
        if not form.instead:
            return plan_page(at, form.page, problem)
        command = form.instead
    return form_page(at, command, sent.to_dict(), sent, problem)


def form_again(problem: Refusal) -> Answer:
    """The form that came without its token, filled in as it was."""
    view_args = request.view_args or {}
    return _again(view_args["id"], view_args["command"], problem)


FORMS_AGAIN = {"plan.act": form_again}
