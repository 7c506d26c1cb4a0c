"""The same page for other instruments than CASCADE: those that can be rated ahead, and the rest."""

import pytest

from lab.rig.live_room import LiveRoom
from lab.rig.words import said
from tests.edges.invited import LiveRoster
from tests.edges.test_rating_ahead import address, rated, saves

pytestmark = pytest.mark.live


def holding(server, framework: str) -> LiveRoster:
    area = LiveRoster(server)
    area.room = LiveRoom(server, framework=framework)
    area.holds(area.room, area.event)
    area.zoe = area.registered()
    return area


def test_a_checklist_is_answered_ahead_row_by_row(server):
    area = holding(server, "partnership")
    zoe = area.zoe.opens(address(area))
    no, yes = (said(f"common.answers.tick.named.in-place.{place}") for place in (0, 1))
    assert zoe.text.count(f">{yes}</strong>") == zoe.text.count(f">{no}</strong>") == 15
    assert said("common.gold") not in zoe.text
    saves(area, zoe, rate_trust="1", rate_roles="0")
    assert rated(area) == {"trust": (1, ""), "roles": (0, "")}
    saves(area, zoe, 400, rate_trust="2")
    saves(area, zoe, 400, rate_trust="cant-say")
    assert rated(area)["trust"] == (1, "")
    area.room.trainer.command("open_round", domain="trust")
    zoe.opens(address(area))
    assert yes in zoe.text
    area.room.close()
    area.close()


def test_what_is_not_fixed_before_the_meeting_is_not_offered(server):
    area = holding(server, "scaling")
    zoe = area.zoe.opens(f"/p/{area.id}")
    assert address(area) not in zoe.text
    zoe.opens(address(area))
    assert 'id="ahead"' not in zoe.text
    area.room.close()
    area.close()
