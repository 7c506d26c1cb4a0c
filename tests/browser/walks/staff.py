"""The ways of the room view, of the pages of trainers and leads, and of a rehearsal."""

from playwright.sync_api import expect

from demo.room import DOMAINS
from lab.rig.words import opening, said, shape
from tests.browser.agreed import HINDERS, REWORDED, agrees, looks_back
from tests.browser.stage import Stage
from tests.browser.walks.parts import (
    OWN_REASON,
    RATINGS,
    SECOND,
    SMALL,
    STILL,
    Walk,
    fill_the_room,
    show_everything,
)
from tests.browser.words import OVERTAKEN


def the_room_view(stage: Stage, contexts) -> Walk:
    give = stage.trainer.command
    room = stage.room_view(**STILL)
    room.sees(said("room.joined_none"))
    yield "room/lobby: nobody yet", room
    give("lock_joining")
    room.sees(said("room.locked"))
    yield "room/lobby: joining is locked", room
    give("unlock_joining")
    give("hide_code")
    room.sees(said("room.welcome_more"))
    yield "room/lobby: no code", room
    give("show_domain", domain="clarity")
    room.sees(said("room.preview"))
    yield "room/preview: a domain before its first round", room
    give("start_break", seconds=600)
    room.sees(said("room.back_at"))
    yield "room/pause: a break", room
    give("end_break")
    give("show_code")
    fill_the_room(stage)
    round_id = stage.opens("clarity")
    room.sees(said("room.turnout", rated=0, of=12))
    yield "room/open: nobody has rated", room
    give("enter_hands", round=round_id, counts=[0, 1, 1, 0], cant_say=0, sector="school")
    give("set_timer", seconds=300)
    room.sees(
        said("room.turnout", rated=2, of=14),
        said("common.by_hand", n=2),
        said("common.time_left"),
    )
    yield "room/open: with a countdown", room
    give("cancel_round", round=round_id)  # with hands in the first round, movement may be withheld
    round_id = stage.opens("clarity")
    stage.votes(*RATINGS)
    stage.attendees[0].ask("reason", round=round_id, text=OWN_REASON)
    stage.closes()
    room.sees(said("common.cant_say") + ":")
    yield "room/revealed: the bars", room
    give("start_discussion", seconds=300)
    room.sees(said("room.discussion"))
    yield "room/discussion: with a countdown", room
    show_everything(stage, "picture", "measures", "groups")
    room.sees(OWN_REASON, "Mental health")
    yield "room/discussion: all that a trainer can show", room
    stage.rates("clarity", *SECOND)
    show_everything(stage, "picture", "measures", "groups", "movement")
    room.sees(shape("common.movement.line"))
    yield "room/revealed: two rounds, who moved", room
    stage.rules("clarity", "majority")
    room.sees(opening("common.methods.majority"))
    yield "room/ruled: by majority", room
    give("show_overview")
    room.sees(said("room.so_far"))
    yield "room/lobby: between domains", room
    stage.rates("contact", None)
    room.sees(said("common.chart.none"))
    yield "room/revealed: nobody gave a rating", room
    stage.rules("contact", "unresolved", None, "Nobody knows yet")
    room.sees(said("common.methods.unresolved"))
    yield "room/ruled: left unresolved", room
    stage.settles(*DOMAINS[2:])
    give("finish")
    room.sees(said("room.closing"))
    yield "room/finished: the profile", room
    room.tab.context.set_offline(True)
    expect(room.mark).to_be_visible()
    yield "room/finished: out of date", room
    room.tab.context.set_offline(False)
    expect(room.mark).to_have_count(0)
    give("replace_link", link="room")
    room.sees(said("refusals.old-link"))
    yield "room/finished: ended", room


