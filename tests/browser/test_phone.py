"""One phone: rating, what it says of it, and everything that can go wrong on the way."""

import re

from playwright.sync_api import expect

from lab.rig.server import wait_until
from lab.rig.words import said
from tests.browser.pages import Phone
from tests.browser.words import NOT_SAVED
from tests.edges.test_lost_moment import moment_lost

BLOCKED_STORAGE = """Object.defineProperty(window, 'localStorage', {
  get() { throw new DOMException('The operation is insecure.', 'SecurityError'); } });"""

TINT = "(radio) => getComputedStyle(radio.closest('.card')).backgroundColor"


def test_nothing_is_chosen_beforehand(stage):
    phone = stage.phone()
    for domain, rating in (("clarity", 2), ("contact", 1)):
        stage.opens(domain)
        expect(phone.choices).to_have_count(5)
        expect(phone.tab.get_by_role("radio", checked=True)).to_have_count(0)
        expect(phone.save_bar).to_have_text(said("attendee.open.choose"))
        phone.rate(rating)
        stage.closes()


def test_a_rating_can_be_changed_until_the_round_closes(stage):
    phone = stage.phone()
    stage.opens("clarity")
    for rating in (3, 0, None, 1):
        phone.rate(rating)
    assert stage.closes() == [0, 1, 0, 0]
    expect(phone.choices).to_have_count(0)
    phone.sees(said("attendee.revealed.heading"), said("common.you"))


def test_saved_is_said_only_once_it_is_stored(stage):
    phone = stage.phone()
    round_id = stage.opens("clarity")
    phone.is_asked("clarity")
    with stage.frozen():
        phone.touch(2)
        expect(phone.save_bar).to_have_text(said("attendee.open.saving"))
        expect(phone.save_bar).to_have_text(NOT_SAVED)
        expect(phone.status).to_have_text(NOT_SAVED)
    phone.is_saved()
    expect(phone.status).to_have_text(said("status.saved"))
    assert stage.ballots(round_id) == {stage.person("Attendee A"): 2}


def test_arrow_keys_and_space_choose(stage):
    phone = stage.phone()
    round_id = stage.opens("clarity")
    phone.choices.first.focus()
    phone.tab.keyboard.press("Space")
    phone.is_saved()
    for _ in range(2):
        phone.tab.keyboard.press("ArrowDown")
    expect(phone.choice(2)).to_be_focused()
    expect(phone.choice(2)).to_be_checked()
    phone.is_saved()
    assert list(stage.ballots(round_id).values()) == [2]


def test_a_vote_that_comes_too_late_is_refused_in_words(stage):
    phone = stage.phone()
    stage.opens("clarity")
    phone.is_asked("clarity")
    phone.tab.context.set_offline(True)
    phone.touch(2)
    phone.sees(NOT_SAVED)
    assert stage.closes() == [0, 0, 0, 0]
    phone.tab.context.set_offline(False)
    phone.sees(said("attendee.refused.heading"), said("refusals.round-closed"))
    phone.sees(said("attendee.revealed.heading"), said("common.chart.none"))


def test_a_cancelled_round_is_explained(stage):
    phone = stage.phone()
    stage.opens("clarity")
    phone.rate(1)
    stage.trainer.command("cancel_round", round=stage.trainer.view["round"]["id"])
    phone.sees(said("attendee.cancelled.heading"), "Clarity on roles")
    expect(phone.status).to_have_text(said("status.round_cancelled"))
    stage.opens("clarity")
    phone.does_not_see(said("attendee.cancelled.heading"))
    expect(phone.tab.get_by_role("radio", checked=True)).to_have_count(0)


def test_a_person_leaves_and_comes_back_with_their_rating(stage):
    phone = stage.phone()
    stage.opens("clarity")
    phone.rate(3)
    phone.leave()
    phone.button(said("attendee.left.button")).click()
    expect(phone.choice(3)).to_be_checked()
    phone.is_saved()
    assert stage.closes() == [0, 0, 0, 1]


