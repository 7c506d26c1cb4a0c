"""Pages stay calm: nothing jumps when the server speaks, and what is said aloud is said once.

A jump is measured as browsers do (Layout Instability API, "CLS"): how much of the window moved,
times how far. Up to 0.1 counts as good (web.dev/cls); what follows within half a second of the
person's own press does not count.
"""

import re
from itertools import pairwise

from playwright.sync_api import expect

from demo.room import DOMAINS
from lab.rig.words import either, said
from tests.browser.pages import LivePage
from tests.browser.walks.parts import OWN_REASON, RATINGS, SECOND, fill_the_room, show_everything
from tests.browser.words import NOT_SAVED, SHORT_NAMES, SIGHTS

MOST = 0.1
BESIDE_A_CALL = {"viewport": {"width": 640, "height": 800}}

_WATCH = """() => {
  window.jumps = [];
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput, sources } of list.getEntries()) {
      const what = sources.map(({ node }) => node?.className ?? node?.nodeName).join(', ');
      if (!hadRecentInput) window.jumps.push([value, what]);
    }
  }).observe({ type: 'layout-shift', buffered: true });
}"""


class Steady:
    """Collects how much a page jumped in each of its phases."""

    def __init__(self, page: LivePage) -> None:
        self.page = page
        self.jumps: list[str] = []
        page.rests()
        page.tab.evaluate(_WATCH)
        page.tab.evaluate("window.jumps.length = 0")

    def after(self, step: str) -> None:
        self.page.rests()
        jumps = self.page.tab.evaluate("window.jumps.splice(0)")
        total = sum(value for value, _ in jumps)
        if total > MOST and step != LEAP:
            self.jumps.append(f"{step}, {total:.2f}: {' | '.join(what for _, what in jumps)}")


LEAP = "all other domains"  # many steps at once


def a_whole_workshop(stage):
    """Play it; yields each step with what the pages show then: (step, phase)."""
    give = stage.trainer.command
    yield "the lobby", "lobby"
    round_id = stage.opens("clarity")
    yield "a round opens", "open"
    stage.votes(*RATINGS[:4])
    give("set_timer", seconds=300, closes=True)
    give("nudge", round=round_id)
    give("enter_hands", round=round_id, counts=[0, 1, 0, 0], cant_say=0, sector="school")
    yield "a countdown, a reminder, hands", "open"
    stage.votes(*RATINGS)
    stage.attendees[0].ask("reason", round=round_id, text=OWN_REASON)
    yield "all have rated", "open"
    stage.closes()
    yield "the reveal", "revealed"
    give("show_part", part="picture")
    yield "the picture is shown", "revealed"
    give("start_discussion", seconds=300)
    yield "the discussion", "discussion"
    show_everything(stage, "groups")
    yield "sides and a reason are shown", "discussion"
    stage.opens("clarity")
    yield "the second round", "open"
    stage.votes(*SECOND)
    stage.closes()
    yield "the second reveal", "revealed"
    show_everything(stage, "picture", "movement")
    yield "movement is shown", "revealed"
    stage.rules("clarity", "majority")
    yield "the ruling", "ruled"
    give("show_overview")
    yield "between domains", "lobby"
    stage.settles(*DOMAINS[1:])
    yield LEAP, "ruled"
    give("finish")
    yield "the end", "finished"


def test_nothing_jumps_when_the_server_speaks(stage):
    fill_the_room(stage)
    phone = stage.phone()
    pages = {"phone": phone, "console": stage.console(), "room": stage.room_view()}
    watched = {name: Steady(page) for name, page in pages.items()}
    for step, phase in a_whole_workshop(stage):
        for name, steady in watched.items():
            if name == "phone":
                phone.shows(phase)
            else:
                steady.page.sees(SIGHTS["room_view" if name == "room" else "console"][phase])
            steady.after(step)
    found = [f"{name}, {jump}" for name, one in watched.items() for jump in one.jumps]
    assert not found, "\n".join(found)


