"""Areas and programmes in a browser's cookies, and how long all of them last."""

import pytest

from voting.core.actors import Actor, Role
from voting.edges.browsers import Browser, life_of
from voting.edges.held import AREA_ROLES, pack, unpack
from voting.identity import COOKIE_LIFE, Held, Identity, new_workshop
from voting.typed import place_in, read_link, way_on

IDENTITY = Identity("k" * 40)
DAY = 24 * 3600
MOST = 4096  # bytes of header that common servers and proxies read


def browser(cookies, secure=True):
    return Browser(IDENTITY, cookies, secure=secure)


def answered(cookies, mine, name=None):
    """The cookies after an answer, and how many bytes it took to set them."""
    changes = mine.changes(name or mine.name or mine.new_name())
    kept = {**cookies, **changes}
    bytes_ = sum(
        len(f"Set-Cookie: {key}={value or ''}; Expires=Thu, 03 Jan 2028 00:00:00 GMT; Max-Age=")
        + len("34560000; Secure; HttpOnly; Path=/; SameSite=Lax\r\n")
        for key, value in changes.items()
    )
    return {key: value for key, value in kept.items() if value is not None}, bytes_


def sent(cookies):
    return len("; ".join(f"{key}={value}" for key, value in cookies.items()))


@pytest.fixture
def full():
    """The cookies over https of somebody with 60 workshops, 30 areas and a programme."""
    cookies, most = {}, 0
    programme, areas, workshops = (
        new_workshop(),
        [new_workshop() for _ in range(30)],
        [new_workshop() for _ in range(60)],
    )
    for id in [programme, *areas, *workshops]:
        mine = browser(cookies)
        if id in workshops:
            name = mine.name or mine.new_name()
            mine.use(id, Actor(Role.TRAINER, IDENTITY.actor_id(Role.TRAINER, name, id), 1))
        else:
            mine.use_area(Role.PROGRAMME if id == programme else Role.AREA, id, 2)
        cookies, bytes_ = answered(cookies, mine)
        most = max(most, bytes_)
    return cookies, programme, areas, workshops, most


def test_sixty_workshops_and_thirty_areas_stay_within_what_servers_read(full):
    cookies, programme, areas, workshops, most = full
    assert sent(cookies) < MOST
    assert most < 3200  # the rest of the 4 KB is for other headers
    mine = browser(cookies)
    assert [one.workshop for one in mine.areas] == [*areas[::-1], programme]
    assert len(mine.held) > 50
    assert mine.held[0].workshop == workshops[-1]
    assert [mine.link_of(Role.AREA, id) for id in areas] == [2] * 30
    assert mine.link_of(Role.AREA, programme) is None
    assert mine.link_of(Role.PROGRAMME, programme) == 2
    # As if a day had passed: everything is set again in one answer.
    cookies.pop("__Host-cascade_fresh")
    again, bytes_ = answered(cookies, browser(cookies))
    assert bytes_ < 3200
    assert again.keys() == cookies.keys() | {"__Host-cascade_fresh"}


def test_a_programme_outlasts_the_areas_that_it_opens(full):
    cookies, programme, areas, *_ = full
    for _ in range(60):
        mine = browser(cookies)
        mine.use_area(Role.AREA, new_workshop(), 0)
        cookies, _ = answered(cookies, mine)
    mine = browser(cookies)
    assert mine.link_of(Role.PROGRAMME, programme) == 2
    assert mine.link_of(Role.AREA, areas[0]) is None
    assert sent(cookies) < MOST


@pytest.mark.parametrize("prefix", ["", "__Host-"])
def test_all_that_a_browser_holds_is_set_anew_once_a_day(prefix):
    mine = browser({}, secure=bool(prefix))
    mine.use_area(Role.AREA, new_workshop(), 0)
    mine.use(new_workshop(), Actor(Role.LEAD, "0"))
    cookies, _ = answered({}, mine)
    assert browser(cookies, secure=bool(prefix)).changes(cookies["cascade_browser"]) == {}
    assert life_of(prefix + "cascade_fresh") == DAY
    cookies.pop(prefix + "cascade_fresh")
    renewed = browser(cookies, secure=bool(prefix)).changes(cookies["cascade_browser"])
    names = ("cascade_browser", "cascade_held", "cascade_areas", "cascade_fresh")
    assert {prefix + name for name in names} <= renewed.keys()
    for name in ("cascade_browser", "cascade_held", "cascade_areas"):
        assert renewed[prefix + name] == cookies[prefix + name]
        assert life_of(prefix + name) == COOKIE_LIFE == 400 * DAY


def test_a_browser_that_holds_nothing_gets_its_name_and_no_more():
    mine = browser({}, secure=False)
    assert mine.changes("a-name").keys() == {"cascade_browser"}
    assert browser({"cascade_browser": "a-name"}, secure=False).changes("a-name") == {}


def test_a_list_of_workshops_is_none_of_areas_and_a_planted_one_is_not_taken():
    id = new_workshop()
    mine = browser({}, secure=False)
    mine.use_area(Role.AREA, id, 0)
    mine.use(id, Actor(Role.ATTENDEE, IDENTITY.actor_id(Role.ATTENDEE, "b", id), 0))
    cookies, _ = answered({}, mine)
    held, areas = cookies["cascade_held"], cookies["cascade_areas"]
    for wrong in (held, areas[1:], areas[:-1], areas.replace(".", "A."), "", "é", "." * 2000):
        assert browser({**cookies, "cascade_areas": wrong}, secure=False).areas == []
    assert browser({**cookies, "cascade_held": areas}, secure=False).held[1:] == []
    assert browser(cookies, secure=True).areas == []
    prefixed = {"__Host-cascade_browser": "s.x", "__Host-cascade_areas": areas}
    assert [one.workshop for one in browser(prefixed).areas] == [id]


def test_what_is_dropped_leaves_nothing(full):
    cookies, programme, areas, workshops, _ = full
    for id in [programme, *areas, *workshops]:
        mine = browser(cookies)
        mine.drop(id)
        cookies, _ = answered(cookies, mine)
    assert cookies.keys() == {"cascade_browser", "__Host-cascade_browser", "__Host-cascade_fresh"}


@pytest.mark.parametrize("role", [Role.AREA, Role.PROGRAMME, Role.EVALUATOR])
def test_their_links_are_read_and_pasted_as_those_of_workshops(role):
    id = new_workshop()
    link = IDENTITY.link(role, id, 3)
    address = f"https://cascade.example.org/enter#{link}"
    assert read_link(f"The link: <{address}>.") == (role, id, link.rpartition(".")[2])
    assert place_in(f"Our way in: {address}") == f"/enter#{link}"
    assert len({IDENTITY.link(each, id, 3) for each in Role}) == len(Role)


def test_their_pages_are_found_in_what_was_pasted():
    id = new_workshop()
    for page in ("area", "programme"):
        assert place_in(f"see https://cascade.example.org/{page}/{id} please") == f"/{page}/{id}"
        assert way_on(f"/{page}/{id}.") == f"/{page}/{id}"
    assert place_in("https://cascade.example.org/programmes/new") is None


def test_what_a_later_version_lists_besides_is_passed_over():
    one, other = (Held(new_workshop(), role, "", 1) for role in (Role.AREA, Role.PROGRAMME))
    later = bytes([pack([one])[0] | 3]) + pack([one])[1:]
    known = AREA_ROLES[:3]  # of a version that has not heard of invitees
    assert unpack(pack([one]) + later + pack([other]), known) == [one, other]
