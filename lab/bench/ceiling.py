"""``python -m lab.bench.ceiling PORT``: the quickest answer there can be, to see what the load
can ask.

Speaks just enough to be taken for a Socket.IO server, then sends one acknowledgement, made once,
for every vote-sized piece that comes, without looking at it.
"""

import select
import socket
import sys

from lab.bench.frames import upgrade

_ACK = b'431[{"ok":true,"ballot":{"rating":2,"vote_id":"phone-vote-10000001","sequence":10000001}}]'
_GREETING = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"


def text(payload: bytes) -> bytes:
    return bytes((0x81, len(payload))) + payload


def main(port: int) -> None:
    listening = socket.create_server(("127.0.0.1", port), backlog=1024)
    poll, socks, sizes = select.epoll(), {}, {}
    poll.register(listening, select.EPOLLIN)
    asked = len(upgrade(port))
    while True:
        for number, _ in poll.poll():
            if number == listening.fileno():
                sock, _address = listening.accept()
                socks[sock.fileno()], sizes[sock.fileno()] = sock, 0
                poll.register(sock, select.EPOLLIN)
                continue
            sock = socks[number]
            data = sock.recv(65536)
            if not data:
                poll.unregister(number)
                del socks[number]
                sock.close()
            elif sizes[number]:
                sock.send(text(_ACK) * (len(data) // sizes[number]))
            elif len(data) >= asked:
                sock.send(_GREETING + text(b"0{}"))
            elif data.startswith(b"\x81\x82"):  # "40": Socket.IO's connect
                sock.send(text(b'40{"sid":"x"}'))
            else:  # the first vote tells how long each is
                sizes[number] = len(data)
                sock.send(text(_ACK))


if __name__ == "__main__":
    main(int(sys.argv[1]))
