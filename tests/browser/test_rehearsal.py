"""A trainer alone tries the whole path by hand, sees that it is a rehearsal, and deletes it."""

import re

from playwright.sync_api import Locator, expect

from lab.rig.words import said, shape
from tests.browser.pages import Console, Phone, Results, RoomView
from tests.browser.stage import LAPTOP, MOBILE, PROJECTOR
from tests.browser.words import DOMAIN_NAMES

PICTURES = (
    said("common.pictures.two-camps.name"),
    said("common.pictures.unanimous.name"),
    said("common.pictures.strong-agreement.name"),
    said("common.pictures.close.name"),
    said("common.pictures.spread.name"),
)
REHEARSAL = said("common.rehearsal.name")
ANY_REASON = re.compile(
    "|".join(re.escape(said(f"practice.{side}.{n}")) for side in ("low", "high") for n in range(3))
)


def mark(page) -> Locator:
    return page.tab.get_by_text(f"{REHEARSAL} · {said('common.rehearsal.more')}")


def is_marked(*pages) -> None:
    for page in pages:
        expect(mark(page)).to_be_in_viewport()
        expect(page.tab).to_have_title(re.compile(f"^{re.escape(REHEARSAL)} · "))


def test_a_trainer_alone_from_the_first_click_to_deleting_it(server, contexts, tmp_path):
    tab = contexts(**LAPTOP, accept_downloads=True).new_page()
    console = Console(tab)
    join = sets_it_up(console, server)
    # Windows of their own: a tab behind another one is drawn once a second.
    same = {"storage_state": tab.context.storage_state(), "accept_downloads": True}
    room = RoomView(contexts(**PROJECTOR, **same).new_page())
    room.tab.goto(tab.url.replace("/trainer/", "/room/"))
    phone = Phone(contexts(**MOBILE).new_page())
    phone.tab.goto(join)
    phone.introduce("Trainer A")
    console.press(said("trainer.practice.add"))
    console.sees(said("trainer.people_count", connected=19, joined=19), "Practice attendee 18")
    room.sees(said("room.joined", n=19))
    for domain, wanted in zip(DOMAIN_NAMES, PICTURES, strict=False):
        goes_through(domain, wanted, console, room, phone)
    results = Results(contexts(**LAPTOP, **same).new_page())
    results.tab.goto(tab.url.replace("/trainer/", "/lead/"))
    is_marked(console, room, phone, results)
    file = results.download(said("lead.files.ratings.csv"), tmp_path)
    assert file.name.startswith("rehearsal-unfinished-test-area-")
    rows = file.read_text(encoding="utf-8-sig").splitlines()
    assert '"rehearsal"' in rows[0]
    assert all('"yes"' in row for row in rows[1:])
    deletes_it(console, [room, phone, results])


def sets_it_up(console: Console, server) -> str:
    """From the start page to the console; the join address."""
    tab = console.tab
    tab.goto(server.base)
    tab.get_by_label(said("home.area")).fill("Test area")
    tab.get_by_label(said("home.kind")).select_option(said("common.kinds.workshop-1"))
    tab.get_by_label(said("home.rehearsal")).check()
    tab.get_by_role("button", name=said("home.create_button")).click()
    expect(tab.get_by_role("heading", name=said("created.title"))).to_be_visible()
    is_marked(console)
    join = tab.get_by_label(said("created.join_link"), exact=True).input_value()
    tab.get_by_role("link", name=said("created.console_button")).click()
    console.sees(said("trainer.practice.here", n=0))
    return join


def goes_through(domain: str, wanted: str, console: Console, room: RoomView, phone: Phone) -> None:
    """Open, let them rate, close, look, rule."""
    console.is_ready()
    console.opens(domain)
    phone.rate(None)
    console.sees(said("trainer.round.turnout", rated=1, of=19))
    console.is_ready()  # what that changed takes no press for a moment
    console.press(said("trainer.practice.about", picture=wanted))
    room.sees(said("room.turnout", rated=19, of=19))
    console.closes()
    console.sees(ANY_REASON)
    console.is_ready()
    console.shown("picture").check()
    room.sees(wanted)
    is_marked(console, room, phone)
    if wanted == said("common.pictures.two-camps.name"):
        comes_closer(console, room, phone)
    if wanted == said("common.pictures.unanimous.name"):
        console.rules(said("common.method_names.unanimous"))
    else:
        console.rules(said("common.method_names.consensus"), 1, "Only a try")
    room.sees("Elements of good practice")


def comes_closer(console: Console, room: RoomView, phone: Phone) -> None:
    """Talk, rate again, change their minds once, and see who moved."""
    console.is_ready()
    console.press(said("trainer.do.start_discussion"))
    room.sees(said("room.discussion"))
    console.is_ready()
    console.press(said("trainer.do.rate_again", n=2))
    phone.rate(None)
    console.press(said("trainer.practice.about", picture=said("common.pictures.spread.name")))
    room.sees(said("room.turnout", rated=19, of=19))
    console.is_ready()
    console.press(said("trainer.practice.about", picture=said("common.pictures.close.name")))
    console.is_ready()
    console.closes()
    console.is_ready()
    console.shown("movement").check()
    room.sees(shape("common.movement.line"))
    rounds = [said("common.chart.table", number=number) for number in (1, 2)]
    assert console.tab.locator(".movement-rounds > span").all_inner_texts() == rounds
    beside = console.tab.locator(".flow-count").all_inner_texts()
    assert beside == [said("common.movement.people", n=int(one.split()[0])) for one in beside]
    assert len(beside) == 8


def deletes_it(console: Console, others: list) -> None:
    console.press(said("trainer.practice.delete"))
    console.answer(said("trainer.confirm.back"))
    console.sees("Practice attendee 18")
    console.press(said("trainer.practice.delete"))
    console.answer(said("trainer.confirm.delete_rehearsal.yes"))
    console.sees(said("home.deleted"))
    expect(console.tab).to_have_url(re.compile(r"/\?deleted$"))
    for page in others:
        page.sees(said("refusals.unknown-workshop"))
        page.tab.reload()
        page.sees(said("refusals.unknown-workshop"))


def test_a_real_workshop_has_no_mark_and_no_practice_panel(stage):
    stage.joins()
    console = stage.console()
    pages = [console, stage.phone(), stage.room_view(), stage.results()]
    console.sees(said("trainer.phase.start"))
    for page in pages:
        expect(mark(page)).to_have_count(0)
        expect(page.tab).not_to_have_title(re.compile(said("common.rehearsal.name")))
    console.does_not_see(said("trainer.practice.title"))
    expect(console.button(said("trainer.practice.delete"))).to_have_count(0)


def test_the_room_view_of_a_rehearsal_still_fits_its_screen(server, contexts):
    tab = contexts(**PROJECTOR).new_page()
    sets_it_up(Console(tab), server)
    tab.goto(tab.url.replace("/trainer/", "/room/"))
    expect(tab.get_by_text(said("room.joined_none"))).to_be_visible()
    assert tab.evaluate("document.documentElement.scrollHeight <= innerHeight")
