"""Who may open and change what of people on a roster: every door, for every kind of link."""

import pytest

from tests.edges.test_area_doors import MAY, Stage
from tests.store.areas import LEAD
from tests.store.rooms import everything
from voting.core.actors import Role
from voting.registration import commands as c
from voting.registration.roster import About
from voting.store import keys
from voting.words import load

NAMES = ("Jo Bloggs", "Al Alba", "Zoe Zander")
# own: has the personal link of somebody; old: theirs was replaced; other: of somebody else on the
# roster; erased: theirs of somebody who was erased; foreign: of somebody in another area; lead and
# trainer: have links of the area and of its workshop, and no personal one.
ROLES = ("own", "old", "other", "erased", "foreign", "lead", "trainer", "stranger")
OWN = ("own", "other")  # each opens their own page at the same address
REFUSED = {"old": 403, "erased": 404}
DOORS = (
    "GET:/p/(area)",
    "GET:/p/(area)/calendar.ics?event=e1",
    "GET:/p/(area)/cancel?event=e1",
    "GET:/p/(area)/register?event=e1",
    "GET:/p/(area)/ahead?event=e1",
    "POST:/p/(area)/register?event=e1",
    "POST:/p/(area)/ahead?event=e1",
    "POST:/p/(area)/ahead/remove",
    "POST:/p/(area)/link",
    "POST:/p/(area)/enter",
    "POST:/p/(area)/cancel",
)


class Desk(Stage):
    """Three people on the roster of the area, and one on another."""

    def __init__(self, store) -> None:
        super().__init__(store)
        service = self.service = self.app.service
        people = tuple(
            About(name, f"{name.lower().replace(' ', '.')}@example.org") for name in NAMES
        )
        service.act_on_roster(self.area.id, LEAD, c.Invite("e1", people))
        self.other.workshop()
        service.act_on_roster(self.other.id, LEAD, c.Invite("e1", (About("Di D", "d@x.org"),)))
        roster = service.roster(self.area.id)
        self.id = {one.about.name: one.id for one in roster.invitees.values()}
        [stranger] = service.roster(self.other.id).invitees
        jo, al, zoe = NAMES
        self.people = {"other": self.opens(al), "old": self.opens(jo), "erased": self.opens(zoe)}
        foreign = self.browser("stranger")
        assert foreign.get(self.personal(self.other.id, stranger)).status_code == 303
        self.people["foreign"] = foreign
        service.act_on_roster(self.area.id, LEAD, c.ReplacePersonalLink(self.id[NAMES[0]]))
        service.act_on_roster(self.area.id, LEAD, c.EraseInvitee(self.id[NAMES[2]]))
        self.people["own"] = self.opens(NAMES[0], 1)
        self.people |= {role: self.browser(role) for role in ("lead", "trainer", "stranger")}

    def personal(self, area: str, invitee: str, link: int = 0) -> str:
        return f"/p/{self.app.identity.personal_link(area, invitee, link)}"

    def opens(self, name: str, link: int = 0):
        client = self.browser("stranger")
        answer = client.get(self.personal(self.area.id, self.id[name], link))
        assert answer.status_code == 303, answer.text
        return client

    def asks(self, role: str, door: str, **headers):
        method, _, path = door.partition(":")
        fields = {
            "event": "e1",
            "name": "Jo Bloggs",
            "email": "jo.bloggs@example.org",
            "sector": "primary",
            "agreed": "yes",
            "domain": "trust",
            "rating": "1",
            "instrument": f"{self.workshop} three-by-five 1",
        }
        path = path.replace("(area)", self.area.id)
        return self.send(self.people[role], method, path, fields, **headers)


@pytest.fixture
def desk(store):
    return Desk(store)


@pytest.mark.parametrize("role", ROLES)
def test_only_whoever_has_a_personal_link_in_force_opens_what_is_theirs(desk, redis, role):
    """And what is refused changes nothing, and says nothing of anybody."""
    for door in DOORS:
        before = everything(redis)
        answer = desk.asks(role, door)
        if role in OWN:
            assert answer.status_code not in (403, 404), (door, answer.text)
            continue
        assert answer.status_code == REFUSED.get(role, 403), (door, answer.text)
        assert everything(redis) == before, door
        assert not [word for word in ("Ambridge", *NAMES, "@") if word in answer.text], door


def test_what_somebody_does_is_done_to_themselves_alone(desk):
    for door in DOORS:
        desk.asks("other", door)
    people = desk.service.roster(desk.area.id)
    assert people.invitee(desk.id[NAMES[0]]).replies["e1"].state == "invited"
    assert people.invitee(desk.id[NAMES[1]]).replies["e1"].state == "cancelled"


@pytest.mark.parametrize("role", ["own", "stranger"])
def test_without_the_page_token_nothing_is_changed(desk, redis, role):
    for door in (one for one in DOORS if one.startswith("POST")):
        before = everything(redis)
        assert desk.asks(role, door, **{"X-Cascade-Token": "x" * 40}).status_code == 403
        assert everything(redis) == before, door