def test_a_person_corrects_their_name(stage):
    phone = stage.phone()
    phone.pick(said("attendee.menu.edit"))
    phone.tab.get_by_label(said("attendee.edit.name")).fill("Attendee B")
    phone.button(said("attendee.edit.save")).click()
    phone.sees(said("attendee.lobby.heading.start", name="Attendee B"))
    assert stage.person("Attendee B")


def test_a_person_is_taken_out_and_let_back_in(stage):
    phone = stage.phone()
    stage.opens("clarity")
    phone.rate(1)
    person = stage.person("Attendee A")
    stage.trainer.command("remove_person", person=person)
    phone.sees(said("attendee.removed.heading"))
    expect(phone.choices).to_have_count(0)
    stage.trainer.command("readmit_person", person=person)
    phone.button(said("attendee.removed.button")).click()
    expect(phone.choice(1)).to_be_checked()
    phone.is_saved()


def test_two_tabs_of_one_browser_keep_in_step(stage):
    phone = stage.phone()
    other = Phone(phone.tab.context.new_page())
    other.tab.goto(phone.tab.url)
    stage.opens("clarity")
    for one, two, rating in ((phone, other, 2), (other, phone, 0), (phone, other, None)):
        one.rate(rating)
        expect(two.choice(rating)).to_be_checked()
        two.is_saved()
    assert stage.closes() == [0, 0, 0, 0]
    assert stage.trainer.view["rounds"][-1]["cant_say"] == 1


def test_two_merged_phones_say_that_the_other_rated_but_not_what(stage):
    first, second = stage.phone("Attendee A"), stage.phone("Attendee B")
    round_id = stage.opens("clarity")
    first.rate(1)
    second.rate(3)
    ids = [stage.person(name) for name in ("Attendee A", "Attendee B")]
    stage.trainer.command("merge_people", person=ids[1], into=ids[0])
    other_rated = said("attendee.open.stored_hidden")
    first.sees(other_rated)
    expect(first.tab.get_by_role("radio", checked=True)).to_have_count(0)
    for _ in range(2):
        expect(second.choice(3)).to_be_checked()
        second.is_saved()
        second.tab.reload()
    first.rate(0)
    second.sees(other_rated)
    assert stage.ballots(round_id) == {ids[0]: 0}


def test_a_phone_that_was_away_is_right_again_by_itself(stage):
    phone = stage.phone()
    stage.opens("clarity")
    phone.rate(2)
    phone.tab.context.set_offline(True)
    phone.sees(said("status.stale"))
    stage.closes()
    stage.rules("clarity", "majority")
    stage.opens("contact")
    phone.tab.context.set_offline(False)
    expect(phone.heading("Agreed point of contact")).to_be_visible()
    expect(phone.tab.get_by_text(said("status.stale"))).to_have_count(0)
    phone.rate(1)


def test_a_vote_given_without_a_network_is_sent_later(stage):
    phone = stage.phone()
    stage.opens("clarity")
    phone.is_asked("clarity")
    phone.tab.context.set_offline(True)
    phone.touch(3)
    phone.sees(NOT_SAVED)
    phone.tab.context.set_offline(False)
    phone.is_saved()
    assert stage.closes() == [0, 0, 0, 1]


def test_a_reload_before_the_vote_was_sent_loses_nothing(stage):
    phone = stage.phone()
    stage.opens("clarity")
    phone.is_asked("clarity")
    with stage.frozen():
        phone.touch(2)
        phone.sees(NOT_SAVED)
        phone.tab.evaluate("location.reload()")
    expect(phone.choice(2)).to_be_checked()
    phone.is_saved()
    assert stage.closes() == [0, 0, 1, 0]


