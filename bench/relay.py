"""A relay before a server that sees all that browsers ask for and are sent.

A service worker's requests are not those of its page, and no page is told of them.
"""

import contextlib
import re
import socket
import threading

from bench.servers import free_port

_PIECE = 65_536  # bytes
_ASKED = re.compile(rb"^(?:GET|HEAD|POST) (\S+) HTTP/1\.1\r$", re.MULTILINE)


class Relay:
    """127.0.0.1:``port`` leads to 127.0.0.1:``target``; ``sent`` counts the bytes that came back,
    ``asked`` lists the addresses that were asked for, in order."""

    def __init__(self, target: int) -> None:
        self.port = free_port()
        self.sent = 0
        self.asked: list[str] = []
        self._target = target
        self._open: set[socket.socket] = set()
        self._listening = socket.create_server(("127.0.0.1", self.port), backlog=64)
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    def close(self) -> None:
        """End every connection and wait for it."""
        self._listening.shutdown(socket.SHUT_RDWR)
        for one in list(self._open):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join()
        self._listening.close()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listening.accept()
            except OSError:
                return  # closed
            self._threads.append(threading.Thread(target=self._serve, args=(near,), daemon=True))
            self._threads[-1].start()

    def _serve(self, near: socket.socket) -> None:
        with near, socket.create_connection(("127.0.0.1", self._target)) as far:
            self._open |= {near, far}
            back = threading.Thread(target=self._carry, args=(far, near, True), daemon=True)
            back.start()
            self._carry(near, far, False)
            back.join()
            self._open -= {near, far}

    def _carry(self, source: socket.socket, to: socket.socket, back: bool) -> None:
        try:
            while data := source.recv(_PIECE):
                self._note(data, back)
                to.sendall(data)
            to.shutdown(socket.SHUT_WR)
        except OSError:
            return  # one side has gone

    def _note(self, data: bytes, back: bool) -> None:
        if back:
            self.sent += len(data)
        else:
            self.asked += [path.decode() for path in _ASKED.findall(data)]
