"""One message handed to a real mail server, however it behaves."""

import time

import pytest

from lab.rig.server import free_port
from tests.builders import WORDS
from tests.mail.invited import AREA, EMAIL, mail
from tests.mail.test_message import ENTRY, SENDER, occasion
from voting.edges import smtp
from voting.edges.smtp import MailServer, NotSent
from voting.reports.mail_message import message
from voting.reports.mail_said import said


def made(text="Park behind."):
    words = said(WORDS, occasion("invitation", text=text))
    return message(mail("invitation"), AREA.id, words, "en-GB", SENDER, ("Sam", EMAIL), ENTRY)


def client(server, host=None, security=None, **login):
    settings = server.settings_of_app
    return MailServer(
        host or settings["SMTP_HOST"],
        server.port,
        security or settings["SMTP_SECURITY"],
        login.get("user", settings["SMTP_USER"]),
        login.get("password", settings["SMTP_PASSWORD"]),
    )


def send(to: MailServer, may_send=lambda: True, text="Park behind.") -> bool:
    return to.send(made(text), "cascade@example.org", EMAIL, may_send)


def refused(to: MailServer) -> tuple[str, bool]:
    with pytest.raises(NotSent) as problem:
        send(to)
    return problem.value.problem, problem.value.for_good


def count(server) -> int:
    return len([one for one in server.received() if one["X-To"] == EMAIL])


def test_it_arrives_as_it_was_made(mail_server):
    text = ".a line that begins with a dot\n..two\n" + "long " * 300 + "“end”"
    assert send(client(mail_server), text=text)
    (read,) = mail_server.received()
    assert read["X-To"] == EMAIL
    assert read["Message-ID"] == f"<mailone.{AREA.id}@example.org>"
    lines = [line.strip() for line in text.splitlines()]
    assert "\n\n".join(lines) in read.get_body(("plain",)).get_content()


ANSWERS = [
    ({"connect": ["554 no service"]}, ("unreachable", False)),
    ({"connect": ["421 too busy"]}, ("later", False)),
    ({"connect": ["drop"]}, ("unreachable", False)),
    ({"mail": ["553 5.1.8 not from there"]}, ("sender", False)),
    ({"mail": ["451 4.3.0 later"]}, ("later", False)),
    ({"rcpt": ["550 5.1.1 no such user"]}, ("address", True)),
    ({"rcpt": ["450 4.2.0 greylisted"]}, ("later", False)),
    ({"rcpt": ["drop"]}, ("unreachable", False)),
    ({"data": ["552 5.2.2 full"]}, ("full", True)),
    ({"data": ["554 5.7.1 spam"]}, ("blocked", True)),
    ({"data": ["451 4.3.0 later"]}, ("later", False)),
    ({"data": ["drop"]}, ("unreachable", False)),
    ({"greylist": True}, ("later", False)),
]


@pytest.mark.parametrize(("plan", "problem"), ANSWERS, ids=lambda said: str(said)[:40])
def test_what_it_does_not_take_is_said_and_not_sent(mail_server, plan, problem):
    mail_server.plan(**plan)
    assert refused(client(mail_server)) == problem
    assert count(mail_server) == 0
    assert send(client(mail_server))
    assert count(mail_server) == 1


@pytest.mark.parametrize("step", ["mail", "rcpt", "data", "taken"])
def test_one_that_answers_twice_gets_it_once(mail_server, step):
    mail_server.plan(every={step: "twice"})
    assert send(client(mail_server))
    assert send(client(mail_server))
    assert count(mail_server) == 2


def test_a_refusal_is_not_hidden_by_a_yes_said_twice(mail_server):
    mail_server.plan(mail=["twice"], rcpt=["550 5.1.1 no such user"])
    assert refused(client(mail_server)) == ("address", True)
    assert count(mail_server) == 0


def test_one_that_hangs_up_after_the_message_did_not_say_yes(mail_server):
    mail_server.plan(taken=["drop"])
    assert refused(client(mail_server)) == ("unreachable", False)


def test_nothing_is_sent_if_somebody_else_has_it_by_then(mail_server):
    assert not send(client(mail_server), may_send=lambda: False)
    assert count(mail_server) == 0


def test_one_that_is_not_there(mail_server):
    nobody = MailServer("127.0.0.1", free_port(), "none")
    assert refused(nobody) == ("unreachable", False)
    for host in ("no.such.host.invalid", "no such host", "x" * 300):
        assert refused(MailServer(host, 25, "none")) == ("unreachable", False)


def test_one_that_is_slow_is_given_up_and_one_that_drips_too(mail_server, monkeypatch):
    monkeypatch.setattr(smtp, "_PATIENCE", 0.5)
    mail_server.plan(rcpt=["wait 20"])
    began = time.monotonic()
    assert refused(client(mail_server)) == ("unreachable", False)
    monkeypatch.setattr(smtp, "_PATIENCE", 30.0)
    monkeypatch.setattr(smtp, "_SLOWEST", 0.5)
    mail_server.plan(rcpt=["wait 20"])
    assert refused(client(mail_server)) == ("unreachable", False)
    assert time.monotonic() - began < 10


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_it_logs_in_over_a_connection_that_it_trusts(mail_servers, monkeypatch, security):
    server = mail_servers(security, "cascade", "a secret")
    assert refused(client(server)) == ("encryption", False)  # nobody knows its certificate
    monkeypatch.setenv("SSL_CERT_FILE", str(server.certificate))
    before = count(server)
    assert send(client(server))
    assert count(server) == before + 1
    assert refused(client(server, password="wrong")) == ("login", False)
    assert refused(client(server, user="", password=""))[0] == "sender"  # it says who may send


def test_nothing_falls_back_to_plain_text(mail_server):
    assert refused(client(mail_server, security="starttls")) == ("encryption", False)
    assert refused(client(mail_server, security="tls"))[0] in ("encryption", "unreachable")
    assert count(mail_server) == 0