def test_a_browser_that_keeps_nothing_can_rate(stage):
    phone = stage.phone()
    phone.tab.add_init_script(BLOCKED_STORAGE)
    phone.tab.reload()
    stage.opens("clarity")
    phone.rate(2)
    phone.tab.reload()
    expect(phone.choice(2)).to_be_checked()
    phone.rate(1)
    assert stage.closes() == [0, 1, 0, 0]


def test_the_focus_stays_on_a_card_while_others_rate(stage):
    phone = stage.phone()
    stage.people(2)
    stage.opens("clarity")
    phone.choice(1).focus()
    stage.votes(0, 3)
    stage.trainer.command("set_timer", seconds=300)
    phone.sees(said("common.time_left"))
    stage.joins()
    stage.trainer.command("extend_timer", seconds=60)
    phone.sees("5:")
    expect(phone.choice(1)).to_be_focused()


def test_a_calm_phone_does_not_say_that_it_is_connecting(stage):
    phone = stage.phone()
    phone.shows("lobby")
    expect(phone.status).not_to_have_text(said("status.connecting"))


def test_a_page_whose_script_never_runs_says_so_after_a_while(stage):
    """As in a browser that is too old for it."""
    phone = stage.phone()
    phone.tab.route("**/attendee.js", lambda asked: asked.abort())
    phone.tab.reload()
    told = phone.main.get_by_text(said("page.stuck"))
    expect(told).to_be_hidden()
    phone.tab.evaluate("for (const wait of document.getAnimations()) wait.finish()")
    expect(told).to_be_visible()


def test_screens_that_come_later_come_however_often_they_fail(stage):
    phone = stage.phone()
    stage.people(2)
    phone.tab.route("**/later.js*", lambda asked: asked.abort())
    stage.rates("clarity", 1, 2)
    phone.sees(said("attendee.to_come"))
    stage.rules("clarity", "consensus", 2)
    stage.trainer.command("show_overview")
    ruled = phone.main.get_by_text(said("common.domain_status.ruled"))
    expect(ruled).to_be_visible()
    phone.tab.unroute("**/later.js*")
    phone.sees(said("common.methods.consensus"))
    stage.trainer.command("show_domain", domain="clarity")
    phone.sees(said("attendee.ruled.heading"))
    assert phone.tallies() == [[0, 1, 1, 0, 0]]


def test_a_rating_that_the_store_lost_in_a_failover_is_sent_again(stage):
    phone = stage.phone()
    stage.opens("clarity")
    with moment_lost(stage):
        phone.rate(2)
        phone.sees(said("status.saved"))
        assert list(stage.ballots(1).values()) == [2]
    assert stage.ballots(1) == {}
    wait_until(lambda: list(stage.ballots(1).values()) == [2])
    phone.sees(said("status.saved"))
    with moment_lost(stage):
        phone.rate(3)
        assert list(stage.ballots(1).values()) == [3]
    assert list(stage.ballots(1).values()) == [2]
    wait_until(lambda: list(stage.ballots(1).values()) == [3])
    phone.is_saved()


def test_a_page_that_is_older_than_the_server_loads_itself_again(stage):
    phone = stage.phone()
    answered = []

    def as_before_an_upgrade(route):
        page = route.fetch()
        older = re.sub(r'"version":"[0-9a-f]+"', '"version":"older"', page.text())
        answered.append(older)
        route.fulfill(response=page, body=older)

    phone.tab.route(f"**/w/{stage.id}", as_before_an_upgrade, times=1)
    phone.tab.reload()
    assert '"version":"older"' in answered[0]
    sent = phone.tab.locator("#boot")
    wait_until(lambda: '"version":"older"' not in (sent.text_content() or ""))
    phone.shows("lobby")


