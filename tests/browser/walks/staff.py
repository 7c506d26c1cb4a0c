"""The ways of the room view, of the pages of trainers and leads, and of a rehearsal."""

from playwright.sync_api import expect

from demo.room import DOMAINS
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


def the_room_view(stage: Stage, contexts) -> Walk:
    give = stage.trainer.command
    room = stage.room_view(**STILL)
    room.sees("Nobody has joined yet")
    yield "room/lobby: nobody yet", room
    give("lock_joining")
    room.sees("Joining is locked.")
    yield "room/lobby: joining is locked", room
    give("unlock_joining")
    give("hide_code")
    room.sees("The workshop is about to begin.")
    yield "room/lobby: no code", room
    give("show_domain", domain="clarity")
    room.sees("Not rated yet.")
    yield "room/preview: a domain before its first round", room
    give("start_break", seconds=600)
    room.sees("Back at")
    yield "room/pause: a break", room
    give("end_break")
    give("show_code")
    fill_the_room(stage)
    round_id = stage.opens("clarity")
    room.sees("0 of 12 have rated")
    yield "room/open: nobody has rated", room
    give("enter_hands", round=round_id, counts=[0, 1, 1, 0], cant_say=0, sector="school")
    give("set_timer", seconds=300)
    room.sees("2 of 14 have rated", "2 entered by hand", "Time left")
    yield "room/open: with a countdown", room
    give("cancel_round", round=round_id)  # with hands in the first round, movement may be withheld
    round_id = stage.opens("clarity")
    stage.votes(*RATINGS)
    stage.attendees[0].ask("reason", round=round_id, text=OWN_REASON)
    stage.closes()
    room.sees("Can't say:")
    yield "room/revealed: the bars", room
    give("start_discussion", seconds=300)
    room.sees("Let's talk it over")
    yield "room/discussion: with a countdown", room
    show_everything(stage, "picture", "measures", "groups")
    room.sees(OWN_REASON, "Mental health")
    yield "room/discussion: all that a trainer can show", room
    stage.rates("clarity", *SECOND)
    show_everything(stage, "picture", "measures", "groups", "movement")
    room.sees("moved up")
    yield "room/revealed: two rounds, who moved", room
    stage.rules("clarity", "majority")
    room.sees("by most votes")
    yield "room/ruled: by majority", room
    give("show_overview")
    room.sees("Our profile so far")
    yield "room/lobby: between domains", room
    stage.rates("contact", None)
    room.sees("Nobody gave a rating in this round.")
    yield "room/revealed: nobody gave a rating", room
    stage.rules("contact", "unresolved", None, "Nobody knows yet")
    room.sees("Left unresolved")
    yield "room/ruled: left unresolved", room
    stage.settles(*DOMAINS[2:])
    give("finish")
    room.sees("Our profile")
    yield "room/finished: the profile", room
    room.tab.context.set_offline(True)
    expect(room.mark).to_be_visible()
    yield "room/finished: out of date", room
    room.tab.context.set_offline(False)
    expect(room.mark).to_have_count(0)
    give("replace_link", link="room")
    room.sees("This link has been replaced.")
    yield "room/finished: ended", room


