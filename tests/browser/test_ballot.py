"""The ballot on a phone: all its ratings in sight, their meanings a press away, and the keys."""

import pytest
from playwright.sync_api import expect

from demo.room import DOMAINS
from lab.rig.words import said
from tests.browser.pages import Phone
from tests.browser.walks.parts import STILL
from tests.browser.words import DOMAIN_NAMES, LEVELS
from tests.builders import framework_data
from voting.words import load

# iPhones and small phones, as much of them as a browser leaves.
PHONES = ((390, 664), (320, 568), (360, 640), (375, 548))
MEANINGS = {
    domain["key"]: domain["meanings"]
    for domain in framework_data("voting/instruments/library/cascade.json")["domains"]
}
# What of the cards is not in sight, or hidden by something else.
_UNSEEN = """() => [...document.querySelectorAll('.card')]
  .flatMap((card) => [card, ...card.querySelectorAll('.chip, .card-label')].filter((part) => {
    const { left, right, top, bottom } = part.getBoundingClientRect();
    const seen = [top + 1, bottom - 1].every((y) => [left + 12, right - 12].every((x) =>
      card.contains(document.elementFromPoint(x, y))));
    return !seen || top < 0 || bottom > innerHeight;
  }))
  .map((part) => part.innerText)"""
_PLACES = """() => ['h1', '.question', '#promise', '.unfold', '.card', '.save-bar']
  .map((one) => document.querySelector(one).getBoundingClientRect().top)"""


def test_every_rating_is_in_sight_when_a_round_opens_and_when_it_is_rated(stage):
    phone = stage.phone(**STILL)
    for domain in DOMAINS:
        round_id = stage.opens(domain)
        phone.is_asked(domain)
        in_sight(phone, domain)
        if domain == DOMAINS[0]:
            phone.rate(2)
            in_sight(phone, "rated")
            stage.closes()
            stage.opens(domain)
            phone.sees(said("attendee.open.again"))
            in_sight(phone, "a second round")
            stage.trainer.command("set_timer", seconds=300, closes=True)
            stage.trainer.command("nudge", round=stage.trainer.view["round"]["id"])
            phone.sees(said("attendee.closes_in"), said("attendee.nudge.heading"))
            in_sight(phone, "a countdown and a reminder")
            round_id = stage.trainer.view["round"]["id"]
        stage.trainer.command("cancel_round", round=round_id)


def test_the_line_that_says_more_covers_no_card(stage):
    first, second = stage.phone("Zoë", **STILL), stage.phone("Zoe", **STILL)
    stage.opens("contact")  # a long name
    for phone in (first, second):
        phone.is_asked("contact")
    first.rate(1)
    ids = {name: stage.person(name) for name in ("Zoë", "Zoe")}
    stage.trainer.command("merge_people", person=ids["Zoe"], into=ids["Zoë"])
    second.sees(said("attendee.open.stored_hidden"))
    in_sight(second, "rated on another device")
    first.tab.context.set_offline(True)
    first.touch(0)
    first.sees(said("status.not_saved"))
    in_sight(first, "not saved yet")


def in_sight(phone: Phone, when: str) -> None:
    for width, height in PHONES:
        phone.tab.set_viewport_size({"width": width, "height": height})
        phone.rests()
        assert phone.tab.evaluate("scrollY") == 0
        assert phone.tab.evaluate(_UNSEEN) == [], (when, width, height)
        places = phone.tab.evaluate(_PLACES)
        assert places == sorted(places), (when, width, height)


def test_the_meanings_unfold_together_and_stay_so_in_this_browser(stage):
    phone = stage.phone(**STILL, viewport={"width": 390, "height": 664})
    stage.opens("clarity")
    phone.is_asked("clarity")
    name = f"{DOMAIN_NAMES['clarity']} {stage.stored().framework.question}"
    group = phone.tab.get_by_role("group", name=name)
    expect(group).to_have_accessible_description(said("attendee.open.private"))
    phone.does_not_see(f"{said('common.gold')}:")
    for rating, meaning in enumerate(MEANINGS["clarity"]):
        expect(phone.choice(rating)).to_have_accessible_description(meaning)
        expect(phone.main.get_by_text(meaning)).to_be_hidden()
    phone.tab.get_by_text(said("attendee.meanings")).click()
    shown(phone, "clarity")
    phone.rate(1)
    stage.closes()
    phone.shows("revealed")
    stage.opens("contact")
    phone.is_asked("contact")
    shown(phone, "contact")
    phone.tab.reload()
    shown(phone, "contact")
    phone.tab.get_by_text(said("attendee.meanings")).click()
    phone.tab.reload()
    phone.is_asked("contact")
    expect(phone.main.get_by_text(MEANINGS["contact"][0])).to_be_hidden()
    phone.tab.set_viewport_size({"width": 768, "height": 1024})  # there is room for them
    shown(phone, "contact")
    assert phone.tab.evaluate(_UNSEEN) == []
    expect(phone.tab.get_by_text(said("attendee.meanings"))).to_be_hidden()


