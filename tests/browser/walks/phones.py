"""The ways of an attendee's phone."""

from playwright.sync_api import expect

from demo.room import DOMAINS
from tests.browser.pages import Phone
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


def comes_and_goes(stage: Stage, contexts) -> Walk:
    give = stage.trainer.command
    phone = stage.phone(**STILL)
    phone.shows("lobby")
    yield "attendee/lobby: at the start", phone
    give("show_domain", domain="clarity")
    phone.shows("preview")
    yield "attendee/preview: a domain before its first round", phone
    give("show_overview")
    phone.shows("lobby")
    menu = phone.tab.get_by_text("Menu", exact=True)
    menu.click()
    yield "attendee/lobby: with the menu open", phone
    phone.button("Change name or workplace").click()
    yield "attendee/lobby: changing the name", phone
    phone.tab.get_by_label("Your name or initials").fill("\N{ZERO WIDTH SPACE}")
    phone.button("Save the change").click()
    phone.sees("Please fill in your name or initials.")
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
    reason.fill("Nobody answers. " * 20)
    phone.sees("characters too many")
    yield "attendee/open: a reason that is too long", phone
    reason.fill("\u0958" * 280)  # a letter of Hindi, which is stored as two
    yield "attendee/open: a reason begun", phone
    phone.button("Send").click()
    phone.sees("Please shorten your reason")
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
    show_everything(stage, "picture", "measures", "groups")
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
    show_everything(stage, "picture", "measures", "groups", "movement")
    phone.sees("Who moved")
    phone.tab.get_by_text("What the ratings mean").click()
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
