"""A file of writes that a power cut or a bad disk has damaged is mended; nothing whole is lost."""

import os
import subprocess
import sys

import pytest

from tests.builders import ROOT
from voting.store.connection import connect
from voting.store.damage import whole_length, writes_file
from voting.store.embedded import EmbeddedStore, EmbeddedStoreError

SET = b"*3\r\n$3\r\nSET\r\n$1\r\nb\r\n$1\r\n2\r\n"
PART = b"*3\r\n$3\r\nSET\r\n$1\r\nb\r\n$9\r\n2"
MULTI = b"*1\r\n$5\r\nMULTI\r\n"


@pytest.fixture
def data_dir(tmp_path):
    """A folder in which a store has kept one write."""
    store = EmbeddedStore(tmp_path)
    store.start()
    connect(store.url).set("a", "1")
    store.stop()
    return tmp_path


def append(data_dir, damage: bytes):
    path = writes_file(data_dir)
    before = path.read_bytes()
    path.write_bytes(before + damage)
    return before


def held(data_dir) -> dict:
    store = EmbeddedStore(data_dir)
    store.start()
    try:
        client = connect(store.url)
        return {key: (client.get(key) or b"").decode() or None for key in ("a", "b")}
    finally:
        store.stop()


def mend(data_dir):
    return subprocess.run(
        [sys.executable, "-m", "voting.mend"],
        cwd=ROOT,
        env=os.environ | {"DATA_DIR": str(data_dir)},
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize(
    ("damage", "b"),
    [
        (bytes(1), None),
        (bytes(4096), None),
        (bytes(200_000), None),
        (PART + bytes(4096), None),
        (SET + bytes(4096), "2"),
        (MULTI + SET + bytes(4096), None),
    ],
    ids=["one", "a block", "many blocks", "in a write", "after a write", "in a transaction"],
)
def test_zeros_at_the_end_are_cut_off_at_the_start(data_dir, caplog, damage, b):
    append(data_dir, damage)
    damaged = writes_file(data_dir).read_bytes()
    assert held(data_dir) == {"a": "1", "b": b}
    (copy,) = data_dir.glob("damaged-*")
    assert copy.read_bytes() == damaged
    assert copy.stat().st_mode & 0o077 == 0
    assert str(copy) in caplog.text
    caplog.clear()
    assert held(data_dir) == {"a": "1", "b": b}
    assert [line for line in caplog.records if line.name.startswith("voting")] == []


def test_a_file_of_zeros_alone_is_an_empty_one(data_dir):
    path = writes_file(data_dir)
    path.write_bytes(bytes(path.stat().st_size))
    assert held(data_dir) == {"a": None, "b": None}


@pytest.mark.parametrize("damage", [b"garbage", SET + bytes(10) + SET, MULTI + SET + b"*x\r\n"])
def test_other_damage_names_a_command_that_mends_it(data_dir, damage):
    before = append(data_dir, damage)
    store = EmbeddedStore(data_dir)
    with pytest.raises(EmbeddedStoreError, match=r"-m voting\.mend"):
        store.start()
    store.stop()
    mended = mend(data_dir)
    assert mended.returncode == 0, mended.stderr
    (copy,) = data_dir.glob("damaged-*")
    assert str(copy) in mended.stdout
    assert copy.read_bytes() == before + damage
    assert held(data_dir) == {"a": "1", "b": "2" if damage.startswith(SET) else None}


def test_what_is_whole_or_in_use_is_not_touched(data_dir):
    whole = writes_file(data_dir).read_bytes()
    assert mend(data_dir).returncode == 1
    store = EmbeddedStore(data_dir)
    store.start()
    try:
        refused = mend(data_dir)
        assert refused.returncode == 2
        assert "is in use by another CASCADE Live server" in refused.stderr
    finally:
        store.stop()
    assert writes_file(data_dir).read_bytes() == whole
    assert list(data_dir.glob("damaged-*")) == []


def test_whole_commands_are_measured_whatever_they_hold(tmp_path):
    path = tmp_path / "file"
    text = b"*2\r\n$3\r\nGET\r\n$8\r\n*1\r\n$1\r\n\r\n"
    for damage in (b"", b"*", b"*1", b"*1\r\n", b"*1\r\n$3\r\nAB", b"$3\r\nABC\r\n", b"*0\r\n"):
        path.write_bytes(text + b"#TS:1\r\n" + text + damage)
        assert whole_length(path) == 2 * len(text) + 7