def the_console(stage: Stage, contexts) -> Walk:
    give = stage.trainer.command
    console = stage.second_console(**STILL)
    console.sees(said("trainer.phase.start"))
    yield "trainer/lobby: nobody yet", console
    for panel in (
        said("trainer.timer.settings"),
        said("trainer.break.title"),
        said("trainer.least.title"),
        said("trainer.trainers.title"),
        said("trainer.details.title"),
        said("trainer.keys.title"),
    ):
        console.panel(panel)
    yield "trainer/lobby: every setting open", console
    console.panel(said("trainer.links.title")).get_by_role(
        "button", name=said("trainer.links.load")
    ).click()
    expect(
        console.tab.get_by_role("textbox", name=said("trainer.links.invitation"))
    ).to_be_visible()
    yield "trainer/lobby: the links open", console
    fill_the_room(stage)
    stage.browser().join(stage.code, "Attendee Z", "school")
    console.removes("Attendee Z")
    yield "trainer/lobby: removing a person", console
    console.answer(said("trainer.confirm.remove_person.yes"))
    console.sees(said("trainer.people.readmit"))
    yield "trainer/lobby: a person removed", console
    console.domain("clarity").get_by_role("button", name=said("trainer.domains.show")).click()
    console.sees(said("trainer.next.preview"))
    assert console.offers() == [
        said("trainer.do.open_round", domain="Clarity on roles"),
        said("trainer.do.show_overview"),
    ]
    yield "trainer/preview: a domain before its first round", console
    round_id = stage.opens("clarity")
    give("set_timer", seconds=300)
    give("nudge", round=round_id)
    stage.votes(*RATINGS[:5])
    console.sees(
        said("common.time_left"),
        said("trainer.ready.missing", n=7),
        said("trainer.ready.nudged", n=1),
    )
    yield "trainer/open: with a countdown, some missing", console
    console.tab.get_by_text(said("trainer.hands.title"), exact=True).click()
    yield "trainer/open: hands and paper", console
    console.button(said("trainer.hands.add")).click()
    console.sees(said("trainer.hands.empty"))
    yield "trainer/open: hands that don't fit", console
    give("enter_hands", round=round_id, counts=[0, 1, 1, 0], cant_say=1, sector="school")
    console.sees(said("trainer.hands.entered"))
    yield "trainer/open: hands counted", console
    console.press(said("trainer.do.cancel_round"))
    yield "trainer/open: about to cancel", console
    stage.votes(*RATINGS)
    for attendee, text in zip(stage.attendees, (OWN_REASON, "Nobody told us"), strict=False):
        attendee.ask("reason", round=round_id, text=text)
    stage.closes()
    console.answer(said("trainer.confirm.cancel_round.yes"))
    console.sees(OVERTAKEN)
    yield "trainer/revealed: another trainer was first", console
    console.press(said("trainer.close_notice"))
    console.sees("Mental health", said("trainer.voices.title"))
    yield "trainer/revealed: reasons, sides, the ruling form", console
    console.tab.get_by_role("button", name=said("trainer.voices.show")).first.click()
    yield "trainer/revealed: about to show a reason", console
    console.answer(said("trainer.confirm.show_reason.yes"))
    console.sees(said("trainer.voices.shown"))
    stage.trainer.refresh()
    give("start_discussion", seconds=300)
    console.sees(said("trainer.questions.title"), said("common.time_left"))
    yield "trainer/discussion: with a countdown", console
    stage.rates("clarity", *SECOND)
    console.sees(said("common.movement.title"))
    console.tab.get_by_text(said("trainer.round.earlier")).click()
    console.tab.get_by_text(said("trainer.ladder.why")).click()
    yield "trainer/revealed: two rounds, unfolded", console
    console.is_ready()
    console.method(said("common.method_names.unresolved")).check()
    console.submit_ruling()
    console.sees(said("trainer.ruling.give_reason"))
    yield "trainer/revealed: a ruling that lacks its reason", console
    stage.rates("contact", 0, 1)
    stage.rules("contact", "tie-break", 0, "To be careful")
    console.sees(opening("common.methods.tie-break"))
    yield "trainer/ruled: by tie-break", console
    give("show_overview")
    console.sees(said("trainer.phase.lobby"))
    yield "trainer/lobby: between domains", console
    console.tab.context.set_offline(True)
    expect(console.mark).to_be_visible()
    yield "trainer/lobby: out of date", console
    console.tab.context.set_offline(False)
    expect(console.mark).to_have_count(0)
    stage.settles("clarity", *DOMAINS[2:])
    give("finish")
    console.sees(said("trainer.advice.finished.do"))
    yield "trainer/finished: at the end", console
    give("replace_link", link="trainer")
    console.sees(said("refusals.old-link"))
    yield "trainer/finished: closed", console


