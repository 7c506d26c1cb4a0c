"""The pages' files as they are sent: for ever under their fingerprint, and lean."""

import posixpath
import re

import pytest
import requests

from tests.builders import ROOT

pytestmark = pytest.mark.live

FILES = sorted(
    path.relative_to(ROOT / "static").as_posix()
    for kind in ("js", "css")
    for path in (ROOT / "static").rglob(f"*.{kind}")
)
OURS = [name for name in FILES if not name.startswith("vendor/")]


@pytest.fixture(scope="module")
def folder(server) -> str:
    page = requests.get(f"{server.base}/join", timeout=10).text
    return server.base + re.search(r"/static/\w+/", page)[0]


@pytest.mark.parametrize("name", OURS)
def test_our_files_lose_what_only_people_read_and_nothing_else(folder, name):
    written = (ROOT / "static" / name).read_text().split("\n")
    sent = requests.get(folder + name, timeout=10).content.decode().split("\n")
    assert len(sent) == len(written), "lines keep their numbers"
    lost = [before for before, after in zip(written, sent, strict=True) if before.lstrip() != after]
    assert [line for line in lost if not is_comment(line)] == []
    assert not [line for line in sent if line.lstrip().startswith(("//", "/*", "* "))]


def is_comment(line: str) -> bool:
    """A comment, a line in the midst of one, or in a style sheet one behind a declaration."""
    bare = line.strip()
    return bare.startswith(("//", "/*", "*")) or bare.endswith("*/") or not re.search("[;{}]", bare)


@pytest.mark.parametrize("name", [name for name in FILES if name.startswith("vendor/")])
def test_what_others_wrote_is_sent_as_it_is(folder, name):
    assert requests.get(folder + name, timeout=10).content == (ROOT / "static" / name).read_bytes()


def test_only_files_of_this_version_are_for_ever(folder):
    for place, lasts in ((folder, True), (folder.rpartition("/static/")[0] + "/static/x/", False)):
        said = requests.get(f"{place}css/base.css", timeout=10).headers["Cache-Control"]
        assert ("immutable" in said) == lasts
        assert ("no-cache" in said) != lasts


def test_the_worker_is_asked_for_again_and_sent_only_if_it_is_another(server):
    worker = requests.get(f"{server.base}/sw.js", timeout=10)
    again = {"If-None-Match": worker.headers["ETag"]}
    assert requests.get(f"{server.base}/sw.js", headers=again, timeout=10).status_code == 304
    assert "/* " not in worker.text
    assert "{" + "#" not in worker.text


def test_the_offline_page_of_another_version_is_not_to_be_had(server):
    assert requests.get(f"{server.base}/offline/another", timeout=10).status_code == 404


@pytest.mark.parametrize("page", ["attendee", "lead", "room", "trainer"])
def test_a_page_names_at_once_all_modules_that_it_needs(page):
    """What it does not name is fetched only once whoever imports it has arrived."""
    listed = re.findall(r"'((?:js|vendor)/.+?)'", (ROOT / f"templates/{page}.html").read_text())
    needed: set[str] = set()
    entry, *named = listed
    todo = [entry]
    while todo:
        module = todo.pop()
        source = (ROOT / "static" / module).read_text()
        for path in re.findall(r"""\b(?:from|import) ?["'](\..+?)["']""", source):
            found = posixpath.normpath(posixpath.join(posixpath.dirname(module), path))
            todo += {found} - needed
            needed.add(found)
    assert sorted(named) == sorted(needed)
