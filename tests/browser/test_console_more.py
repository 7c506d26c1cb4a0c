"""The console beside the rounds: keys, people, links, details."""

import re

from playwright.sync_api import expect

from lab.rig.words import opening, said
from tests.browser.words import DOMAIN_NAMES


def test_the_common_path_by_single_keys(stage):
    console = stage.console()
    console.wants_keys()
    stage.people(2)
    path = (
        ("o", said("trainer.round.turnout", rated=0, of=2)),
        ("c", said("trainer.phase.revealed")),
        ("d", said("trainer.phase.discussion")),
        ("d", said("trainer.phase.revealed")),
        ("a", said("trainer.phase.open")),
    )
    for key, seen in path:
        console.is_ready()
        console.tab.keyboard.press(key)
        console.sees(seen)
        if key == "o":
            stage.votes(0, 3)
            console.sees(said("trainer.round.turnout", rated=2, of=2))
    stage.votes(1, 2)
    console.sees(said("trainer.round.turnout", rated=2, of=2))
    console.is_ready()
    console.tab.keyboard.press("c")
    console.sees(said("trainer.phase.revealed"))
    console.is_ready()
    console.tab.keyboard.press("r")
    assert console.focused() == said("trainer.ruling.title")


def test_keys_rest_while_something_is_typed(stage):
    console = stage.console()
    console.wants_keys()
    stage.rates("clarity")
    console.note.press_sequentially("add a cod")
    expect(console.note).to_have_value("add a cod")
    console.sees(said("trainer.phase.revealed"))


def test_keys_go_on_after_a_switch_was_pressed(stage):
    console = stage.console()
    console.wants_keys()
    stage.people(2)
    stage.rates("clarity", 0, 1)
    switch = console.shown("picture")
    switch.check()
    console.is_ready()
    expect(switch).to_be_focused()
    console.tab.keyboard.press("d")
    console.sees(said("trainer.next.discussion"))


def test_the_rest_of_a_word_is_no_command_when_its_field_goes(stage):
    console = stage.console()
    console.wants_keys()
    stage.people(2)
    stage.rates("clarity", 1, 1)
    console.note.press_sequentially("the c")
    stage.rules("clarity", "unanimous")
    console.tab.keyboard.press("o")
    console.sees(said("trainer.phase.ruled"))
    console.tab.keyboard.type("de of conduct")
    console.tab.wait_for_timeout(2100)
    assert stage.trainer.refresh()["view"]["phase"] == "ruled"
    console.tab.keyboard.press("o")
    console.sees(said("trainer.phase.open"))


def test_single_keys_do_nothing_until_somebody_wants_them(stage):
    """Typed on the console by mistake, a chat message must not reach the room."""
    console = stage.console()
    console.tab.locator("body").press("o")
    console.tab.keyboard.type("ok, can you")
    console.opens("contact")  # by the mouse: had a key counted, a round would be open already
    console.tab.keyboard.type("close")
    expect(console.dialog).to_be_hidden()
    stage.joins()
    console.sees(said("trainer.round.turnout", rated=0, of=1))


def test_the_choice_of_keys_is_remembered_and_they_are_listed(stage):
    console = stage.console()
    for wanted in (True, False):
        keys = console.panel(said("trainer.keys.title"))
        keys.get_by_role("checkbox").set_checked(wanted)
        expect(keys).to_contain_text(said("trainer.keys.open"))
        console.tab.reload()
        console.sees(said("trainer.phase.start"))
        expect(console.panel(said("trainer.keys.title")).get_by_role("checkbox")).to_be_checked(
            checked=wanted
        )
    button = console.button(said("trainer.do.open_round", domain="Clarity on roles")).first
    expect(button).not_to_have_attribute("aria-keyshortcuts", "o")
    console.wants_keys()
    expect(button).to_have_attribute("aria-keyshortcuts", "o")
    console.tab.keyboard.press("?")
    assert console.focused() == said("trainer.keys.title")


def test_no_key_acts_behind_a_question(stage):
    console = stage.console()
    console.wants_keys()
    stage.opens("clarity")
    console.press(said("trainer.do.cancel_round"))
    console.tab.keyboard.press("c")
    console.answer(said("trainer.confirm.back"))
    console.sees(said("trainer.phase.open"))


