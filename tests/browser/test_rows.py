"""A phone in rounds of many rows: partial answers, what is open, finished, what is named late."""

import re

from playwright.sync_api import Locator, expect

from lab.rig.words import said
from tests.browser.pages import Phone
from tests.browser.walks.many import another, instrument_of, rows_of, topic_of

NARROW = {"viewport": {"width": 320, "height": 640}}


def ticked(phone: Phone) -> list[str]:
    """The rows that are ticked on the page."""
    boxes = phone.tab.get_by_role("checkbox", checked=True).all()
    return [box.evaluate("(one) => one.labels[0].innerText") for box in boxes]


def is_saved(phone: Phone, more: str) -> None:
    expect(phone.tab.locator(".save-bar")).to_contain_text(f"{said('status.saved')}. {more}")


def finish(phone: Phone, key: str = "finish") -> Locator:
    return phone.tab.get_by_role("button", name=said(f"attendee.rows.{key}"), exact=True).last


def test_fifteen_ticks_survive_reloads_and_lost_connections(stage):
    stage = another(stage, "partnership")
    phone = stage.phone(**NARROW)
    rows = rows_of(stage)
    stage.trainer.command("open_round", domain="*")
    for row in rows:
        expect(phone.tab.get_by_role("checkbox", name=row, exact=True)).not_to_be_checked()
    assert phone.tab.evaluate("document.documentElement.scrollWidth") == NARROW["viewport"]["width"]
    expect(finish(phone, "none")).to_be_visible()
    heard = phone.listen()
    for row in rows[:3]:
        phone.tab.get_by_text(row, exact=True).click()
        expect(phone.tab.get_by_role("checkbox", name=row, exact=True)).to_be_checked()
    is_saved(phone, said("attendee.rows.ticked", n=3, all=15))
    assert heard().count(said("status.saved")) == 1
    phone.tab.reload()
    is_saved(phone, said("attendee.rows.ticked", n=3, all=15))
    assert ticked(phone) == rows[:3]
    phone.tab.context.set_offline(True)
    phone.tab.get_by_text(rows[14], exact=True).click()
    phone.sees(said("status.not_saved"))
    phone.tab.context.set_offline(False)
    phone.tab.reload()
    is_saved(phone, said("attendee.rows.ticked", n=4, all=15))
    assert ticked(phone) == [*rows[:3], rows[14]]
    finish(phone).click()
    is_saved(phone, said("attendee.rows.done"))
    assert stage.trainer.refresh()["view"]["turnout"]["rated"] == 1
    phone.tab.get_by_text(rows[0], exact=True).click()  # who has finished stays so
    expect(phone.tab.get_by_role("checkbox", name=rows[0], exact=True)).not_to_be_checked()
    is_saved(phone, said("attendee.rows.done"))
    assert stage.trainer.refresh()["view"]["turnout"]["rated"] == 1
    finish(phone).click()
    is_saved(phone, said("attendee.rows.ticked", n=3, all=15))
    assert stage.trainer.refresh()["view"]["turnout"]["rated"] == 0
    finish(phone).click()
    is_saved(phone, said("attendee.rows.done"))
    stage.trainer.command("close_round", round=stage.trainer.view["round"]["id"])
    in_place = said("attendee.rows.told.tick.in-place", n=1, ratings=1)
    expect(phone.tab.get_by_text(in_place, exact=True)).to_have_count(3)
    # A row that is taken up by itself has its own reasons.
    key, other, *_ = (one["key"] for one in instrument_of(stage)["domains"])
    expect(phone.tab.get_by_label(said("attendee.reason.label"))).to_have_count(0)
    stage.trainer.command("show_domain", domain=key)
    phone.tab.get_by_label(said("attendee.reason.label")).fill("We meet monthly")
    phone.press(said("attendee.reason.send"))
    phone.sees(said("attendee.reason.sent"))
    assert [one["text"] for one in stage.trainer.refresh()["view"]["reasons"]] == [
        "We meet monthly"
    ]
    stage.trainer.command("show_domain", domain=other)
    expect(phone.tab.get_by_label(said("attendee.reason.label"))).to_have_value("")
    stage.trainer.command("show_domain", domain=key)
    phone.sees(said("attendee.reason.sent"))
    # A row again, alone: yes or no, and nothing chosen before.
    stage.trainer.command("open_round", domain=key)
    expect(phone.tab.get_by_role("group", name=rows[0])).to_be_visible()
    assert [one.is_checked() for one in phone.choices.all()] == [False, False]
    phone.tab.get_by_text(said("common.answers.tick.named.in-place.1"), exact=True).click()
    expect(phone.tab.locator(".save-bar")).to_contain_text(f"{said('status.saved')}.")
    stage.close()


def test_what_the_room_names_comes_to_open_phones_and_keys_answer_it(stage):
    stage = another(stage, "critical-factors")
    phone = stage.phone(**NARROW)
    phone.sees(said("attendee.rows.to_name"))
    stage.trainer.command("name_copies", names=["School nursing", "Early help"])
    phone.sees("Early help")
    stage.trainer.command("open_round", domain=topic_of(stage))
    expect(phone.heading("School nursing")).to_be_visible()
    first, second, *_ = rows = rows_of(stage)
    group = phone.tab.get_by_role("group", name=first, exact=True)
    group.get_by_role("radio", name="Not there").focus()
    phone.tab.keyboard.press("ArrowRight")
    expect(group.get_by_role("radio", name="Partly there")).to_be_checked()
    phone.tab.keyboard.press("Enter")
    is_saved(phone, said("attendee.rows.rest", n=1, all=14))
    phone.press(said("attendee.rows.go"))
    expect(
        phone.tab.get_by_role("group", name=second, exact=True).get_by_role("radio").first
    ).to_be_focused()
    for row in rows[1:]:
        group = phone.tab.get_by_role("group", name=row, exact=True)
        group.get_by_text(said("common.cant_say"), exact=True).click()
    is_saved(phone, said("attendee.rows.all"))
    stage.close()


def test_each_person_ticks_for_experiences_of_their_own(stage):
    stage = another(stage, "good-practice")
    phone = stage.phone(**NARROW)
    stage.trainer.command("open_round", domain="*")
    over = instrument_of(stage)["repeat"]["over"]
    phone.tab.get_by_role("checkbox").first.click()
    phone.is_saved()
    for number in (2, 3):
        phone.press(said("attendee.rows.add", over=over))
        own = phone.tab.get_by_role("region", name=said("attendee.rows.own", over=over, n=number))
        own.get_by_role("checkbox").nth(number).click()
    expect(phone.button(said("attendee.rows.add", over=over))).to_have_count(0)
    own = said("attendee.rows.own", over=over, n=1)
    phone.press(said("attendee.rows.remove", own=own))
    expect(phone.tab.get_by_role("region", name=re.compile(over, re.I))).to_have_count(2)
    finish(phone).click()
    is_saved(phone, said("attendee.rows.done"))
    stage.trainer.command("close_round", round=stage.trainer.view["round"]["id"])
    cells = stage.trainer.refresh()["view"]["cells"]
    assert [cell["last"]["counts"] for cell in cells[:4]] == [[2, 0], [2, 0], [1, 1], [1, 1]]
    stage.close()
