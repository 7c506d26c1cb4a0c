"""The console where rows are looked at together: the next press is always in the bar."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from lab.rig.words import said
from tests.browser.pages import Console
from tests.browser.stage import Stage
from tests.builders import framework_data

DO = "trainer.do"
ROWS = "trainer.rows"
CHECKLIST = framework_data("voting/instruments/library/partnership.json")


@pytest.fixture
def workshop(server, contexts):
    """A workshop with an instrument of the library; as many as a test asks for."""
    made: list[Stage] = []

    def new(instrument: str, **fields: Any) -> Stage:
        made.append(Stage(server, contexts, framework=instrument, **fields))
        return made[-1]

    yield new
    for stage in made:
        stage.close()


def all_answer(stage: Stage, answer: Callable[[int, int], Any]) -> None:
    """Each attendee answers each cell of the open round, by their number and the cell's."""
    cells = stage.trainer.view["round"]["cells"]
    for person, page in enumerate(stage.attendees):
        page.answer({key: answer(person, at) for at, key in enumerate(cells)})


def rulings(stage: Stage) -> dict[str, tuple[str, Any]]:
    return {
        one["domain"]: (one["ruling"]["method"], one["ruling"]["rating"])
        for one in stage.trainer.view["progress"]
        if one["ruling"]
    }


def cells(stage: Stage) -> list[str]:
    return [one["domain"] for one in stage.trainer.view["progress"]]


def waits(console: Console, name: str) -> None:
    """The next press is this one."""
    expect(console.bar.get_by_role("button")).to_have_text(name)
    console.is_ready()


def presses(console: Console, name: str) -> None:
    waits(console, name)
    console.bar.get_by_role("button").click()


def agrees(console: Console) -> None:
    """The question is answered with yes."""
    console.tab.get_by_role("dialog").locator("[value=yes]").click()


def presses_by_keys(console: Console, name: str) -> None:
    waits(console, name)
    console.bar.get_by_role("button").focus()
    console.tab.keyboard.press("Enter")


def agrees_by_keys(console: Console, name: str) -> None:
    for _ in range(4):
        if console.focused() == name:
            break
        console.tab.keyboard.press("Tab")
    assert console.focused() == name
    console.tab.keyboard.press("Enter")