def test_a_change_that_came_too_late_is_told_in_the_next_round_too(stage):
    phone = stage.phone()
    stage.people(2)
    stage.opens("clarity")
    phone.rate(1)
    phone.tab.context.set_offline(True)
    phone.touch(2)
    stage.closes()
    stage.opens("contact")
    phone.tab.context.set_offline(False)
    phone.is_asked("contact")
    phone.sees(said("attendee.refused.earlier"))
    stage.trainer.command("set_timer", seconds=300)  # a state that follows must not take it away
    phone.sees(said("common.time_left"), said("attendee.refused.earlier"))
    phone.rate(3)
    phone.does_not_see(said("attendee.refused.earlier"))


def test_who_had_not_rated_is_told_that_the_round_has_closed(stage):
    phone, other = stage.phone(), stage.phone("Attendee B")
    stage.opens("clarity")
    other.rate(None)
    phone.is_asked("clarity")
    stage.closes()
    phone.sees(said("attendee.revealed.you_missed"))
    other.sees(said("attendee.revealed.you_cant_say"))
    other.does_not_see(said("attendee.revealed.you_missed"))


def test_the_tint_of_a_card_says_what_is_chosen_not_what_was_touched_last(stage):
    phone = stage.phone(reduced_motion="reduce")
    stage.opens("clarity")
    phone.is_asked("clarity")
    phone.rate(2)
    other = Phone(phone.tab.context.new_page())
    other.tab.goto(phone.tab.url)
    other.rate(0)
    expect(phone.choice(0)).to_be_checked()
    tints = [choice.evaluate(TINT) for choice in phone.choices.all()]
    assert len(set(tints[1:])) == 1
    assert tints[0] != tints[1]


def test_a_reason_is_there_again_when_its_round_is(stage):
    phone = stage.phone()
    for domain in ("clarity", "contact"):
        stage.opens(domain)
        phone.is_asked(domain)
        phone.rate(1)
        phone.tab.get_by_label(said("attendee.reason.label")).fill(f"About {domain}")
        phone.button(said("attendee.reason.send")).click()
        phone.sees(said("attendee.reason.sent"))
        stage.closes()
    stage.trainer.command("show_domain", domain="clarity")
    phone.sees("Clarity on roles")
    expect(phone.tab.get_by_label(said("attendee.reason.label"))).to_have_value("About clarity")
    expect(phone.button(said("attendee.reason.take_back"))).to_be_visible()
    stage.opens("clarity")
    phone.rate(2)
    phone.tab.get_by_label(said("attendee.reason.label")).fill("About the second round")
    phone.button(said("attendee.reason.send")).click()
    phone.sees(said("attendee.reason.sent"))
    stage.trainer.command("cancel_round", round=stage.trainer.view["round"]["id"])
    expect(phone.tab.get_by_label(said("attendee.reason.label"))).to_have_value("About clarity")


def comes_as_somebody_else(tab, stage, name: str, meanwhile=lambda: None) -> None:
    tab.goto(f"{stage.server.base}/j/{stage.code}")
    tab.get_by_label(said("details.somebody_else")).check()
    tab.get_by_label(said("details.name")).fill(name)
    tab.get_by_label(said("details.sector")).select_option("School or college")
    meanwhile()
    tab.get_by_role("button", name=said("details.back_button")).click()


def test_other_pages_of_a_browser_go_on_when_somebody_else_joins_in_it(stage):
    console = stage.console()
    tab = console.tab.context.new_page()
    tab.goto(f"{stage.server.base}/j/{stage.code}")
    Phone(tab).introduce("Attendee A")
    comes_as_somebody_else(tab, stage, "Attendee B")
    Phone(tab).sees(said("attendee.lobby.heading.start", name="Attendee B"))
    with console.tab.expect_event("load"):
        console.tab.context.set_offline(True)
        console.tab.context.set_offline(False)
    console.opens("clarity")


