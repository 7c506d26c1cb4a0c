"""Pages that a translator or an extension rewrites go on telling the truth."""

import re
import time

from playwright.sync_api import expect

from demo.room import DOMAINS
from lab.rig.words import either, said
from tests.browser.conftest import WITHIN
from tests.browser.walks.parts import STILL
from tests.builders import ROOT

HERE = ROOT / "tests" / "browser"
REWRITERS = (HERE / "rewriters.js").read_text()
FUZZ = (HERE / "rewritten_fuzz.js").read_text()
KINDS = ["wraps", "inPlace", "splits", "merges", "drops", "copies", "copiesMore", "wrapsAll"]
KINDS += ["wrapsOutside", "whole", "clones"]
NAMES = "Attendee A", "Attendee B"  # as many letters, so that the pages differ in nothing else
# What a page shows, and beside it the seconds left of countdowns, in whose place is "·": each page
# counts them by its own clock, from the moment at which the news reached it.
SHOWN = r"""([name, other]) => {
  const clocks = [...document.querySelectorAll('[role=timer]')]
    .flatMap(({ innerText }) => unmarked(innerText).match(/\d+:\d\d/) ?? []);
  const plain = (text) => clocks.reduce(
    (told, clock) => told.replaceAll(new RegExp(`(?<!\d)${clock}(?!\d)`, 'g'), '·'),
    unmarked(text).replaceAll(unmarked(other), unmarked(name)));
  return {
    told: [
      document.title,
      ...[...document.querySelectorAll('#app, #main:not(#app *), dialog[open]')]
        .map(({ innerText }) => plain(innerText)),
    ],
    left: clocks.map((clock) => clock.split(':')).map(([m, s]) => 60 * m + Number(s)),
  };
}"""
APART = 7  # seconds for which a page may not have heard the news before it says that it is stale
BUSY = "setTimeout(() => { const end = Date.now() + 1500; while (Date.now() < end); })"


def test_whatever_is_drawn_is_shown_whoever_rewrites_it(server, contexts):
    tab = contexts().new_page()
    tab.goto(f"{server.base}/join")
    static = tab.locator("link[rel=stylesheet]").first.get_attribute("href").split("css/")[0]
    tab.evaluate(REWRITERS)
    for seed, kinds in enumerate([[kind] for kind in KINDS] + [KINDS]):
        assert tab.evaluate(FUZZ, [static, kinds, 0, 7 + seed, 12]) == [], kinds
    assert tab.evaluate(FUZZ, [static, ["wraps"], 20, 3, 12]) == [], "late"


def is_same(one, other) -> bool:
    left = zip(one["left"], other["left"], strict=False)
    return (
        one["told"] == other["told"]
        and len(one["left"]) == len(other["left"])
        and all(abs(mine - others) <= APART for mine, others in left)
    )


def test_a_translated_page_shows_what_an_untouched_one_shows(stage):
    """Pages in pairs, one of each translated, as a workshop passes by and the network fails."""
    quiet = stage.people(3)
    phones = [stage.phone(name, **STILL) for name in NAMES]
    pairs = [phones] + [
        [make(**STILL), make(**STILL)] for make in (stage.console, stage.room_view, stage.results)
    ]
    for translated, _ in pairs:
        translated.tab.evaluate(REWRITERS)
        translated.tab.evaluate("rewrite(document.body, ['wraps', 'merges', 'drops'])")
    for _, plain in pairs:
        plain.tab.evaluate(REWRITERS)
    shown = [page.tab.evaluate(SHOWN, NAMES)["told"] for page, _ in pairs]
    give = stage.trainer.command

    def touch(rating):
        for phone in phones:
            phone.tab.locator(".card input").nth(rating).dispatch_event("click")

    def all_pairs_agree(step, *changed):
        """All show the same, and those named show something else than before."""
        nonlocal shown
        before, give_up = shown, time.monotonic() + WITHIN / 1000
        while True:
            seen = [[page.tab.evaluate(SHOWN, NAMES) for page in pair] for pair in pairs]
            shown = [one["told"] for one, _ in seen]
            old = [at for at in changed if shown[at] == before[at]]
            differ = [at for at, (one, other) in enumerate(seen) if not is_same(one, other)]
            if not old and not differ:
                break
            assert time.monotonic() < give_up, (step, old, [seen[at] for at in differ])
            time.sleep(0.1)
        for translated, _ in pairs:
            assert translated.tab.evaluate("document.body.innerText").count("«") > 5

    phone, console, room, lead = range(4)
    all_pairs_agree("lobby")
    stage.opens("clarity")
    phones[1].tab.evaluate(BUSY)  # so the news waits there
    give("set_timer", seconds=300)
    all_pairs_agree("open", phone, console, room)
    touch(2)
    stage.votes(2, 1, None)
    all_pairs_agree("voted", phone, console, room)
    bar = phones[0].tab.locator(".save-bar")
    assert said("status.saved") in bar.inner_text()
    with stage.frozen():
        touch(1)
        all_pairs_agree("touched", phone)
        expect(bar).to_contain_text(said("status.not_saved"))
        expect(bar).not_to_contain_text(either("status.saved", "attendee.open.saving"))
        for page in [page for pair in pairs for page in pair]:
            page.mark.or_(page.tab.get_by_text(f"«{said(page.stale)}»")).first.wait_for()
        all_pairs_agree("frozen", phone, console, room, lead)
    all_pairs_agree("back", phone, console, room, lead)
    give("extend_timer", seconds=60)
    quiet[0].ask("reason", round=quiet[0].view["round"]["id"], text="We all meet every week.")
    stage.closes()
    all_pairs_agree("revealed", phone, console, room, lead)
    give("show_part", part="picture")
    give("show_reason", reason=stage.trainer.view["reasons"][0]["id"])
    give("start_discussion", seconds=300)
    all_pairs_agree("discussed", phone, console, room)
    named = stage.trainer.view["workshop"]
    details = {field: named[field] for field in ("area", "kind", "date", "title")}
    give("edit_details", details=details | {"area": "Elsewhere", "title": "Renamed"})
    all_pairs_agree("renamed", phone, console, room, lead)
    stage.rates("clarity", 1, 1)
    all_pairs_agree("a second round", phone, console, room, lead)
    stage.rules("clarity", "majority", 1, "Agreed aloud")
    all_pairs_agree("ruled", phone, console, room, lead)
    stage.settles(*DOMAINS[1:])
    for page in pairs[console]:
        page.is_ready()
        page.tab.get_by_role("button", name=re.compile(said("trainer.do.finish"))).click()
    all_pairs_agree("asked", console)
    for page in pairs[console]:
        page.tab.locator("#confirm [data-part=back]").click()
    give("finish")
    all_pairs_agree("finished", phone, console, room, lead)