def test_the_trainers_link_is_replaced_and_the_others_are_signed_out(stage):
    mine, other = stage.console(), stage.second_console()
    links = mine.panel(said("trainer.links.title"))
    links.get_by_role("button", name=said("trainer.links.load")).click()
    field = mine.tab.get_by_label(said("trainer.links.trainer"), exact=True)
    expect(field).to_have_value(stage.links["trainer"])
    mine.press(
        said(
            "trainer.links.about",
            action=said("trainer.links.replace"),
            what=said("trainer.links.trainer"),
        )
    )
    mine.answer(said("trainer.confirm.replace_trainer.yes"))
    expect(field).not_to_have_value(stage.links["trainer"])
    other.sees(said("trainer.ended_title"))
    expect(other.status).to_have_text(other.main.get_by_role("paragraph").inner_text())
    expect(other.tab.get_by_role("button")).to_have_count(0)
    mine.opens("clarity")


def test_links_that_another_trainer_replaced_are_not_handed_on(stage):
    console = stage.console()
    panel = console.panel(said("trainer.links.title"))
    panel.get_by_role("button", name=said("trainer.links.load")).click()
    join = panel.get_by_label(said("trainer.links.join"), exact=True)
    expect(join).to_have_value(re.compile(stage.code))
    stage.trainer.command("replace_link", link="join")
    expect(join).not_to_have_value(re.compile(stage.code))
    lead = panel.get_by_label(said("trainer.links.lead"), exact=True)
    expect(lead).to_have_value(stage.links["lead"])
    stage.trainer.command("replace_link", link="lead")
    console.tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    copy, copied = (
        said(
            "trainer.links.about",
            action=said(f"trainer.links.{did}"),
            what=said("trainer.links.lead"),
        )
        for did in ("copy", "copied")
    )
    console.press(copy)
    expect(console.button(copied)).to_be_visible()
    expect(lead).not_to_have_value(stage.links["lead"])
    assert console.tab.evaluate("navigator.clipboard.readText()") == lead.input_value()
    expect(console.button(copy)).to_be_visible()


def test_hands_typed_while_others_are_on_their_way_stay(stage):
    console = stage.console()
    stage.opens("clarity")
    console.sees(said("trainer.phase.open"))
    console.tab.get_by_text(said("trainer.hands.title"), exact=True).click()
    first, last = (console.tab.get_by_role("spinbutton").nth(at) for at in (0, 3))
    last.press_sequentially("2e")
    console.press(said("trainer.hands.add"))
    console.sees(opening("trainer.hands.whole"))
    last.fill("2")
    with stage.frozen():
        console.press(said("trainer.hands.add"))
        first.fill("4")
    console.sees(said("common.by_hand", n=2))
    console.is_ready()
    expect(first).to_have_value("4")


def test_a_person_is_removed_and_let_back_in(stage):
    console = stage.console()
    stage.joins("Attendee A")
    menu = console.person("Attendee A").get_by_role("group")
    for _ in range(2):  # past the button that it holds
        expect(menu).to_have_attribute("open", "")
        console.tab.keyboard.press("Tab")
    expect(menu).not_to_have_attribute("open", "")
    console.removes("Attendee A")
    expect(console.dialog).to_contain_text(
        said("trainer.confirm.remove_person.title", name="Attendee A")
    )
    console.answer(said("trainer.confirm.remove_person.yes"))
    console.press(
        said("trainer.people.about", action=said("trainer.people.readmit"), name="Attendee A")
    )
    remove = said("trainer.people.about", action=said("trainer.people.remove"), name="Attendee A")
    expect(menu).to_be_visible()  # back in, so that there is something to unfold
    expect(console.person("Attendee A").get_by_role("button", name=remove)).to_be_visible()


def test_joining_is_locked_and_the_code_hidden(stage):
    console, room = stage.console(), stage.room_view()
    people = console.side("people")
    people.get_by_role("button", name=said("trainer.people.lock")).click()
    room.sees(said("room.locked"))
    people.get_by_role("button", name=said("trainer.people.unlock")).click()
    console.side("share").get_by_role("button", name=said("trainer.screen.hide_code")).click()
    console.sees(said("trainer.screen.hidden"), said("trainer.next.lobby_no_code"))
    room.sees(said("room.welcome_more"))