def the_console(stage: Stage, contexts) -> Walk:
    give = stage.trainer.command
    console = stage.second_console(**STILL)
    console.sees("Nobody has joined yet")
    yield "trainer/lobby: nobody yet", console
    for panel in (
        "Room view",
        "Small groups",
        "Trainers",
        "Workshop details",
        "Keyboard shortcuts",
    ):
        console.panel(panel)
    console.panel("Links and invitation").get_by_role("button", name="Show the links").click()
    expect(console.tab.get_by_role("textbox", name="Invitation text")).to_be_visible()
    yield "trainer/lobby: every panel open", console
    fill_the_room(stage)
    stage.browser().join(stage.code, "Attendee Z", "school")
    console.press("Remove: Attendee Z")
    yield "trainer/lobby: removing a person", console
    console.answer("Remove")
    console.sees("Let back in")
    yield "trainer/lobby: a person removed", console
    console.press("Show: Clarity on roles")
    console.sees("The room sees the gold standard")
    assert console.offers()[:2] == ["Open a round: Clarity on roles", "Show the overview"]
    yield "trainer/preview: a domain before its first round", console
    round_id = stage.opens("clarity")
    give("set_timer", seconds=300)
    give("nudge", round=round_id)
    stage.votes(*RATINGS[:5])
    console.sees("Time left", "7 missing", "Reminded once")
    yield "trainer/open: with a countdown, some missing", console
    console.tab.get_by_text("Hands and paper", exact=True).click()
    yield "trainer/open: hands and paper", console
    console.button("Add to the round").click()
    console.sees("Enter at least one person")
    yield "trainer/open: hands that don't fit", console
    give("enter_hands", round=round_id, counts=[0, 1, 1, 0], cant_say=1, sector="school")
    console.sees("Entered in this round")
    yield "trainer/open: hands counted", console
    console.press("Cancel this round")
    yield "trainer/open: about to cancel", console
    stage.votes(*RATINGS)
    for attendee in stage.attendees[:2]:
        attendee.ask("reason", round=round_id, text=OWN_REASON)
    stage.closes()
    console.answer("Cancel the round")
    console.sees("Nothing was done twice.")
    yield "trainer/revealed: another trainer was first", console
    console.press("Dismiss")
    console.sees("Mental health", "What people wrote")
    yield "trainer/revealed: reasons, sides, the ruling form", console
    console.tab.get_by_role("button", name="Show in the room: ").first.click()
    yield "trainer/revealed: about to show a reason", console
    console.answer("Show it")
    console.sees("Shown in the room")
    stage.trainer.refresh()
    give("start_discussion", seconds=300)
    console.sees("To ask the room", "Time left")
    yield "trainer/discussion: with a countdown", console
    stage.rates("clarity", *SECOND)
    console.sees("Who moved")
    console.tab.get_by_text("Earlier rounds").click()
    console.tab.get_by_text("Why?").click()
    yield "trainer/revealed: two rounds, unfolded", console
    console.is_ready()
    console.method("Unresolved").check()
    console.submit_ruling()
    console.sees("Write the reason: it stays with the ruling.")
    yield "trainer/revealed: a ruling that lacks its reason", console
    stage.rates("contact", 0, 1)
    stage.rules("contact", "tie-break", 0, "To be careful")
    console.sees("by tie-break")
    yield "trainer/ruled: by tie-break", console
    give("show_overview")
    console.sees("Between domains")
    yield "trainer/lobby: between domains", console
    console.tab.context.set_offline(True)
    expect(console.mark).to_be_visible()
    yield "trainer/lobby: out of date", console
    console.tab.context.set_offline(False)
    expect(console.mark).to_have_count(0)
    stage.settles("clarity", *DOMAINS[2:])
    give("finish")
    console.sees("The results are ready")
    yield "trainer/finished: at the end", console
    give("replace_link", link="trainer")
    console.sees("This link has been replaced.")
    yield "trainer/finished: closed", console


def the_results(stage: Stage, contexts) -> Walk:
    give = stage.trainer.command
    results = stage.results(**STILL)
    fill_the_room(stage)
    results.sees("Live: not finished yet")
    yield "lead/lobby: nothing yet", results
    round_id = stage.opens("clarity")
    results.sees("Being rated")
    yield "lead/open: the first round", results
    stage.votes(*RATINGS)
    stage.attendees[0].ask("reason", round=round_id, text=OWN_REASON)
    stage.closes()
    show_everything(stage)
    results.sees(OWN_REASON)
    results.tab.get_by_role("group").get_by_text("Consensus").click()
    yield "lead/revealed: a measure explained", results
    stage.rates("clarity", *SECOND)
    stage.rules("clarity", "majority", None, "With a note")
    results.sees("With a note", "Who moved")
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
    results.sees("Finished ", "Two views stand")
    yield "lead/finished: every kind of ruling", results
    results.tab.context.set_offline(True)
    expect(results.mark).to_be_visible()
    yield "lead/finished: out of date", results
    results.tab.context.set_offline(False)
    expect(results.mark).to_have_count(0)
    give("replace_link", link="lead")
    results.sees("This link has been replaced.")
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
    console.press("Add them")
    console.sees("18 practice attendees take part.")
    yield "trainer/lobby: practice attendees added", console
    yield "attendee/lobby: in a rehearsal", phone
    yield "room/lobby: in a rehearsal", room
    yield "lead/lobby: in a rehearsal", results
    stage.trainer.refresh()
    stage.opens("clarity")
    console.press("Let them rate: Two camps")
    console.sees("18 of 19 have rated")
    yield "trainer/open: practice attendees have rated", console
    yield "attendee/open: in a rehearsal", phone
    yield "room/open: in a rehearsal", room
    stage.closes()
    console.is_ready()
    console.tab.get_by_label("Practice attendees to add").fill("99")
    console.press("Add them")
    console.sees("Give a whole number from 1 to 12.")
    yield "trainer/revealed: too many to add", console
    yield "lead/revealed: in a rehearsal", results
    console.press("Delete this rehearsal")
    yield "trainer/revealed: about to delete the rehearsal", console
    console.answer("Delete the rehearsal")
    console.sees("The rehearsal is deleted.")
    yield "trainer/revealed: deleted", console
    phone.sees("This page has ended")
    yield "attendee/ended: deleted", phone
    room.sees("This view has ended")
    yield "room/revealed: deleted", room
    results.sees("This page is closed")
    yield "lead/revealed: deleted", results
