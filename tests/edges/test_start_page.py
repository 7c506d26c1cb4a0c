"""The start page lists what this browser is signed in to, and nothing else."""

import re

from lab.rig.live_room import LiveRoom
from lab.rig.words import said
from tests.builders import FIRST_TRAINER, details
from tests.store.rooms import StoredRoom


def listed(browser) -> list[tuple[str, str, str]]:
    """Address, date and role of each workshop on the start page."""
    page = browser.get("/").text
    items = re.findall(r'<ul class="mine">(.*?)</ul>', page, re.DOTALL)
    rows = [row for item in items for row in re.findall(r"<li>(.*?)</li>", item, re.DOTALL)]
    return [
        (
            re.search(r'href="([^"]+)"', row)[1],
            re.search(r"\d+ \w+ \d{4}", row)[0],
            re.findall(r'class="badge">([^<]+)<', row)[0],
        )
        for row in rows
    ]


def test_it_lists_workshops_with_date_and_role_the_newest_first_and_only_what_still_opens(server):
    stranger = LiveRoom(server)
    browser = stranger.browser()
    assert listed(browser) == []
    old, new, third, gone = rooms = [
        LiveRoom(server, date=date)
        for date in ("2026-03-01", "2026-09-01", "2026-06-01", "2026-12-01")
    ]
    browser.join(old.code, "A. B.", "school")
    browser.enter(new.links["trainer"])
    browser.enter(new.links["lead"])  # also: the better role counts
    browser.enter(third.links["lead"])
    browser.enter(gone.links["trainer"])
    browser.enter(stranger.links["room"])  # a projector is nobody's own
    gone.trainer.browser.post(f"/trainer/{gone.id}/delete")
    assert listed(browser) == [
        (f"/trainer/{new.id}", "1 September 2026", said("held.role.trainer")),
        (f"/lead/{third.id}", "1 June 2026", said("held.role.lead")),
        (f"/w/{old.id}", "1 March 2026", said("held.role.attendee")),
    ]
    for address, _, _ in listed(browser):
        assert browser.get(address).status_code == 200
    third.trainer.command("replace_link", link="lead")
    old.trainer.command("remove_person", person=old.trainer.refresh()["view"]["persons"][0]["id"])
    assert [address for address, _, _ in listed(browser)] == [f"/trainer/{new.id}"]
    assert listed(stranger.browser()) == []
    for room in (stranger, *rooms):
        room.close()


def test_it_looks_at_so_many_and_no_more(store):
    service = StoredRoom(store).service
    ids = [f"workshop-{number}" for number in range(5)]
    for id in ids:
        service.create(id, "three-by-five", details(), FIRST_TRAINER)
    held = [(id, FIRST_TRAINER) for id in ["workshop-gone", *ids]]
    found = service.signed_in_to(held, 4)
    assert [(workshop.id, actor) for workshop, actor in found] == held[1:4]
