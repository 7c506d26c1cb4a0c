"""Who may open and change what of areas and programmes: every route, every command, every role."""

import re

import pytest

from tests.store.areas import LEAD, TEAM, StoredArea
from tests.store.rooms import everything
from voting.config import Settings
from voting.core.actors import CLOCK, Role
from voting.edges.http.area_forms import FORMS
from voting.edges.http.plan_forms import FORMS as PLAN_FORMS
from voting.edges.http.plan_pages import PAGES as PLAN_PAGES
from voting.edges.http.programme_areas import COMMANDS
from voting.edges.http.roster_forms import FORMS as PEOPLE_FORMS
from voting.goals import commands as plan
from voting.goals.plan import Wording
from voting.goals.table import LEADS, PLAN_TABLE
from voting.programme import commands as c
from voting.programme.imported import OnPaper, Rated
from voting.registration.commands import Invite
from voting.registration.roster import About
from voting.web import create_app

# lead: has the area's link; team: that of its programme; old_: theirs was replaced; other_: theirs
# is another area's or programme's; trainer: of a workshop of the area.
ROLES = (
    "stranger", "trainer", "lead", "old_lead", "other_lead", "team", "old_team", "other_team",
    "evaluator", "old_evaluator",
)  # fmt: skip
LEAVING = "leave_programme"  # its team removes an area on its own page
LEADS_OWN = tuple(name for name, form in PEOPLE_FORMS.items() if form.lead_only)
EITHERS = ("check", "invite", *(name for name in PEOPLE_FORMS if name not in LEADS_OWN))
PEOPLE_PAGES = (
    "", "/mark", "/of/(i)", "/send", "/invite", "/files/people.csv", "/files/meeting.ics",
    "/change_registration",
)  # fmt: skip
AT_WORKSHOP = "/area/(area)/workshops/(w)"
MAY: dict[str, tuple[str, ...]] = {
    door: who
    for who, doors in {
        ("lead", "team"): (
            "GET:/area/(area)",
            "GET:/area/(area)/mark",
            "GET:/area/(area)/erase",
            "GET:/area/(area)/files/area.json",
            "GET:/area/(area)/calendar.ics",
            f"GET:{AT_WORKSHOP}",
            f"GET:{AT_WORKSHOP}/links",
            f"GET:{AT_WORKSHOP}/replace?link=room",
            f"GET:{AT_WORKSHOP}/move",
            f"POST:{AT_WORKSHOP}/open",
            f"POST:{AT_WORKSHOP}/replace",
            f"POST:{AT_WORKSHOP}/move",
            *(
                f"GET:/area/(area)/{command}?event=e1&deadline=d2"
                for command in FORMS
                if command != LEAVING
            ),
            *(f"POST:/area/(area)/{command}" for command in FORMS if command != LEAVING),
            *(f"GET:/area/(area)/{page}" for page in (*PLAN_PAGES, "actions.csv")),
            *(f"GET:/area/(area)/{command}?goal=g1&action=a3&session=s5" for command in PLAN_FORMS),
            *(f"POST:/area/(area)/{command}" for command in PLAN_FORMS),
            "POST:/area/(area)/erase",
            "GET:/area/(area)/import",
            "POST:/area/(area)/check_import",
            "POST:/area/(area)/import",
            "GET:/area/(area)/imported/(imported)",
            "POST:/area/(area)/imported/(imported)/remove",
            *(f"GET:/area/(area)/people{page}" for page in PEOPLE_PAGES),
            *(f"POST:/area/(area)/people/{command}" for command in EITHERS),
        ),
        ("lead",): (
            f"GET:/area/(area)/{LEAVING}",
            f"POST:/area/(area)/{LEAVING}",
            "GET:/area/(area)/people/files/merge.csv",
            *(f"GET:/area/(area)/people/{command}?event=e1" for command in LEADS_OWN),
            *(f"POST:/area/(area)/people/{command}" for command in LEADS_OWN),
        ),
        ("team",): (
            "GET:/programme/(p)",
            "GET:/programme/(p)/areas",
            "GET:/programme/(p)/details",
            "GET:/programme/(p)/links",
            "GET:/programme/(p)/import",
            "POST:/programme/(p)/check_import",
            "POST:/programme/(p)/import",
            "POST:/programme/(p)/edit_programme",
            *(f"POST:/programme/(p)/{command}" for command in COMMANDS),
        ),
        ("team", "evaluator"): (
            "GET:/programme/(p)/evaluation",
            "GET:/programme/(p)/comparison",
            "GET:/programme/(p)/comparison/table1.csv",
            "GET:/programme/(p)/mark",
            "GET:/programme/(p)/files/dataset.json",
            "GET:/programme/(p)/pack.zip",
        ),
        (): ("POST:/programme/(p)/nothing",),
    }.items()
    for door in doors
}
SERVERS_OWN = (
    "place_workshop",
    "release_workshop",
    "create_area",
    "enter_programme",
    "forget_texts",
)
LAST = (
    "erase_invitee",
    "replace_area_link",
    "replace_programme_link",
    "remove_area",
    "move",
    "erase",
)


