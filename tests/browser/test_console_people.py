"""The console: people with two devices, who should not be here, and who is running it."""

import re

import pytest
from playwright.sync_api import expect

from lab.rig.server import wait_until


def panel(console):
    return console.tab.locator("#people")


def test_a_pair_is_hinted_at_merged_parted_and_called_two_people(stage):
    for name in ("Zoë Smith", "Z. Smith", "Amy"):
        stage.joins(name)
    held = stage.opens("clarity")
    stage.votes(0, 3)
    console = stage.console()
    people = panel(console)
    ask = re.compile(r"^Z. Smith \(.*, joined .*\) may be Zoë Smith \(.*\) on a second device.$")
    expect(people.get_by_text(ask)).to_be_visible()
    people.get_by_role("button", name=re.compile("^Merge: Z. Smith .* and Zoë Smith")).click()
    dialog = console.tab.get_by_role("dialog")
    expect(dialog).to_contain_text("one rating in each round")
    dialog.get_by_role("button", name="Merge them").click()
    expect(people.get_by_text("Second device, joined as Z. Smith")).to_be_visible()
    assert list(stage.ballots(held).values()) == [3]
    expect(people.get_by_text(ask)).to_have_count(0)
    people.get_by_role("button", name="Separate the second device").click()
    expect(people.get_by_text(ask)).to_be_visible()
    people.get_by_role("button", name=re.compile("^Two people: Z. Smith")).click()
    expect(people.get_by_text(ask)).to_have_count(0)
    console.tab.reload()
    expect(people.get_by_role("strong").get_by_text("Zoë Smith", exact=True)).to_be_visible()
    expect(people.get_by_text(ask)).to_have_count(0)
    people.get_by_text("Merge or remove people").click()
    stage.joins("Amy")  # two of one name, who joined within one minute or not
    second = people.get_by_label("Second device", exact=True)
    into = people.get_by_label("Belongs to this person")
    alike = second.get_by_role("option", name=re.compile("^Amy "))
    expect(alike).to_have_count(2)
    first_amy, second_amy = alike.all_text_contents()
    assert first_amy != second_amy
    second.select_option(label=first_amy)
    into.select_option(stage.person("Zoë Smith"))
    stage.trainer.command("remove_person", person=stage.person("Z. Smith"))
    expect(into).to_have_value(stage.person("Zoë Smith"))
    people.get_by_role("button", name="Merge", exact=True).click()
    expect(dialog).to_contain_text(first_amy)
    dialog.get_by_role("button", name="Merge them").click()
    expect(people.get_by_text("Second device, joined as Amy")).to_be_visible()
    expect(second).to_have_value("")
    expect(into).to_have_value("")


def test_people_are_removed_with_their_rating_or_many_at_once(stage):
    stage.people(12)
    held = stage.opens("clarity")
    stage.votes(0, 3, 1)
    console = stage.console()
    people, dialog = panel(console), console.tab.get_by_role("dialog")
    people.get_by_role("button", name="Remove: Attendee 1", exact=True).click()
    dialog.get_by_label("Also remove their rating in this round").check()
    dialog.get_by_role("button", name="Remove").click()
    wait_until(lambda: sorted(stage.ballots(held).values()) == [1, 3])
    people.get_by_role("button", name="Remove: Attendee 2", exact=True).click()
    expect(dialog.get_by_label("Also remove their rating in this round")).not_to_be_checked()
    dialog.get_by_role("button", name="Remove").click()
    people.get_by_text("Merge or remove people").click()
    network = people.get_by_label("Network", exact=True)
    network.select_option(label="Attendee 3’s network (10 people)")
    chosen = network.input_value()
    for number in range(11):  # a fuller one takes its place at the top
        stage.from_address("127.0.0.7").join(stage.code, f"Other {number}", "school")
    expect(network.get_by_role("option").nth(1)).to_have_text("Other 0’s network (11 people)")
    stage.trainer.command("remove_person", person=stage.person("Attendee 3"))
    expect(network.get_by_role("option").last).to_have_text(re.compile("Attendee 3"))
    expect(network).to_have_value(chosen)
    people.get_by_role("button", name="Remove them").click()
    expect(dialog).to_contain_text("Remove everyone from Attendee 3’s network who joined in")
    expect(dialog).to_contain_text("about 10 people")
    dialog.get_by_role("button", name="Remove them").click()
    wait_until(lambda: len(stage.stored().taking_part()) == 11)
    expect(network).to_have_value("")
    assert sorted(stage.ballots(held).values()) == [1, 3]


@pytest.mark.parametrize("skips", [True, False])
def test_a_trainer_is_asked_for_a_name_once_and_before_a_ruling(stage, skips):
    stage.people(2)
    stage.rates("clarity", 1, 1)
    console = stage.second_console()
    asked = console.tab.get_by_role("heading", name="What is your name?")
    expect(asked).to_be_visible()
    if skips:
        console.tab.get_by_role("button", name="Not now").click()
        expect(asked).to_have_count(0)
        console.tab.reload()
        console.tab.get_by_role("radio", name="Unanimous").check()
        expect(asked).to_have_count(0)
        console.tab.locator("#ruling").get_by_role("button", name="Record the ruling").click()
        expect(console.tab.locator("#ruling-by-error")).to_contain_text("Enter your name")
        console.tab.locator("#ruling-by").fill("Trainer E. F.")
    else:
        field = console.tab.locator("#own-name")
        field.fill("x" * 61)
        field.press("Enter")
        expect(console.tab.locator("#own-name-error")).to_contain_text("60 characters or fewer")
        expect(field).to_have_value("x" * 61)
        field.fill("Trainer E. F.")
        field.press("Enter")
        expect(asked).to_have_count(0)
        console.tab.get_by_role("radio", name="Unanimous").check()
        expect(console.tab.locator("#ruling-by")).to_have_count(0)
    console.tab.locator("#ruling").get_by_role("button", name="Record the ruling").click()
    wait_until(lambda: stage.stored().rulings)
    w = stage.stored()
    assert w.trainer_name(w.rulings["clarity"].by) == "Trainer E. F."


def test_nothing_that_is_typed_is_cut_without_a_word(stage, server):
    tab = stage.contexts().new_page()
    tab.goto(f"{server.base}/j/{stage.code}")
    name = "An extraordinarily long name " * 3
    tab.get_by_label("Your name or initials").fill(name)
    tab.get_by_label("Where you work").select_option(index=1)
    tab.get_by_role("button", name="Join").click()
    expect(tab.locator("#name-error")).to_contain_text("60 characters or fewer")
    expect(tab.get_by_label("Your name or initials")).to_have_value(name)
    phone = stage.phone()
    stage.opens("clarity")
    phone.tab.get_by_role("radio").first.check()
    reason = phone.tab.locator("#reason-text")
    reason.fill("y" * 281)
    expect(reason).to_have_value("y" * 281)
    expect(phone.tab.get_by_text("You have 1 character too many")).to_be_visible()
    stage.closes()
    console = stage.console()
    console.tab.get_by_role("radio", name="Consensus").check()
    console.tab.locator("#ruling-rating input").first.check()
    console.tab.locator("#ruling-note").fill("z" * 1001)
    console.tab.locator("#ruling").get_by_role("button", name="Record the ruling").click()
    expect(console.tab.locator("#ruling-note-error")).to_contain_text("1000 characters or fewer")
    expect(console.tab.locator("#ruling-note")).to_have_value("z" * 1001)
    assert not stage.stored().rulings