def the_results(stage: Stage, contexts) -> Walk:
    give = stage.trainer.command
    results = stage.results(**STILL)
    fill_the_room(stage)
    results.sees(said("lead.live"))
    yield "lead/lobby: nothing yet", results
    round_id = stage.opens("clarity")
    results.sees(said("common.domain_status.open"))
    yield "lead/open: the first round", results
    stage.votes(*RATINGS)
    stage.attendees[0].ask("reason", round=round_id, text=OWN_REASON)
    stage.closes()
    show_everything(stage)
    results.sees(OWN_REASON)
    results.tab.get_by_text(said("lead.contents")).last.click()
    yield "lead/revealed: sides and a reason", results
    stage.rates("clarity", *SECOND)
    stage.rules("clarity", "majority", None, "With a note")
    results.sees("With a note", said("common.movement.title"))
    yield "lead/ruled: after two rounds", results
    for domain, ratings, ruling in (
        ("contact", (1, 1, 1), ("unanimous", None, "")),
        ("structures", (0, 3, None), ("tie-break", 0, "To be careful")),
        ("outcomes", (0, 1, 2), ("unresolved", None, "Two views stand")),
        ("learning", (None, None, None), ("consensus", 2, "Agreed aloud")),
    ):
        stage.rates(domain, *ratings)
        stage.rules(domain, *ruling)
    stage.settles(*DOMAINS[5:])
    give("finish")
    results.sees(opening("lead.finished"), "Two views stand")
    yield "lead/finished: every kind of ruling", results
    results.tab.context.set_offline(True)
    expect(results.mark).to_be_visible()
    yield "lead/finished: out of date", results
    results.tab.context.set_offline(False)
    expect(results.mark).to_have_count(0)
    give("replace_link", link="lead")
    results.sees(said("refusals.old-link"))
    yield "lead/finished: closed", results


def a_rehearsal(ground: Stage, contexts) -> Walk:
    stage = Stage(ground.server, contexts, rehearsal="1")
    try:
        yield from in_a_rehearsal(stage)
    finally:
        stage.close()


def in_a_rehearsal(stage: Stage) -> Walk:
    created = stage.tab(f"/workshops/{stage.id}/created", stage.trainer.browser, **SMALL)
    yield "created: a rehearsal", created
    yield "details: joining a rehearsal", stage.tab(f"/j/{stage.code}", stage.browser(), **SMALL)
    console, phone = stage.console(**STILL), stage.phone(**STILL)
    room, results = stage.room_view(**STILL), stage.results(**STILL)
    console.side("people")
    console.press(said("trainer.practice.add"))
    console.sees(said("trainer.practice.here", n=18))
    yield "trainer/lobby: practice attendees added", console
    yield "attendee/lobby: in a rehearsal", phone
    yield "room/lobby: in a rehearsal", room
    yield "lead/lobby: in a rehearsal", results
    stage.trainer.refresh()
    stage.opens("clarity")
    console.press(said("trainer.practice.about", picture=said("common.pictures.two-camps.name")))
    console.sees(said("trainer.round.turnout", rated=18, of=19))
    yield "trainer/open: practice attendees have rated", console
    yield "attendee/open: in a rehearsal", phone
    yield "room/open: in a rehearsal", room
    stage.closes()
    console.is_ready()
    console.tab.get_by_label(said("trainer.practice.count")).fill("99")
    console.press(said("trainer.practice.add"))
    console.sees(said("trainer.practice.range", most=12))
    yield "trainer/revealed: too many to add", console
    yield "lead/revealed: in a rehearsal", results
    console.press(said("trainer.practice.delete"))
    yield "trainer/revealed: about to delete the rehearsal", console
    console.answer(said("trainer.confirm.delete_rehearsal.yes"))
    console.sees(said("home.deleted"))
    yield "trainer/revealed: deleted", console
    phone.sees(said("attendee.ended.heading"))
    yield "attendee/ended: deleted", phone
    room.sees(said("room.ended"))
    yield "room/revealed: deleted", room
    results.sees(said("lead.ended_title"))
    yield "lead/revealed: deleted", results


def what_was_agreed(stage: Stage, contexts) -> Walk:
    first, second = agrees(stage)
    review = stage.follows(kind="review")
    try:
        results = review.results(**STILL)
        looks_back(review, first, second)
        results.sees(REWORDED, HINDERS)
        folds = results.tab.locator("details.plan-more")
        folds.evaluate_all("(all) => all.forEach((one) => { one.open = true; })")
        yield "lead/lobby: a review that rates nothing", results
    finally:
        review.close()
