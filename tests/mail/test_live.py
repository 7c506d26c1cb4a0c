"""Mail beside a live workshop: the app as people meet it, under each server library."""

import re
import threading
import time

import pytest
import requests
from msgspec.structs import replace

from lab.rig.live_room import LiveRoom
from lab.rig.server import Server, wait_until
from tests.mail.post import SECRET, Post, about
from voting.edges import mailing
from voting.moments import now
from voting.words.languages import Languages

pytestmark = pytest.mark.live

# Each library, and an encrypted connection with those that put their own in the place of Python's.
UNDER = [("eventlet", "starttls"), ("gevent", "starttls"), ("threading", "none")]
SOON = 2.0  # seconds for a vote on a busy machine; the mail server says nothing for far longer


@pytest.mark.parametrize(("mode", "security"), UNDER)
def test_a_mail_server_that_hangs_delays_no_vote(mode, security, mail_servers, tmp_path):
    mail_server = mail_servers(security)
    settings = mail_server.settings_of_app | {
        "ASYNC_MODE": mode,
        "SECRET_KEY": SECRET,
        "SSL_CERT_FILE": str(mail_server.certificate),
    }
    server = Server(tmp_path / "data", **settings).start()
    try:
        room = LiveRoom(server)
        room.people(3)
        room.opens("clarity")
        mail_server.plan(every={"mail": "hold"})
        client = server.redis()
        post = Post(
            server.store(), mail_server, clock=now, start="2999-12-05T09:30", PUBLIC_URL=server.base
        )
        people = post.invites(2)
        wait_until(lambda: mail_server.holds)
        slowest = 0.0
        for rating in (0, 1, 2, 3) * 3:
            for page in room.attendees:
                began = time.monotonic()
                assert page.vote(rating)["rating"] == rating
                slowest = max(slowest, time.monotonic() - began)
        assert mail_server.holds
        assert slowest < SOON
        mail_server.plan()
        wait_until(lambda: post.states() == ["sent"] * 2)
        assert sum(one["X-To"] == about(0).email for one in mail_server.received()) >= 1
        said = server.output()
        links = [post.identity.personal_link(post.area, person, 0) for person in people]
        for marker in (about(0).email, about(1).email, *links, "Person 0", "Traceback"):
            assert marker not in said
        opened_by_scanners(mail_server, post)
        room.close()
        client.connection_pool.disconnect()
    finally:
        server.end()


def test_a_server_that_is_stopped_records_the_mail_that_it_has_sent(mail_server, tmp_path):
    settings = mail_server.settings_of_app | {"SECRET_KEY": SECRET}
    server = Server(tmp_path / "data", **settings).start()
    try:
        mail_server.plan(taken=["wait 1"])
        client = server.redis()
        post = Post(server.store(), mail_server, clock=now, start="2999-12-05T09:30")
        post.invites(1)
        wait_until(mail_server.received)
        assert server.stop() == 0
        client.connection_pool.disconnect()
        server.start()
        assert post.states() == ["sent"]
        assert len(mail_server.received()) == 1
    finally:
        server.end()


def opened_by_scanners(mail_server, post) -> None:
    """Programs that look through mail open each link in it, often twice: nothing comes of that."""
    before = post.roster
    for read in mail_server.received()[-2:]:
        links = set(re.findall(r"https?://\S+", read.get_body(("plain",)).get_content()))
        assert len(links) == 2
        for link in links:
            assert requests.head(link, timeout=30).status_code in (200, 303)
            for _ in range(2):
                assert requests.get(link, timeout=30).status_code == 200, link
    assert post.roster == before
    assert {mail.kind for mail in post.mails()} == {"invitation"}


def test_what_goes_wrong_is_logged_without_anybody_in_it(store, mail_server, caplog):
    """Even a fault of our own: a word of a language that has a place for nothing we know."""
    post = Post(store, mail_server)
    [person] = post.invites(1)
    sender = post.sender()
    marker = post.identity.personal_link(post.area, person, 0)

    def broken(*of):
        raise KeyError(marker, about(0).email)

    sender._maker.make = broken
    sender.run()
    assert caplog.messages == ["a mail could not be sent: KeyError"]
    assert all(record.exc_info is None for record in caplog.records)
    assert post.states() == ["waiting"]
    caplog.clear()
    post.clock.goes_on(minutes=2)
    mail_server.plan(rcpt=[f"550 5.1.1 {about(0).email} is unknown"])
    post.sender().run()
    assert caplog.messages == []
    assert post.states() == ["failed"]
    assert about(0).email not in str(post.mails())


def test_without_a_mail_server_nothing_is_started(store, mail_server):
    post = Post(store, mail_server)
    before = threading.active_count()
    settings = replace(post.settings, smtp_host="")
    mailing.start(settings, post.service, post.identity, Languages(), threading.Event())
    assert threading.active_count() == before