def test_a_trainers_name_stands_beside_the_ruling(stage):
    console, results = stage.console(), stage.results()
    panel = console.panel(said("trainer.trainers.title"))
    panel.get_by_label(said("trainer.trainers.name")).fill("Trainer A")
    panel.get_by_role("button", name=said("trainer.trainers.save")).click()
    expect(panel.get_by_role("listitem")).to_contain_text("Trainer A")
    expect(console.status).to_have_text(said("status.saved"))
    stage.people(2)
    stage.rates("clarity", 1, 1)
    console.rules(said("common.method_names.unanimous"))
    expect(results.domain("clarity")).to_contain_text("by Trainer A")
    # beside a decision the room shows nothing else, so what is shown now is shown on phones
    console.tab.get_by_text(said("trainer.round.behind")).click()
    pattern = said("trainer.shown.picture")
    on_phones = said("trainer.shown.about", action=said("trainer.shown.phones"), part=pattern)
    expect(console.shown("picture")).to_have_accessible_name(on_phones)
    console.does_not_see(said("trainer.shown.hint"))


def test_details_can_be_put_right(stage):
    console, phone = stage.console(), stage.phone()
    panel = console.panel(said("trainer.details.title"))
    panel.get_by_label(said("trainer.details.name")).fill("")
    area = panel.get_by_label(said("trainer.details.area"))
    area.fill("Another area")
    panel.get_by_role("button", name=said("trainer.details.save")).click()
    expect(console.heading("Another area")).to_be_visible()
    phone.sees("Another area")
    now = stage.trainer.refresh()["view"]["workshop"]
    fields = {key: now[key] for key in ("kind", "date", "title")}
    stage.trainer.command("edit_details", details=fields | {"area": "As another trainer has it"})
    expect(area).to_have_value("As another trainer has it")
    area.fill("")
    panel.get_by_role("button", name=said("trainer.details.save")).click()
    panel.get_by_label(said("trainer.details.date")).fill("")
    panel.get_by_role("button", name=said("trainer.details.save")).click()
    problems = panel.get_by_role("group", name=said("common.error_title"))
    expect(problems).to_be_focused()
    what = [said(f"trainer.details.{field}") for field in ("area", "date")]  # both at once
    expect(problems.get_by_role("link")).to_have_text(
        [f"{field}: {said('trainer.fill_in')}" for field in what]
    )
    expect(area).to_have_attribute("aria-invalid", "true")
    problems.get_by_role("link").first.click()
    expect(area).to_be_focused()
    area.fill("An area")  # is in order by now; the date is not
    expect(problems.get_by_role("link")).to_have_count(1)
    expect(area).to_have_attribute("aria-invalid", "false")


def test_a_ruling_is_reopened_and_the_workshop_finished_and_reopened(stage):
    console = stage.console()
    stage.settles(*DOMAIN_NAMES)
    console.press(said("trainer.do.reopen_ruling"))
    console.answer(said("trainer.confirm.reopen_ruling.yes"))
    console.sees(said("trainer.phase.revealed"))
    stage.trainer.wait_for_phase("revealed")
    stage.rules("evidence", "unresolved", None, "Left open")
    console.is_ready()
    console.press(said("trainer.do.finish"))
    console.answer(said("trainer.confirm.finish.yes"))
    console.sees(said("trainer.advice.finished.do"))
    console.is_ready()
    console.press(said("trainer.do.reopen_workshop"))
    console.sees(said("trainer.phase.all_done"))


def test_nothing_is_asked_while_it_may_be_out_of_date(stage):
    console = stage.console()
    console.tab.context.set_offline(True)
    expect(console.mark).to_be_visible()
    console.press(said("trainer.do.open_round", domain="Clarity on roles"))
    field = console.panel(said("trainer.details.title")).get_by_label(said("trainer.details.area"))
    field.focus()
    refusal = console.tab.get_by_text(said("status.no_answer"))
    expect(refusal.and_(console.main.locator("p"))).to_be_visible()  # asked twice
    expect(console.status).to_contain_text(said("status.no_answer"))
    expect(field).to_be_focused()
    console.tab.context.set_offline(False)
    expect(console.mark).to_have_count(0)
    assert stage.trainer.refresh()["view"]["phase"] == "lobby"


def test_a_join_code_that_has_expired_is_called_so(stage):
    console = stage.console()
    stage.joins()
    console.side("people")
    console.sees(said("trainer.people.unlocked"))
    console.tab.clock.set_system_time("2027-06-01")
    stage.joins()
    console.sees(said("trainer.people.expired"))
    console.side("share")
    console.sees(said("trainer.code_expired"))
