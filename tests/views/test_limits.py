"""What pages are told may be written or asked for is what the core takes, and not one more."""

import msgspec
import pytest

from voting.core import decisions, naming, practice, reasons, roster, rounds, settings, state
from voting.core.text import clean
from voting.goals import actions, asking, plan, scoring, sessions, wording
from voting.refusals import Refusal
from voting.wire.pages import Boot, Limits, PlanLimits


def test_a_page_is_told_the_limits_of_the_core():
    assert msgspec.structs.asdict(Limits()) == {
        "name": roster.NAME_LIMIT,
        "title": settings.TITLE_LIMIT,
        "note": decisions.NOTE_LIMIT,
        "reason": reasons.REASON_LIMIT,
        "by_hand": rounds.MOST_BY_HAND,
        "group": (state.SMALLEST_GROUP_FROM, settings.SMALLEST_GROUP_TO),
        "practice": practice.MOST_PRACTICE,
        "named": naming.MOST_NAMED,
    }
    assert next(f.default for f in msgspec.structs.fields(Boot) if f.name == "limits") == Limits()


def test_the_console_is_told_those_of_goals():
    assert msgspec.structs.asdict(PlanLimits()) == {
        "goal": wording.TEXT_LIMIT,
        "more": wording.MORE_LIMIT,
        "goals": plan.MOST_GOALS,
        "needs": plan.MOST_NEEDS,
        "top": plan.TOP,
        "reliable": scoring.RELIABLE,
        "by_hand": asking.MOST_BY_HAND,
        "note": scoring.NOTE_LIMIT,
        "action": actions.TEXT_LIMIT,
        "owner": actions.OWNER_LIMIT,
        "led": sessions.LED_LIMIT,
        "led_parts": sessions.MOST_LED,
    }


@pytest.mark.parametrize("most", [Limits().name, Limits().title, Limits().note, Limits().reason])
def test_a_text_may_be_as_long_as_the_page_says(most):
    assert clean("a" * most, "name", most) == "a" * most
    with pytest.raises(Refusal):
        clean("a" * (most + 1), "name", most)
