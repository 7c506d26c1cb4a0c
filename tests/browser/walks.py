"""The ways to the states of states.py: each yields the name of a state and the page in it."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import closing

from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from tests.browser.pages import LivePage, Phone
from tests.browser.stage import Stage
from tests.edges.live_room import DOMAINS
from tests.harness import Server

STILL = {"reduced_motion": "reduce"}  # nothing to wait for; what moves has a test of its own
SMALL = {"viewport": {"width": 390, "height": 844}, **STILL}
STRANGER = {"area": "<b>", "kind": "review", "date": "2026-11-22"}
Walk = Iterator[tuple[str, LivePage | Tab]]

# A form as a page would send it, wherever it is.
_SEND = """([address, fields]) => {
  const form = Object.assign(document.createElement('form'), { method: 'post', action: address });
  for (const [name, value] of Object.entries(fields)) {
    form.append(Object.assign(document.createElement('input'), { name, value }));
  }
  document.body.append(form);
  form.submit();
}"""


def sends(tab: Tab, address: str, **fields: str) -> None:
    """Send a form from the page that is open, with its own token unless one is given."""
    token = tab.evaluate("document.querySelector('[name=token]')?.value ?? ''")
    with tab.expect_navigation():
        tab.evaluate(_SEND, [address, {"token": token, **fields}])


# --- pages before the workshop ----------------------------------------------------------------


def strangers(stage: Stage, contexts) -> Walk:
    base, ended, old = stage.server.base, Stage(stage.server, contexts), stage.code
    ended.settles(*DOMAINS)
    ended.trainer.command("finish")
    old_link = stage.links["lead"]
    for link in ("join", "lead"):
        stage.trainer.command("replace_link", link=link)
    stage.links = stage.trainer.browser.get_json(f"/trainer/{stage.id}/links")
    tab = contexts(**SMALL).new_page()

    def opens(path: str) -> Tab:
        tab.goto(base + path)
        return tab

    yield "home: as it opens", opens("/")
    sends(tab, "/workshops", **STRANGER)
    yield "home: filled in wrongly", tab
    yield "join: as it opens", opens("/join")
    yield "join: a code that nobody knows", opens("/j/ZZZZZZ")
    yield "join: a code that has been replaced", opens(f"/j/{old}")
    yield "join: the code of a finished workshop", opens(f"/j/{ended.code}")
    here = f"/j/{stage.code}"
    yield "details: as it opens", opens(here)
    sends(tab, here, name="<i>", sector="school")
    yield "details: filled in wrongly", tab
    stage.trainer.command("lock_joining")
    sends(tab, here, name="Attendee Z", sector="school")
    yield "details: joining is locked", tab
    stage.trainer.command("unlock_joining")
    sends(tab, here, name="Attendee Z", sector="school")
    yield "details: somebody comes back", opens(here)
    opens("/enter")
    expect(tab.get_by_text("only part of a link")).to_be_visible()
    yield "enter: part of a link", tab
    tab.goto(old_link)
    expect(tab.get_by_text("This link has been replaced")).to_be_visible()
    yield "enter: a link that has been replaced", tab
    yield "enter: no connection", without_connection(contexts, old_link)
    created = stage.tab(f"/workshops/{stage.id}/created", stage.trainer.browser, **SMALL)
    yield "created: a new workshop", created
    created.get_by_role("button", name="Copy the invitation").click()
    expect(created.get_by_role("status")).not_to_be_empty()
    yield "created: copied", created
    tab.goto("about:blank")
    sends(tab, f"{base}/join", code=old)
    yield "error/400: a form on another site", tab
    yield "error/403: a page for others", opens(f"/trainer/{ended.id}")
    yield "error/404: nothing here", opens("/nothing-here")
    yield "error/405: not that way", opens("/workshops")
    opens("/join")
    sends(tab, f"/j/{ended.code}", name="Attendee Z", sector="school")
    yield "error/409: joining after the end", tab
    opens("/join")
    sends(tab, f"/j/{old}", name="Attendee Z", sector="school")
    yield "error/410: joining by a code that was just replaced", tab
    ended.close()


def without_connection(contexts, link: str) -> Tab:
    """A link whose page has come and whose secret can't be sent."""
    tab = contexts(**SMALL).new_page()
    tab.route(
        "**/enter",
        lambda asked: asked.abort() if asked.request.method == "POST" else asked.continue_(),
    )
    tab.goto(link)
    expect(tab.get_by_role("button", name="Try again")).to_be_visible()
    return tab


