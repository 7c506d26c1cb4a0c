"""A phone in rounds that ask more than one rating."""

from lab.rig.words import said
from tests.browser.stage import Stage
from tests.browser.walks.parts import SMALL, Walk


def answers_many_rows(stage: Stage, contexts) -> Walk:
    checklist = another(stage, "partnership")
    phone = checklist.phone(**SMALL)
    phone.sees(rows_of(checklist)[-1])
    yield "attendee/lobby: what will be asked", phone
    checklist.trainer.command("open_round", domain="*")
    box = phone.tab.get_by_role("checkbox")
    box.nth(14).wait_for()
    yield "attendee/open: fifteen ticks", phone
    box.nth(3).click()
    phone.is_saved()
    phone.tab.get_by_role("button", name=said("attendee.rows.finish")).first.dblclick()
    phone.sees(said("attendee.rows.done"))
    yield "attendee/open: finished with all ticks", phone
    checklist.trainer.command("close_round", round=checklist.trainer.view["round"]["id"])
    phone.sees(said("attendee.rows.over_heading.revealed"))
    yield "attendee/revealed: many rows", phone
    checklist.close()

    factors = another(stage, "critical-factors")
    factors.trainer.command("name_copies", names=["School nursing", "Early help"])
    phone = factors.phone(**SMALL)
    factors.trainer.command("open_round", domain=topic_of(factors))
    phone.tab.get_by_role("radio").first.click()
    phone.is_saved()
    yield "attendee/open: ratings of an agency, some open", phone
    factors.close()

    scaling = another(stage, "scaling")
    scaling.trainer.command("name_rows", names=["Sharing information"])
    phone = scaling.phone(**SMALL)
    scaling.trainer.command("open_round", domain=topic_of(scaling))
    phone.tab.get_by_role("radio", name="7").first.check(force=True)
    phone.is_saved()
    yield "attendee/open: two numbers", phone
    scaling.close()

    agencies = another(stage, "agencies")
    agencies.trainer.command("name_rows", names=["Youth service", "Early help"])
    phone = agencies.phone(**SMALL)
    agencies.trainer.command("open_round", domain=topic_of(agencies))
    for option in range(3):
        phone.tab.get_by_role("checkbox").nth(option).click()
    phone.sees(said("attendee.rows.over"))
    yield "attendee/open: one option too many", phone
    agencies.close()


def another(stage: Stage, instrument: str) -> Stage:
    """A workshop with another instrument; whoever asks for it closes it."""
    return type(stage)(stage.server, stage.contexts, framework=instrument)


def instrument_of(stage: Stage) -> dict:
    return stage.trainer.browser.get(f"/w/{stage.id}/instrument").json()


def topic_of(stage: Stage) -> str:
    """The first that it opens of itself."""
    return instrument_of(stage)["topics"][0]["key"]


def rows_of(stage: Stage) -> list[str]:
    return [row["name"] for row in instrument_of(stage)["rows"]]
