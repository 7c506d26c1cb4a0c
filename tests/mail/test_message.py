"""What a mail says, and how it is put together so that mail programs show it."""

import re
from email import message_from_bytes
from email.policy import default
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser

import pytest
from msgspec.structs import replace

from tests.builders import WORDS
from tests.mail.invited import AREA, AT, EMAIL, EVENT, invitee, mail
from tests.pseudo import PSEUDO, left_behind
from voting.registration.mail import KINDS
from voting.registration.roster import About
from voting.reports.mail_message import (
    BadAddress,
    Sender,
    address,
    as_html,
    as_text,
    mail_and_area,
    message,
)
from voting.reports.mail_said import Button, Occasion, said

URL = "https://cascade.example.org/p/abcdefghijklmnop.sam.SECRET"
PRIVACY = "https://cascade.example.org/privacy"
SENDER = Sender("cascade@example.org", "Exampleshire", ("lead@example.org",))
ENTRY = b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"


def occasion(kind, event=EVENT, **more):
    told = {"leads": ("Alex Lead",), "answered": True, "by": "2026-11-28", "ahead": True} | more
    states = {"invitation": "invited", "remind_register": "invited"}
    of = told.pop("invitee", invitee(states.get(kind, "registered")))
    return Occasion(
        kind, AREA, of, None if kind == "link" else event, "Europe/London", URL, PRIVACY, **told
    )


def sent(kind, to=("Sam", EMAIL), **more):
    """As it arrives."""
    made = message(
        mail(kind), AREA.id, said(WORDS, occasion(kind, **more)), "en-GB", SENDER, to, ENTRY
    )
    return message_from_bytes(made.as_bytes(), policy=default)


