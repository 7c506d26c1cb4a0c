"""A review on phones and on the room view: newcomers, notes, progress, an end without ratings."""

from playwright.sync_api import expect

from lab.rig.words import said
from tests.browser.test_agreed import day
from tests.browser.test_room import fits
from tests.browser.walks.parts import STILL
from tests.browser.walks.planned import LONG, OnStage, due
from tests.browser.words import SHORT_NAMES

SIZES = ((960, 540), (1280, 720), (1920, 1080))
SMALL = {"viewport": {"width": 320, "height": 568}, **STILL}
MORE = "We count the schools that can name theirs, and how soon each referral is answered. " * 2


def a_first_meeting(stage) -> tuple[str, str]:
    """Two goals with a score, and who does what."""
    meeting = OnStage(stage)
    stage.people(6)
    goal = meeting.goal(text=LONG, measure=MORE, owner="The partnership manager")
    other = meeting.goal(text="Referrals sent back fall by half")
    for one in (goal, other):
        meeting.scores(one, 0, 0, 1, 1, 2, 2)
    meeting.give("add_action", text="Send every school the list", due=due(14), goal=goal)
    meeting.chooses_sessions()
    return goal, other


def test_a_review_of_newcomers_fits_every_screen_and_ends_on_what_was_agreed(stage):
    goal, other = a_first_meeting(stage)
    review = stage.follows(kind="review", date=due(90))
    try:
        meeting, room, phone = OnStage(review), review.room_view(**STILL), review.phone(**SMALL)
        review.people(6)
        meeting.give("show_plan", part="scores", goal=goal)
        room.sees(said("goals_stage.scores.next"))
        fits(room, SIZES)
        meeting.asks("ask_score", goal=goal)
        fits(room, SIZES)
        for page, score in zip(review.attendees, (4, 5, 6, 6, 7, None), strict=True):
            page.answer_plan(score=score)
        meeting.closes()
        room.sees(said("goals_stage.scores.middle"))
        fits(room, SIZES)
        meeting.settles(goal)
        room.sees(said("goals.returned_unknown"), said("goals.chart.up", n=5))
        fits(room, SIZES)
        meeting.give("note_goal", goal=goal, hinders=MORE, helps="One office keeps it.")
        room.sees(said("goals_stage.scores.helps"))
        fits(room, SIZES)
        meeting.give("close_goal", goal=other, state="reached")
        meeting.give("show_plan", part="closing")
        room.sees(said("goals.states.reached"))
        fits(room, SIZES)
        review.trainer.command("finish")
        # It rated nothing: there is no profile to show, and no list that says so line by line.
        room.sees(said("room.thanks"), said("goals.parts.closing"), said("goals.states.reached"))
        expect(room.tab.get_by_role("table", name=said("common.profile"))).to_have_count(0)
        fits(room, SIZES)
        phone.shows("finished")
        phone.sees(said("goals.chart.up", n=5), said("goals.states.reached"))
        expect(phone.heading(said("common.profile"))).to_have_count(0)
        assert phone.tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    finally:
        review.close()


def test_a_review_tells_of_what_it_rated_and_of_nothing_else(stage):
    a_first_meeting(stage)
    stage.rates("clarity", 0, 0, 0, 0, 0, 0)
    stage.rules("clarity", "unanimous")
    review = stage.follows(kind="review", date=due(90))
    try:
        room, phone = review.room_view(**STILL), review.phone(**SMALL)
        review.people(6)
        review.rates("clarity", 2, 2, 2, 2, 2, 3)
        review.rules("clarity", "majority")
        review.trainer.command("finish")
        room.sees(said("room.thanks"), said("room.closing_some"), SHORT_NAMES["clarity"])
        profile = room.tab.get_by_role("table", name=said("common.profile"))
        room.tab.set_viewport_size({"width": 960, "height": 540})
        moved = profile.locator(".profile-moved")
        expect(moved).to_be_visible()
        # What moved has the line to itself: how it was decided has no room beside what was agreed.
        assert profile.locator(".profile-since > div").bounding_box()["height"] < 60
        expect(profile.locator("tbody tr")).to_have_count(1)
        phone.shows("finished")
        domains = phone.tab.locator("ol.domains li")
        expect(domains).to_have_count(1)
        expect(domains).to_contain_text(SHORT_NAMES["clarity"])
        results = review.results(**STILL)
        results.sees(said("lead.story"))
        expect(
            results.tab.locator("#lead .domain-result, .domain-results > *:not(h2)")
        ).to_have_count(1)
        for page in (room, phone, results):
            expect(page.tab.get_by_text(said("common.domain_status.waiting"))).to_have_count(0)
            expect(page.tab.get_by_text(said("common.domains_done", done=1, all=7))).to_have_count(
                0
            )
    finally:
        review.close()


def test_a_score_of_the_meeting_before_is_told_as_that_and_change_begins_with_the_wording(stage):
    goal, other = a_first_meeting(stage)
    before = stage.trainer.view["plan"]["goals"][0]["scores"][0]["day"]
    last_time = said("goals_stage.scores.last", date=day(before))
    review = stage.follows(kind="review", date=due(90))
    try:
        meeting, room, phone = OnStage(review), review.room_view(**STILL), review.phone(**SMALL)
        console = review.console()
        review.people(6)
        meeting.give("show_plan", part="closing")
        for page in (room, phone):
            page.sees(last_time)
        score = said("goals.score", score=1)
        console.sees(said("goals_desk.agreed.last", score=score, day=day(before)))
        fits(room, SIZES)
        for one in (goal, other):
            meeting.scores(one, 4, 4, 4, 4, 4, 4)
        meeting.give("show_plan", part="closing")
        for page in (room, phone):
            page.sees(said("goals.chart.up", n=3))
            page.does_not_see(last_time)
        console.sees(said("goals.score", score=4))
        console.does_not_see(said("goals_desk.agreed.last", score=score, day=day(before)))

        meeting.give("reword_goal", goal=other)
        draft = meeting.plan["goals"][1]["draft"]
        wording = draft | {"text": "No referral is sent back"}
        meeting.give("write_goal", goal=other, field="text", value=wording["text"], edit=0)
        meeting.give("agree_goal", goal=other, wording=wording)
        meeting.scores(other, 2, 2, 2, 2, 2, 2)
    finally:
        review.close()
    again = stage.follows(kind="review", date=due(180))
    try:
        meeting, room, phone = OnStage(again), again.room_view(**STILL), again.phone(**SMALL)
        again.people(6)
        meeting.scores(other, 5, 5, 5, 5, 5, 5)
        for page in (room, phone):
            page.sees(said("goals_stage.scores.since_reworded", change=said("goals.chart.up", n=3)))
        fits(room, SIZES)
    finally:
        again.close()
