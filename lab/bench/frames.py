"""WebSocket frames by hand: quick to make, and what comes is hardly looked at."""

import struct
import zlib

_TAIL = b"\x00\x00\xff\xff"
_MASK = b"\x00\x00\x00\x00"  # a client has to mask; masking with zeros leaves the text as it is

SOCKET_IO = "/socket.io/?EIO=4&transport=websocket"
TEXT, CLOSE, PING, PONG = 1, 8, 9, 10
Frame = tuple[int, bytes]  # opcode, payload


def packed(text: bytes, opcode: int = TEXT, rsv1: bool = False) -> bytes:
    """One masked frame, as a client sends it."""
    first = 0x80 | (0x40 if rsv1 else 0) | opcode
    if len(text) < 126:
        return struct.pack("!BB", first, 0x80 | len(text)) + _MASK + text
    if len(text) < 65536:
        return struct.pack("!BBH", first, 0x80 | 126, len(text)) + _MASK + text
    return struct.pack("!BBQ", first, 0x80 | 127, len(text)) + _MASK + text


def upgrade(port: int, cookie: str = "", *, path: str = SOCKET_IO, deflate: bool = False) -> bytes:
    """The request that opens a WebSocket, Engine.IO's if no other, as browsers send it."""
    lines = [
        f"GET {path} HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    ]
    if cookie:
        lines.append(f"Cookie: {cookie}")
    if deflate:
        lines.append("Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits")
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


class Reader:
    """Cuts a stream of bytes from a server into frames."""

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, data: bytes) -> list[Frame]:
        """Every frame that is whole now; the bytes of one that is not wait for more."""
        if self._rest:
            data = self._rest + data
        frames: list[Frame] = []
        at, end = 0, len(data)
        while end - at >= 2:
            length, head = data[at + 1], 2
            if length == 126:
                if end - at < 4:
                    break
                length, head = int.from_bytes(data[at + 2 : at + 4], "big"), 4
            elif length == 127:
                if end - at < 10:
                    break
                length, head = int.from_bytes(data[at + 2 : at + 10], "big"), 10
            if end - at < head + length:
                break
            frames.append((data[at], data[at + head : at + head + length]))
            at += head + length
        self._rest = data[at:]
        return [(first & 0x4F, payload) for first, payload in frames]


class Deflate:
    """permessage-deflate with context kept between messages, as browsers negotiate it."""

    def __init__(self) -> None:
        self._out = zlib.compressobj(wbits=-15)
        self._in = zlib.decompressobj(wbits=-15)

    def pack(self, text: bytes) -> bytes:
        data = self._out.compress(text) + self._out.flush(zlib.Z_SYNC_FLUSH)
        return packed(data[:-4], rsv1=True)

    def unpack(self, frame: Frame) -> Frame:
        opcode, payload = frame
        if not opcode & 0x40:
            return frame
        return opcode & 0x0F, self._in.decompress(payload + _TAIL)
