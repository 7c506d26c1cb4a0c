"""What tests of every kind share: options, and a real Valkey that is empty for each test."""

import os
import shutil
from collections import Counter
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import HealthCheck, is_hypothesis_test, settings

from demo import client
from lab.rig import declared
from lab.rig.server import check_logs
from voting.store.connection import connect
from voting.store.embedded import EmbeddedStore
from voting.store.redis_store import RedisStore

MEMORY = Path("/dev/shm")
ROOM_ENOUGH = 2 * 1024**3  # bytes
MOST_COSTLY = 10  # files that are named at the end
SERVERS = ("eventlet", "gevent", "threading")


def free_memory() -> int:
    """Bytes for files that are kept in memory; 0 where there is no such place."""
    try:
        return shutil.disk_usage(MEMORY).free
    except OSError:
        return 0


def pytest_addoption(parser):
    parser.addoption(
        "--async-mode",
        default="eventlet",
        choices=SERVERS,
        help="the server under the live tests",
    )
    parser.addoption(
        "--thorough",
        action="store_true",
        help="more examples, and every server library also where it hardly matters",
    )
    parser.addoption(
        "--fuzz", type=int, default=1500, help="how many votes the fuzz over the wire sends"
    )


def pytest_terminal_summary(terminalreporter):
    """Which files take longest, so that growth is seen; what tests want told of them; and where
    each failure was, in a line at the very end: a log may be cut before it."""
    seconds: Counter[str] = Counter()
    for report in chain.from_iterable(terminalreporter.stats.values()):
        if isinstance(report, pytest.TestReport):
            seconds[report.nodeid.partition("::")[0]] += report.duration
    if len(seconds) > MOST_COSTLY:
        terminalreporter.line(f"{sum(seconds.values()):.0f} s over all workers, most of it in:")
        for path, taken in seconds.most_common(MOST_COSTLY):
            terminalreporter.line(f"{taken:6.0f} s  {path}")
    for report in chain.from_iterable(terminalreporter.stats.values()):
        for name, what in getattr(report, "user_properties", ()):
            terminalreporter.line(f"{report.nodeid}: {name}: {what}")
    for outcome in ("failed", "error"):
        for report in terminalreporter.getreports(outcome):
            entries = getattr(getattr(report.longrepr, "reprtraceback", None), "reprentries", [])
            places = [entry.reprfileloc for entry in entries if getattr(entry, "reprfileloc", None)]
            way = " > ".join(f"{place.path}:{place.lineno}" for place in places)
            terminalreporter.line(f"{report.when} of {report.nodeid}: {way or 'see above'}")


# How long an example takes says nothing on a busy machine.
UNTIL_SHRUNK = 1800  # seconds
for name, examples in (("here", 50), ("thorough", 500)):
    settings.register_profile(
        name,
        deadline=None,
        max_examples=examples,
        suppress_health_check=[HealthCheck.too_slow],
    )


def pytest_configure(config):
    # Before any test is read: each takes its share of the profile's examples.
    settings.load_profile("thorough" if config.getoption("--thorough") else "here")
    # A store writes each change through to the disk; where files may be kept in memory, they wait
    # for none. What a killed store or app leaves behind is the same.
    if "PYTEST_DEBUG_TEMPROOT" not in os.environ and free_memory() >= ROOM_ENOUGH:
        os.environ["PYTEST_DEBUG_TEMPROOT"] = str(MEMORY)
    config.addinivalue_line("markers", "live: runs the app; passes under every --async-mode")
    config.addinivalue_line(
        "markers", "both_servers: a live test that runs under gevent as well, whatever the option"
    )
    config.addinivalue_line(
        "markers", "other_servers: a live test that --thorough runs under every server"
    )
    config.addinivalue_line("markers", "thorough: --thorough makes more of it; see make soak")
    config.addinivalue_line("markers", "noisy: the libraries below may print a traceback")


def pytest_collection_modifyitems(items):
    """What Hypothesis finds it makes smaller for up to five minutes. If the time of the test ended
    meanwhile, that would be told instead, as a failure that comes and goes."""
    for item in items:
        by_hypothesis = is_hypothesis_test(getattr(item, "obj", None))
        if by_hypothesis:
            item.add_marker(pytest.mark.timeout(UNTIL_SHRUNK))
        if by_hypothesis or item.get_closest_marker("other_servers"):
            item.add_marker(pytest.mark.thorough)


def pytest_generate_tests(metafunc):
    if "async_mode" not in metafunc.fixturenames:
        return
    marked = metafunc.definition.get_closest_marker
    modes = {metafunc.config.getoption("--async-mode")}
    if marked("other_servers") and metafunc.config.getoption("--thorough"):
        modes |= set(SERVERS)
    if marked("both_servers"):
        modes.add("gevent")
    metafunc.parametrize("async_mode", sorted(modes), scope="session")


@pytest.fixture(scope="session")
def valkey(tmp_path_factory):
    """One real server for the whole run."""
    embedded = EmbeddedStore(tmp_path_factory.mktemp("valkey"))
    embedded.start()
    yield embedded
    embedded.stop()


@pytest.fixture
def redis(valkey):
    """A client of the real server, which is empty before the test."""
    client = connect(valkey.url)
    client.flushall()
    yield client
    client.connection_pool.disconnect()


@pytest.fixture
def store(redis):
    """The store on the real server; afterwards every log must fold to what is stored."""
    yield RedisStore(redis)
    check_logs(redis)


@pytest.fixture(autouse=True, scope="session")
def _clients_are_looked_over():
    client.onlookers.append(declared.check)


@pytest.fixture(autouse=True)
def _all_is_as_declared(_clients_are_looked_over):
    """Whatever any client received meanwhile is as the server declares it."""
    yield
    found, declared.differences[:] = declared.differences[:], []
    assert found == []