def test_what_a_person_is_about_to_touch_stays_where_it_is(stage):
    give = stage.trainer.command
    phone, console = stage.phone(), stage.console(**BESIDE_A_CALL)
    stage.people(4)
    round_id = stage.opens("clarity")
    phone.is_asked("clarity")
    console.sees(said("trainer.phase.open"))
    console.is_ready()
    held = {
        "a card": (phone, phone.choice(1)),
        "the button that closes": (console, console.button(said("trainer.do.close_round"))),
        "the reminder": (console, console.button(said("trainer.ready.nudge"))),
    }
    before = {name: place(page, part) for name, (page, part) in held.items()}
    give("set_timer", seconds=300, closes=True)
    stage.votes(1, 2, 3)
    phone.sees(said("attendee.closes_in"))
    give("nudge", round=round_id)
    give("enter_hands", round=round_id, counts=[1, 0, 0, 0], cant_say=0, sector="school")
    phone.sees(said("attendee.nudge.heading"))
    console.sees(
        said("trainer.ready.missing", n=2),
        said("trainer.ready.nudged", n=1),
        said("common.by_hand", n=1),
    )
    assert {name: place(page, part) for name, (page, part) in held.items()} == before
    phone.tab.context.set_offline(True)
    console.tab.context.set_offline(True)
    expect(phone.mark).to_be_visible()
    expect(console.mark).to_be_visible()
    assert {name: place(page, part) for name, (page, part) in held.items()} == before


def test_whoever_writes_a_reason_stays_where_they_are(stage):
    fill_the_room(stage)
    phone = stage.phone()
    stage.opens("clarity")
    phone.rate(2)
    field = phone.tab.get_by_label(said("attendee.reason.label"))
    field.press_sequentially("Since the")
    at = place(phone, field)
    stage.votes(*RATINGS)
    for typed in (" link", " worker", " came"):
        {
            " link": stage.closes,
            " worker": lambda: show_everything(stage, "picture", "groups"),
            " came": lambda: stage.trainer.command("start_discussion", seconds=60),
        }[typed]()
        phone.sees(
            {" link": said("attendee.revealed.heading"), " worker": "Mental health"}.get(
                typed, said("common.time_left")
            )
        )
        phone.rests()
        assert abs(place(phone, field) - at) <= 2
        expect(field).to_be_focused()
        phone.tab.keyboard.type(typed)
    expect(field).to_have_value("Since the link worker came")


def test_a_console_scrolled_down_stays_there_when_the_phase_changes(stage):
    fill_the_room(stage)
    console = stage.console()
    stage.opens("clarity")
    stage.votes(*RATINGS)
    console.sees(said("trainer.phase.open"))
    console.tab.evaluate("scrollTo(0, 150)")
    stage.closes()
    console.sees(said("trainer.phase.revealed"))
    console.rests()
    assert console.tab.evaluate("scrollY") == 150


def test_a_phone_meets_a_new_screen_at_its_top_and_is_left_in_peace_there(stage):
    fill_the_room(stage)
    phone = stage.phone(viewport={"width": 320, "height": 400})
    stage.opens("clarity")
    stage.votes(*RATINGS)
    phone.rate(3)
    phone.tab.evaluate("scrollTo(0, 160)")
    assert scrolled(phone) > 150
    stage.closes()
    phone.sees(said("attendee.revealed.heading"))
    assert scrolled(phone) == 0
    phone.tab.evaluate("scrollTo(0, 150)")
    stage.trainer.command("start_discussion", seconds=60)
    phone.sees(said("attendee.discussion.heading"))
    show_everything(stage, "picture", "measures")
    phone.sees(said("common.measures.title"))
    assert scrolled(phone) == 150
    stage.rules("clarity", "unresolved", note="To be continued")
    phone.sees(said("attendee.ruled.heading"))
    assert scrolled(phone) == 150
    stage.trainer.command("show_overview")
    phone.sees(said("attendee.lobby.heading.between"))
    assert scrolled(phone) == 0


