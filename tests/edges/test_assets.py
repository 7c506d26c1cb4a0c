"""The pages' files as they are sent: for ever under their fingerprint, and lean."""

import json
import re

import pytest
import requests

from tests.builders import ROOT, WORDS
from voting.edges.http.assets import Assets

pytestmark = pytest.mark.live

FILES = sorted(
    path.relative_to(ROOT / "static").as_posix()
    for kind in ("js", "css")
    for path in (ROOT / "static").rglob(f"*.{kind}")
)
OURS = [name for name in FILES if not name.startswith("vendor/")]
A_PAGE = 50  # files of a page at most


@pytest.fixture(scope="module")
def folder(server) -> str:
    page = requests.get(f"{server.base}/join", timeout=20).text
    return server.base + re.search(r"/static/\w+/", page)[0]


def test_our_files_lose_what_only_people_read_and_nothing_else(folder):
    assert OURS
    for start in range(0, len(OURS), A_PAGE):  # no connection may ask for more at once than a page
        with requests.Session() as http:
            for name in OURS[start : start + A_PAGE]:
                check_what_is_sent(http, folder, name)


def check_what_is_sent(http, folder, name):
    written = (ROOT / "static" / name).read_text().split("\n")
    sent = http.get(folder + name, timeout=20).content.decode().split("\n")
    assert len(sent) == len(written), f"{name}: lines keep their numbers"
    pairs = zip(written, sent, strict=True)
    lost = [before for before, after in pairs if before.lstrip() != after]
    assert [line for line in lost if not is_comment(line)] == [], name
    starts = ("//", "/*", "* ")
    assert not [line for line in sent if line.lstrip().startswith(starts)], name


def is_comment(line: str) -> bool:
    """A comment, a line in the midst of one, or in a style sheet one behind a declaration."""
    bare = line.strip()
    return bare.startswith(("//", "/*", "*")) or bare.endswith("*/") or not re.search("[;{}]", bare)


@pytest.mark.parametrize("name", [name for name in FILES if name.startswith("vendor/")])
def test_what_others_wrote_is_sent_as_it_is(folder, name):
    assert requests.get(folder + name, timeout=20).content == (ROOT / "static" / name).read_bytes()


def test_only_files_of_this_version_are_for_ever(folder):
    for place, lasts in ((folder, True), (folder.rpartition("/static/")[0] + "/static/x/", False)):
        said = requests.get(f"{place}css/site/base.css", timeout=20).headers["Cache-Control"]
        assert ("immutable" in said) == lasts
        assert ("no-cache" in said) != lasts


def test_a_phone_is_sent_all_its_words_each_once_and_most_of_them_later(folder, room):
    page = room.joins().browser.get(f"/w/{room.id}").text
    boot = json.loads(re.search(r'id="boot">(.*?)</script>', page)[1])
    answer = requests.get(f"{folder}words/{WORDS.tag}.json", timeout=20)
    assert "immutable" in answer.headers["Cache-Control"]
    later = answer.json()
    for part in ("common", "attendee"):
        first, rest, whole = boot["words"][part], later[part], WORDS.said[part]
        assert not first.keys() & rest.keys()
        assert all(whole[key] == said for key, said in (first | rest).items())
    assert boot["words"]["attendee"] | later["attendee"] == WORDS.said["attendee"]
    assert len(answer.content) > len(json.dumps(boot["words"]))


def test_the_worker_is_asked_for_again_and_sent_only_if_it_is_another(server):
    worker = requests.get(f"{server.base}/sw.js", timeout=20)
    again = {"If-None-Match": worker.headers["ETag"]}
    assert requests.get(f"{server.base}/sw.js", headers=again, timeout=20).status_code == 304
    assert "/* " not in worker.text
    assert "{" + "#" not in worker.text


def test_the_offline_page_of_another_version_is_not_to_be_had(server):
    assert requests.get(f"{server.base}/offline/another", timeout=20).status_code == 404


MODULES = {
    "js/pages/a.js": "import { b } from '../b.js';\nimport(`../later.js`);\n",
    "js/b.js": "import './d.js';\n// import './told.js'\nexport {\n  c,\n} from \"./c.js\";\n",
    "js/c.js": "import{d}from'./d.js';import{b}from'./b.js';\n",
    "js/d.js": "",
    "js/later.js": "",
    "js/told.js": "",
}


def test_what_a_module_imports_is_read_from_it(tmp_path):
    for name, source in MODULES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(source)
    assets = Assets(tmp_path)
    assert assets.modules("js/pages/a.js") == ["js/b.js", "js/d.js", "js/c.js"]
    assert assets.modules("js/d.js") == []
    assert assets.modules("js/d.js", "js/later.js", "js/c.js") == [
        "js/later.js",
        "js/c.js",
        "js/b.js",
    ]


def test_a_page_names_at_once_all_modules_that_it_needs(room):
    """What it does not name is fetched only once whoever imports it has arrived."""
    assets = Assets(ROOT / "static")
    pages = {"trainer": room.trainer, "w": room.joins(), "room": None, "lead": None}
    for path, page in pages.items():
        page = page or room.browser().enter(room.links[path])
        text = page.browser.get(f"/{path}/{room.id}").text
        named = re.findall(r'rel="modulepreload" href="/static/\w+/([^"]+)"', text)
        entry = re.findall(r'type="module" src="/static/\w+/(js/pages/\w+\.js)"', text)[-1]
        assert named == assets.modules(entry)
        assert "js/lib/live.js" in named


def test_a_phone_is_told_of_the_cards_while_a_round_is_open(room):
    """So they come with the page and not after it; at other times they wait for a quiet moment."""
    phone, assets, entry = room.joins(), Assets(ROOT / "static"), "js/pages/attendee.js"

    def named() -> list[str]:
        text = phone.browser.get(f"/w/{room.id}").text
        kind = r'rel="(?:modulepreload|stylesheet)" href="/static/\w+/([^"]+)"'
        return sorted(re.findall(kind, text))

    looks = ["css/attendee.css", "css/site.css"]
    first = sorted([*looks, *assets.modules(entry)])
    assert named() == first
    assert "js/attendee/open.js" not in first
    with_cards = [*looks, "css/cards.css", *assets.modules(entry, "js/attendee/open.js")]
    room.opens("clarity")
    assert named() == sorted(with_cards)
    room.closes()
    assert named() == first


def test_a_page_of_another_version_finds_its_scripts_by_their_names(folder):
    other = re.sub(r"/static/\w+/", "/static/0123456789ab/", folder)
    answer = requests.get(f"{other}js/pages/room.js", timeout=20)
    assert answer.content == requests.get(f"{folder}js/pages/room.js", timeout=20).content
    assert answer.headers["Cache-Control"] == "no-cache"
    assert requests.get(f"{other}js/nothing.js", timeout=20).status_code == 404
