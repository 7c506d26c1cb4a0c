"""A mail server in a process of its own, which fails, delays and refuses as it is told.

``plan`` says what it answers: for each of ``connect``, ``mail``, ``rcpt``, ``data`` and ``taken``
(after the message) a list of replies, used in turn and then no more, and for ``every`` one reply,
used again and again. A reply is a line such as "450 4.2.0 later", "drop" (hang up), "twice" (say
yes twice), "wait 2.5" (seconds, then yes), "hold" (yes, once there is another plan) or
"hold 550 no" (that, once there is another plan).
``greylist`` refuses an address the first time. What it has accepted is a line each in ``received``,
before it says so.
"""

import asyncio
import json
import os
import ssl
import subprocess
import sys
import time
from email import message_from_string
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

from lab.rig.server import Process, free_port


class MailServer(Process):
    """``security`` is none, starttls or tls; with ``user`` and ``password`` it asks for them."""

    def __init__(
        self, folder: Path, security: str = "none", user: str = "", password: str = ""
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.certificate = folder / "certificate.pem"
        if security != "none":
            _make_certificate(folder)
        port = free_port()
        asked = {"folder": str(folder), "port": port, "security": security}
        asked |= {"user": user, "password": password}
        command = ["-m", "lab.rig.mail_server", json.dumps(asked)]
        super().__init__(command, port, folder / "log", {})
        self.settings_of_app = {
            "SMTP_HOST": "localhost" if security != "none" else "127.0.0.1",
            "SMTP_PORT": str(port),
            "SMTP_SECURITY": security,
            "SMTP_USER": user,
            "SMTP_PASSWORD": password,
            "MAIL_FROM": "cascade@example.org",
        }
        self.plan()

    def plan(self, **answers: Any) -> None:
        """From now on answer like this."""
        part = self.folder / "plan.part"
        part.write_text(json.dumps(answers | {"number": time.monotonic_ns()}))
        part.replace(self.folder / "plan.json")

    @property
    def holds(self) -> bool:
        """Does it keep somebody waiting until there is another plan?"""
        return (self.folder / "holds").exists()

    def received(self) -> list[EmailMessage]:
        """Every message that it said yes to, in order; ``x-to`` is the envelope's recipient."""
        path = self.folder / "received.jsonl"
        found = []
        for line in path.read_text().splitlines() if path.exists() else []:
            one = json.loads(line)
            made = message_from_string(one["data"].replace("\r\n", "\n"), policy=default)
            made["X-To"] = one["to"]
            made["X-At"] = str(one["at"])
            assert isinstance(made, EmailMessage)
            found.append(made)
        return found


def _make_certificate(folder: Path) -> None:
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
         "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
         "-keyout", str(folder / "key.pem"), "-out", str(folder / "certificate.pem")],
        check=True, capture_output=True,
    )  # fmt: skip


def _serve(asked: dict[str, Any]) -> None:
    from aiosmtpd.smtp import SMTP, AuthResult

    folder = Path(asked["folder"])
    plans = _Plans(folder / "plan.json")
    received = os.open(folder / "received.jsonl", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    seen: set[str] = set()

    class Handler:
        async def handle_MAIL(self, server, session, envelope, address, options):
            envelope.mail_from = address
            return await plans.answer(server, "mail", "250 sender fine")

        async def handle_RCPT(self, server, session, envelope, address, options):
            if plans.now().get("greylist") and address not in seen:
                seen.add(address)
                return "450 4.2.0 greylisted, come back"
            answer = await plans.answer(server, "rcpt", "250 recipient fine")
            if answer.startswith("250"):
                envelope.rcpt_tos.append(address)
            return answer

        async def handle_DATA(self, server, session, envelope):
            answer = await plans.answer(server, "data", "250 taken")
            if not answer.startswith("250"):
                return answer
            line = {
                "to": envelope.rcpt_tos[0],
                "at": time.time(),
                "data": envelope.content.decode(),
            }
            os.write(received, json.dumps(line).encode() + b"\n")
            return await plans.answer(server, "taken", answer)

    def login(server, session, envelope, mechanism, data) -> AuthResult:
        given = (data.login.decode(), data.password.decode())
        return AuthResult(success=given == (asked["user"], asked["password"]), handled=False)

    context = None
    if asked["security"] != "none":
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(folder / "certificate.pem", folder / "key.pem")
    starttls = asked["security"] == "starttls"

    class Server(SMTP):
        def connection_made(self, transport) -> None:
            if not starttls or self.transport is None:
                answer = plans.next("connect")
                if answer:
                    if answer != "drop":
                        transport.write(f"{answer}\r\n".encode())
                    transport.close()
                    return
            super().connection_made(transport)

    def make() -> SMTP:
        return Server(
            Handler(),
            hostname="mail.example.org",
            tls_context=context if starttls else None,
            require_starttls=starttls,
            authenticator=login if asked["user"] else None,
            auth_required=bool(asked["user"]),
            auth_require_tls=asked["security"] == "starttls",
            data_size_limit=10_000_000,
        )

    async def run() -> None:
        secure = context if asked["security"] == "tls" else None
        loop = asyncio.get_running_loop()
        server = await loop.create_server(make, "127.0.0.1", asked["port"], ssl=secure)
        await server.serve_forever()

    asyncio.run(run())


class _Plans:
    """The plan as it is now, and how much of it is used up."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._number = 0
        self._used: dict[str, int] = {}

    def now(self) -> dict[str, Any]:
        plan: dict[str, Any] = json.loads(self._path.read_text())
        if plan["number"] != self._number:
            self._number, self._used = plan["number"], {}
        return plan

    def next(self, step: str) -> str:
        plan = self.now()
        answers = plan.get(step, [])
        used = self._used.get(step, 0)
        self._used[step] = used + 1
        if used < len(answers):
            return str(answers[used])
        return str(plan.get("every", {}).get(step, ""))

    async def answer(self, server: Any, step: str, yes: str) -> str:
        said = self.next(step)
        if said.startswith("wait "):
            await asyncio.sleep(float(said.split()[1]))
            return yes
        hold, _, after = said.partition(" ")
        if hold == "hold":
            held = self._number
            self._path.with_name("holds").touch()
            while self.now()["number"] == held:
                await asyncio.sleep(0.02)
            self._path.with_name("holds").unlink(missing_ok=True)
            return after or yes
        if said == "drop":
            server.transport.close()
            return "421 hung up"
        if said == "twice":
            return f"{yes}\r\n{yes}"
        return said or yes


if __name__ == "__main__":
    _serve(json.loads(sys.argv[1]))