def test_whoever_has_written_a_reason_is_left_in_peace_afterwards(stage):
    fill_the_room(stage)
    phone = stage.phone(viewport={"width": 390, "height": 500})
    stage.opens("clarity")
    phone.rate(2)
    field = phone.tab.get_by_label(said("attendee.reason.label"))
    field.press_sequentially("We ring each other")
    stage.votes(*RATINGS)
    stage.closes()
    phone.sees(said("attendee.revealed.heading"))
    field.blur()
    phone.tab.evaluate("scrollTo(0, 200)")
    show_everything(stage, "picture", "measures")
    phone.sees(said("common.measures.title"))
    assert scrolled(phone) == 200
    field.focus()
    stage.opens("clarity")  # takes the box away
    phone.sees(said("common.round_number", number=2))
    assert scrolled(phone) == 0
    phone.tab.evaluate("scrollTo(0, 200)")
    phone.choice(1).check(force=True)
    phone.is_saved()
    assert scrolled(phone) > 0


def test_what_makes_room_glides_and_never_leaps(stage):
    fill_the_room(stage)
    room = stage.room_view(viewport={"width": 1280, "height": 720})
    stage.opens("clarity")
    stage.votes(*RATINGS)
    stage.closes()
    room.sees(said("common.cant_say") + ":")
    room.rests()
    room.tab.evaluate(_HELD)
    named = either("common.pictures.two-camps.name", "common.pictures.spread.name")
    for part, shown in (("picture", named), ("groups", "Mental health")):
        before = room.tab.evaluate("boxes()")
        stage.trainer.command("show_part", part=part)
        room.sees(shown)
        ways = list(zip(before, *room.tab.evaluate("letGo()"), strict=True))
        assert any(abs(way[-1] - way[0]) > 20 for way in ways), part
        assert [way for way in ways if leaps(way)] == [], part


def leaps(way: tuple[float, ...]) -> bool:
    """Does an edge, followed frame by frame in CSS pixels, turn back or arrive all at once?"""
    start, end = way[0], way[-1]
    steps = [(after - before) * (1 if end > start else -1) for before, after in pairwise(way)]
    turns_back = min(steps) < -2 or not (
        min(start, end) - 2 < min(way) <= max(way) < max(start, end) + 2
    )
    between = [at for at in way if min(start, end) + 2 < at < max(start, end) - 2]
    return turns_back or (abs(end - start) > 20 and len(between) < 2)


# Whatever begins to move is held there; letGo() then takes it to its end step by step, and answers
# where towers and labels were at each: none is missed, however busy the machine.
_HELD = """() => {
  const { animate } = Element.prototype;
  let held = [];
  Element.prototype.animate = function (...how) {
    const moving = animate.apply(this, how);
    moving.pause();
    held.push(moving);
    return moving;
  };
  window.boxes = () => {
    const boxOf = (one) => one.getBoundingClientRect();
    const bars = [...document.querySelectorAll('.tower-bar')].map(boxOf);
    const labels = [...document.querySelectorAll('.tower-label > *')].map(boxOf);
    return [
      ...bars.flatMap(({ left, right, top, bottom }) => [left, right, top, bottom]),
      ...labels.flatMap(({ left, top }) => [left, top]),
    ];
  };
  window.letGo = () => {
    const under_way = held.filter(({ playState }) => playState !== 'idle');
    const steps = [];
    for (let ms = 0; ms <= 600; ms += 20) {
      for (const one of under_way) one.currentTime = ms;
      steps.push(boxes());
    }
    for (const one of under_way) one.finish();
    held = [];
    return steps;
  };
}"""


def scrolled(page: LivePage) -> int:
    page.rests()
    return page.tab.evaluate("Math.round(scrollY)")


def place(page: LivePage, part) -> float:
    """How far below the upper edge of the window it is, in whole CSS pixels."""
    page.rests()
    return round(
        part.evaluate("(one) => (one.closest('label') ?? one).getBoundingClientRect().top")
    )


# --- what a screen reader is told ---------------------------------------------------------------


