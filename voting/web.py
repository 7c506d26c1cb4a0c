"""``create_app``: the one place where settings, store, rules and edges are joined."""

import json
import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from flask import Flask
from flask_socketio import SocketIO
from msgspec import Struct
from werkzeug.middleware.proxy_fix import ProxyFix

from voting import wire
from voting.config import BadSetting, Settings
from voting.edges import retention
from voting.edges.http.assets import Assets
from voting.edges.http.routes import register
from voting.edges.http.site import Site
from voting.edges.http.size import limited
from voting.edges.sockets import Sockets
from voting.identity import Identity
from voting.instruments.framework import Framework, parse_framework
from voting.refusals import BadFramework
from voting.service import Service
from voting.store.redis_store import RedisStore

_HERE = Path(__file__).parent
_TOP = _HERE.parent


class Application(Struct):
    """A joined application: ``flask`` serves pages, ``socketio`` runs both."""

    flask: Flask
    socketio: SocketIO
    sockets: Sockets
    service: Service
    identity: Identity
    keep_days: int | None

    def start(self) -> None:
        """Begin to bring changes to sockets and to look after the store, until they are closed."""
        stopping = self.sockets.stopping
        self.sockets.broadcaster.start(stopping)
        retention.start(self.service, self.keep_days, stopping)


def create_app(
    settings: Settings,
    store: RedisStore,
    clock: Callable[[], datetime] = wire.now,
    weaknesses: Sequence[str] = (),
) -> Application:
    """Join everything; ``settings.secret_key`` must be set. Nothing runs yet: start what is
    repeated (``start()``) and the server."""
    identity = Identity(settings.secret_key)
    said = (_HERE / "words" / "en.json").read_bytes()
    words = json.loads(said)
    assets = Assets(_TOP / "static", said)
    frameworks = load_frameworks(settings.frameworks_dir)
    service = Service(store, frameworks, clock, words["practice"], settings.joins_a_minute)
    flask = Flask("cascade-live", root_path=str(_TOP), static_folder=None)
    flask.config["MAX_CONTENT_LENGTH"] = wire.MOST_BYTES
    if settings.proxies:
        hops = settings.proxies
        flask.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            flask.wsgi_app, x_for=hops, x_proto=hops, x_host=hops
        )
    socketio = SocketIO(
        flask,
        async_mode=settings.async_mode,
        async_handlers=False,
        json=wire.SocketJson,
        max_http_buffer_size=wire.MOST_BYTES,
        cors_allowed_origins=[settings.public_url] if settings.public_url else None,
        ping_interval=10,
        ping_timeout=10,
        cookie=None,
        serve_client=False,
        logger=False,
        engineio_logger=False,
    )
    flask.wsgi_app = limited(flask.wsgi_app)  # type: ignore[method-assign]
    sockets = Sockets(
        socketio.server,
        service,
        identity,
        assets.fingerprint,
        settings.proxies,
    )
    register(
        flask,
        Site(settings, service, identity, sockets.broadcaster, words, assets, weaknesses),
    )
    # It reports every broken frame that anybody sends with a traceback; our own faults are logged
    # where they happen.
    logging.getLogger("engineio.server").setLevel(logging.CRITICAL)
    return Application(flask, socketio, sockets, service, identity, settings.keep_days)


def load_frameworks(folder: Path | None) -> Mapping[str, Framework]:
    """The built-in frameworks and those of ``folder``, by key; raises BadSetting naming the file.

    A file in ``folder`` with a built-in's key takes its place: that is how an organisation that
    holds the official wording brings it.
    """
    files = sorted((_HERE / "instruments" / "library").glob("*.json"))
    files += sorted(folder.glob("*.json")) if folder else []
    found: dict[str, Framework] = {}
    for file in files:
        try:
            data: Any = json.loads(file.read_text(encoding="utf-8"))
            framework = parse_framework(data)
        except (OSError, ValueError, RecursionError, BadFramework) as problem:
            raise BadSetting(f"FRAMEWORKS_DIR: {file.name}: {problem}") from None
        found[framework.key] = framework
    return found
