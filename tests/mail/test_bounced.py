"""Mails that come back: what a mail server passes on to the command, and what becomes of it."""

import os
import subprocess
import sys
from email.message import EmailMessage

import pytest

from tests.builders import ROOT
from tests.mail.post import Post, about
from voting.bounced import TRY_AGAIN, read

HEADERS = "Subject: Invitation\nTo: {to}\nMessage-ID: {id}\nFrom: cascade@example.org\n"


def returned(
    id: str, to: str, status: str = "5.1.1", action: str = "failed", whole: bool = False
) -> bytes:
    """As Postfix and Exchange send it (RFC 3464), with the mail or only its headers."""
    made = EmailMessage()
    made["From"] = "MAILER-DAEMON@mail.example.org"
    made["To"] = "cascade@example.org"
    made["Subject"] = "Undelivered Mail Returned to Sender"
    made["Message-ID"] = "<of-its-own@mail.example.org>"
    made.set_content("I'm sorry to have to inform you ...")
    made.make_mixed()
    made.replace_header(
        "Content-Type", 'multipart/report; report-type=delivery-status; boundary="B"'
    )
    head, _, _ = made.as_bytes().partition(b"--")
    kind = "message/rfc822" if whole else "text/rfc822-headers"
    body = (HEADERS.format(to=to, id=id) + ("\nThe text\n" if whole else "")).replace("\n", "\r\n")
    parts = (
        "--B\r\nContent-Type: text/plain\r\n\r\nI'm sorry.\r\n"
        "--B\r\nContent-Type: message/delivery-status\r\n\r\n"
        "Reporting-MTA: dns; mail.example.org\r\n\r\n"
        f"Final-Recipient: rfc822; {to}\r\nAction: {action}\r\nStatus: {status}\r\n"
        f"--B\r\nContent-Type: {kind}\r\n\r\n{body}\r\n--B--\r\n"
    )
    return head + parts.encode()


def noted(valkey, data: bytes, **settings: str) -> subprocess.CompletedProcess:
    given = {"REDIS_URL": valkey.url, "PATH": os.environ["PATH"]} | settings
    command = [sys.executable, "-m", "voting.bounced"]
    return subprocess.run(command, cwd=ROOT, env=given, input=data, capture_output=True)


@pytest.mark.parametrize("whole", [False, True])
@pytest.mark.parametrize(
    ("status", "problem"),
    [
        ("5.1.1", "address"),
        ("5.2.2", "full"),
        ("5.7.1", "blocked"),
        ("5.0.0", "refused"),
        ("", "returned"),
    ],
)
def test_it_says_which_mail_came_back_and_why(whole, status, problem):
    found = read(returned("<mail.area@example.org>", "Sam <sam@x.test>", status, whole=whole))
    assert (found.mail, found.area, found.problem) == ("mail", "area", problem)
    assert found.email == "sam@x.test"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00\xff" * 100,
        b"Subject: Out of office\nAuto-Submitted: auto-replied\n\nI am away",
        returned("<mail.area@example.org>", "sam@x.test", action="delayed", status="4.4.1"),
        returned("<somebody-elses@example.org>", "sam@x.test"),
        returned("<mail.area@example.org>", "sam@x.test")[:450],
    ],
)
def test_what_is_nothing_returned_or_nothing_of_ours_is_left_alone(data):
    assert read(data) is None


def test_whose_it_was_is_noted_by_the_command(store, valkey, mail_server):
    post = Post(store, mail_server)
    person, other = post.invites(2)
    post.sender().run()
    ids = {one["X-To"]: one["Message-ID"] for one in mail_server.received()}
    back = returned(ids[about(0).email], about(0).email)
    for _ in range(2):  # a mail server may pass it on twice
        done = noted(valkey, back)
        assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert post.roster.invitee(person).failed == "address"
    assert post.roster.invitee(other).failed == ""
    assert {m.person: (m.state, m.problem) for m in post.mails()} == {
        person: ("failed", "address"),
        other: ("sent", ""),
    }
    post.clock.goes_on(hours=1)
    post.sender().run()
    assert len(mail_server.received()) == 2
    # One of somebody who was erased meanwhile, and one of an area that is not there.
    assert noted(valkey, returned("<no.area@example.org>", "sam@x.test")).returncode == 0
    away = noted(valkey, back, REDIS_URL="unix:///no/such/socket")
    assert away.returncode == TRY_AGAIN
    assert about(0).email.encode() not in away.stderr
