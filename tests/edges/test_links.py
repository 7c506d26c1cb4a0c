"""Links, codes and forms as mail, chat and people mangle them."""

import html
import re
from urllib.parse import quote

import pytest

from demo.client import Refused
from lab.rig.words import opening, said
from voting.core.actors import Role
from voting.identity import Identity, new_workshop
from voting.refusals.asking import BrokenLink, NotAllowed, OldLink
from voting.typed import place_in, read_link, read_personal, tidy_code, way_on

pytestmark = pytest.mark.live

ID, SECRET = "abcdefghijklmnop", "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
WHOLE = f"trainer.{ID}.{SECRET}"
ADDRESS = f"https://cascade.example.org/enter#{WHOLE}"

MANGLED = {
    "as it was": WHOLE,
    "a whole address": ADDRESS,
    "a full stop": f"{WHOLE}.",
    "an angle bracket": f"<{ADDRESS}>",
    "brackets and a comma": f"({ADDRESS}),",
    "quotation marks": f"“{ADDRESS}”",
    "a broken line": f"{ADDRESS[:70]}\r\n{ADDRESS[70:]}",
    "a quoted line": f"{ADDRESS[:70]}\r\n> {ADDRESS[70:]}",
    "a soft line end of mail": f"{ADDRESS[:70]}=\r\n{ADDRESS[70:]}",
    "spaces": " ".join(WHOLE),
    "soft hyphens": "\xad".join(WHOLE),
    "zero width": "\u200b".join(WHOLE),
    "encoded": quote(ADDRESS, safe=""),
    "encoded twice": quote(quote(ADDRESS, safe=""), safe=""),
    "encoded dots": WHOLE.replace(".", "%2E"),
    "capitals": WHOLE.upper(),
    "small letters": WHOLE.lower(),
    "in a sentence": f"Your link is {ADDRESS} and it is yours alone.",
    "something added": f"{WHOLE}?utm_source=mail",
}
CUT = [
    WHOLE[:-1],
    WHOLE[:-20],
    f"trainer.{ID}.",
    f"trainer.{ID[:9]}",
    "trainer.",
    f"{ADDRESS[:-5]}>",
]


@pytest.mark.parametrize("link", MANGLED.values(), ids=MANGLED)
def test_what_mail_and_chat_do_to_a_link_is_forgiven(link):
    assert read_link(link) == (Role.TRAINER, ID, SECRET)


PERSONAL = f"{ID}.{ID[::-1]}.{SECRET.lower()}".replace("8", "2")
REGISTER = f"{ID}.e12.{SECRET.lower()}"


@pytest.mark.parametrize("link", [PERSONAL, REGISTER])
def test_personal_links_are_forgiven_too(link):
    whole = tuple(link.split("."))
    letter = "r" if whole[1] == "e12" else "p"
    address = f"https://cascade.example.org/{letter}/{link}"
    cut = 60
    for mangled in (
        link,
        f"{link}.",
        link.upper(),
        f"“{link}”,",
        link.replace(".", "%2E"),
        f"{link[:cut]}=\r\n{link[cut:]}",
        "\u200b".join(link),
        f"{link}%20",
    ):
        assert read_personal(mangled) == whole
    for pasted in (
        address,
        f"<{address}>.",
        f"My link is {address} and it is mine.",
        address.upper(),
    ):
        assert place_in(pasted) == f"/{letter}/{link}"
    assert way_on(f"/{letter.upper()}/{link}") == f"/{letter}/{link}"
    for broken in (link[:-1], link[:-20], link.partition(".")[0], "", link.replace(".", "")):
        with pytest.raises(BrokenLink):
            read_personal(broken)
        assert place_in(f"https://cascade.example.org/{letter}/{broken}") is None


def test_a_personal_link_proves_one_person_of_one_area():
    identity = Identity("k" * 40)
    area, invitee, other = ID, ID[::-1], new_workshop()
    secret = identity.personal_link(area, invitee, 1).rpartition(".")[2]
    assert len(secret) * 5 == 160
    identity.check_personal(area, invitee, secret, 1)
    with pytest.raises(OldLink):
        identity.check_personal(area, invitee, secret, 2)
    for wrong in (
        (other, invitee, secret, 1),
        (area, other, secret, 1),
        (area, invitee, "a" * 32, 1),
    ):
        with pytest.raises(BrokenLink):
            identity.check_personal(*wrong)
    with pytest.raises(BrokenLink):  # neither kind passes for the other
        identity.check_event_link(area, invitee, secret, 1)
    event = identity.event_link(area, "e1", 0).rpartition(".")[2]
    identity.check_event_link(area, "e1", event, 0)
    with pytest.raises(BrokenLink):
        identity.check_event_link(area, "e2", event, 0)
    ids = {
        identity.invited_as(invitee, area),
        identity.invited_as(invitee, other),
        identity.known_as_invited(invitee, area),
        identity.known_as(invitee, area),
        identity.actor_id(Role.ATTENDEE, invitee, area),
    }
    assert len(ids) == 5


