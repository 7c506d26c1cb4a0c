"""The console: people with two devices, who should not be here, and who is running it."""

import re

from playwright.sync_api import expect

from lab.rig.server import wait_until
from lab.rig.words import opening, said, shape
from tests.browser.words import DOMAIN_NAMES


def panel(console):
    return console.side("people")


def test_a_pair_is_hinted_at_merged_parted_and_called_two_people(stage):
    for name in ("Zoë Smith", "Z. Smith", "Amy"):
        stage.joins(name)
    held = stage.opens("clarity")
    stage.votes(0, 3)
    console = stage.console()
    people = panel(console)
    ask = shape("trainer.doubles.ask")
    who, other = ask.search(people.get_by_text(ask).inner_text()).groups()
    assert (who[:10], other[:11]) == ("Z. Smith (", "Zoë Smith (")
    merge, apart = (
        said("trainer.doubles.about", action=said(f"trainer.doubles.{do}"), name=who, other=other)
        for do in ("merge", "apart")
    )
    people.get_by_role("button", name=merge).click()
    dialog = console.tab.get_by_role("dialog")
    expect(dialog).to_contain_text(
        said("trainer.confirm.merge_people.title", name=who, other=other)
    )
    dialog.get_by_role("button", name=said("trainer.confirm.merge_people.yes")).click()
    expect(people.get_by_text(said("trainer.doubles.device", name="Z. Smith"))).to_be_visible()
    assert list(stage.ballots(held).values()) == [3]
    expect(people.get_by_text(ask)).to_have_count(0)
    people.get_by_role("button", name=opening("trainer.doubles.part_about")).click()
    expect(people.get_by_text(ask)).to_be_visible()
    people.get_by_role("button", name=apart).click()
    expect(people.get_by_text(ask)).to_have_count(0)
    console.tab.reload()
    expect(people.get_by_role("strong").get_by_text("Zoë Smith", exact=True)).to_be_visible()
    expect(people.get_by_text(ask)).to_have_count(0)
    people.get_by_text(said("trainer.doubles.more")).click()
    stage.joins("Amy")  # two of one name, who joined within one minute or not
    second = people.get_by_label(said("trainer.doubles.person"), exact=True)
    into = people.get_by_label(said("trainer.doubles.into"))
    alike = second.get_by_role("option", name=re.compile("^Amy "))
    expect(alike).to_have_count(2)
    first_amy, second_amy = alike.all_text_contents()
    assert first_amy != second_amy
    second.select_option(label=first_amy)
    into.select_option(stage.person("Zoë Smith"))
    stage.trainer.command("remove_person", person=stage.person("Z. Smith"))
    expect(into).to_have_value(stage.person("Zoë Smith"))
    people.get_by_role("button", name=said("trainer.doubles.merge"), exact=True).click()
    expect(dialog).to_contain_text(first_amy)
    dialog.get_by_role("button", name=said("trainer.confirm.merge_people.yes")).click()
    expect(people.get_by_text(said("trainer.doubles.device", name="Amy"))).to_be_visible()
    expect(second).to_have_value("")
    expect(into).to_have_value("")


def test_people_are_removed_with_their_rating_or_many_at_once(stage):
    stage.people(12)
    held = stage.opens("clarity")
    stage.votes(0, 3, 1)
    console = stage.console()
    people, dialog = panel(console), console.tab.get_by_role("dialog")
    console.removes("Attendee 1")
    dialog.get_by_label(said("trainer.confirm.remove_rated.tick")).check()
    dialog.get_by_role("button", name=said("trainer.confirm.remove_rated.yes")).click()
    readmit = said("trainer.people.about", action=said("trainer.people.readmit"), name="Attendee 1")
    expect(people.get_by_role("button", name=readmit, exact=True)).to_be_visible()
    console.is_ready()  # the page has seen it, too: the next question is put of what is so now
    assert sorted(stage.ballots(held).values()) == [1, 3]
    console.removes("Attendee 2")
    expect(dialog.get_by_label(said("trainer.confirm.remove_rated.tick"))).not_to_be_checked()
    dialog.get_by_role("button", name=said("trainer.confirm.remove_rated.yes")).click()
    people.get_by_text(said("trainer.doubles.more")).click()
    network = people.get_by_label(said("trainer.doubles.from"), exact=True)
    network.select_option(label=said("trainer.doubles.network", name="Attendee 3", people=10))
    chosen = network.input_value()
    for number in range(11):  # a fuller one takes its place at the top
        stage.from_address("127.0.0.7").join(stage.code, f"Other {number}", "school")
    expect(network.get_by_role("option").nth(1)).to_have_text(
        said("trainer.doubles.network", name="Other 0", people=11)
    )
    stage.trainer.command("remove_person", person=stage.person("Attendee 3"))
    expect(network.get_by_role("option").last).to_have_text(re.compile("Attendee 3"))
    expect(network).to_have_value(chosen)
    people.get_by_role("button", name=said("trainer.doubles.remove")).click()
    expect(dialog).to_contain_text(shape("trainer.confirm.remove_network.title", name="Attendee 3"))
    expect(dialog).to_contain_text(said("trainer.doubles.people", n=10))
    dialog.get_by_role("button", name=said("trainer.confirm.remove_network.yes")).click()
    wait_until(lambda: len(stage.stored().taking_part()) == 11)
    expect(network).to_have_value("")
    assert sorted(stage.ballots(held).values()) == [1, 3]