ON_PAPER = OnPaper("review-3", "2014-11-20", {"trust": Rated(1)})
TABLE = "area,workshop,domain,rating,date\nAmbridge and around,consultation,1,2,2014-11-20"
GOAL = Wording("Every school knows its link worker", due="2099-03-05")


class Stage:
    """An area of a programme with a workshop in it, and a browser for each role."""

    def __init__(self, store) -> None:
        self.store = store
        self.app = create_app(Settings(secret_key="k" * 32, async_mode="threading"), store)
        self.area, self.other = StoredArea(store), StoredArea(store, "Borchester")
        service = self.area.service
        self.programme, other = (
            service.make_programme(f"form-{name}", c.CreateProgramme(name), CLOCK).id
            for name in ("Link", "Other")
        )
        service.act_on_programme(self.programme, CLOCK, c.AddArea(self.area.id))
        self.workshop = self.area.workshop().id
        self.area.does(c.AddDeadline(c.Deadline("", text="Book", due="2026-03-05")))
        service.import_workshop(self.area.id, TEAM, ON_PAPER, service.frameworks["three-by-five"])
        (self.imported,) = service.store.results(self.area.id)
        about = About("Jo", "jo@example.org")
        service.act_on_roster(self.area.id, LEAD, Invite("e1", (about,)))
        (self.invitee,) = service.roster(self.area.id).invitees
        for command in (
            plan.AddGoal(GOAL),
            plan.AgreeGoal("g1", GOAL),
            plan.AddGoal(),
            *(plan.AddAction("Send the list") for _ in range(2)),
            *(plan.AddSession("discussion") for _ in range(2)),
        ):
            service.act_on_plan_of(self.area.id, LEAD, command)
        self.links = {
            "trainer": self.link(Role.TRAINER, self.workshop, 0),
            "other_lead": self.link(Role.AREA, self.other.id, 0),
            "other_team": self.link(Role.PROGRAMME, other, 0),
        }
        for old, role, id in (
            ("old_lead", Role.AREA, self.area.id),
            ("old_team", Role.PROGRAMME, self.programme),
            ("old_evaluator", Role.EVALUATOR, self.programme),
        ):
            self.links[old] = self.link(role, id, 0)
            self.links[old.removeprefix("old_")] = self.link(role, id, 1)
        old = {role: self.browser(role) for role in ROLES if role.startswith("old_")}
        self.area.does(c.ReplaceAreaLink(), CLOCK)
        for link in ("programme", "evaluator"):
            service.act_on_programme(self.programme, CLOCK, c.ReplaceProgrammeLink(link))
        self.browsers = old | {role: self.browser(role) for role in ROLES if role not in old}

    def link(self, role: Role, id: str, generation: int) -> str:
        return self.app.identity.link(role, id, generation)

    def browser(self, role: str):
        client = self.app.flask.test_client()
        client.token = client.get("/hello").json["token"]
        if role in self.links:
            answer = self.send(client, "POST", "/enter", {"link": self.links[role]})
            assert answer.status_code == 200, answer.text
        return client

    def send(self, client, method: str, path: str, fields: dict, **headers):
        sent = {"X-Cascade-Token": client.token, "Accept": "application/json"} | headers
        options = {"json": fields} if method == "POST" else {}
        return client.open(path, method=method, headers=sent, **options)

    def knocks(self, role: str, door: str, **headers):
        method, _, path = door.partition(":")
        path = (
            path.replace("(area)", self.area.id)
            .replace("(w)", self.workshop)
            .replace("(p)", self.programme)
            .replace("(i)", self.invitee)
            .replace("(imported)", self.imported)
        )
        client = self.browsers[role]
        return self.send(
            client, method, path, self.fields(path.rpartition("/")[2].partition("?")[0]), **headers
        )

    def fields(self, command: str) -> dict[str, str]:
        """What ``command`` could come with, well formed."""
        event = {"event": "e1", "kind": "workshop-1", "date": "2026-03-06", "time": "09:30"}
        deadline = {"deadline": "d2", "text": "Book", "owner": "lead", "due": "2026-03-06"}
        return {
            "check_import": {"framework": "cascade", "rows": TABLE},
            "import": {"framework": "cascade", "rows": TABLE},
            "edit_area": {"name": "Ambridge and around"},
            "follow_template": {"template": "link-2015", "start": "2026-03-05"},
            "plan_event": {"kind": "other", "date": "2026-04-06"},
            "change_event": event,
            "cancel_event": {"event": "e1"},
            "hold_event": {"event": "e1", "held": "no"},
            "add_deadline": deadline,
            "change_deadline": deadline,
            "mark_done": {"deadline": "d2"},
            "remove_deadline": {"deadline": "d2"},
            "change_leads": {"name_1": "A. Archer"},
            "add_goal": {"text": "Referrals are answered"},
            "write_goal": {"goal": "g1", "owner": "Head of inclusion"},
            "choose_text": {"goal": "g1", "rival": "t9"},
            "drop_draft": {"goal": "g2"},
            "close_goal": {"goal": "g1", "state": "reached"},
            "reopen_goal": {"goal": "g1"},
            "note_goal": {"goal": "g1", "hinders": "Posts change"},
            "add_action": {"text": "Book the hall"},
            "change_action": {"action": "a3", "text": "Send the new list"},
            "mark_action": {"action": "a3", "state": "done"},
            "remove_action": {"action": "a4"},
            "add_session": {"format": "modules"},
            "change_session": {"session": "s5", "format": "modules"},
            "remove_session": {"session": "s6"},
            "open": {"as": "room"},
            "replace": {"link": "room"},
            "move": {"link": self.link(Role.AREA, self.other.id, 0)},
            "edit_programme": {"name": "Link 2"},
            "add_area": {"name": "Felpersham"},
            "add_areas": {"lines": "Penny Hassett"},
            "take_in": {"link": self.link(Role.AREA, self.other.id, 0)},
            "remove_area": {"area": self.other.id},
            "replace_programme_link": {"link": "evaluator"},
        }.get(command, {"area": self.area.id, "person": self.invitee, "event": "e1"})


