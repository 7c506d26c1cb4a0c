"""``create_app``: the one place where settings, store, rules and edges are joined."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from flask_socketio import SocketIO
from msgspec import Struct
from werkzeug.middleware.proxy_fix import ProxyFix

from voting.config import BadSetting, Settings
from voting.edges import mailing, retention
from voting.edges.connections.engine import make_engine
from voting.edges.http.assets import Assets
from voting.edges.http.phone_words import later_words, plan_words
from voting.edges.http.routes import register
from voting.edges.http.site import Site
from voting.edges.mailing import Mailing
from voting.edges.press import Press
from voting.edges.retention import Keep
from voting.edges.sockets import Sockets
from voting.frameworks import load_frameworks
from voting.identity import Identity
from voting.library import load_catalogue
from voting.logs import QuietFlask
from voting.moments import now
from voting.service import Service
from voting.store.redis_store import RedisStore
from voting.wire.codec import MOST_PASTED, encode
from voting.words.languages import BadWords, load_languages

_HERE = Path(__file__).parent
_TOP = _HERE.parent


class Application(Struct):
    """A joined application: ``flask`` serves pages, ``socketio`` runs both."""

    settings: Settings
    flask: QuietFlask
    socketio: SocketIO
    sockets: Sockets
    service: Service
    identity: Identity
    keep: Keep
    mailing: Mailing | None = None

    def start(self) -> None:
        """Begin to bring changes to sockets and to look after the store, until they are closed."""
        stopping = self.sockets.stopping
        self.sockets.broadcaster.start(stopping)
        retention.start(self.service, self.keep, stopping)
        self.mailing = mailing.start(
            self.settings, self.service, self.identity, self.service.languages, stopping
        )


def create_app(
    settings: Settings,
    store: RedisStore,
    clock: Callable[[], datetime] = now,
    weaknesses: Sequence[str] = (),
) -> Application:
    """Join everything; ``settings.secret_key`` must be set. Nothing runs yet: start what is
    repeated (``start()``) and the server."""
    identity = Identity(settings.secret_key)
    try:
        languages = load_languages(settings.words_dir)
    except BadWords as problem:
        raise BadSetting(f"WORDS_DIR: {problem}") from None
    catalogue = load_catalogue()
    spoken = encode([[words.said for words in languages], catalogue])
    texts = [
        file for words in languages for file in (later_words(words), plan_words(words, catalogue))
    ]
    assets = Assets(_TOP / "static", spoken, made=texts)
    frameworks = load_frameworks(settings.frameworks_dir)
    service = Service(
        store,
        frameworks,
        clock,
        languages,
        settings.joins_a_minute,
        one_organisation=bool(settings.create_passphrase),
        invited_as=identity.invited_as,
        mails=settings.sends_mail,
    )
    flask = QuietFlask("cascade-live", root_path=str(_TOP), static_folder=None)
    flask.config["MAX_CONTENT_LENGTH"] = MOST_PASTED
    if settings.proxies:
        hops = settings.proxies
        flask.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            flask.wsgi_app, x_for=hops, x_proto=hops, x_host=hops
        )
    socketio = make_engine(flask, settings)
    server, version = socketio.server, assets.fingerprint
    sockets = Sockets(server, service, identity, version, languages, settings.proxies)
    broadcaster = sockets.broadcaster
    site = Site(settings, service, identity, broadcaster, languages, assets, Press(), weaknesses)
    register(flask, site)
    keep = Keep(settings.keep_days, settings.keep_results)
    return Application(settings, flask, socketio, sockets, service, identity, keep)
