"""What a power cut does to the embedded store's file of writes, and how it is mended.

The file ends with whole commands, or, where the machine died in a write, with a part of one. The
server cuts off such a part by itself. It refuses to start on anything else: a file system that gave
the file its length before its content leaves zeros at the end, and a bad disk leaves anything.
"""

import itertools
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

_BLOCK = 64 * 1024
_LONGEST_HEAD = 32  # bytes of a line that says how many or how long, with its end


class Damaged(Exception):
    """A command in the file is not one."""


def writes_file(data_dir: Path) -> Path | None:
    """The file that the newest writes are in, by the store's manifest; None before the first."""
    folder = data_dir / "appendonlydir"
    manifest = folder / "appendonly.aof.manifest"
    if not manifest.exists():
        return None
    found: list[tuple[int, str]] = []
    for line in manifest.read_text(errors="replace").splitlines():
        words = line.split()
        facts = dict(zip(words[::2], words[1::2], strict=False))
        if facts.get("type") == "i" and facts.get("seq", "").isdigit():
            found.append((int(facts["seq"]), facts["file"]))
    return folder / max(found)[1] if found else None


def cut_zeros(data_dir: Path) -> str | None:
    """Cut zeros off the end of the file of writes, after copying it; say so in a sentence.

    No command ends with a zero, so nothing is lost that was written whole.
    """
    path = writes_file(data_dir)
    if path is None or not path.exists():
        return None
    whole = _length_without_zeros(path)
    zeros = path.stat().st_size - whole
    if not zeros:
        return None
    copy = cut(path, whole, data_dir)
    return (
        f"{path} ended with {zeros} zeros, as after a power cut. They were cut off; "
        f"the file as it was is {copy}."
    )


def cut(path: Path, length: int, data_dir: Path) -> Path:
    """Shorten a file to ``length`` bytes, on disk; the copy of it as it was, for its owner only."""
    names = (data_dir / f"damaged-{n}-{path.name}" for n in itertools.count(1))
    copy = next(name for name in names if not name.exists())
    os.close(os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    shutil.copyfile(path, copy)
    with copy.open("rb") as copied, path.open("r+b") as file:
        os.fsync(copied.fileno())
        file.truncate(length)
        os.fsync(file.fileno())
    return copy


def whole_length(path: Path) -> int:
    """How many bytes of the file are whole commands, and no part of an unfinished transaction."""
    with path.open("rb") as file:
        whole, inside = 0, False
        try:
            for name in _commands(file):
                inside = name == b"MULTI" or (inside and name != b"EXEC")
                if not inside:
                    whole = file.tell()
        except Damaged:
            pass
    return whole


def _commands(file: BinaryIO) -> Iterator[bytes]:
    """The name of each command, as the file is read; raises Damaged at one that is none."""
    while head := file.readline(_LONGEST_HEAD):
        if head.startswith(b"#"):  # a remark of the server's
            continue
        words = [_word(file) for _ in range(_number(b"*", head))]
        if not words:
            raise Damaged
        yield words[0].upper()


def _word(file: BinaryIO) -> bytes:
    length = _number(b"$", file.readline(_LONGEST_HEAD))
    word = file.read(length + 2)
    if len(word) < length + 2 or not word.endswith(b"\r\n"):
        raise Damaged
    return word[:-2]


def _number(kind: bytes, head: bytes) -> int:
    digits = head.removeprefix(kind).removesuffix(b"\r\n")
    if head != kind + digits + b"\r\n" or not digits.isdigit():
        raise Damaged
    return int(digits)


def _length_without_zeros(path: Path) -> int:
    with path.open("rb") as file:
        end = file.seek(0, os.SEEK_END)
        while end:
            start = max(0, end - _BLOCK)
            file.seek(start)
            kept = file.read(end - start).rstrip(b"\0")
            if kept:
                return start + len(kept)
            end = start
    return 0