def test_a_checklist_goes_from_open_to_finish_by_keys_alone(workshop):
    stage = workshop("partnership")
    console = stage.console(reduced_motion="reduce")
    keyboard = console.tab.keyboard
    console.tab.evaluate("localStorage.setItem('cascade.shortcuts', 'true')")
    console.tab.reload()
    console.sees(said(f"{ROWS}.phase.start"))
    stage.people(6)
    waits(console, said(f"{DO}.open_round", domain=said(f"{ROWS}.all", n=15)))
    keyboard.press("o")
    stage.trainer.wait_for(lambda state: state["view"]["round"])
    stage.attendees[0].answer({cells(stage)[0]: 1}, done=False)
    console.sees(said(f"{ROWS}.turnout", started=1, rated=0, of=6))
    told = console.tab.locator(".person .badge").all_inner_texts()
    assert told == [said(f"trainer.people.{how}") for how in ("started", *["not_started"] * 5)]
    # On the first two rows people differ; on the third most agree, on the others all do.
    all_answer(stage, lambda person, at: int(person % 2 == 0 if at < 2 else at > 2 or person > 0))
    console.sees(said(f"{ROWS}.all_done"))
    waits(console, said(f"{DO}.close_round"))
    keyboard.press("c")
    waits(console, said(f"{ROWS}.record.first.unanimous", n=12))
    presses_by_keys(console, said(f"{ROWS}.record.first.unanimous", n=12))
    dialog = console.tab.get_by_role("dialog")
    expect(dialog.get_by_role("listitem")).to_have_count(12)
    agrees_by_keys(console, said(f"{ROWS}.confirm.unanimous.yes"))
    console.sees(said(f"{ROWS}.decided_of", decided=12, all=15))
    assert set(rulings(stage).values()) == {("unanimous", 1)}

    waits(console, said(f"{ROWS}.take_up_next.contested"))
    keyboard.press("t")
    row = console.tab.get_by_role("heading", level=2, name=CHECKLIST["rows"][0]["name"])
    expect(row).to_be_visible()
    waits(console, said(f"{DO}.start_discussion"))
    keyboard.press("b")
    waits(console, said(f"{ROWS}.take_up_next.contested"))
    keyboard.press("t")
    expect(row).to_be_visible()
    waits(console, said(f"{DO}.start_discussion"))
    keyboard.press("r")
    expect(console.tab.get_by_role("heading", name=said("trainer.ruling.title"))).to_be_focused()
    keyboard.press("Tab")
    keyboard.press("Space")
    keyboard.press("Tab")
    keyboard.press("ArrowDown")
    console.is_ready()
    keyboard.press("Enter")
    waits(console, said(f"{DO}.show_rated", domain=said(f"{ROWS}.all", n=15)))
    assert rulings(stage)[cells(stage)[0]] == ("consensus", 1)
    presses_by_keys(console, said(f"{DO}.show_rated", domain=said(f"{ROWS}.all", n=15)))
    presses_by_keys(console, said(f"{ROWS}.take_up_next.contested"))
    waits(console, said(f"{DO}.start_discussion"))
    stage.trainer.command(
        "record_ruling",
        domain=cells(stage)[1],
        method="unresolved",
        rating=None,
        note="Ask the governors",
    )
    waits(console, said(f"{DO}.show_rated", domain=said(f"{ROWS}.all", n=15)))
    presses_by_keys(console, said(f"{DO}.show_rated", domain=said(f"{ROWS}.all", n=15)))
    rest = said(f"{ROWS}.record.first.majority", n=1)
    waits(console, rest)
    presses_by_keys(console, rest)
    agrees_by_keys(console, said(f"{ROWS}.confirm.majority.yes"))
    waits(console, said("goals_desk.do.show_needs"))
    assert len(rulings(stage)) == 15
    console.button(said(f"{DO}.finish")).press("Enter")
    agrees_by_keys(console, said("trainer.confirm.finish.yes"))
    console.sees(said("trainer.phase.finished"))


def test_agencies_are_named_and_taken_one_after_the_other(workshop):
    stage = workshop("critical-factors")
    console = stage.console(reduced_motion="reduce")
    many = said("trainer.naming.many.agency")
    presses(console, said("trainer.naming.step", what=many))
    field = console.tab.get_by_label(said("trainer.naming.label", what=many))
    expect(field).to_be_focused()
    console.press(said("trainer.naming.save"))
    console.sees(said("trainer.naming.none"))
    field.fill("Health team\nEarly Help\n health  team ")
    console.press(said("trainer.naming.save"))
    console.sees(said("refusals.names-alike", name="Health team"))
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_value("Health team\nEarly Help\n health  team ")
    field.fill("Health team\nEarly Help")
    console.press(said("trainer.naming.save"))
    stage.people(4)
    presses(console, said(f"{DO}.open_round", domain="Health team"))
    stage.trainer.wait_for(lambda state: state["view"]["round"])
    all_answer(stage, lambda person, at: 2 if at else person % 2)
    presses(console, said(f"{DO}.close_round"))
    waits(console, said(f"{ROWS}.record.first.unanimous", n=13))
    table = console.tab.get_by_role("table", name=said(f"{ROWS}.title"))
    lines = table.get_by_role("row").filter(has=console.tab.get_by_role("button"))
    expect(lines).to_have_count(14)
    expect(lines.first).to_contain_text(said(f"{ROWS}.proposed.tie-break"))
    console.tab.get_by_label(said(f"{ROWS}.order")).select_option("most")
    expect(lines.last).to_contain_text(said(f"{ROWS}.proposed.tie-break"))
    presses(console, said(f"{ROWS}.record.first.unanimous", n=13))
    agrees(console)
    waits(console, said(f"{ROWS}.take_up_next.contested"))
    # An agency is added after the first round: those that were rated stay.
    console.tab.get_by_text(said("trainer.naming.later", what=many)).click()
    later = console.tab.get_by_label(said("trainer.naming.label", what=many))
    later.fill("Police\nEarly Help")
    console.press(said("trainer.naming.save"))
    console.sees(said("refusals.names-fixed"))
    later.fill("Health team\nEarly Help\nPolice")
    console.press(said("trainer.naming.save"))
    expect(console.tab.locator(".rail-item")).to_have_count(3)
    # The tied row is settled alone; a low decision says what the next step looks like.
    presses(console, said(f"{ROWS}.take_up_next.contested"))
    waits(console, said(f"{DO}.start_discussion"))
    console.tab.get_by_role("radio", name=said("common.method_names.tie-break")).check()
    console.tab.locator("[name=rating]").first.check()
    console.press(said("trainer.ruling.submit"))
    console.sees(said("trainer.ruling.give_reason"))
    console.tab.get_by_label(said("trainer.ruling.reason")).fill("To be careful")
    console.press(said("trainer.ruling.submit"))
    presses(console, said(f"{DO}.open_round", domain="Early Help"))
    console.sees(said("trainer.phase.open"))


