"""What a browser holds: bounded, whatever it has been to, and given to nobody by another site."""

import pytest
from itsdangerous import URLSafeSerializer
from werkzeug.http import parse_cookie

from lab.rig.live_room import DETAILS
from lab.rig.words import said
from tests.builders import details
from voting.config import Settings
from voting.core import commands as c
from voting.core.actors import Actor, Role
from voting.edges.browsers import Browser
from voting.identity import Identity, new_browser, new_workshop
from voting.web import create_app

KEY = "k" * 40
HTTP, HTTPS = "http://cascade.example.org", "https://cascade.example.org"
MOST_SENT, MOST_SAID = 4096, 4096  # bytes of header that common servers and proxies read


class Tab:
    """A browser without a window: it keeps its cookies as browsers do, and measures them."""

    def __init__(self, store, address=HTTP, **cookies: str) -> None:
        self.app = create_app(
            Settings(secret_key=KEY, async_mode="threading", public_url=address), store
        )
        self.client = self.app.flask.test_client(use_cookies=False)
        self.address = address
        self.cookies = dict(cookies)
        self.sent = self.said = 0

    def ask(self, path: str, method: str = "GET", **options):
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": cookie} | options.pop("headers", {})
        answer = self.client.open(
            path, method=method, base_url=self.address, headers=headers, **options
        )
        self.sent = max(self.sent, len(cookie))
        self.said = max(self.said, len(str(answer.headers)))
        for line in answer.headers.getlist("Set-Cookie"):
            (name, value), *_ = parse_cookie(line.partition(";")[0]).items()
            self.cookies[name] = value
            if "Max-Age=0" in line:
                del self.cookies[name]
        return answer

    def send(self, path: str, **fields: str):
        token = self.ask("/hello").json["token"]
        headers = {"X-Cascade-Token": token}
        return self.ask(path, "POST", json=fields, headers=headers).json

    def opens(self, path: str) -> bool:
        return self.ask(path).status_code == 200

    def goes_to(self, number: int, role: Role) -> list[str]:
        """To so many workshops of somewhere else on the site, without asking for each."""
        identity, secure = self.app.identity, self.address.startswith("https")
        ids = [new_workshop() for number in range(number)]
        for id in ids:
            browser = Browser(identity, self.cookies, secure=secure)
            browser.use(id, Actor(role, identity.actor_id(role, browser.name, id)))
            for name, value in browser.changes(browser.name).items():
                self.cookies[name] = value or ""
                if value is None:
                    del self.cookies[name]
        return ids

    def held(self) -> list:
        secure = self.address.startswith("https")
        return Browser(self.app.identity, self.cookies, secure=secure).held


@pytest.fixture
def workshops(store):
    """Makes workshops by somebody else: id and code of each."""
    service = create_app(Settings(secret_key=KEY, async_mode="threading"), store).service
    framework = next(iter(service.frameworks))
    made = 0

    def make(number: int) -> list[tuple[str, str]]:
        nonlocal made
        found = []
        for _ in range(number):
            made += 1
            id = new_workshop()
            by = Actor(Role.TRAINER, f"trainer-{made}")
            found.append((id, service.create(id, framework, details(), by).code))
        return found

    return make


def before(role: Role, browser: str, *workshops: str) -> dict[str, str]:
    """The cookies that a server gave which knew neither the list nor the prefix."""
    identity = Identity(KEY)
    cookies = {"cascade_browser": browser}
    for workshop in workshops:
        actor = Actor(role, identity.actor_id(role, browser, workshop))
        cookies[f"cascade_{role.value}_{workshop}"] = identity.sign(workshop, actor)
    return cookies


def read_before(signed: str) -> list[str]:
    """As a server of the version before reads a cookie: three items, or nobody."""
    workshop, role, id = URLSafeSerializer(KEY, salt="cascade-live identity").loads(signed)
    return [workshop, role, id]


