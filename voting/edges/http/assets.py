"""Static files under one fingerprint: cacheable for ever, compressed once; and how to compress.

The fingerprint of the whole folder is part of every address, so the relative imports of the
ES modules carry it along and no build step has to rewrite them.
"""

import gzip
import mimetypes
import posixpath
import re
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path

import brotli
from flask import Response, request
from werkzeug.exceptions import NotFound

_FOR_EVER = "max-age=31536000, immutable"
_SMALLEST_WORTH_PACKING = 200  # bytes
_PACKABLE = ("text/", "application/json", "image/svg", "application/manifest")
# Comments on lines of their own, and indentation, are stripped before serving. Our files are
# written so that nothing else begins like these.
_FOR_PEOPLE = {
    ".js": re.compile(rb"^[ \t]*(?://.*$|/\*\*[\s\S]*?\*/[ \t]*$)?", re.MULTILINE),
    ".css": re.compile(rb"^[ \t]+|/\*[\s\S]*?\*/", re.MULTILINE),
}
# One request instead of many for what pages look like; each file is there by itself too.
# What stands later wins over what stands before.
_SITE = (
    "tokens", "base", "levels", "page", "notices", "buttons", "fields", "parts", "domains",
    "settings",
)  # fmt: skip
_PHONE = ("page", "menu")
_CARDS = ("ballot", "fitting", "saved")
_CHARTS = (
    "scales", "bars", "dots", "decision", "by-hand", "measures", "movement", "groups", "quotes",
)  # fmt: skip
_PICTURES = tuple(f"css/charts/{name}.css" for name in _CHARTS)
_LEAD = (
    "page", "contents", "findings", "files", "domains", "sheets", "figures", "changed", "profile",
    "plan", "paper",
)  # fmt: skip
_AREA = ("page", "series", "deadlines", "plan", "changed", "forms", "paper")
_PEOPLE = (
    "area/page",
    "area/deadlines",
    "area/forms",
    "people/page",
    "people/file",
    "area/paper",
    "people/paper",
)
_STEPS = "css/charts/steps.css"
_SCALES = "css/charts/scales.css"
_JOINED = {
    "css/site.css": tuple(f"css/site/{name}.css" for name in _SITE),
    "css/attendee.css": tuple(f"css/attendee/{name}.css" for name in _PHONE),
    # What a phone needs for a round, and what only once people rate.
    "css/cards.css": tuple(f"css/attendee/{name}.css" for name in _CARDS),
    "css/later.css": (*_PICTURES, "css/attendee/reason.css", "css/attendee/meanings.css"),
    "css/charts.css": (*_PICTURES, "css/charts/progress.css"),
    # Where more is asked than one rating.
    "css/rows.css": (
        "css/charts/rows.css",
        *(f"css/attendee/{name}.css" for name in ("rows", "options", "results")),
    ),
    # What follows from the ratings.
    "css/plan.css": (
        "css/charts/progress.css",
        "css/attendee/options.css",
        "css/attendee/plan.css",
    ),
    "css/area.css": (_STEPS, _SCALES, *(f"css/area/{name}.css" for name in _AREA)),
    "css/ahead.css": (
        _SCALES,
        *("css/attendee/ballot.css", "css/attendee/saved.css", "css/ahead/page.css"),
    ),
    "css/people.css": tuple(f"css/{name}.css" for name in _PEOPLE),
    "css/programme.css": (
        _STEPS,
        _SCALES,
        "css/programme/page.css",
        "css/programme/import.css",
        "css/people/file.css",
        "css/programme/heat.css",
    ),
    "css/lead.css": tuple(f"css/lead/{name}.css" for name in _LEAD),
}
# What a module fetches before it runs; what it imports later, `import(...)`, is not among it.
_IMPORTED = re.compile(rb"""\b(?:from|import)\s*["'](\.[^"']+)["']""")
_TYPES = {".js": "text/javascript", ".webmanifest": "application/manifest+json"}


class Assets:
    """The files of ``folder``, read once, and those that were ``made`` (name and content) of what
    the fingerprint, which is of the files and of ``more``, takes in by that."""

    def __init__(self, folder: Path, *more: bytes, made: Iterable[tuple[str, bytes]] = ()) -> None:
        self._files: dict[str, tuple[bytes, str]] = {}
        self._packed = cache(self._pack)
        self.modules = cache(self._modules)
        digest = sha256()
        for path in sorted(folder.rglob("*")):
            if not path.is_file() or path.suffix == ".md":
                continue
            name = path.relative_to(folder).as_posix()
            data = path.read_bytes()
            digest.update(name.encode() + b"\0" + data)
            data = _lean(name, data)
            kind = _TYPES.get(path.suffix) or mimetypes.guess_type(name)[0]
            self._files[name] = (data, kind or "application/octet-stream")
        for name, parts in _JOINED.items():
            found = [self._files[part][0] for part in parts if part in self._files]
            self._files[name] = (b"".join(found), "text/css")
        self._files |= {name: (data, "application/json") for name, data in made}
        for each in more:
            digest.update(each)
        self.fingerprint = digest.hexdigest()[:12]

    def address(self, name: str) -> str:
        """Where a page finds the file, or with "" all files; raises KeyError for one that is not
        there."""
        if name:
            self._files[name]
        return f"/static/{self.fingerprint}/{name}"

    def _modules(self, entry: str, *later: str) -> list[str]:
        """The names of all modules that the module ``entry`` imports, itself or by others, and of
        those that it imports ``later`` with theirs: each once, the nearest first. A page that names
        them all at once fetches them side by side."""
        found = [entry, *later]
        for name in found:
            for path in _IMPORTED.findall(self._files[name][0]):
                imported = posixpath.normpath(
                    posixpath.join(posixpath.dirname(name), path.decode())
                )
                if imported not in found:
                    found.append(imported)
        return found[1:]

    def serve(self, fingerprint: str, name: str) -> Response:
        """The file, for any fingerprint: a page of the version before still gets its scripts."""
        if name not in self._files:
            raise NotFound()
        data, kind = self._files[name]
        how = packing()
        if how and kind.startswith(_PACKABLE) and len(data) >= _SMALLEST_WORTH_PACKING:
            response = Response(self._packed(name, how), content_type=kind)
            response.headers["Content-Encoding"] = how
        else:
            response = Response(data, content_type=kind)
        response.headers["Vary"] = "Accept-Encoding"
        current = fingerprint == self.fingerprint
        response.headers["Cache-Control"] = _FOR_EVER if current else "no-cache"
        return response

    def _pack(self, name: str, how: str) -> bytes:
        """As small as can be: when first asked for, and then kept."""
        data, _ = self._files[name]
        return brotli.compress(data, quality=11) if how == "br" else gzip.compress(data, 9, mtime=0)


def _lean(name: str, data: bytes) -> bytes:
    """A script or style of ours as browsers need it, an eighth less to fetch; lines keep their
    numbers. What others wrote stays as it is, and so keeps its licence."""
    for_people = _FOR_PEOPLE.get(Path(name).suffix)
    if for_people is None or name.startswith("vendor/"):
        return data
    return for_people.sub(lambda found: b"\n" * found[0].count(b"\n"), data)


def packing() -> str | None:
    """How the browser wants its answer compressed, the smaller way first; None for not at all."""
    return request.accept_encodings.best_match(("br", "gzip"))


def pack(data: bytes, how: str) -> bytes:
    """``data`` made smaller by ``how`` (as ``packing`` says), quickly: for what is sent once."""
    return brotli.compress(data, quality=5) if how == "br" else gzip.compress(data, 6)
