"""The ways of the console where several rows are looked at together."""

from playwright.sync_api import expect

from lab.rig.words import said
from tests.browser.stage import Stage
from tests.browser.walks.parts import STILL, Walk

LOW = {"one-door": 0, "contacts": 1}  # decisions that say what the next step looks like


def the_console_of_rows(ground: Stage, contexts) -> Walk:
    stage = Stage(ground.server, contexts, framework="critical-factors")
    try:
        yield from _factors(stage)
    finally:
        stage.close()
    stage = Stage(ground.server, contexts, framework="agencies")
    try:
        yield from _choices(stage)
    finally:
        stage.close()


def _closes(stage: Stage) -> None:
    stage.trainer.command("close_round", round=stage.trainer.view["round"]["id"])


def _factors(stage: Stage) -> Walk:
    console = stage.console(**STILL)
    many = said("trainer.naming.many.agency")
    console.sees(said("trainer.rows.next.unnamed"))
    yield "trainer/lobby: agencies to be named", console
    field = console.tab.get_by_label(said("trainer.naming.label", what=many))
    field.fill("Health team\nHealth team")
    console.press(said("trainer.naming.save"))
    expect(field).to_have_attribute("aria-invalid", "true")
    yield "trainer/lobby: agencies of one name", console
    field.fill("Health team\nEarly Help")
    console.press(said("trainer.naming.save"))
    expect(console.tab.locator(".rail-item")).to_have_count(2)
    console.tab.get_by_text(said("trainer.naming.later", what=many)).click()
    console.tab.locator(".rail-cells > summary").first.click()
    yield "trainer/lobby: agencies named, each row in sight", console
    stage.people(6)
    stage.trainer.command("open_round", domain="*@1")
    cells = stage.trainer.view["round"]["cells"]
    for person, page in enumerate(stage.attendees[:5]):
        page.answer({key: (person + at) % 3 if at % 4 else 1 for at, key in enumerate(cells)})
    stage.attendees[5].answer({cells[0]: 1}, done=False)
    console.sees(said("trainer.rows.turnout", started=6, rated=5, of=6))
    console.tab.get_by_text(said("trainer.hands.title"), exact=True).click()
    yield "trainer/open: many rows, and hands in one", console
    _closes(stage)
    first = said("trainer.rows.record.first.unanimous", n=4)
    expect(console.bar.get_by_role("button")).to_have_text(first)
    console.is_ready()
    yield "trainer/revealed: many rows", console
    console.bar.get_by_role("button").click()
    expect(console.tab.get_by_role("dialog").get_by_role("listitem")).to_have_count(4)
    yield "trainer/revealed: about to record many rows", console
    console.tab.get_by_role("dialog").locator("[value=yes]").click()
    for key in stage.trainer.view["cells"]:
        if key["ruling"] is None:
            rating = LOW.get(key["domain"].partition(".")[0], 2)
            stage.trainer.command(
                "record_ruling", domain=key["domain"], method="consensus", rating=rating, note=""
            )
    console.sees(said("trainer.rows.next.ruled_all"))
    yield "trainer/ruled: all rows, some of them low", console


def _choices(stage: Stage) -> Walk:
    stage.trainer.command("name_rows", names=["Health team", "Police"])
    console = stage.console(**STILL)
    stage.people(5)
    stage.trainer.command("open_round", domain="*")
    for page in stage.attendees:
        page.answer({"1": [0, 1], "2": [1, 2]})
    _closes(stage)
    stage.trainer.command("show_domain", domain="1")
    console.is_ready()
    console.tab.get_by_role("radio", name=said("common.method_names.consensus")).check()
    expect(console.tab.get_by_role("checkbox", name="Safe")).to_be_visible()
    yield "trainer/revealed: one row of many, to choose several", console