@pytest.mark.parametrize("address", [HTTP, HTTPS])
def test_two_hundred_workshops_of_one_trainer_all_open_and_take_no_more_room(store, address):
    tab = Tab(store, address)
    first = [tab.send("/workshops", **DETAILS)["workshop"] for _ in range(3)]
    more = tab.goes_to(200, Role.TRAINER)
    last = tab.send("/workshops", **DETAILS)["workshop"]
    made = [*first, *more, last]
    listed = [one.workshop for one in tab.held()]
    assert len(listed) > 50
    assert listed == made[::-1][: len(listed)]
    assert [tab.opens(f"/trainer/{id}") for id in (*first, last)] == [True] * 4
    assert (tab.sent < MOST_SENT, tab.said < MOST_SAID) == (True, True), (tab.sent, tab.said)


def test_a_person_of_many_workshops_is_the_same_in_all_and_the_newest_views_stay_open(
    store, workshops
):
    tab = Tab(store)
    made, people = workshops(3), []
    for id, code in made:
        people.append(tab.send(f"/j/{code}", name="A. B.", sector="school")["you"])
        assert tab.send("/enter", link=tab.app.identity.link(Role.LEAD, id, 0))["ok"]
    tab.goes_to(200, Role.ATTENDEE)
    assert not any(one.role is Role.ATTENDEE and one.id in people for one in tab.held())
    assert [tab.opens(f"/w/{id}") for id, _ in made] == [True] * 3
    assert [tab.opens(f"/lead/{id}") for id, _ in made] == [True] * 3
    again = [tab.send(f"/j/{code}", name="A. B.", sector="school")["you"] for _, code in made]
    assert again == people


def test_a_list_that_somebody_changed_or_made_is_nothing(store, workshops):
    ((id, _),) = workshops(1)
    tab = Tab(store)
    tab.send("/enter", link=tab.app.identity.link(Role.LEAD, id, 0))
    for name in [name for name in tab.cookies if name.startswith("cascade_lead")]:
        del tab.cookies[name]
    assert tab.opens(f"/lead/{id}")
    whole = tab.cookies["cascade_held"]
    for wrong in (whole[1:], whole[:-1], whole.replace(".", "A."), "", "é", "." * 2000):
        tab.cookies["cascade_held"] = wrong
        assert tab.ask(f"/lead/{id}").status_code == 403, wrong
    forged = Tab(store, cascade_held=Identity("x" * 40).sign_list(b"\x00" * 30))
    assert forged.ask(f"/lead/{id}").status_code == 403


def test_two_tabs_that_join_at_the_same_moment_both_stay_in(store, workshops):
    (one, _one_code), (two, _two_code) = workshops(2)
    tab = Tab(store)
    tab.ask("/")
    other = Tab(store, **tab.cookies)
    link = tab.app.identity.link
    tab.send("/enter", link=link(Role.ROOM, one, 0))
    other.send("/enter", link=link(Role.ROOM, two, 0))
    tab.cookies |= other.cookies  # the second answer's list replaces the first one's
    assert tab.opens(f"/room/{one}")
    assert tab.opens(f"/room/{two}")
    assert tab.opens(f"/room/{one}")


# --- browsers of the version before ---


@pytest.mark.live
@pytest.mark.both_servers
def test_a_browser_with_more_cookies_than_servers_take_is_let_in_and_relieved(room):
    """As many as a browser keeps: it was told 400, without a word, with 64."""
    identity = Identity((room.server.data_dir / "secret.key").read_text().strip())
    browser = room.browser()
    name = browser.http.cookies["cascade_browser"]
    for _ in range(150):
        id = new_workshop()
        mine = Actor(Role.TRAINER, identity.actor_id(Role.TRAINER, name, id))
        single = (f"cascade_trainer_{id}", identity.sign(id, mine))
        browser.http.cookies.set(*single, domain="127.0.0.1")
    me = browser.join(room.code, "A. B.", "school")
    assert browser.get(f"/w/{room.id}").status_code == 200
    sizes = []
    for _ in range(30):
        assert browser.get("/").status_code == 200
        sizes.append(sum(len(c.name) + len(c.value) + 3 for c in browser.http.cookies))
    assert sizes[0] > 12_000
    assert sizes[-1] < MOST_SENT
    assert me.open().you
    me.close()