def trouble(server: Server, contexts) -> Walk:
    """A server of its own: what happens to it would spoil the others' workshops."""
    tab = contexts(**SMALL).new_page()
    tab.goto(server.base)
    yield "home: where a passphrase is asked for", tab
    sends(tab, "/workshops", **STRANGER | {"area": "Test area", "passphrase": "guessed"})
    yield "home: a wrong passphrase", tab
    with closing(server.redis()) as store:
        store.mset({"cascade:code:BRKEN2": "broken", "cascade:{broken}:document": "rubbish"})
    tab.goto(f"{server.base}/j/BRKEN2")
    expect(tab.get_by_text("Something went wrong on our side")).to_be_visible()
    yield "error/500: a fault of ours", tab
    for _ in range(41):
        tab.request.get(f"{server.base}/j/ZZZZZZ")
    tab.goto(f"{server.base}/j/ZZZZZZ")
    expect(tab.get_by_role("group", name="Please check this")).to_contain_text("Too many")
    yield "join: too many wrong codes", tab
    sends(tab, "/j/ZZZZZZ", name="Attendee Z", sector="school")
    yield "error/429: joining after too many wrong codes", tab
    tab.goto(f"{server.base}/join")
    os.kill(server.store_pid, signal.SIGKILL)
    sends(tab, "/j/ZZZZZZ", name="Attendee Z", sector="school")
    expect(tab.get_by_role("heading", name="One moment please")).to_be_visible()
    yield "error/503: the store is down", tab


# --- the phone --------------------------------------------------------------------------------


def comes_and_goes(stage: Stage, contexts) -> Walk:
    give = stage.trainer.command
    phone = stage.phone(**STILL)
    phone.shows("lobby")
    yield "attendee/lobby: at the start", phone
    menu = phone.tab.get_by_text("Menu", exact=True)
    menu.click()
    yield "attendee/lobby: with the menu open", phone
    phone.button("Change name or workplace").click()
    yield "attendee/lobby: changing the name", phone
    phone.tab.get_by_label("Your name or initials").fill("<i>")
    phone.button("Save the change").click()
    phone.sees("without < > tags")
    yield "attendee/lobby: a name that is refused", phone
    phone.button("Cancel").click()
    phone.pick("Leave the workshop")
    yield "attendee/lobby: about to leave", phone
    phone.button("Leave").click()
    phone.sees("You have left")
    yield "attendee/left: while the workshop runs", phone
    phone.button("Come back").click()
    round_id = stage.opens("clarity")
    give("set_timer", seconds=300)
    phone.sees("Time left")
    yield "attendee/open: nothing chosen, with a countdown", phone
    give("nudge", round=round_id)
    phone.sees("Your rating is still missing.")
    yield "attendee/open: reminded", phone
    phone.tab.context.set_offline(True)
    phone.touch(2)
    phone.sees("Not saved yet")
    yield "attendee/open: not saved yet", phone
    expect(phone.mark).to_be_visible()
    yield "attendee/open: out of date", phone
    stage.closes()
    phone.tab.context.set_offline(False)
    phone.sees("Your last choice was not taken")
    yield "attendee/revealed: a rating that came too late", phone
    stage.rules("clarity", "unresolved", None, "Left for the next meeting")
    give("show_overview")
    give("cancel_round", round=stage.opens("contact"))
    phone.sees("That round was cancelled")
    yield "attendee/lobby: after a cancelled round", phone
    person = stage.person("Attendee A")
    give("remove_person", person=person)
    phone.sees("You are not taking part")
    yield "attendee/removed: by a trainer", phone
    give("readmit_person", person=person)
    phone.button("Look again").click()
    phone.shows("lobby")
    leaver = stage.phone("Attendee B", **STILL)
    leaver.leave()
    stage.settles(*DOMAINS[1:])
    give("finish")
    phone.shows("finished")
    yield "attendee/finished: without a ruling of one's own", phone
    leaver.sees("The workshop is finished.")
    yield "attendee/left: after the end", leaver
    phone.tab.context.clear_cookies()
    phone.tab.context.set_offline(True)
    phone.tab.context.set_offline(False)
    phone.sees("This page has ended")
    yield "attendee/ended: signed out", phone


