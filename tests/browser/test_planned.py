"""From ratings to goals on phones and on the room view: nothing is lost, doubled or cut off."""

from playwright.sync_api import expect

from demo.room import DOMAINS
from lab.rig.words import said
from tests.browser.agreed import GOALS, agrees
from tests.browser.test_room import fits
from tests.browser.walks.parts import STILL
from tests.browser.walks.planned import LONG, SCORES, OnStage, due

SMALL = {"viewport": {"width": 320, "height": 568}, **STILL}
SIZES = ((960, 540), (1920, 1080), (1024, 768))
MORE = "We count the schools that can name theirs, and how soon each referral is answered. " * 4


def test_a_phone_loses_and_doubles_nothing(stage):
    meeting = OnStage(stage)
    phone, room = stage.phone(**SMALL), stage.room_view(**STILL)
    goal = meeting.goal(text="Every school knows its link worker")
    meeting.give("show_plan", part="needs")
    asked = meeting.asks("ask_needs")
    boxes, send = (
        phone.tab.get_by_role("checkbox"),
        phone.button(said("goals_stage.phone.needs.send")),
    )
    expect(boxes).to_have_count(len(DOMAINS) + 1)
    assert not any(box.is_checked() for box in boxes.all())
    boxes.nth(0).check()
    boxes.nth(2).check()
    phone.tab.reload()  # in the middle of it: what was ticked is still there
    phone.sees(said("goals_stage.phone.needs.unsent"))
    expect(boxes.nth(2)).to_be_checked()
    phone.tab.context.set_offline(True)
    send.dblclick()
    phone.sees(said("status.not_saved"))
    phone.tab.context.set_offline(False)
    phone.sees(said("status.saved"))
    phone.tab.reload()
    phone.sees(said("status.saved"))
    expect(boxes.nth(0)).to_be_checked()
    assert meeting.plan["question"]["answered"] == 1
    phone.tab.context.set_offline(True)
    boxes.nth(2).uncheck()
    send.click()
    meeting.give("close_question", question=asked)
    phone.tab.context.set_offline(False)
    phone.sees(said("goals_stage.phone.refused"), said("refusals.question-closed"))
    room.sees(said("goals_stage.needs.result"))
    assert meeting.plan["question"]["counts"][:3] == [1, 0, 1]
    meeting.give("choose_needs", domains=["clarity"])

    meeting.give("show_plan", part="goals")
    box = phone.tab.get_by_label(said("goals_stage.phone.suggest.label"))
    box.fill("A list of link workers")
    phone.tab.context.set_offline(True)
    phone.button(said("goals_stage.phone.suggest.send")).click()
    phone.sees(said("goals_stage.phone.suggest.late"))
    box.fill("And who keeps it")
    phone.tab.context.set_offline(False)
    phone.sees(said("goals_stage.phone.suggest.left", n=2))
    expect(box).to_have_value("And who keeps it")
    assert [one["text"] for one in meeting.plan["suggestions"]] == ["A list of link workers"]

    meeting.asks("ask_score", goal=goal)
    radios = phone.tab.get_by_role("radio")
    expect(radios).to_have_count(12)
    assert not any(radio.is_checked() for radio in radios.all())
    for radio in radios.all():
        frame = radio.locator("xpath=ancestor::label").bounding_box()
        assert min(frame["width"], frame["height"]) >= 44
    radios.nth(3).focus()
    phone.tab.keyboard.press("Space")
    phone.tab.keyboard.press("ArrowLeft")
    phone.tab.keyboard.press("Enter")
    phone.is_saved()
    phone.tab.reload()
    phone.is_saved()
    expect(radios.nth(2)).to_be_checked()
    radios.nth(0).check(force=True)  # 0 is a score
    phone.is_saved()
    meeting.closes()
    phone.sees(said("goals_stage.phone.scores.yours", n=0))
    phone.sees(said("goals.few"))  # of one person's score only the middle is told
    room.sees(said("goals.few"))
    question = meeting.plan["question"]
    assert (question["counts"], question["median"]) == (None, 0)
    meeting.settles(goal)
    phone.sees(said("goals.score", score=0))


