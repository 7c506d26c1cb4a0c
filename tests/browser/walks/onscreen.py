"""The ways of the room view and the results of an instrument of many rows."""

from lab.rig.words import said
from tests.browser.stage import Stage
from tests.browser.walks.parts import STILL, Walk


def many_rows(stage: Stage, contexts) -> Walk:
    own = Stage(stage.server, contexts, framework="partnership")
    give = own.trainer.command
    own.people(6)
    room, results = own.room_view(**STILL), own.results(**STILL)
    give("show_domain", domain="*")
    room.sees(said("room.preview_rows"))
    yield "room/preview: many rows", room
    give("open_round", domain="*")
    cells = own.trainer.view["round"]["cells"]
    own.attendees[0].answer({cells[0]: 1}, done=False)
    room.sees(said("room.started", n=1))
    yield "room/open: many rows, one begun", room
    for person, page in enumerate(own.attendees):
        page.answer({key: int(person > at % 7) for at, key in enumerate(cells)})
    give("close_round", round=own.trainer.view["round"]["id"])
    room.sees(said("common.rows.most"))
    yield "room/revealed: many rows", room
    for key in cells[:-1]:
        own.rules(key, "consensus", 0, "Agreed aloud")
    own.rules(cells[-1], "unresolved", None, "For the next meeting")
    give("show_overview")
    room.sees(said("room.all_done_rows"))
    yield "room/lobby: many rows, decided", room
    results.sees(said("lead.sheets.title"))
    yield "lead/lobby: many rows, decided", results
    results.tab.get_by_text(said("lead.sheets.detail")).click()
    yield "lead/lobby: each row in detail", results
    own.close()