def rates_and_says_why(stage: Stage, contexts) -> Walk:
    give = stage.trainer.command
    fill_the_room(stage)
    phone = stage.phone(**STILL)
    stage.opens("clarity")
    phone.rate(2)
    reason = phone.tab.get_by_label("Your reason")
    yield "attendee/open: saved, with the field for a reason", phone
    reason.fill("<b>Nobody answers</b>")
    yield "attendee/open: a reason begun", phone
    phone.button("Send").click()
    phone.sees("without < > tags")
    yield "attendee/open: a reason that is refused", phone
    reason.fill(OWN_REASON)
    phone.button("Send").click()
    phone.sees("Sent.")
    yield "attendee/open: a reason sent", phone
    reason.press_sequentially("!")
    yield "attendee/open: a reason changed", phone
    phone.button("Take it back").click()
    phone.sees("Taken back.")
    yield "attendee/open: a reason taken back", phone
    other = contexts(**SMALL)  # another device with this one's cookies
    other.add_cookies(phone.tab.context.cookies())
    laptop = Phone(other.new_page())
    laptop.tab.goto(phone.tab.url)
    phone.tab.context.set_offline(True)
    reason.fill(OWN_REASON)
    phone.button("Send").click()
    phone.touch(1)
    phone.sees("Not sent yet, keep this page open", "Not saved yet")
    yield "attendee/open: a reason not sent yet", phone
    for rating in (0, 3):
        laptop.rate(rating)
    phone.tab.context.set_offline(False)
    phone.sees("from another page", "Sent.")
    yield "attendee/open: rated on another page", phone
    other.close()
    stage.votes(*RATINGS)
    stage.closes()
    phone.sees("How the room rated")
    yield "attendee/revealed: the bars", phone
    show_everything(stage, "picture", "groups")
    phone.sees("Shown to the room", "Sides and sectors")
    phone.tab.get_by_text("The picture in numbers").click()
    yield "attendee/revealed: all that a trainer can show", phone
    give("start_discussion", seconds=300)
    phone.shows("discussion")
    yield "attendee/discussion: with a countdown", phone
    stage.opens("clarity")
    phone.shows("open")
    yield "attendee/open: a second round", phone
    phone.rate(1)
    stage.votes(*SECOND)
    stage.closes()
    show_everything(stage, "picture", "groups", "movement")
    phone.sees("Who moved")
    phone.tab.get_by_text("Earlier rounds").click()
    yield "attendee/revealed: two rounds, unfolded", phone
    stage.rules("clarity", "majority")
    phone.shows("ruled")
    yield "attendee/ruled: by majority", phone
    give("show_overview")
    phone.sees("We go on in a moment")
    yield "attendee/lobby: between domains", phone
    stage.rates("contact", None, None)
    phone.sees("Nobody gave a rating in this round.")
    yield "attendee/revealed: nobody gave a rating", phone
    stage.rules("contact", "unresolved", None, "Nobody knows yet")
    phone.sees("Left unresolved")
    yield "attendee/ruled: left unresolved", phone
    stage.settles(*DOMAINS[2:])
    give("finish")
    phone.shows("finished")
    yield "attendee/finished: with the profile", phone


# --- the pages of trainers, room and lead -------------------------------------------------------


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
    show_everything(stage, "picture", "groups")
    room.sees(OWN_REASON, "Mental health")
    yield "room/discussion: all that a trainer can show", room
    stage.rates("clarity", *SECOND)
    show_everything(stage, "picture", "groups", "movement")
    room.sees("moved up")
    yield "room/revealed: two rounds, who moved", room
    stage.rules("clarity", "majority")
    room.sees("by majority")
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


WALKS: dict[str, Callable[..., Walk]] = {
    "strangers": strangers,
    "a server in trouble": trouble,
    "a phone that comes and goes": comes_and_goes,
    "a phone that rates and says why": rates_and_says_why,
    "the room view": the_room_view,
    "the console": the_console,
    "the results": the_results,
    "a rehearsal": a_rehearsal,
}

# --- parts ------------------------------------------------------------------------------------

OWN_REASON = "Since the link worker came we always know whom to ring"
# Six people from schools and six from services: enough for sides and movement to be shown.
RATINGS = (0, 1, 1, 3, 3, 2, 0, 1, 2, 3, 1, 1)
SECOND = (1, 1, 1, 2, 3, 1, 1, 1, 2, 2, 1, 1)


def fill_the_room(stage: Stage) -> None:
    stage.people(6)
    stage.people(6, sector="cypmhs")


def show_everything(stage: Stage, *parts: str) -> None:
    """Show these parts and every reason that there is."""
    for part in parts:
        stage.trainer.command("show_part", part=part)
    for reason in stage.trainer.refresh()["view"]["reasons"]:
        if not reason["shown"]:
            stage.trainer.command("show_reason", reason=reason["id"])