@pytest.fixture
def stage(store):
    return Stage(store)


def in_order(door: str) -> tuple[int, bool]:
    """Reading first; what takes away what others need comes last."""
    name, writes = door.rpartition("/")[2], door.startswith("POST")
    return LAST.index(name) if writes and name in LAST else -1, writes


@pytest.mark.parametrize("role", ROLES)
def test_only_those_who_may_open_and_change_it(stage, redis, role):
    """And what is refused changes nothing, says nothing and names no way round."""
    for door in sorted(MAY, key=in_order):
        before = everything(redis)
        answer = stage.knocks(role, door)
        if role in MAY[door]:
            is_let_in = "nothing-to-compare" in answer.text  # nothing is decided here yet
            assert is_let_in or answer.status_code not in (403, 404), (door, answer.text)
        else:
            assert answer.status_code == 403, (door, answer.text)
            assert everything(redis) == before, door
            assert not {"Ambridge", stage.workshop} & {*answer.text.split('"')}


def test_every_door_of_areas_and_programmes_is_tried(stage):
    url_map = stage.app.flask.url_map
    match = url_map.bind("localhost").match
    tried = set()
    for door in MAY:
        method, _, path = door.partition(":")
        path = re.sub(r"\((area|w|p|imported)\)", "x", path.partition("?")[0])
        tried.add((method, match(path, method=method)[0]))
    rules = [r for r in url_map.iter_rules() if r.rule.startswith(("/area/", "/programme/"))]
    assert tried == {(method, r.endpoint) for r in rules for method in r.methods & {"GET", "POST"}}