def test_a_personal_link_opens_no_page_of_an_area_or_programme(desk, redis):
    """Nor does the link that people register by."""
    desk.browsers["invited"] = desk.people["own"]
    before = everything(redis)
    for door in MAY:
        answer = desk.knocks("invited", door)
        assert answer.status_code == 403, (door, answer.text)
    assert everything(redis) == before


def test_links_that_are_not_in_force_open_nothing(desk, redis):
    jo, stranger = desk.id[NAMES[0]], desk.people["stranger"]
    identity, area = desk.app.identity, desk.area.id
    good = desk.personal(area, jo, 1)
    before = everything(redis)
    for link, status in (
        (desk.personal(area, jo, 0), 403),
        (desk.personal(area, jo, 2), 403),
        (desk.personal(area, desk.id[NAMES[2]]), 404),
        (desk.personal("nosuchareaatall2", jo), 404),
        (good.replace(jo, desk.id[NAMES[1]]), 403),
        (good.replace(area, desk.other.id), 404),
        (good[:-3], 403),
        (f"/p/{identity.event_link(area, 'e1', 0)}", 404),
        (f"/r/{identity.event_link(area, 'e1', 1)}", 403),
        (f"/r/{identity.event_link(area, 'e9', 0)}", 404),
        (f"/r/{identity.event_link(area, 'e1', 0)}".replace(".e1.", ".e2."), 404),
        (f"/r/{good.removeprefix('/p/')}", 404),
        (f"/r/{identity.link(Role.AREA, area, 1)}", 403),
    ):
        for method in ("GET", "POST") if link.startswith("/r/") else ("GET",):
            answer = desk.send(stranger, method, link, {"email": "jo@example.org"})
            assert answer.status_code == status, (link, answer.status_code, answer.text[:300])
            assert not [word for word in ("Ambridge", *NAMES) if word in answer.text], link
    assert everything(redis) == before


def test_a_mail_scanner_that_opens_every_link_changes_nothing(desk, redis):
    """Whatever it follows; and nothing may keep what it saw."""
    jo = desk.id[NAMES[0]]
    before = everything(redis)
    for link in (
        desk.personal(desk.area.id, jo, 1),
        f"/r/{desk.app.identity.event_link(desk.area.id, 'e1', 0)}",
        f"/r/{desk.app.identity.event_link(desk.area.id, 'e1', 0)}/link",
    ):
        scanner = desk.app.flask.test_client()
        for method in ("HEAD", "GET"):
            answer = scanner.open(link, method=method, follow_redirects=True)
            assert answer.status_code == 200, (link, answer.text)
            for one in (*answer.history, answer)[:1]:
                assert "no-store" in one.headers["Cache-Control"] or link.startswith("/r/"), link
    assert everything(redis) == before


def test_no_page_of_people_says_where_somebody_came_from(desk):
    """Whatever it answers, to whomever, by whichever link: its address may be a secret."""
    identity, area = desk.app.identity, desk.area.id
    links = [
        f"/r/{identity.event_link(area, 'e1', 0)}",
        f"/r/{identity.event_link(area, 'e1', 0)}/link",
        desk.personal(area, desk.id[NAMES[0]], 1),
        desk.personal(area, desk.id[NAMES[0]], 0),
        "/p/a.b.c", "/r/a.b.c", "/p/a/nothing/there",
    ]  # fmt: skip
    doors = [f"{how}:{path}" for path in links for how in ("GET", "POST")] + list(DOORS)

    def ask(roles) -> None:
        for role in roles:
            for door in doors:
                said = desk.asks(role, door).headers["Referrer-Policy"]
                assert said == "no-referrer", (role, door)

    ask(("stranger", "own", "foreign"))
    desk.service.act_on_roster(area, LEAD, c.ChangeRegistration("e1", open=False))
    ask(("stranger",))
    for path in ("/privacy", "/join", f"/area/{area}"):
        answer = desk.asks("lead", f"GET:{path}")
        assert answer.headers["Referrer-Policy"] == "same-origin", path


def test_a_registration_that_cannot_be_read_leaves_people_their_page(desk, redis):
    redis.hset(keys.roster(desk.area.id), "event:e1", b"{broken")
    assert desk.asks("own", "GET:/p/(area)").status_code == 200
    for path in (f"/r/{desk.app.identity.event_link(desk.area.id, 'e1', 0)}", DOORS[3][4:]):
        answer = desk.asks("own", f"GET:{path}")
        assert answer.status_code == 503
        assert load().say("refusals.unreadable-registration") in answer.text


def test_every_door_of_people_is_tried(desk):
    rules = desk.app.flask.url_map
    match = rules.bind("localhost").match
    tried = {
        (method, match(path.partition("?")[0].replace("(area)", "x"), method=method)[0])
        for method, _, path in (door.partition(":") for door in DOORS)
    }
    there = {
        (method, rule.endpoint)
        for rule in rules.iter_rules()
        if rule.rule.startswith("/p/")
        for method in rule.methods & {"GET", "POST"}
    }
    assert tried == there