def test_a_review_that_rated_nothing_ends_with_what_was_agreed(stage):
    agrees(stage)
    review = stage.follows(kind="review")
    try:
        room, phone, console = review.room_view(**STILL), review.phone(), review.console()
        review.trainer.plan("show_plan", part="closing")
        room.sees(GOALS[0])
        console.bar.get_by_role("button", name=said("trainer.do.finish")).click()
        expect(console.dialog).to_contain_text(said("trainer.confirm.finish.unrated"))
        console.answer(said("trainer.confirm.finish.yes"))
        room.sees(said("room.thanks"), GOALS[0])
        expect(room.heading(said("room.closing"))).to_have_count(0)
        fits(room, SIZES)
        phone.sees(GOALS[0])
        expect(phone.heading(said("common.profile"))).to_have_count(0)
        end = console.tab.get_by_role("region", name=said("goals.parts.closing"), exact=True)
        expect(end).to_contain_text(GOALS[1])
        expect(end.get_by_role("button")).to_have_count(0)
    finally:
        review.close()


def test_the_room_view_shows_every_part_and_nothing_jumps(stage):
    meeting = OnStage(stage)
    give, room = meeting.give, stage.room_view(**STILL)
    stage.people(8)
    stage.settles(*DOMAINS)
    stage.trainer.command("show_overview")
    for number in range(14):
        give("add_action", text=f"{LONG}, part {number}", owner="A manager", due=due(7 + number))
    give("show_plan", part="actions")
    room.sees(said("goals_stage.actions.open", n=14), "more")
    fits(room, SIZES)
    first = meeting.plan["actions"][0]["id"]
    place = room.tab.locator(".plan-action").first.bounding_box()
    give("mark_action", action=first, state="done")
    room.sees(said("goals.action_states.done"))
    assert room.tab.locator(".plan-action").first.bounding_box()["y"] == place["y"]
    give("show_plan", part="needs")
    meeting.asks("ask_needs")
    for page in stage.attendees:
        page.answer_plan(domains=["clarity", "contact", "evidence"])
    room.sees(said("goals_stage.needs.turnout", rated=8, of=8))
    fits(room, SIZES)
    meeting.closes()
    room.sees(said("goals_stage.needs.result"))
    fits(room, SIZES)
    give("choose_needs", domains=["clarity", "contact", "evidence"])
    room.sees(said("goals.how.vote", n=8))
    fits(room, SIZES)
    give("show_plan", part="goals")
    room.sees(said("goals_stage.goals.start"))
    fits(room, SIZES)
    goal = meeting.goal(text=LONG, measure=MORE, owner="The partnership manager")
    give("add_goal")
    other = meeting.plan["goals"][-1]["id"]
    sizes = []
    for edit, text in enumerate(("Every", LONG, "Every school")):
        give("write_goal", goal=other, field="text", value=text, edit=edit)
        expect(room.tab.locator("h2.goal-text")).to_have_text(text)
        sizes.append(room.tab.locator(".goal-large").evaluate(_SIZE))
    assert sizes == sorted(sizes, reverse=True)
    give("write_goal", goal=other, field="measure", value=MORE, edit=0)
    room.sees(MORE.strip()[-30:])
    fits(room, SIZES)
    give("drop_draft", goal=other)
    meeting.asks("ask_score", goal=goal)
    room.sees(said("goals_stage.scores.turnout", rated=0, of=8))
    fits(room, SIZES)
    for page, score in zip(stage.attendees, SCORES, strict=True):
        page.answer_plan(score=score)
    alike = [0] * 2 + [8] + [0] * 8  # ten with those of the phones, one above the other
    give("enter_answers", question=meeting.question, counts=alike)
    meeting.closes()
    room.sees(said("goals_stage.scores.middle"))
    fits(room, SIZES)
    assert len(set(room.tab.locator(".dot").evaluate_all(_HEIGHTS))) == 1
    meeting.settles(goal)
    give("note_goal", goal=goal, hinders=MORE, helps="One office keeps it.")
    room.sees(said("goals_stage.scores.helps"))
    fits(room, SIZES)
    meeting.chooses_sessions()
    give("show_plan", part="sessions")
    room.sees("A senior manager")
    fits(room, SIZES)
    give("show_plan", part="closing")
    room.sees(said("goals_stage.closing.actions"))
    fits(room, SIZES)
    stage.trainer.command("finish")
    room.sees(said("room.thanks"))
    fits(room, SIZES)


_HEIGHTS = "(dots) => dots.map((dot) => Math.round(dot.getBoundingClientRect().height))"
_SIZE = "(part) => Number(part.style.getPropertyValue('--times'))"
