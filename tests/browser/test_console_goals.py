"""A whole meeting from the last decision to the printed goals by clicks, with two trainers at it;
and what is typed while there is no connection."""

import pytest
from playwright.sync_api import expect

from lab.rig.words import said
from tests.browser.planning import adds_action, field, primary, read
from tests.browser.walks.goals import in_days
from tests.browser.words import SHORT_NAMES
from voting.words import load

GOAL = "Every school knows its link worker"
MEASURE = "By counting the schools that can name theirs"
OWNER = "Head of the mental health service"
FIRST_STEP = "Send round the list we have"
SPEAKER = "The referrals team"
ACTIONS = ("Print the list", "Book the hall")
DUE, BY = in_days(90), in_days(14)
PEOPLE = 6
SCORES = (0, 0, 0, 2, None)  # of all but the phone, which gives 3
# The words of a part that are broken into two lines.
BROKEN = """(part) => {
  const found = [];
  const texts = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (texts.nextNode()) {
    for (const { index, 0: word } of texts.currentNode.data.matchAll(/[^\\s]+/g)) {
      range.setStart(texts.currentNode, index);
      range.setEnd(texts.currentNode, index + word.length);
      if (range.getClientRects().length > 1) found.push(word);
    }
  }
  return found;
}"""
# In how many lines a number of votes stands where it has three digits.
LINES_OF_MANY = """(votes) => {
  const row = votes.closest('li').cloneNode(true);
  const many = row.querySelector('.vote-n');
  many.textContent = '188';
  votes.closest('ul').append(row);
  const text = document.createRange();
  text.selectNodeContents(many);
  const { length } = text.getClientRects();
  row.remove();
  return length;
}"""
T, S = "goals_desk", "goals_stage"


@pytest.fixture
def decided(stage):
    """A room in which all is decided, with all but one of its people, and a date for a session."""
    session = {
        "kind": "session",
        "date": BY,
        "time": "13:00",
        "place": "The hall of the old library",
    }
    stage.office.post(f"/area/{stage.area}/plan_event", **session)
    stage.people(PEOPLE - 1)
    stage.settles(*list(SHORT_NAMES))
    return stage


class Meeting:
    """Two consoles, the room view, and one phone among the people."""

    def __init__(self, stage) -> None:
        self.stage = stage
        self.console, self.other = stage.console(), stage.second_console()
        self.phone, self.room = stage.phone(), stage.room_view()

    @property
    def shown(self):
        """What everybody has before them."""
        return self.phone, self.room

    def moves_on(self, part: str) -> None:
        primary(self.console, said(f"{T}.do.{part}"))


def is_told(stage, test) -> None:
    """The server has it."""
    stage.trainer.wait_for(lambda state: state["view"]["plan"] and test(state["view"]["plan"]))


def test_a_meeting_from_the_last_decision_to_the_printed_goals(decided, tmp_path):
    at = Meeting(decided)
    assert at.console.offers(at.console.bar) == [said(f"{T}.do.show_needs")]
    assert said("trainer.do.finish") in at.console.offers(at.console.next_step)
    needs_are_chosen_in_private(at)
    a_goal_takes_shape(at)
    two_write_in_one_field(at)
    it_is_agreed_once_nothing_is_lacking(at)
    everybody_scores_it(at)
    a_session_and_actions_are_agreed(at)
    at.moves_on("show_closing")
    at.console.sees(GOAL, *ACTIONS, said("goals.score", score=0))
    title = at.room.heading(said(f"{S}.closing.dates"))
    dates = at.room.tab.locator("section").filter(has=title)
    expect(dates.last).to_be_visible()
    assert dates.last.evaluate(BROKEN) == []
    primary(at.console, said("trainer.do.finish"))
    at.console.answer(said("trainer.confirm.finish.yes"))
    at.console.sees(said("trainer.advice.finished.do"))
    for page in at.shown:
        page.sees(GOAL, ACTIONS[0], said(f"{S}.closing.dates"))
    all_of_it_is_on_paper(decided, tmp_path)


def needs_are_chosen_in_private(at) -> None:
    at.moves_on("show_needs")
    at.moves_on("ask_needs")
    for page in at.stage.attendees:
        page.answer_plan(domains=["contact", "clarity"])
    at.phone.tab.get_by_role("checkbox", name=SHORT_NAMES["contact"]).check()
    at.phone.press(said(f"{S}.phone.needs.send"))
    at.phone.is_saved()
    at.room.sees(said(f"{S}.needs.turnout", rated=PEOPLE, of=PEOPLE))
    at.console.sees(said(f"{T}.turnout.needs", answered=PEOPLE, of=PEOPLE))
    at.moves_on("close_question")
    ticks = at.console.next_step.get_by_role("checkbox", checked=True)
    expect(ticks).to_have_count(2)
    assert at.console.tab.locator(".vote-n").first.evaluate(LINES_OF_MANY) == 1
    at.moves_on("choose_needs")
    for page in (at.console, at.room):
        page.sees(said("goals.how.vote", n=PEOPLE))


