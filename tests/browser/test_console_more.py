"""The console beside the rounds: keys, people, links, details."""

import re

from playwright.sync_api import expect

from tests.browser.words import DOMAIN_NAMES


def test_the_common_path_by_single_keys(stage):
    console = stage.console()
    console.wants_keys()
    stage.people(2)
    path = (
        ("o", "0 of 2 have rated"),
        ("c", "Ratings revealed"),
        ("d", "Discussion"),
        ("d", "Ratings revealed"),
        ("a", "A round is open"),
    )
    for key, seen in path:
        console.is_ready()
        console.tab.keyboard.press(key)
        console.sees(seen)
        if key == "o":
            stage.votes(0, 3)
            console.sees("2 of 2 have rated")
    stage.votes(1, 2)
    console.sees("2 of 2 have rated")
    console.is_ready()
    console.tab.keyboard.press("c")
    console.sees("Ratings revealed")
    console.is_ready()
    console.tab.keyboard.press("r")
    assert console.focused() == "Record the ruling"


def test_keys_rest_while_something_is_typed(stage):
    console = stage.console()
    console.wants_keys()
    stage.rates("clarity")
    console.note.press_sequentially("add a cod")
    expect(console.note).to_have_value("add a cod")
    console.sees("Ratings revealed")


def test_keys_go_on_after_a_switch_was_pressed(stage):
    console = stage.console()
    console.wants_keys()
    stage.people(2)
    stage.rates("clarity", 0, 1)
    switch = console.tab.get_by_role("checkbox", name="The picture in words")
    switch.check()
    console.is_ready()
    expect(switch).to_be_focused()
    console.tab.keyboard.press("d")
    console.sees("The room is talking.")


def test_the_rest_of_a_word_is_no_command_when_its_field_goes(stage):
    console = stage.console()
    console.wants_keys()
    stage.people(2)
    stage.rates("clarity", 1, 1)
    console.note.press_sequentially("the c")
    stage.rules("clarity", "unanimous")
    console.tab.keyboard.press("o")
    console.sees("Ruling recorded")
    console.tab.keyboard.type("de of conduct")
    console.tab.wait_for_timeout(2100)
    assert stage.trainer.refresh()["view"]["phase"] == "ruled"
    console.tab.keyboard.press("o")
    console.sees("A round is open")


def test_single_keys_do_nothing_until_somebody_wants_them(stage):
    """Typed on the console by mistake, a chat message must not reach the room."""
    console = stage.console()
    console.tab.locator("body").press("o")
    console.tab.keyboard.type("ok, can you")
    console.opens("contact")  # by the mouse: had a key counted, a round would be open already
    console.tab.keyboard.type("close")
    expect(console.dialog).to_be_hidden()
    stage.joins()
    console.sees("0 of 1 have rated")


def test_the_choice_of_keys_is_remembered_and_they_are_listed(stage):
    console = stage.console()
    for wanted in (True, False):
        keys = console.panel("Keyboard shortcuts")
        keys.get_by_role("checkbox").set_checked(wanted)
        expect(keys).to_contain_text("Open a round on the next domain")
        console.tab.reload()
        console.sees("Before the first domain")
        expect(console.panel("Keyboard shortcuts").get_by_role("checkbox")).to_be_checked(
            checked=wanted
        )
    button = console.button("Open a round: Clarity on roles").first
    expect(button).not_to_have_attribute("aria-keyshortcuts", "o")
    console.wants_keys()
    expect(button).to_have_attribute("aria-keyshortcuts", "o")
    console.tab.keyboard.press("?")
    assert console.focused() == "Keyboard shortcuts"


def test_no_key_acts_behind_a_question(stage):
    console = stage.console()
    console.wants_keys()
    stage.opens("clarity")
    console.press("Cancel this round")
    console.tab.keyboard.press("c")
    console.answer("Go back")
    console.sees("A round is open")


def test_the_trainers_link_is_replaced_and_the_others_are_signed_out(stage):
    mine, other = stage.console(), stage.second_console()
    links = mine.panel("Links and invitation")
    links.get_by_role("button", name="Show the links").click()
    field = mine.tab.get_by_label("Trainers' link", exact=True)
    expect(field).to_have_value(stage.links["trainer"])
    mine.press("Replace: Trainers' link")
    mine.answer("Replace the link")
    expect(field).not_to_have_value(stage.links["trainer"])
    other.sees("This console is closed")
    expect(other.status).to_have_text(other.main.get_by_role("paragraph").inner_text())
    expect(other.tab.get_by_role("button")).to_have_count(0)
    mine.opens("clarity")


def test_links_that_another_trainer_replaced_are_not_handed_on(stage):
    console = stage.console()
    panel = console.panel("Links and invitation")
    panel.get_by_role("button", name="Show the links").click()
    join = panel.get_by_label("Join address, for attendees", exact=True)
    expect(join).to_have_value(re.compile(stage.code))
    stage.trainer.command("replace_link", link="join")
    expect(join).not_to_have_value(re.compile(stage.code))
    lead = panel.get_by_label("Lead's link, for the results", exact=True)
    expect(lead).to_have_value(stage.links["lead"])
    stage.trainer.command("replace_link", link="lead")
    console.tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    console.press("Copy: Lead's link, for the results")
    expect(console.button("Copied: Lead's link, for the results")).to_be_visible()
    expect(lead).not_to_have_value(stage.links["lead"])
    assert console.tab.evaluate("navigator.clipboard.readText()") == lead.input_value()
    expect(console.button("Copy: Lead's link, for the results")).to_be_visible()