def test_all_that_a_phone_says_through_a_workshop(stage):
    """The whole of it: never a count, and each thing once."""
    fill_the_room(stage)
    phone = stage.phone()
    told = phone.listen()
    for step, phase in a_whole_workshop(stage):
        phone.shows(phase)
        if step in ("a countdown, a reminder, hands", "the second round"):
            phone.rate(1)
            phone.rate(2)
        if step == "all have rated":
            phone.tab.get_by_label(said("attendee.reason.label")).fill("We ring each other")
            phone.button(said("attendee.reason.send")).click()
            phone.sees(said("attendee.reason.sent"))
        if step == "sides and a reason are shown":
            phone.sees(said("attendee.reason.shown"))
        if step == "between domains":
            phone.tab.context.set_offline(True)
            expect(phone.mark).to_be_visible()
            phone.tab.context.set_offline(False)
            expect(phone.mark).to_have_count(0)
            # A phone says so when a busy machine takes long to save.
            assert [one for one in told() if one != NOT_SAVED] == SAID
    assert told()[-1] == said("status.finished")


def test_saved_is_said_once_however_often_the_server_says_what_it_holds(stage):
    phone = stage.phone()
    stage.opens("clarity")
    told = phone.listen()
    phone.rate(1)
    phone.tab.get_by_label(said("attendee.reason.label")).fill("We ring each other")
    phone.button(said("attendee.reason.send")).click()
    phone.sees(said("attendee.reason.sent"))
    with phone.tab.expect_event("websocket"):
        phone.tab.context.set_offline(True)
        phone.tab.context.set_offline(False)
    stage.trainer.command("close_round", round=1)
    phone.shows("revealed")
    heard = [one for one in told() if one != NOT_SAVED]
    assert heard == [said("status.saved"), said("status.reason_sent"), said("status.round_closed")]


def test_what_happens_again_is_said_again_and_what_is_only_looked_at_is_not(stage):
    stage.people(2)
    phone, console = stage.phone(), stage.console()
    for domain in ("clarity", "contact"):
        stage.rates(domain, 1, 2)
    phone.shows("revealed")
    told, heard = phone.listen(), console.listen()
    give = stage.trainer.command
    for domain in ("contact", "clarity"):
        give("show_domain", domain=domain)
        phone.sees(SHORT_NAMES[domain])
        stage.rules(domain, "consensus", 1)
        phone.shows("ruled")
    give("reopen_ruling", domain="clarity")
    for _ in range(2):
        give("start_discussion")
        phone.shows("discussion")
        give("end_discussion")
        phone.shows("revealed")
    stage.rules("clarity", "consensus", 2)
    phone.shows("ruled")
    give("show_domain", domain="contact")
    phone.sees(SHORT_NAMES["contact"])
    ruled, talk = said("status.ruled"), said("status.discussion")
    assert told() == [ruled, ruled, talk, talk, ruled]
    console.sees(said("trainer.phase.ruled"))
    assert heard().count(ruled) == 3


def test_a_ruling_form_stays_where_it_is_while_reasons_come(stage):
    """A trainer about to choose a rating must not choose another one."""
    console = stage.console()
    stage.people(3)
    held = stage.opens("clarity")
    stage.votes(0, 1, 2)
    stage.closes()
    console.method(said("common.method_names.consensus")).check()
    choice = console.tab.get_by_role("radio", name=re.compile("^2 "))
    before = place(console, choice)
    for number, person in enumerate(stage.attendees):
        person.ask("reason", round=held, text=f"{OWN_REASON} {number}")
        console.sees(f"{OWN_REASON} {number}")
    assert abs(place(console, choice) - before) <= 1  # of a window scrolled by parts of a pixel


SAID = [
    said("status.round_open", domain="Clarity on roles"),
    said("status.nudge"),
    said("status.saved"),  # the first choice
    said("status.saved"),  # the second
    said("status.reason_sent"),
    said("status.round_closed"),
    said("status.discussion"),
    said("status.reason_shown"),
    said("status.round_open", domain="Clarity on roles"),
    said("status.saved"),
    said("status.saved"),
    said("status.round_closed"),
    said("status.ruled"),
    said("status.stale"),
    said("status.fresh"),
]