def test_somebody_else_who_is_refused_changes_nothing_for_the_first(stage):
    browser = stage.browser()
    browser.join(stage.code, "Attendee A", "school")
    phone = Phone(stage.tab(f"/w/{stage.id}", browser))
    phone.sees(said("attendee.lobby.heading.start", name="Attendee A"))
    tab = phone.tab.context.new_page()
    comes_as_somebody_else(
        tab, stage, "Attendee B", meanwhile=lambda: stage.trainer.command("lock_joining")
    )
    expect(tab.get_by_role("group", name=said("common.error_title"))).to_be_visible()
    tab.goto(f"{stage.server.base}/j/{stage.code}")
    expect(tab.get_by_label(said("details.name"))).to_have_value("Attendee A")


def test_one_person_with_two_phones_is_told_on_each_what_is_so_and_so_again_when_parted(stage):
    first, second, stranger = stage.phone("Zoë"), stage.phone("Zoe"), stage.phone("Amy")
    held = stage.opens("clarity")
    ids = {name: stage.person(name) for name in ("Zoë", "Zoe")}
    for phone, rating in ((first, 1), (second, 3), (stranger, 0)):
        phone.is_asked("clarity")
        phone.rate(rating)
    for phone, text in ((second, "They ring us"), (stranger, "Hardly ever")):
        phone.tab.get_by_label(said("attendee.reason.label")).fill(text)
        phone.button(said("attendee.reason.send")).click()
        phone.sees(said("attendee.reason.sent"))
    stage.trainer.command("merge_people", person=ids["Zoe"], into=ids["Zoë"])
    first.sees(said("attendee.reason.hidden"), said("attendee.open.stored_hidden"))
    first.press(said("attendee.reason.go"))
    expect(first.tab.get_by_label(said("attendee.reason.label"))).to_be_focused()
    second.sees(said("attendee.reason.sent"))
    expect(second.button(said("attendee.reason.take_back"))).to_be_visible()
    stage.trainer.command("readmit_person", person=ids["Zoe"])
    first.sees(said("attendee.open.choose"))
    wait_until(lambda: stage.ballots(held).get(ids["Zoe"]) == 3)
    assert set(stage.ballots(held)) - {ids["Zoe"]} == {stage.person("Amy")}
    expect(second.tab.get_by_label(said("attendee.reason.label"))).to_have_value("They ring us")
    second.sees(said("attendee.reason.draft"))
    first.rate(1)
    stage.trainer.command("merge_people", person=ids["Zoë"], into=ids["Zoe"])
    second.sees(said("attendee.open.stored_hidden"))
    second.button(said("attendee.reason.send")).click()
    second.sees(said("attendee.reason.sent"))
    first.sees(said("attendee.reason.hidden"))
    stage.closes()
    given = {one["text"]: one["id"] for one in stage.trainer.view["reasons"]}
    stage.trainer.command("show_reason", reason=given["They ring us"])
    second.sees(said("attendee.reason.shown"))
    stage.trainer.command("withdraw_reason", reason=given["They ring us"])
    second.sees(said("attendee.reason.withdrawn"))
    first.sees(said("attendee.reason.hidden"))


def test_words_of_a_round_that_is_over_are_not_kept_and_what_became_of_them_is_told(stage):
    phone = stage.phone()
    stage.opens("clarity")
    phone.is_asked("clarity")
    phone.rate(1)
    phone.tab.get_by_label(said("attendee.reason.label")).fill("About Zebulon")
    phone.button(said("attendee.reason.send")).click()
    phone.sees(said("attendee.reason.sent"))
    stage.closes()
    reason = stage.trainer.view["reasons"][0]["id"]
    stage.opens("contact")
    phone.is_asked("contact")
    wait_until(lambda: "Zebulon" not in phone.tab.evaluate("JSON.stringify(localStorage)"))
    stage.trainer.command("withdraw_reason", reason=reason)
    stage.trainer.command("cancel_round", round=stage.trainer.view["round"]["id"])
    stage.trainer.command("show_domain", domain="clarity")
    phone.sees(said("attendee.reason.withdrawn"))