@pytest.mark.parametrize("link", CUT)
def test_a_link_that_lost_something_is_incomplete(link):
    with pytest.raises(BrokenLink):
        read_link(link)


@pytest.mark.parametrize("link", ["", "#", "attendee.x.y", f"clock.{ID}.{SECRET}", "hello"])
def test_what_is_no_link_is_none(link):
    with pytest.raises(NotAllowed):
        read_link(link)


def refusal(browser, path: str, **fields) -> Refused:
    with pytest.raises(Refused) as refused:
        browser.post(path, **fields)
    return refused.value


def test_replaced_and_incomplete_are_told_apart(room):
    old = room.links["lead"].partition("#")[2]
    room.trainer.command("replace_link", link="lead")
    room.trainer.command("replace_link", link="lead")
    browser = room.browser()
    assert refusal(browser, "/enter", link=old).code == "old-link"
    new = room.trainer.browser.get_json(f"/trainer/{room.id}/links")["lead"]
    problem = refusal(browser, "/enter", link=new[:-1])
    assert problem.code == "broken-link"
    assert problem.sentence == said("refusals.broken-link")
    swapped = new[:-2] + ("AB" if new[-2:] != "AB" else "BA")
    assert refusal(browser, "/enter", link=swapped).code == "broken-link"
    assert browser.post("/enter", link=f"<{new.lower()}>.")["to"] == f"/lead/{room.id}"


CODE = "7K3-9QX"
CODES = {
    "a link": "https://cascade.example.org/j/7K39QX",
    "a link in a sentence": "Join us: <https://cascade.example.org/j/7K39QX>.\nSee you!",
    "a link that was broken": "https://cascade.example.org/j/7K3\n9QX",
    "an encoded link": "https%3A%2F%2Fcascade.example.org%2Fj%2F7K39QX",
    "a link with more": "cascade.example.org/j/7K39QX?from=mail#top",
    "a sentence": "Your join code is 7K3-9QX, see you on Monday",
    "a sentence in capitals": "THE CODE FOR THE 7K3-9QX WORKSHOP",
    "small letters": "code: 7k3-9qx",
    "in one piece": "please use 7k39qx today",
    "two pieces": "The code is 7K3 9QX.",
    "full width": "７Ｋ３－９ＱＸ",
    "Arabic digits": "\u0667K\u0663-\u0669QX",
    "Devanagari digits": "\u096dK\u0969 \u096fQX",
    "direction marks": "\u200e7K3\u200f-9QX\u202c",
    "soft hyphens": "7\xadK\xad3\xad9\xadQ\xadX",
    "bold letters": "𝟕𝐊𝟑-𝟗𝐐𝐗",
    "a dot after": "7k39qx.",
}


@pytest.mark.parametrize("typed", CODES.values(), ids=CODES)
def test_a_code_is_found_in_what_was_typed_or_pasted(typed):
    assert tidy_code(typed) == "7K39QX"


@pytest.mark.parametrize(
    "typed", ["7K39Q", "7K39QXX", "https://example.org/j/7K39QXX", "hello", ""]
)
def test_nothing_is_guessed_where_nothing_is_certain(typed):
    assert tidy_code(typed) != "7K39QX"


def test_letters_without_figures_are_found_after_the_word_and_in_capitals():
    assert tidy_code("the code is abc-def") == "ABCDEF"
    assert tidy_code("come with ABCDEF tomorrow") == "ABCDEF"
    assert tidy_code("come with ABC DEF tomorrow") == "ABCDEF"


WAYS = {
    "/j/7K39QX/": "/j/7K39QX",
    "/J/7k39qx": "/j/7K39QX",
    "/J/7K3-9QX/.": "/j/7K39QX",
    "//j/7K39QX": "/j/7K39QX",
    "/j": "/join",
    "/j/": "/join",
    "/join/": "/join",
    "/JOIN": "/join",
    "/join.": "/join",
    "/join)": "/join",
    "/enter/": "/enter",
    f"/enter#{WHOLE}": f"/enter#{WHOLE}",
    f"/Enter#{WHOLE.lower()}.": f"/enter#{WHOLE}",
    f"/enter#{WHOLE[:-3]}": f"/enter#{WHOLE[:-3]}",
    f"/w/{ID}.": f"/w/{ID}",
    f"/w/{ID}/": f"/w/{ID}",
    "/joining": None,
    "/nowhere": None,
    f"/w/{ID}x": None,
    "/join/nowhere": None,
}