def a_goal_takes_shape(at) -> None:
    """It begins as what somebody sent from their phone, and is seen as it is written."""
    console, sent = at.console, "Schools know their link worker"
    at.moves_on("show_goals")
    at.phone.tab.get_by_label(said(f"{S}.phone.suggest.label")).fill(sent)
    at.phone.press(said(f"{S}.phone.suggest.send"))
    use = said(f"{T}.suggested.about", action=said(f"{T}.suggested.use"), text=sent)
    console.button(use).click()
    expect(field(console, "text")).to_have_value(sent)
    console.sees(said(f"{T}.suggested.none"))
    for page in at.shown:
        page.sees(sent)
    field(console, "text").fill(GOAL)
    console.sees(said(f"{T}.saving.saved"))
    expect(field(at.other, "text")).to_have_value(GOAL)
    for name, text in (("owner", OWNER), ("first_step", FIRST_STEP)):
        field(console, name).fill(text)
        for page in at.shown:
            page.sees(GOAL, text)


def two_write_in_one_field(at) -> None:
    console, other = at.console, at.other
    field(console, "measure").focus()
    field(other, "measure").fill("By asking")
    is_told(at.stage, lambda plan: plan["goals"][0]["draft"]["measure"] == "By asking")
    console.sees(said(f"{T}.rivals.meanwhile", text="By asking"))
    expect(field(console, "measure")).to_have_value("")
    console.tab.keyboard.type(MEASURE)
    for page in (console, other):
        page.sees(said(f"{T}.rivals.title"), "By asking", MEASURE)
    expect(field(console, "measure")).to_have_value(MEASURE)
    use = said(f"{T}.rivals.about", action=said(f"{T}.rivals.use"), text=MEASURE)
    other.button(use).click()
    expect(field(other, "measure")).to_have_value(MEASURE)
    console.does_not_see(said(f"{T}.rivals.title"))


def it_is_agreed_once_nothing_is_lacking(at) -> None:
    """What is refused stays in the field; what is missing is named."""
    console, agree = at.console, said(f"{T}.do.agree_goal", n=1)
    field(console, "text").fill("x" * 201)
    console.sees(said("refusals.text-too-long.goal-text", n=200, length=201))
    expect(field(console, "text")).to_have_value("x" * 201)
    field(console, "text").fill(GOAL)
    console.sees(said(f"{T}.saving.saved"))
    primary(console, agree)
    console.sees(said(f"{T}.lacking.due"))
    field(console, "due").fill(DUE)
    primary(console, agree)
    console.sees(said("goals.states.open"))


def everybody_scores_it(at) -> None:
    at.moves_on("show_scores")
    primary(at.console, said(f"{T}.do.ask_score", n=1))
    for page, score in zip(at.stage.attendees, SCORES, strict=True):
        page.answer_plan(score=score)
    at.phone.tab.get_by_role("radio").nth(3).check(force=True)
    at.phone.is_saved()
    at.console.sees(said(f"{T}.turnout.score", answered=PEOPLE, of=PEOPLE))
    at.moves_on("close_question")
    at.phone.sees(said(f"{S}.phone.scores.yours", n=3))
    at.room.sees(said(f"{S}.scores.middle"))
    primary(at.console, said(f"{T}.do.settle_score", score=0))
    for page in (at.console, *at.shown):
        page.sees(said("goals.score", score=0))


def a_session_and_actions_are_agreed(at) -> None:
    console = at.console
    at.moves_on("show_sessions")
    console.next_step.get_by_role("button", name=said(f"{T}.sessions.plan")).first.click()
    console.next_step.get_by_label(said("goals.formats.discussion")).check()
    console.next_step.get_by_label(said(f"{T}.sessions.led_text", n=1)).fill("Referral routes")
    console.next_step.get_by_label(said(f"{T}.sessions.led_speaker", n=1)).fill(SPEAKER)
    console.next_step.get_by_label(said(f"{T}.sessions.when"), exact=True).select_option(index=1)
    console.press(said(f"{T}.sessions.choose"))
    console.sees(said(f"{T}.sessions.number", n=1))
    at.room.sees(SPEAKER)
    at.moves_on("add_actions")
    adds_action(console, ACTIONS[0], OWNER, BY)
    adds_action(console, ACTIONS[1])
    for page in (console, at.room):
        page.sees(*ACTIONS, said("goals.no_owner"))


def all_of_it_is_on_paper(stage, folder) -> None:
    """Somebody who was not there reads what was agreed, who does what by when, and how far it has
    come: on the page as it is printed, and in the report that it gives."""
    results = stage.results()
    results.sees(said("goals_results.title"), GOAL)
    report = results.download(said("lead.reports.files.report.pdf"), folder).read_bytes()
    results.tab.emulate_media(media="print")
    agreed = (GOAL, said("goals.score", score=0), MEASURE, OWNER, FIRST_STEP, load().date(DUE))
    done_by = (*ACTIONS, said("goals.no_owner"), SPEAKER)
    for paper, day in ((results.tab.pdf(), load().date), (report, load().short_date)):
        told = read(paper)
        for text in (*agreed, *done_by, day(BY)):
            assert text in told, text


def test_what_is_typed_without_a_connection_is_sent_once_there_is_one(decided):
    stage = decided
    stage.trainer.plan("show_plan", part="goals")
    stage.trainer.plan("add_goal", wording={"text": GOAL})
    console = stage.console()
    console.tab.context.set_offline(True)
    expect(console.mark).to_be_visible()
    field(console, "owner").fill("The council")
    console.sees(said(f"{T}.saving.late"))
    console.tab.context.set_offline(False)
    is_told(stage, lambda plan: plan["goals"][0]["draft"]["owner"] == "The council")
    console.sees(said(f"{T}.saving.saved"))