def test_numbers_are_recorded_by_their_medians_and_entered_by_hand_row_by_row(workshop):
    stage = workshop("scaling")
    stage.trainer.command("name_rows", names=["Time to meet"])
    console = stage.console(reduced_motion="reduce")
    stage.people(4)
    presses(console, said(f"{DO}.open_round", domain=said(f"{ROWS}.all", n=1)))
    stage.trainer.wait_for(lambda state: state["view"]["round"])
    all_answer(stage, lambda person, at: [2, 4, 4, 6][person] + 2 * at)
    console.tab.get_by_text(said("trainer.hands.title"), exact=True).click()
    row = console.tab.get_by_label(said(f"{ROWS}.hand_row"), exact=True)
    first, second = (one.get_attribute("value") for one in row.get_by_role("option").all())
    console.tab.locator("#by-hand-4").fill("2")
    console.press(said("trainer.hands.add"))
    expect(row).to_have_value(str(second))  # the next one from the pile of paper
    expect(console.tab.locator("#by-hand-4")).to_have_value("")
    console.tab.locator("#by-hand-6").fill("2")
    console.press(said("trainer.hands.add"))
    console.sees(said("common.by_hand", n=2))
    assert [one["cell"] for one in stage.trainer.view["hands"]] == [first, second]
    presses(console, said(f"{DO}.close_round"))
    console.sees(said(f"{ROWS}.median_alone", median=5, **{"from": 5}))
    console.tab.get_by_role("button", name=said(f"{ROWS}.record.first.median", n=2)).last.click()
    agrees(console)
    waits(console, said("goals_desk.do.show_needs"))
    assert rulings(stage) == {first: ("median", 4), second: ("median", 6)}


def test_where_nothing_is_decided_the_bar_leads_to_the_end(workshop):
    stage = workshop("good-practice")
    console = stage.console(reduced_motion="reduce")
    stage.people(5)
    presses(console, said(f"{DO}.open_round", domain=said(f"{ROWS}.all", n=11)))
    round_ = stage.trainer.wait_for(lambda state: state["view"]["round"])["view"]["round"]
    for page in stage.attendees:
        page.answer(
            {f"{key}@{n}": at % 2 for at, key in enumerate(round_["cells"]) for n in (1, 2)}
        )
    presses(console, said(f"{DO}.close_round"))
    console.sees(said("trainer.advice.look-undecided.do"))
    console.does_not_see(said("trainer.ruling.title"))
    console.does_not_see(said(f"{ROWS}.contested"))
    presses(console, said(f"{DO}.show_overview"))
    presses(console, said(f"{DO}.finish"))
    agrees(console)
    console.sees(said("trainer.phase.finished"))