@pytest.mark.parametrize("path", WAYS)
def test_where_a_mangled_path_leads(path):
    assert way_on(path) == WAYS[path]


def test_mangled_addresses_lead_on(room):
    browser, code = room.browser(), room.code
    role = room.links["room"].partition("#")[2]
    for path, to in {
        f"/j/{code}/": f"/j/{code}",
        f"/J/{code.lower()}": f"/j/{code}",
        "/Join/": "/join",
        f"/enter%23{role}%3E": f"/enter#{role}",
        f"/room/{room.id}.": f"/room/{room.id}",
    }.items():
        answer = browser.get(path)
        assert (answer.status_code, answer.headers.get("Location")) == (302, to), path
    for path in (f"/j/{code}.", f"/j/{code})", f"/j/{code}%3E"):
        assert browser.get(path).status_code == 200
    for path in ("/nowhere", "/w/nosuchworkshop", f"/w/{new_workshop()}"):
        assert browser.get(path).status_code == 404, path


def test_the_join_field_takes_every_link_of_ours(room):
    browser = room.browser()
    for pasted, to in {
        room.links["join"]: f"/j/{room.code}",
        f"Join here: <{room.links['join']}>": f"/j/{room.code}",
        room.links["lead"]: f"/enter#{room.links['lead'].partition('#')[2]}",
        f"{room.server.base}/w/{room.id}": f"/w/{room.id}",
        room.links["invitation"]: f"/j/{room.code}",
    }.items():
        assert browser.post("/join", code=pasted)["to"] == to, pasted
        fields = {"code": pasted, "token": browser.token}
        answer = browser.http.post(f"{browser.base}/join", data=fields, allow_redirects=False)
        assert (answer.status_code, answer.headers["Location"]) == (303, to)
    assert place_in("nothing of ours") is None


def test_the_field_leaves_a_code_as_it_is_typed(room):
    for path in ("/", "/join"):
        field = re.search(r'<input[^>]*name="code"[^>]*>', room.browser().get(path).text)[0]
        for attribute in (
            'autocorrect="off"',
            'autocapitalize="characters"',
            'spellcheck="false"',
            'autocomplete="off"',
        ):
            assert attribute in field
        assert int(re.search(r'maxlength="(\d+)"', field)[1]) >= 300  # a pasted sentence


# --- forms of a tab whose browser has got another name since ---


def token_in(page: str) -> str:
    return re.search(r'name="token" value="(\w+)"', page)[1]


FORMS = {
    "/workshops": {
        "area": "Kent & “Medway” <1>",
        "kind": "workshop-1",
        "date": "2026-11-22",
        "title": "A try-out",
        "rehearsal": "1",
    },
    "/join": {"code": "{code}"},
    "/j/{code}": {"name": "A. “B” & C.", "sector": "school"},
}


@pytest.mark.parametrize("path", FORMS)
def test_the_form_of_the_first_of_two_tabs_is_shown_again_filled_in(room, path):
    first, second = room.browser(), room.browser()
    fields = {name: text.format(code=room.code) for name, text in FORMS[path].items()}
    address = first.base + path.format(code=room.code)
    first.http.cookies = second.http.cookies  # the second answer came after the first
    again = first.http.post(address, data=fields | {"token": first.token}, allow_redirects=False)
    assert again.status_code == 403
    assert said("refusals.form-too-old") in again.text
    shown = html.unescape(again.text)
    for name, text in fields.items():
        if name in ("kind", "sector"):
            assert f'value="{text}" selected' in shown
        elif name == "rehearsal":
            assert re.search(r'name="rehearsal"[^>]* checked', shown)
        else:
            assert text in shown
    sent = fields | {"token": token_in(again.text)}
    answer = first.http.post(address, data=sent, allow_redirects=False)
    assert answer.status_code == 303
    assert len(room.stored().people) == (1 if path.startswith("/j/") else 0)


def test_a_form_from_another_site_is_not_shown_again(room):
    browser = room.browser()
    for headers in (
        {"Origin": "https://evil.example"},
        {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
    ):
        sent = {"area": "planted", "token": "0" * 40}
        answer = browser.http.post(f"{browser.base}/workshops", data=sent, headers=headers)
        assert answer.status_code == 400
        assert "planted" not in answer.text


def test_a_form_is_shown_again_only_where_its_code_opens_something(room):
    browser = room.from_address("127.0.1.20")
    answer = browser.http.post(f"{browser.base}/j/ZZZZZZ", data={"token": "0"})
    assert answer.status_code == 404
    assert opening("refusals.unknown-code") in answer.text