def test_hands_typed_while_others_are_on_their_way_stay(stage):
    console = stage.console()
    stage.opens("clarity")
    console.sees("A round is open")
    console.tab.get_by_text("Hands and paper").click()
    first, last = (console.tab.get_by_role("spinbutton").nth(at) for at in (0, 3))
    last.press_sequentially("2e")
    console.press("Add to the round")
    console.sees("Give whole numbers")
    last.fill("2")
    with stage.frozen():
        console.press("Add to the round")
        first.fill("4")
    console.sees("2 entered by hand")
    console.is_ready()
    expect(first).to_have_value("4")


def test_a_person_is_removed_and_let_back_in(stage):
    console = stage.console()
    stage.joins("Attendee A")
    console.press("Remove: Attendee A")
    expect(console.dialog).to_contain_text("Remove Attendee A?")
    console.answer("Remove")
    console.press("Let back in: Attendee A")
    expect(console.button("Remove: Attendee A")).to_be_visible()


def test_joining_is_locked_and_the_code_hidden(stage):
    console, room = stage.console(), stage.room_view()
    console.press("Lock joining")
    room.sees("Joining is locked.")
    console.is_ready()
    console.press("Unlock joining")
    console.panel("Room view").get_by_role("button", name="Hide the join code").click()
    console.sees("The join code is hidden on the room view.", "does not see the join code")
    room.sees("The workshop is about to begin.")


def test_a_trainers_name_stands_beside_the_ruling(stage):
    console, results = stage.console(), stage.results()
    panel = console.panel("Trainers")
    panel.get_by_label("Your name for the record").fill("Trainer A")
    panel.get_by_role("button", name="Save name").click()
    expect(panel.get_by_role("listitem")).to_contain_text("Trainer A")
    expect(console.status).to_have_text("Saved")
    stage.people(2)
    stage.rates("clarity", 1, 1)
    console.rules("Unanimous")
    expect(results.story("clarity")).to_contain_text("by Trainer A")


def test_details_can_be_put_right(stage):
    console, phone = stage.console(), stage.phone()
    panel = console.panel("Workshop details")
    panel.get_by_label("Title (if you like)").fill("")
    area = panel.get_by_label("Area")
    area.fill("Another area")
    panel.get_by_role("button", name="Save details").click()
    expect(console.heading("Another area")).to_be_visible()
    phone.sees("Another area")
    now = stage.trainer.refresh()["view"]["workshop"]
    fields = {key: now[key] for key in ("kind", "date", "title")}
    stage.trainer.command("edit_details", details=fields | {"area": "As another trainer has it"})
    expect(area).to_have_value("As another trainer has it")
    area.fill("")
    panel.get_by_role("button", name="Save details").click()
    console.sees("Please fill this in.")
    expect(area).to_be_focused()
    expect(area).to_have_attribute("aria-invalid", "true")
    area.press("Enter")  # what has the focus already is read by the status region
    expect(console.status).to_have_text("Please fill this in.")


def test_a_ruling_is_reopened_and_the_workshop_finished_and_reopened(stage):
    console = stage.console()
    stage.settles(*DOMAIN_NAMES)
    console.press("Reopen the ruling")
    console.answer("Reopen the ruling")
    console.sees("Ratings revealed")
    stage.trainer.wait_for_phase("revealed")
    stage.rules("evidence", "unresolved", None, "Left open")
    console.is_ready()
    console.press("Finish the workshop")
    console.answer("Finish the workshop")
    console.sees("The results are ready")
    console.is_ready()
    console.press("Reopen the workshop")
    console.sees("Every domain is done")


def test_nothing_is_asked_while_it_may_be_out_of_date(stage):
    console = stage.console()
    console.tab.context.set_offline(True)
    expect(console.mark).to_be_visible()
    console.next_step.get_by_role("button", name="Open a round: Clarity on roles").click()
    field = console.panel("Workshop details").get_by_label("Area")
    field.focus()
    refusal = console.tab.get_by_text("There was no answer. Check the connection and try again.")
    expect(refusal.and_(console.main.locator("p"))).to_be_visible(timeout=15_000)  # asked twice
    expect(console.status).to_contain_text("There was no answer.")
    expect(field).to_be_focused()
    console.tab.context.set_offline(False)
    expect(console.mark).to_have_count(0)
    assert stage.trainer.refresh()["view"]["phase"] == "lobby"


def test_a_join_code_that_has_expired_is_called_so(stage):
    console = stage.console()
    stage.joins()
    console.sees("Anybody with the code can join.")
    console.tab.clock.set_system_time("2027-06-01")
    stage.joins()
    console.sees("expired", "nobody can join by it")