class Tags(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


@pytest.mark.parametrize("kind", KINDS)
def test_it_says_who_asks_what_for_and_whom_to_ask(kind):
    text = sent(kind).get_body(("plain",)).get_content()
    assert "Sam" in text
    assert "Exampleshire" in text
    assert "Alex Lead" in text
    assert PRIVACY in text
    assert (URL in text) == (kind not in ("event_cancelled", "address_changed"))
    if kind != "link":
        assert "Saturday 5 December 2026, 09:30 to 12:30 (UK time)" in text
    assert ("Saturday 28 November 2026" in text) == (kind in ("invitation", "remind_register"))
    assert not re.search(r"[{}]|None", text)


def test_the_leads_own_words_are_in_the_invitation():
    text = as_text(said(WORDS, occasion("invitation", text="Coffee at 9.\n\nPark behind.")))
    assert "\n\nCoffee at 9.\n\nPark behind.\n\n" in text
    assert "Coffee" not in as_text(said(WORDS, occasion("registered", text="Coffee at 9.")))


def test_where_nobody_is_named_or_reads_replies_it_says_so():
    text = as_text(said(WORDS, occasion("invitation", leads=(), answered=False, by="")))
    assert WORDS.say("mail.questions.ask_unnamed", area="Exampleshire") in text
    assert WORDS["mail"]["by_soon"] in text


def test_rating_ahead_is_offered_only_while_it_is_open():
    ahead = WORDS["mail"]["kinds"]["registered"]["ahead"]
    assert ahead in as_text(said(WORDS, occasion("registered")))
    assert ahead not in as_text(said(WORDS, occasion("registered", ahead=False)))


@pytest.mark.parametrize("kind", KINDS)
def test_in_another_language_nothing_of_it_is_english(kind):
    words = said(PSEUDO, occasion(kind, text=""))
    own = ["Sam", "Exampleshire", "Alex Lead", "Town Hall", URL, PRIVACY]
    for text in (words.subject, *as_text(words).split("\n\n")):
        assert left_behind(text, own) == "", text


@pytest.mark.parametrize("kind", KINDS)
def test_its_html_survives_outlook_and_tracks_nobody(kind):
    html = sent(kind).get_body(("html",)).get_content()
    tags = Tags(html).found
    names = {tag for tag, _ in tags}
    assert names <= {
        "html", "head", "meta", "title", "body", "table", "tr", "td", "th", "h1", "p", "a", "br"
    }  # fmt: skip
    for tag, attributes in tags:
        assert not {"class", "id", "src", "background"} & attributes.keys()
        assert "url(" not in attributes.get("style", "")
        if tag == "table" and attributes.get("width", "").isdigit():
            assert int(attributes["width"]) <= 600
        if tag in ("p", "h1", "a") and tag != "a":
            assert "font-family:Arial" in attributes["style"]
    allowed = {URL, PRIVACY}
    assert {attributes["href"] for tag, attributes in tags if tag == "a"} <= allowed
    buttons = [b for b in said(WORDS, occasion(kind)).blocks if isinstance(b, Button)]
    assert html.count(f'href="{URL}"') == 2 * len(buttons)  # the button, and the address in full
    assert html.count(f">{URL}<") == len(buttons)


def test_what_people_wrote_is_only_text_in_the_html():
    nasty = '<script>alert(1)</script> & "quotes" https://example.org/?a=1&b=2.'
    html = sent("invitation", text=nasty).get_body(("html",)).get_content()
    assert "<script" not in html
    assert 'href="https://example.org/?a=1&amp;b=2"' in html


TRAPS = [
    "Win at http://evil.example/x", "www.evil.example", "go to evil.example now",
    "win@evil.example", "Sam evil\u3002com", "evil\uff0eexample", "//evil/x",
]  # fmt: skip


@pytest.mark.parametrize("name", TRAPS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_name_that_would_become_a_link_is_in_no_mail(kind, name):
    of = replace(
        invitee("invited" if kind == "invitation" else "registered"), about=About(name, EMAIL)
    )
    for leads in (("Alex Lead",), ()):
        told = said(WORDS, occasion(kind, invitee=of, leads=leads))
        assert told.name == ""
        made = message(mail(kind), AREA.id, told, "en-GB", SENDER, (told.name, EMAIL), ENTRY)
        text = made.as_string()
        for part in made.walk():
            text += "" if part.is_multipart() else part.get_content()
        assert "evil" not in text


@pytest.mark.parametrize("name", ["Zoë O’Neill", "J.R. Smith", "Dr. Jo Bloggs", "Ann-Marie (Jo) B"])
def test_other_names_are_greeted_by(name):
    of = replace(invitee(), about=About(name, EMAIL))
    assert WORDS.say("mail.hello", name=name) in as_text(said(WORDS, occasion("place", invitee=of)))


def test_no_address_is_a_link_but_ours_the_meetings_and_those_of_the_leads_own_text():
    area = replace(AREA, name="http://area.example/x")
    event = replace(
        EVENT, place="https://place.example", link="https://call.example/1", title="x.org"
    )
    html = as_html(
        said(
            WORDS,
            replace(occasion("invitation", event, text="See https://lead.example."), area=area),
        ),
        "en-GB",
    )
    found = {attributes["href"] for tag, attributes in Tags(html).found if tag == "a"}
    assert found == {URL, PRIVACY, "https://call.example/1", "https://lead.example"}


def test_a_repeat_is_the_same_message_to_the_letter():
    one, other = (
        message(mail(), AREA.id, said(WORDS, occasion("registered")), "en-GB", SENDER,
                ("Sam", EMAIL), ENTRY).as_bytes()
        for _ in range(2)
    )  # fmt: skip
    assert one == other
    read = message_from_bytes(one, policy=default)
    assert mail_and_area(read["Message-ID"]) == ("mailone", AREA.id)
    assert parsedate_to_datetime(read["Date"]) == AT
    assert read["Auto-Submitted"] == "auto-generated"
    assert read["Reply-To"] == "lead@example.org"
    assert max(map(len, one.splitlines())) <= 78 * 4


@pytest.mark.parametrize(
    ("kind", "more", "method"),
    [
        ("registered", {}, "REQUEST"),
        ("place", {}, "REQUEST"),
        ("changed", {}, "REQUEST"),
        ("event_moved", {}, "REQUEST"),
        ("event_moved", {"invitee": invitee("invited")}, None),
        ("cancelled", {"invitee": invitee("cancelled")}, "CANCEL"),
        ("event_cancelled", {}, "CANCEL"),
        ("event_cancelled", {"invitee": invitee("invited")}, None),
        ("registered", {"event": AREA.events[0].__class__("e1", "session")}, None),
        ("waiting", {"invitee": invitee(waiting=True)}, None),
        ("invitation", {}, None),
        ("link", {}, None),
    ],
)
def test_the_calendar_entry_comes_for_those_who_have_or_had_a_place(kind, more, method):
    parts = [p for p in sent(kind, **more).walk() if p.get_content_type() == "text/calendar"]
    assert [p["Content-Type"].params.get("method") for p in parts] == ([method] if method else [])
    for part in parts:
        assert part.get_payload(decode=True) == ENTRY
    text = sent(kind, **more).get_body(("plain",)).get_content()
    assert (WORDS["mail"]["calendar"] in text) == (method == "REQUEST")


@pytest.mark.parametrize(
    "name", ["Sam\r\nBcc: all@example.org", "Sam\x00", "Zoë O’Neill", "“Sam” <x@y>", "a, b; c"]
)
def test_no_name_can_add_a_header_or_a_recipient(name):
    read = sent("registered", to=(name, EMAIL))
    assert [one.addr_spec for one in read["To"].addresses] == [EMAIL]
    assert read["Bcc"] is None


@pytest.mark.parametrize(
    "email", ["", "sam", "sam@", "@example.org", "sé@example.org", "a b@example.org",
              "sam@example.org\r\nRCPT TO:<x@y>", "sam@example.org>, <x@y"],
)  # fmt: skip
def test_an_address_that_cannot_be_written_to_is_named_by_no_error(email):
    with pytest.raises(BadAddress) as problem:
        address("Sam", email)
    assert "sam" not in str(problem.value)


def test_a_domain_in_other_letters_is_written_as_mail_servers_know_it():
    assert address("", "sam@bücher.example").addr_spec == "sam@xn--bcher-kva.example"