def test_every_command_of_an_area_and_a_programme_is_the_servers_own_or_has_a_door():
    given = {*FORMS, *COMMANDS, "edit_programme", "create_programme", *SERVERS_OWN}
    kinds = (*c.AreaCommand.__subclasses__(), *c.ProgrammeCommand.__subclasses__())
    assert {kind.__struct_config__.tag for kind in kinds} == given - {
        "add_areas",
        "take_in",
        LEAVING,
    }


def test_every_command_to_a_plan_has_a_door_or_is_the_rooms_own():
    """A goal is reworded and agreed by the form that writes it."""
    given = {plan.name_of(kind) for kind, (who, _) in PLAN_TABLE.items() if LEADS & who}
    assert given == {*PLAN_FORMS, "agree_goal", "reword_goal"}


@pytest.mark.parametrize("command", SERVERS_OWN)
def test_what_only_the_server_does_has_no_door(stage, redis, command):
    before = everything(redis)
    for role in ("lead", "team"):
        answer = stage.knocks(role, f"POST:/area/(area)/{command}")
        assert answer.status_code == 404
    assert everything(redis) == before


@pytest.mark.parametrize(
    "headers",
    [{"X-Cascade-Token": ""}, {"X-Cascade-Token": "x" * 40}, {"Origin": "https://evil.example"}],
)
def test_a_post_without_a_token_or_from_another_site_changes_nothing(stage, redis, headers):
    before = everything(redis)
    for role in ("lead", "team"):
        for door in (door for door in MAY if door.startswith("POST")):
            answer = stage.knocks(role, door, **headers)
            assert answer.status_code in (400, 403), door
    assert everything(redis) == before


def test_another_browsers_token_is_no_token(stage, redis):
    before = everything(redis)
    token = stage.browsers["stranger"].token
    answer = stage.knocks("lead", "POST:/area/(area)/edit_area", **{"X-Cascade-Token": token})
    assert answer.status_code == 403
    assert everything(redis) == before


def test_a_workshop_of_another_area_is_out_of_reach(stage, redis):
    """An area's link opens the area's own workshops alone."""
    before = everything(redis)
    for door in (door for door in MAY if "(w)" in door):
        elsewhere = door.replace("(area)", stage.other.id)
        assert stage.knocks("other_lead", elsewhere).status_code == 404, door
    assert everything(redis) == before


def test_an_area_that_left_its_programme_is_the_teams_no_more(stage):
    assert stage.knocks("team", "GET:/area/(area)").status_code == 200
    stage.area.does(c.EnterProgramme(""))
    assert stage.knocks("team", "GET:/area/(area)").status_code == 403
    assert stage.knocks("lead", "GET:/area/(area)").status_code == 200


@pytest.mark.parametrize("role", ["lead", "team", "evaluator"])
def test_a_link_replaced_while_its_page_is_open_ends_there(stage, role):
    """An evaluator's too; the one who replaced it goes on."""
    by, door = {
        "lead": ("lead", "GET:/area/(area)"),
        "team": ("team", "GET:/programme/(p)"),
        "evaluator": ("team", "GET:/programme/(p)/evaluation"),
    }[role]
    stage.browsers["second"] = stage.browser(role)
    assert stage.knocks("second", door).status_code == 200
    if role == "lead":
        stage.knocks("lead", "POST:/area/(area)/replace_area_link")
    else:
        link = {"team": "programme", "evaluator": "evaluator"}[role]
        path = f"/programme/{stage.programme}/replace_programme_link"
        stage.send(stage.browsers["team"], "POST", path, {"link": link})
    answer = stage.knocks("second", door)
    assert (answer.status_code, answer.json["error"]["code"]) == (403, "old-link")
    assert stage.knocks(by, door).status_code == 200


@pytest.mark.parametrize("path", ["/area/nosucharea", "/programme/nosuchprogramme"])
def test_what_is_not_there_is_not_found(stage, path):
    for role in ROLES:
        answer = stage.send(stage.browsers[role], "GET", path, {})
        assert answer.status_code == 404
