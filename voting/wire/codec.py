"""JSON as it travels."""

from typing import Any

import msgspec

MOST_PASTED = 262_144  # of lines for a thousand areas, or of a list of people
MOST_BYTES = 16_384  # the largest message a phone or console ever needs to send, several times over

_encoder = msgspec.json.Encoder()


def encode(value: Any) -> bytes:
    return _encoder.encode(value)


class SocketJson:
    """The json module as python-socketio wants it."""

    @staticmethod
    def dumps(value: Any, **_: Any) -> str:
        return _encoder.encode(value).decode()

    @staticmethod
    def loads(text: str | bytes, **_: Any) -> Any:
        try:
            return msgspec.json.decode(text)
        except msgspec.DecodeError as problem:
            raise ValueError(str(problem)) from None
