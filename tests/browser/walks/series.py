"""The way through the second workshop of an area."""

from demo.room import DOMAINS
from lab.rig.words import opening, said
from tests.browser.stage import Stage
from tests.browser.walks.parts import RATINGS, STILL, Walk, fill_the_room


def a_second_workshop(first: Stage, contexts) -> Walk:
    fill_the_room(first)
    first.rates("clarity", *RATINGS)
    first.rules("clarity", "consensus", 1)
    first.rates("contact", *RATINGS)
    first.rules("contact", "consensus", 2)
    first.settles(*DOMAINS[2:])
    first.trainer.command("finish")
    second = first.follows()
    try:
        yield from _after(second)
    finally:
        second.close()


def _after(second: Stage) -> Walk:
    give = second.trainer.command
    console, phone = second.console(**STILL), second.phone(**STILL)
    room = second.room_view(**STILL)
    fill_the_room(second)
    second.rates("clarity", *RATINGS)
    console.sees(opening("common.last_time"))
    yield "trainer/revealed: what was decided last time", console
    give("show_part", part="last_time")
    phone.sees(opening("common.last_time"))
    yield "attendee/revealed: last time is shown", phone
    room.sees(opening("common.last_time"))
    yield "room/revealed: last time is shown", room
    second.rules("clarity", "consensus", 3)
    room.sees(said("changed.up", n=2))
    yield "room/ruled: with the step since last time", room
    second.rates("contact", *RATINGS)
    second.rules("contact", "consensus", 1)
    second.settles(*DOMAINS[2:])
    give("finish")
    room.sees(said("changed.down", n=1))
    yield "room/finished: with every step since last time", room
    results = second.results(**STILL)
    results.sees(opening("reports.changed.title"))
    yield "lead/finished: what changed", results
