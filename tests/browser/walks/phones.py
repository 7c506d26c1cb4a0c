"""The ways of an attendee's phone."""

from playwright.sync_api import expect

from demo.room import DOMAINS
from lab.rig.words import opening, said, shape
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
    menu = phone.tab.get_by_text(said("attendee.menu.title"), exact=True)
    menu.click()
    yield "attendee/lobby: with the menu open", phone
    phone.button(said("attendee.menu.edit")).click()
    yield "attendee/lobby: changing the name", phone
    phone.tab.get_by_label(said("attendee.edit.name")).fill("\N{ZERO WIDTH SPACE}")
    phone.button(said("attendee.edit.save")).click()
    phone.sees(said("refusals.missing-text.name"))
    yield "attendee/lobby: a name that is refused", phone
    phone.button(said("common.cancel")).click()
    phone.pick(said("attendee.menu.leave"))
    yield "attendee/lobby: about to leave", phone
    phone.button(said("attendee.leave.button")).click()
    phone.sees(said("attendee.left.heading"))
    yield "attendee/left: while the workshop runs", phone
    phone.button(said("attendee.left.button")).click()
    round_id = stage.opens("clarity")
    give("set_timer", seconds=300)
    phone.sees(said("common.time_left"))
    yield "attendee/open: nothing chosen, with a countdown", phone
    give("nudge", round=round_id)
    phone.sees(said("attendee.nudge.heading"))
    yield "attendee/open: reminded", phone
    phone.tab.context.set_offline(True)
    phone.touch(2)
    phone.sees(said("status.not_saved"))
    yield "attendee/open: not saved yet", phone
    expect(phone.mark).to_be_visible()
    yield "attendee/open: out of date", phone
    stage.closes()
    phone.tab.context.set_offline(False)
    phone.sees(said("attendee.refused.heading"))
    yield "attendee/revealed: a rating that came too late", phone
    stage.rules("clarity", "unresolved", None, "Left for the next meeting")
    give("show_overview")
    give("cancel_round", round=stage.opens("contact"))
    phone.sees(said("attendee.cancelled.heading"))
    yield "attendee/lobby: after a cancelled round", phone
    person = stage.person("Attendee A")
    give("remove_person", person=person)
    phone.sees(said("attendee.removed.heading"))
    yield "attendee/removed: by a trainer", phone
    give("readmit_person", person=person)
    phone.button(said("attendee.removed.button")).click()
    phone.shows("lobby")
    leaver = stage.phone("Attendee B", **STILL)
    leaver.leave()
    stage.settles(*DOMAINS[1:])
    give("finish")
    phone.shows("finished")
    yield "attendee/finished: without a ruling of one's own", phone
    leaver.sees(said("attendee.left.finished"))
    yield "attendee/left: after the end", leaver
    phone.tab.context.clear_cookies()
    phone.tab.context.set_offline(True)
    phone.tab.context.set_offline(False)
    phone.sees(said("attendee.ended.heading"))
    yield "attendee/ended: signed out", phone


def rates_and_says_why(stage: Stage, contexts) -> Walk:
    give = stage.trainer.command
    fill_the_room(stage)
    phone = stage.phone(**STILL)
    stage.opens("clarity")
    phone.rate(2)
    reason = phone.tab.get_by_label(said("attendee.reason.label"))
    yield "attendee/open: saved, with the field for a reason", phone
    reason.fill("Nobody answers. " * 20)
    phone.sees(shape("attendee.reason.over"))
    yield "attendee/open: a reason that is too long", phone
    reason.fill("\u0958" * 280)  # a letter of Hindi, which is stored as two
    yield "attendee/open: a reason begun", phone
    phone.button(said("attendee.reason.send")).click()
    phone.sees(opening("refusals.text-too-long.text"))
    yield "attendee/open: a reason that is refused", phone
    reason.fill(OWN_REASON)
    phone.button(said("attendee.reason.send")).click()
    phone.sees(said("attendee.reason.sent"))
    yield "attendee/open: a reason sent", phone
    reason.press_sequentially("!")
    yield "attendee/open: a reason changed", phone
    phone.button(said("attendee.reason.take_back")).click()
    phone.sees(said("attendee.reason.taken"))
    yield "attendee/open: a reason taken back", phone
    other = contexts(**SMALL)  # another device with this one's cookies
    other.add_cookies(phone.tab.context.cookies())
    laptop = Phone(other.new_page())
    laptop.tab.goto(phone.tab.url)
    phone.tab.context.set_offline(True)
    reason.fill(OWN_REASON)
    phone.button(said("attendee.reason.send")).click()
    phone.touch(1)
    phone.sees(said("attendee.reason.late"), said("status.not_saved"))
    yield "attendee/open: a reason not sent yet", phone
    for rating in (0, 3):
        laptop.rate(rating)
    phone.tab.context.set_offline(False)
    phone.sees(said("attendee.open.stored_elsewhere"), said("attendee.reason.sent"))
    yield "attendee/open: rated on another page", phone
    other.close()
    stage.votes(*RATINGS)
    stage.closes()
    phone.sees(said("attendee.revealed.heading"))
    yield "attendee/revealed: the bars", phone
    show_everything(stage, "picture", "measures", "groups")
    phone.sees(said("attendee.reason.shown"), said("common.groups.title"))
    phone.tab.get_by_text(said("common.measures.title")).click()
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
    phone.sees(said("common.movement.title"))
    phone.tab.get_by_text(said("attendee.meanings")).click()
    phone.tab.get_by_text(said("attendee.revealed.earlier")).click()
    yield "attendee/revealed: two rounds, unfolded", phone
    stage.rules("clarity", "majority")
    phone.shows("ruled")
    yield "attendee/ruled: by majority", phone
    give("show_overview")
    phone.sees(said("attendee.lobby.heading.between"))
    yield "attendee/lobby: between domains", phone
    stage.rates("contact", None, None)
    phone.sees(said("common.chart.none"))
    yield "attendee/revealed: nobody gave a rating", phone
    stage.rules("contact", "unresolved", None, "Nobody knows yet")
    phone.sees(said("common.methods.unresolved"))
    yield "attendee/ruled: left unresolved", phone
    stage.settles(*DOMAINS[2:])
    give("finish")
    phone.shows("finished")
    yield "attendee/finished: with the profile", phone