@pytest.mark.parametrize("address", [HTTP, HTTPS])
def test_who_was_signed_in_before_stays_who_they_are(store, workshops, address):
    made = workshops(8)
    name = new_browser()
    old = Tab(store, address, **before(Role.ATTENDEE, name, *[id for id, _ in made]))
    for id, _ in made:  # as they joined then
        me = Actor(Role.ATTENDEE, old.app.identity.actor_id(Role.ATTENDEE, name, id))
        old.app.service.act(id, me, c.Join(name="A. B.", sector="school"))
    for id, code in made:
        assert old.opens(f"/w/{id}")
        assert said("details.welcome_back") in old.ask(f"/j/{code}").text
    assert len([n for n in old.cookies if n.startswith("cascade_attendee_")]) <= 4
    assert [one.workshop for one in old.held()] == [id for id, _ in made][::-1]


@pytest.mark.parametrize("address", [HTTP, HTTPS])
def test_a_server_of_the_version_before_reads_what_is_in_use(store, workshops, address):
    """Both may run on one store for a while, and a browser may meet now this one, now that."""
    tab = Tab(store, address)
    for id, code in workshops(6):
        you = tab.send(f"/j/{code}", name="A. B.", sector="school")["you"]
        plain = tab.cookies["cascade_browser"]
        assert tab.app.identity.actor_id(Role.ATTENDEE, plain, id) == you
        assert read_before(tab.cookies[f"cascade_attendee_{id}"]) == [id, "attendee", you]
    token = tab.ask("/hello").json["token"]
    assert token == tab.app.identity.page_token(plain)


@pytest.mark.parametrize("address", [HTTP, HTTPS])
def test_a_server_of_the_version_before_reads_who_came_by_the_trainers_link(
    store, workshops, address
):
    ((id, _),) = workshops(1)
    tab = Tab(store, address)
    you = tab.send("/enter", link=tab.app.identity.link(Role.TRAINER, id, 0))["you"]
    for _ in range(2):
        assert tab.opens(f"/trainer/{id}")
        assert read_before(tab.cookies[f"cascade_trainer_{id}"]) == [id, "trainer", you]


@pytest.mark.parametrize("address", [HTTP, HTTPS])
def test_a_workshop_that_is_left_goes_before_all_other_old_cookies(store, address):
    identity, name = Identity(KEY), new_browser()
    ids = [new_workshop() for number in range(60)]
    tab = Tab(store, address, **before(Role.ATTENDEE, name, *ids))
    for left in (ids[30], ids[0], ids[-1]):
        browser = Browser(identity, tab.cookies, secure=address == HTTPS)
        browser.drop(left)
        changes = browser.changes(name)
        assert changes[f"cascade_attendee_{left}"] is None
        assert sum(len(key) + len(value or "") + 90 for key, value in changes.items()) < MOST_SAID


# --- https ---


def test_cookies_over_https_are_of_this_host_alone(store, workshops):
    ((_id, code),) = workshops(1)
    tab = Tab(store, HTTPS)
    token = tab.ask("/hello").json["token"]
    fields = {"name": "A. B.", "sector": "school"}
    answer = tab.ask(f"/j/{code}", "POST", json=fields, headers={"X-Cascade-Token": token})
    lines = answer.headers.getlist("Set-Cookie")
    assert {"__Host-cascade_browser", "__Host-cascade_held"} <= {li.split("=")[0] for li in lines}
    for line in lines:
        assert "Secure" in line
        assert "Path=/" in line
        assert "Domain" not in line
        assert "HttpOnly" in line
        assert "SameSite=Lax" in line