def shown(phone: Phone, domain: str) -> None:
    for meaning in MEANINGS[domain]:
        expect(phone.main.get_by_text(meaning)).to_be_visible()


@pytest.fixture
def still(stage):
    """A phone that rates by keys, whose clock goes on only when it is told to."""
    phone = stage.phone(**STILL)
    phone.tab.clock.install()
    phone.tab.reload()
    round_id = stage.opens("clarity")
    phone.is_asked("clarity")
    phone.tab.clock.pause_at(phone.tab.evaluate("Date.now()") / 1000 + 1)
    phone.choices.first.focus()
    phone.tab.keyboard.press("Space")
    phone.is_saved()

    def chosen() -> list[int | None]:
        return list(stage.ballots(round_id).values())

    return phone, chosen


def test_a_choice_by_arrow_keys_waits_and_says_that_it_is_not_saved(still):
    phone, chosen = still
    heard = phone.listen()
    keys, clock = phone.tab.keyboard, phone.tab.clock
    keys.press("ArrowDown")
    clock.run_for(350)
    keys.press("ArrowDown")
    clock.run_for(350)
    expect(phone.save_bar).to_have_text(said("attendee.open.held"))
    assert chosen() == [0]
    clock.run_for(100)
    phone.is_saved()
    assert chosen() == [2]
    assert heard() == [said("status.saved")]


@pytest.mark.parametrize("how", ["Enter", "Space", "Tab", "Shift+Tab", "hidden"])
def test_what_is_chosen_by_arrow_keys_goes_out_at_once(still, how):
    phone, chosen = still
    phone.tab.keyboard.press("ArrowDown")
    expect(phone.save_bar).to_have_text(said("attendee.open.held"))
    if how == "hidden":
        phone.tab.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    else:
        phone.tab.keyboard.press(how)
    phone.is_saved()
    assert chosen() == [1]


def test_nothing_waits_just_before_the_clock_closes_the_round(stage, still):
    phone, chosen = still
    stage.trainer.command("set_timer", seconds=9, closes=True)
    phone.sees(said("attendee.closes_in"))
    phone.tab.clock.fast_forward(6_500)
    phone.tab.keyboard.press("ArrowDown")
    phone.is_saved()
    assert chosen() == [1]


def test_a_choice_that_waited_too_long_is_told_when_the_round_closes(stage, still):
    phone, _ = still
    phone.tab.keyboard.press("ArrowDown")
    expect(phone.save_bar).to_have_text(said("attendee.open.held"))
    stage.closes()
    phone.sees(said("attendee.refused.heading"), said("refusals.round-closed"))


def test_a_chosen_card_has_a_tint_of_its_level_and_without_colours_a_border(stage):
    looks = (
        "(one) => { const { backgroundColor: tint, borderTopColor: edge, outlineStyle: ring } = "
    )
    looks += "getComputedStyle(one.closest('.card')); return [tint, edge, ring]; }"
    for scheme, forced in (("light", "none"), ("dark", "none"), ("light", "active")):
        phone = stage.phone(
            f"{scheme} {forced}", color_scheme=scheme, forced_colors=forced, **STILL
        )
        round_id = stage.opens("clarity")
        phone.is_asked("clarity")
        plain = [phone.choice(rating).evaluate(looks) for rating in (0, 1, 2, 3, None)]
        tints = set()
        for rating, before in zip((0, 1, 2, 3, None), plain, strict=True):
            phone.rate(rating)
            tint, edge, ring = phone.choice(rating).evaluate(looks)
            if forced == "active":
                assert (edge, ring) != (before[1], before[2])
            else:
                assert tint != before[0]
                tints.add(tint)
        assert len(tints) == (0 if forced == "active" else 5)
        phone.tab.close()
        stage.trainer.command("cancel_round", round=round_id)


def test_the_discussion_asks_the_same_three_questions_on_every_phone(stage):
    phone = stage.phone(**STILL)
    stage.people(3)
    stage.rates("clarity", 0, 3, 3)
    stage.trainer.command("start_discussion")
    seen = []
    for _ in range(2):
        asked = stage.trainer.view["questions"]
        ends = {end: LEVELS[asked[end]] for end in ("low", "high")}
        texts = [load().said["common"]["questions"][key].format(**ends) for key in asked["ask"]]
        assert len(texts) == 3
        expect(phone.main.get_by_role("list").first.get_by_role("listitem")).to_have_text(texts)
        seen.append(texts)
        stage.trainer.command("change_questions")
    assert not set(seen[0]) & set(seen[1])
