"""The real nginx with deploy/nginx.conf, of which only places and ports are changed."""

import contextlib
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

from lab.rig.server import ROOT, free_port, wait_until
from scripts.tools import find

LOGS = ("nginx-access.log", "nginx.log")  # in its folder: what was asked for, and what went wrong


class NoNginx(Exception):
    """There is no nginx here, or no certificate can be made for it."""


@contextlib.contextmanager
def nginx(home: Path, address: str, ports: Sequence[str]) -> Iterator[None]:
    """It answers at ``address`` (https) for processes on two ``ports`` of this machine, and keeps
    its files in ``home``. Meanwhile requests trust its certificate. Raises NoNginx."""
    program = find("nginx")
    if program is None:
        raise NoNginx("no nginx")
    certificate, key = _certificate(home)
    conf = (ROOT / "deploy" / "nginx.conf").read_text()
    for said, here in {
        "listen 443 ssl": f"listen {address.removeprefix('https://')} ssl",
        "listen 80": f"listen 127.0.0.1:{free_port()}",
        "/etc/ssl/certs/cascade.pem": str(certificate),
        "/etc/ssl/private/cascade.key": str(key),
        "127.0.0.1:5001": f"127.0.0.1:{ports[0]}",
        "127.0.0.1:5002": f"127.0.0.1:{ports[-1]}",
        "/var/log/nginx/cascade.log": str(home / LOGS[0]),
    }.items():
        assert said in conf, f"deploy/nginx.conf has no {said!r} any more"
        conf = conf.replace(said, here)
    temporary = "".join(
        f"{kind}_temp_path {home}/nginx-{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;\n" if os.geteuid() == 0 else ""
    file = home / "nginx.conf"
    file.write_text(
        f"daemon off;\n{user}pid {home}/nginx.pid;\nerror_log {home}/{LOGS[1]};\n"
        f"events {{ worker_connections 4096; }}\n"
        f"http {{\naccess_log off;\n{temporary}{conf}\n}}\n"
    )
    command = [program, "-c", str(file), "-p", str(home), "-e", f"{home}/{LOGS[1]}"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    before = os.environ.get("REQUESTS_CA_BUNDLE")
    os.environ["REQUESTS_CA_BUNDLE"] = str(certificate)
    try:
        wait_until((home / "nginx.pid").exists)
        yield
    finally:
        if before is None:
            del os.environ["REQUESTS_CA_BUNDLE"]
        else:
            os.environ["REQUESTS_CA_BUNDLE"] = before
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def _certificate(home: Path) -> tuple[Path, Path]:
    if not shutil.which("openssl"):
        raise NoNginx("no openssl to make a certificate with")
    certificate, key = home / "here.pem", home / "here.key"
    names = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    files = ["-keyout", str(key), "-out", str(certificate)]
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    subprocess.run([*command, *names, *files], check=True, capture_output=True)
    return certificate, key
