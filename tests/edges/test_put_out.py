"""Who loses an area or a workshop: what their browser is signed in to, and who is told."""

import html

import pytest

from lab.rig.words import said
from tests.builders import WORDS
from tests.edges.test_area_doors import AT_WORKSHOP, Stage


@pytest.fixture
def stage(store):
    return Stage(store)


def posts(stage, role: str, path: str, **fields: str):
    path = path.replace("(area)", stage.area.id).replace("(w)", stage.workshop)
    return stage.send(stage.browsers[role], "POST", path, fields)


def gets(stage, role: str, path: str) -> int:
    path = path.replace("(w)", stage.workshop).replace("(area)", stage.area.id)
    return stage.send(stage.browsers[role], "GET", path, {}).status_code


def page(stage, role: str, path: str = "/area/(area)") -> str:
    path = path.replace("(area)", stage.area.id).replace("(w)", stage.workshop)
    answer = stage.browsers[role].get(path)
    assert answer.status_code == 200
    return html.unescape(answer.text)


def opens_console(stage, role: str) -> None:
    assert posts(stage, role, f"{AT_WORKSHOP}/open", **{"as": "trainer"}).status_code == 200
    assert gets(stage, role, "/trainer/(w)") == 200


def test_an_area_leaves_its_programme_whose_team_is_out_of_its_workshops_too(stage):
    opens_console(stage, "team")
    form = page(stage, "lead", "/area/(area)/leave_programme")
    assert said("area.renew.workshops") in form
    assert "Link" in form
    fields = {"own": "yes", "workshops": "yes", "request_id": "one"}
    answer = posts(stage, "lead", "/area/(area)/leave_programme", **fields)
    assert answer.status_code == 200
    assert stage.area.area().programme == ""
    assert gets(stage, "team", "/area/(area)") == 403
    assert gets(stage, "team", "/trainer/(w)") == 403
    assert gets(stage, "trainer", "/trainer/(w)") == 403
    assert gets(stage, "lead", "/area/(area)") == 200, "whoever replaced it stays"
    assert "leave_programme" not in page(stage, "lead")
    links = stage.store.load(stage.workshop).links
    assert [links[one] for one in ("trainer", "lead", "room", "join")] == [1, 1, 1, 0]
    assert stage.area.area().links["area"] == 2
    posts(stage, "lead", "/area/(area)/leave_programme", **fields)  # sent again
    assert stage.store.load(stage.workshop).links == links
    assert stage.area.area().links["area"] == 2


def test_leads_of_a_removed_area_are_told_who_may_still_open_it_until_they_replace_its_links(stage):
    opens_console(stage, "team")
    removed = f"/programme/{stage.programme}/remove_area"
    assert posts(stage, "team", removed, area=stage.area.id).status_code == 200
    day = WORDS.date(stage.area.area().left.at.date().isoformat())
    told = said("area.links.left", name="Link", day=day)
    assert told in page(stage, "lead")
    assert gets(stage, "team", "/trainer/(w)") == 200, "as the page says"
    posts(stage, "lead", "/area/(area)/replace_area_link", workshops="yes")
    assert gets(stage, "team", "/trainer/(w)") == 403
    assert told not in page(stage, "lead")


@pytest.mark.parametrize("renewed", [True, False])
def test_leads_of_the_area_that_a_workshop_was_moved_from_keep_its_console_or_do_not(
    stage, renewed
):
    opens_console(stage, "lead")
    assert said("area.workshop.move_renew") in page(stage, "lead", f"{AT_WORKSHOP}/move")
    fields = stage.fields("move") | ({"workshops": "yes"} if renewed else {})
    assert posts(stage, "lead", f"{AT_WORKSHOP}/move", **fields).status_code == 200
    assert stage.store.area_of(stage.workshop) == stage.other.id
    assert gets(stage, "lead", "/trainer/(w)") == (403 if renewed else 200)


@pytest.mark.parametrize("what", ["links", "open", "replace", "move"])
def test_the_area_that_a_workshop_has_left_opens_it_no_more_also_if_nobody_told_it(stage, what):
    """The process that moved it died before it left the area it came from."""
    service, other = stage.area.service, stage.other.id
    service._change(other, service._placing(stage.store.load(stage.workshop), ""))
    stage.store.belong(stage.workshop, other)
    assert stage.area.area().event_of(stage.workshop), "it does not know yet"
    door = f"{AT_WORKSHOP}/{what}"
    before = stage.store.load(stage.workshop)
    if what == "links":
        assert gets(stage, "lead", door) == 404
    else:
        assert posts(stage, "lead", door, **stage.fields(what)).status_code == 404
    assert stage.store.load(stage.workshop) == before
    assert stage.store.area_of(stage.workshop) == other
    assert stage.area.area().event_of(stage.workshop) is None
