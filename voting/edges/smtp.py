"""Hands one message to the mail server, and says as a key why it would not take it.

One connection for each message: a server that answers more often than it was asked confuses no
other message with it. Nothing that the server says is logged or kept, since it may name people.
"""

import contextlib
import re
import smtplib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from functools import cached_property

from msgspec import Struct

from voting.registration.problems import (
    ENCRYPTION,
    LATER,
    LOGIN,
    SENDER,
    UNREACHABLE,
    is_permanent,
    problem_of,
)

_PATIENCE = 30.0  # seconds for one answer
_SLOWEST = 240.0  # seconds for all of them: less than the lease of a mail that is being sent
_LINE_WITH_DOT = re.compile(rb"(?m)^\.")


class NotSent(Exception):
    """The server did not take it: ``problem`` is a key of why, ``for_good`` whether it is no use
    to try again."""

    def __init__(self, problem: str, *, for_good: bool = False) -> None:
        super().__init__(problem)
        self.problem = problem
        self.for_good = for_good


class MailServer(Struct, frozen=True, dict=True):
    """Where to hand mail to; ``security`` is starttls, tls or none, and never falls back; ``name``
    is that of this machine, which is said in greeting."""

    host: str
    port: int
    security: str = "starttls"
    user: str = ""
    password: str = ""
    name: str = "localhost"

    @cached_property
    def _trust(self) -> ssl.SSLContext:
        return ssl.create_default_context()

    def send(
        self, message: EmailMessage, sender: str, to: str, may_send: Callable[[], bool]
    ) -> bool:
        """Send; returns False, with nothing sent, if ``may_send`` says no when all but the message
        itself is done. Raises NotSent."""
        data = message.as_bytes()
        with self._connected() as server:
            self._log_in(server)
            _expect(server.mail(sender), SENDER)
            _accepted(server.rcpt(to))
            if not may_send():
                return False
            _hand_over(server, data)
            with contextlib.suppress(smtplib.SMTPException, OSError):
                server.putcmd("quit")  # its answer is not waited for
            return True

    @contextlib.contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        """A server that has said hello, over an encrypted connection unless none is wanted."""
        kind = _Encrypted if self.security == "tls" else _Plain
        server = kind(self.host, self.name, self._trust)
        # What answers a byte at a time would hold this up for ever.
        ending = threading.Timer(_SLOWEST, _hang_up, [server])
        ending.daemon = True
        ending.start()
        try:
            _expect(server.connect(self.host, self.port), UNREACHABLE)
            server.ehlo_or_helo_if_needed()
            if self.security == "starttls":
                _expect(server.starttls(context=self._trust), ENCRYPTION)
                server.ehlo()
            yield server
        except smtplib.SMTPNotSupportedError:
            raise NotSent(ENCRYPTION) from None
        except ssl.SSLError:
            raise NotSent(ENCRYPTION) from None
        except (smtplib.SMTPException, OSError, UnicodeError):  # the last: a host that is no name
            raise NotSent(UNREACHABLE) from None
        finally:
            ending.cancel()
            server.close()

    def _log_in(self, server: smtplib.SMTP) -> None:
        if not self.user:
            return
        try:
            server.login(self.user, self.password)
        except smtplib.SMTPServerDisconnected:
            raise NotSent(UNREACHABLE) from None
        except smtplib.SMTPAuthenticationError as problem:
            raise NotSent(LOGIN if is_permanent(problem.smtp_code) else LATER) from None
        except smtplib.SMTPException:
            raise NotSent(LOGIN) from None


class _Plain(smtplib.SMTP):
    """Not connected yet. The host's name is what its certificate is checked against."""

    def __init__(self, host: str, name: str, trust: ssl.SSLContext) -> None:
        super().__init__(timeout=_PATIENCE, local_hostname=name)
        self._host = host


class _Encrypted(smtplib.SMTP_SSL):
    def __init__(self, host: str, name: str, trust: ssl.SSLContext) -> None:
        super().__init__(timeout=_PATIENCE, local_hostname=name, context=trust)
        self._host = host


def _hand_over(server: smtplib.SMTP, data: bytes) -> None:
    """The message itself. Answers that say yes again to something before are passed over."""
    server.putcmd("data")
    code, said = server.getreply()
    while 200 <= code < 300:
        code, said = server.getreply()
    if code != 354:
        _accepted((code, said))
    server.send(_LINE_WITH_DOT.sub(b"..", data) + b".\r\n")
    code, said = server.getreply()
    while code == 354:
        code, said = server.getreply()
    _accepted((code, said))


def _accepted(reply: tuple[int, bytes]) -> None:
    """Raise NotSent if this reply to a recipient or a message is no yes."""
    code, said = reply
    if not 200 <= code < 300:
        problem = problem_of(code, said.decode("utf-8", "replace"))
        raise NotSent(problem, for_good=is_permanent(code))


def _expect(reply: tuple[int, bytes], otherwise: str) -> None:
    """Raise NotSent unless this reply is a yes; one that says later passes by itself."""
    code = reply[0]
    if not 200 <= code < 300:
        raise NotSent(otherwise if is_permanent(code) else LATER)


def _hang_up(server: smtplib.SMTP) -> None:
    with contextlib.suppress(OSError, AttributeError):  # it may not have a connection yet
        assert server.sock
        server.sock.shutdown(socket.SHUT_RDWR)