def test_a_trainer_is_asked_for_a_name_where_the_first_decision_is_recorded(stage):
    """And nowhere else: it may be left out, and is then asked again with the next."""
    stage.people(2)
    console = stage.second_console()
    asked = console.tab.get_by_label(said("trainer.trainers.name"))
    expect(asked).to_have_count(1)  # the one among the settings
    stage.rates("clarity", 1, 1)
    form = console.tab.get_by_role("form", name=said("trainer.ruling.title"))
    field = form.get_by_label(said("trainer.trainers.name"))
    form.get_by_role("radio", name=said("common.method_names.unanimous")).check()
    console.is_ready()
    console.submit_ruling()  # at the first press
    wait_until(lambda: stage.stored().rulings)
    w = stage.stored()
    assert re.match(r"Trainer \d", w.trainers[w.rulings["clarity"].by].name)
    stage.rates("contact", 1, 2)
    console.sees(DOMAIN_NAMES["contact"])
    console.is_ready()
    form.get_by_role("radio", name=said("common.method_names.consensus")).check()
    field.fill("x" * 61)
    console.submit_ruling()  # all that is wrong at once
    problems = form.get_by_role("group", name=said("common.error_title"))
    expect(problems).to_be_focused()
    expect(problems.get_by_role("link")).to_have_text(
        [said("trainer.ruling.choose_rating"), shape("trainer.too_long", limit=60)]
    )
    problems.get_by_role("link").last.click()
    expect(field).to_be_focused()
    expect(field).to_have_value("x" * 61)
    field.fill("Trainer E. F.")
    form.get_by_role("radio", name=re.compile("^1 ")).check()
    expect(problems).to_have_count(0)
    console.submit_ruling()
    wait_until(lambda: "contact" in stage.stored().rulings)
    w = stage.stored()
    assert w.trainers[w.rulings["contact"].by].name == "Trainer E. F."
    stage.rates("structures", 1, 1)
    console.sees(DOMAIN_NAMES["structures"])
    expect(field).to_have_count(0)


def test_nothing_that_is_typed_is_cut_without_a_word(stage, server):
    tab = stage.contexts().new_page()
    tab.goto(f"{server.base}/j/{stage.code}")
    name = "An extraordinarily long name " * 3
    tab.get_by_label(said("details.name")).fill(name)
    tab.get_by_label(said("details.sector")).select_option(index=1)
    tab.get_by_role("button", name=said("details.button")).click()
    expect(tab.locator("#name-error")).to_contain_text(
        said("refusals.text-too-long.name", n=60, length=len(name.strip()))
    )
    expect(tab.get_by_label(said("details.name"))).to_have_value(name)
    phone = stage.phone()
    stage.opens("clarity")
    phone.tab.get_by_role("radio").first.check()
    reason = phone.tab.locator("#reason-text")
    reason.fill("y" * 281)
    expect(reason).to_have_value("y" * 281)
    expect(phone.tab.get_by_text(said("attendee.reason.over", n=1))).to_be_visible()
    stage.closes()
    console = stage.console()
    console.tab.get_by_role("radio", name=said("common.method_names.consensus")).check()
    console.tab.locator("#ruling-rating input").first.check()
    console.tab.locator("#ruling-note").fill("z" * 1001)
    console.tab.locator("#ruling").get_by_role("button", name=said("trainer.ruling.submit")).click()
    expect(console.tab.locator("#ruling-note-error")).to_contain_text(
        shape("trainer.too_long", limit=1000)
    )
    expect(console.tab.locator("#ruling-note")).to_have_value("z" * 1001)
    assert not stage.stored().rulings
