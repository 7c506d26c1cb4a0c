"""A relay before a server that sees all that browsers ask for and are sent.

A service worker's requests are not those of its page, and no page is told of them.
"""

import re

from lab.rig.proxy import Proxy

_ASKED = re.compile(rb"^(?:GET|HEAD|POST) (\S+) HTTP/1\.1\r$", re.MULTILINE)


class Relay(Proxy):
    """``sent`` counts the bytes that came back, ``asked`` lists the addresses that were asked
    for, in order."""

    def __init__(self, target: int) -> None:
        self.sent = 0
        self.asked: list[str] = []
        super().__init__(target)

    def _goes(self, data: bytes) -> None:
        self.asked += [path.decode() for path in _ASKED.findall(data)]

    def _comes(self, data: bytes) -> None:
        self.sent += len(data)
