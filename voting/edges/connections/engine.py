"""The Socket.IO server as this application wants it."""

import logging

from flask import Flask
from flask_socketio import SocketIO

from voting.config import Settings
from voting.wire.codec import MOST_BYTES, SocketJson


def make_engine(flask: Flask, settings: Settings) -> SocketIO:
    """A Socket.IO server in front of the Flask application."""
    # It reports every broken frame that anybody sends with a traceback; our own faults are logged
    # where they happen.
    logging.getLogger("engineio.server").setLevel(logging.CRITICAL)
    return SocketIO(
        flask,
        async_mode=settings.async_mode,
        async_handlers=False,
        json=SocketJson,
        max_http_buffer_size=MOST_BYTES,
        cors_allowed_origins=[settings.public_url] if settings.public_url else None,
        ping_interval=10,
        ping_timeout=10,
        cookie=None,
        serve_client=False,
        logger=False,
        engineio_logger=False,
    )