@pytest.mark.parametrize("chosen", [None, "foo", "m.foo", "m." + "0" * 40 + ".foo", "s.foo"])
@pytest.mark.parametrize("given", ["by this server", "made up"])
def test_a_name_that_another_host_planted_is_not_taken(store, workshops, given, chosen):
    """Whatever its planter calls itself where it asks: a planted prefix is not what it was."""
    ((id, code),) = workshops(1)
    evil = Tab(store, HTTPS, **({"__Host-cascade_browser": chosen} if chosen else {}))
    you = evil.send(f"/j/{code}", name="Evil", sector="school")["you"]
    planted = {n: v for n, v in evil.cookies.items() if not n.startswith("__Host-")}
    if given == "made up":
        planted |= {"cascade_browser": chosen or "x" * 24}
    victim = Tab(store, HTTPS, **planted)
    assert victim.ask(f"/w/{id}").status_code == 403
    assert "Evil" not in victim.ask(f"/j/{code}").text
    mine = victim.send(f"/j/{code}", name="A. B.", sector="school")["you"]
    assert mine != you
    assert mine != Identity(KEY).actor_id(Role.ATTENDEE, planted["cascade_browser"], id)


def test_a_moved_name_stays_with_the_browser_that_had_it(store, workshops):
    ((id, code),) = workshops(1)
    name = new_browser()
    tab = Tab(store, HTTPS, **before(Role.ATTENDEE, name, id))
    you = Identity(KEY).actor_id(Role.ATTENDEE, name, id)
    assert tab.send(f"/j/{code}", name="A. B.", sector="school")["you"] == you
    kept = tab.cookies["__Host-cascade_browser"]
    tab.cookies = {"__Host-cascade_browser": kept}  # all else forgotten
    assert tab.opens(f"/w/{id}")
    for wrong in (name, kept[:-1], kept + "x", kept[:10] + kept[11:], "m.." + name, "m.", "é"):
        other = Tab(store, HTTPS, **{"__Host-cascade_browser": wrong})
        assert other.ask(f"/w/{id}").status_code == 403, wrong


def test_planted_cookies_beside_those_of_this_host_change_nothing(store, workshops):
    (one, code), (two, _) = workshops(2)
    tab = Tab(store, HTTPS)
    you = tab.send(f"/j/{code}", name="A. B.", sector="school")["you"]
    name = new_browser()
    tab.cookies |= before(Role.ATTENDEE, name, one, two) | before(Role.TRAINER, name, two)
    assert tab.send(f"/j/{code}", name="A. B.", sector="school")["you"] == you
    assert [(h.workshop, h.id) for h in tab.held()] == [(one, you)]
    assert tab.ask(f"/trainer/{two}").status_code == 403


def test_a_form_opened_before_the_prefix_was_known_still_passes(store, workshops):
    ((_id, code),) = workshops(1)
    name = new_browser()
    fields = {"name": "A. B.", "sector": "school", "token": Identity(KEY).page_token(name)}
    for origin, status in ((HTTPS, 303), ("null", 403), (None, 403)):
        tab = Tab(store, HTTPS, cascade_browser=name)
        headers = {"Origin": origin} if origin else {}
        assert tab.ask(f"/j/{code}", "POST", data=fields, headers=headers).status_code == status


def test_browsers_are_told_to_come_by_https_only_where_there_is_https(store):
    for address, public, policy in (
        (HTTPS, HTTPS, "max-age=31536000"),
        (HTTPS, "", "max-age=31536000"),
        (HTTP, HTTP, None),
        (HTTP, "", None),
    ):
        tab = Tab(store, public)
        tab.address = address
        for path in ("/", "/hello", "/sw.js", "/nowhere"):
            headers = tab.ask(path).headers
            assert headers.get("Strict-Transport-Security") == policy
        allowed = tab.ask("/").headers["Permissions-Policy"]
        assert "camera=()" in allowed
