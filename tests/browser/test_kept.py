"""What a browser keeps of a workshop, and when it goes."""

import json

import pytest
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from demo.room import DOMAINS
from lab.rig.server import wait_until
from tests.browser.words import said

pytestmark = pytest.mark.browser

DAYS = 60


def kept(tab: Tab) -> dict[str, str]:
    """What both of the browser's stores hold of ours, but for the days of use."""
    stored = tab.evaluate("({...localStorage, ...sessionStorage})")
    return {key: text for key, text in stored.items() if key != "cascade.used"}


def test_a_phone_keeps_a_rating_no_longer_than_its_person_takes_part(stage):
    phone = stage.phone()
    stage.opens("clarity")
    phone.rate(2)
    own = next(key for key in kept(phone.tab) if key.startswith(f"cascade.{stage.id}."))
    stage.closes()
    phone.tab.evaluate(
        """([own, workshop, days]) => {
          localStorage[`cascade.${workshop}.somebody`] = '{"own":{"1":3}}';
          localStorage[`cascade.${workshop}.somebody.reason`] = '{}';
          localStorage['cascade.another.me'] = localStorage['cascade.old.me'] = '{"own":{"1":3}}';
          localStorage['cascade.unheard-of.me'] = '{}'; // as a version before left it
          sessionStorage['cascade.typed.old'] = '{}';
          const today = Math.floor(Date.now() / 86400000);
          const uses = { 'cascade.another.me': today - days, 'cascade.old.me': today - days - 1 };
          localStorage['cascade.used'] = JSON.stringify({ [own]: today, ...uses });
          sessionStorage['cascade.used'] = `{"cascade.typed.old":${today - days - 1}}`;
          localStorage.theirs = 'of another program';
        }""",
        [own, stage.id, DAYS],
    )
    phone.tab.reload()
    others = {"cascade.another.me", "cascade.unheard-of.me", "cascade.here", "theirs"}
    wait_until(lambda: kept(phone.tab).keys() - {f"{own}.reason"} == others | {own})
    assert phone.tab.evaluate("localStorage['cascade.used']").count("unheard-of") == 1
    expect(phone.main.get_by_text(said("common.you"), exact=True)).to_be_visible()
    phone.leave()
    assert not [key for key in kept(phone.tab) if key.startswith(own)]
    phone.button(said("attendee.left.button")).click()
    # For as long as the page is open it knows what its person rated, and so does the next one then.
    expect(phone.main.get_by_text(said("common.you"), exact=True)).to_be_visible()
    stage.opens("contact")
    phone.rate(1)
    assert json.loads(kept(phone.tab)[own])["own"] == {"1": 2, "2": 1}


def test_a_phone_keeps_nothing_of_a_finished_workshop(stage):
    phone = stage.phone()
    stage.opens("clarity")
    phone.rate(2)
    stage.closes()
    assert f"cascade.{stage.id}." in str(list(kept(phone.tab)))
    stage.settles(*DOMAINS)
    stage.trainer.command("finish")
    phone.shows("finished")
    assert f"cascade.{stage.id}." not in str(list(kept(phone.tab)))


def test_nothing_stays_of_a_workshop_that_is_deleted(stage):
    phone, console = stage.phone(), stage.console()
    panel = console.panel(said("trainer.trainers.title"))
    panel.get_by_role("textbox").fill("Somebody el")
    stage.opens("clarity")
    phone.rate(2)
    console.tab.reload()  # over which what is typed is kept
    wait_until(lambda: "Somebody el" in str(kept(console.tab)))
    console.tab.evaluate(f"localStorage['cascade.apart.{stage.id}'] = '[]'")
    panel = console.panel(said("trainer.delete.title"))
    panel.get_by_role("textbox").fill(stage.stored().details.area)
    panel.get_by_role("button", name=said("trainer.delete.button")).click()
    console.answer(said("trainer.confirm.delete_workshop.yes"))
    console.sees(said("home.deleted_workshop"))
    assert stage.id not in str(kept(console.tab))
    phone.sees(said("attendee.ended.heading"))
    assert stage.id not in str(kept(phone.tab))
