"""An area's actions as planners and task lists take them: one CSV file for all of them.

The headings are those that most recognise by themselves, in English whatever the language: Asana
goes by ``Name``, ``Description`` and ``Due Date``, and the others ask which column is what. An
owner is a role, not an account, so it stands under ``Assigned To``, which none takes for one.
"""

import re
from collections.abc import Mapping

from voting.reports.columns import Column, Row, Table
from voting.reports.csv import in_csv
from voting.views.area_plan import AreaPlan
from voting.views.plan import ActionView
from voting.words import Words

COLUMNS = ("Name", "Description", "Assigned To", "Due Date", "Status", "Labels")


def actions_csv(plan: AreaPlan, domains: Mapping[str, str], words: Words) -> str:
    """Those open first, the soonest due before others; ``domains`` are names by key. Encode it as
    UTF-8."""
    goals = {goal.id: goal for goal in plan.goals}

    def row(action: ActionView) -> Row:
        goal = goals.get(action.goal)
        number = words.say("goals.number", n=goal.number) if goal else ""
        text = (goal.wording or goal.draft) if goal else None
        domain = domains.get(action.domain, action.domain)
        return {
            "Name": action.text,
            "Description": f"{number}: {text.text}" if text and text.text else number or None,
            "Assigned To": action.owner or None,
            "Due Date": action.due or None,
            "Status": words.say(f"goals.action_states.{action.state}"),
            "Labels": ";".join(filter(None, (number, domain))) or None,
        }

    columns = tuple(Column(name) for name in COLUMNS)
    return in_csv(Table("planner", columns, [row(one) for one in plan.actions]))


def actions_name(area: str, day: str) -> str:
    """What the download is called."""
    name = re.sub(r"[^a-z0-9]+", "-", area.lower()).strip("-") or "area"
    return f"{name[:40]}-{day}-planner.csv"
