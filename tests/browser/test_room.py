"""The projected room view: it fits, it can be read from the back, it gives nobody away."""

import re

import pytest
from playwright.sync_api import expect

from demo.room import DOMAINS
from lab.rig.words import either, opening, said, shape
from tests.browser.access import LOST
from tests.browser.stage import Stage
from tests.browser.walks.parts import STILL
from tests.browser.words import LEVELS, SHORT_NAMES, SIGHTS
from tests.edges.ahead import rates_ahead

# A shared window, projectors and large screens: one for each way that the stylesheets arrange it,
# and the small and the large end of the usual shape.
SIZES = ((960, 540), (1920, 1080), (1280, 720), (1280, 800), (1024, 768), (1500, 1000))
ALL_SIZES = (*SIZES, (1366, 768), (1920, 1200), (1400, 1050))  # others of the same shapes
ANY_TEXT = 0.02  # of the height of the screen
READ = 0.03  # the same, for what must be read from the back
LEAST = 14  # CSS pixels, in a shared window
MUST_BE_READ = (
    ".domain-head h1, .ahead-line, .open-gold, .open-level-name, .turnout-text, .countdown-clock, "
    ".picture, "
    ".tower-count, .tower-was, .tower-label, .towers-none, .result-rest, .movement-line, "
    ".movement-drawn, .groups-title, .talk h2, .talk-questions, .quote, .stamp, "
    # not all of them have the room for more than five levels, or for more than two sides
    ".open-level:not(:nth-last-child(n + 6), :nth-last-child(n + 6) ~ .open-level), "
    ".group:not(:nth-last-child(n + 3), :nth-last-child(n + 3) ~ .group)"
)
WIDE = ", .group"  # the same, where a screen is wider than 3:2
MARKER = "Marker name"  # planted where only trainers may see it
LONG = "Meeting of all partners across the whole county and its neighbours, second part"
PLAIN_SIGHT = SIGHTS["room_view"] | {"ruled": said("common.methods.consensus")}

# Text that its own box, or one around it, cuts off; a text for screen readers only is meant to be.
CLIPPED = """() => {
  const found = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    const range = document.createRange();
    range.selectNodeContents(text);
    const box = range.getBoundingClientRect();
    if (!text.data.trim() || !box.width || text.parentElement.closest('.visually-hidden')) continue;
    for (let around = text.parentElement; around; around = around.parentElement) {
      const edge = around.getBoundingClientRect();
      const clips = getComputedStyle(around).overflow !== 'visible' || around === document.body;
      if (clips && (box.right > edge.right + 1 || box.bottom > edge.bottom + 1 ||
          box.left < edge.left - 1 || box.top < edge.top - 1)) found.push(text.data.trim());
    }
    if (box.right > innerWidth + 1 || box.bottom > innerHeight + 1) found.push(text.data.trim());
  }
  return found;
}"""

# Words that a line ends in, in the columns of groups and levels.
BROKEN = """() => {
  const found = [];
  for (const at of document.querySelectorAll('.group-name, .group-size, .profile-level span')) {
    const text = at.lastChild;
    for (const { 0: word, index } of (text?.data ?? '').matchAll(/[^\\s-]+/g)) {
      const range = document.createRange();
      range.setStart(text, index);
      range.setEnd(text, index + word.length);
      if (new Set([...range.getClientRects()].map(({ top }) => top)).size > 1) found.push(word);
    }
  }
  return found;
}"""

# The smallest text in the parts that a selector names, with its size.
SMALLEST = """(among) => {
  const sizes = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const words = texts.currentNode.data.trim(), at = texts.currentNode.parentElement;
    if (!at.closest(among)) continue;
    const seen = at.checkVisibility() && !at.closest('.visually-hidden, script, noscript');
    const drawn = at.getScreenCTM?.().a ?? 1;  // a drawing is scaled as a whole
    if (words && seen) sizes.push([parseFloat(getComputedStyle(at).fontSize) * drawn, words]);
  }
  return sizes.sort((a, b) => a[0] - b[0])[0];
}"""

# Parts whose content is larger than they are: bars, say, that run into what stands below them.
TIGHT = """() => [
    ...document.querySelectorAll('.towers-drawn, .talk-questions, .result-main, .stamp'),
  ]
  .filter(({ scrollHeight, clientHeight }) => scrollHeight > clientHeight + 1)
  .map(({ className }) => className)"""

CONTROLS = (
    "a:visible, button:visible, input:visible, select:visible, textarea:visible, [tabindex='0']"
)


# All of it at once: each question by itself costs as much again as the answer.
MEASURED = f"""([any, must]) => {{
  const {{ scrollHeight, scrollWidth }} = document.documentElement;
  const wrong = [...({CLIPPED})(), ...({LOST})(), ...({TIGHT})()];
  return [scrollHeight, scrollWidth, wrong, ({SMALLEST})(any), ({SMALLEST})(must)];
}}"""


def fits(room, sizes=SIZES) -> None:
    """On every projector: nothing to scroll, nothing cut off, no text on other text, and nothing
    too small for the back row."""
    for width, height in sizes:
        room.tab.set_viewport_size({"width": width, "height": height})
        room.rests()
        must = MUST_BE_READ + (WIDE if 2 * width > 3 * height else "")
        deep, wide, wrong, *smallest = room.tab.evaluate(MEASURED, ["body", must])
        assert deep <= height, (width, height)
        assert wide <= width, (width, height)
        assert wrong == [], (width, height)
        for found, least in zip(
            smallest, (max(ANY_TEXT * height, LEAST), READ * height), strict=True
        ):
            size, text = found or (least, "")
            assert size >= least, f"{text!r} has {size} px of {height}"


@pytest.fixture
def room(stage):
    """The room view as things end, not as they move."""
    return stage.room_view(reduced_motion="reduce")


def test_it_fits_and_reads_from_the_back_in_every_phase(stage, room):
    stage.people(6)
    for phase in stage.course(0, 1, 2, 3, None, 1):
        room.sees(PLAIN_SIGHT[phase])
        if phase != "open":  # each domain's open round has a test of its own
            fits(room, ALL_SIZES)


def test_every_domain_fits_while_it_is_rated(stage, room):
    for domain in DOMAINS:
        round_id = stage.opens(domain)
        stage.trainer.command("set_timer", seconds=300)
        room.shows_open(domain)
        room.sees(said("common.time_left"))
        fits(room)
        stage.trainer.command("cancel_round", round=round_id)


def test_it_fits_with_many_rounds_and_a_long_title(stage, room):
    details = {"area": LONG, "kind": "workshop-2", "date": "2026-11-22", "title": LONG}
    stage.trainer.command("edit_details", details=details)
    stage.people(3)
    for number in range(1, 5):
        stage.rates("evidence", 0, 3, None)
        room.sees(said("common.round_number", number=number))
        fits(room)
    stage.trainer.command("start_discussion", seconds=600)
    room.sees(said("common.time_left"))
    fits(room)
    stage.rules("evidence", "tie-break", 0, "To be careful")
    room.sees(said("common.methods.tie-break", votes=1, ratings=2))
    fits(room)
    stage.trainer.command("show_overview")
    room.sees(said("room.so_far"), opening("room.join_short"))
    fits(room)
    stage.trainer.command("lock_joining")
    room.sees(said("room.locked"))
    fits(room)
    stage.settles(*(domain for domain in DOMAINS if domain != "evidence"))
    stage.trainer.command("show_overview")
    room.sees(said("room.all_done"))
    fits(room)


@pytest.mark.parametrize("others", [0, 5], ids=["two sides", "three sides"])
def test_it_fits_with_everything_shown_and_many_long_reasons(stage, room, others):
    give = stage.trainer.command
    stage.people(10)
    stage.people(9, sector="cypmhs")
    stage.people(others, sector="voluntary")
    for number, ratings in enumerate(((0, 1, 2, 3) * 6, (1, 1, 2, 3, 3) * 5), start=1):
        round_id = stage.opens("evidence")
        stage.votes(*ratings)
        for attendee, person in enumerate(stage.attendees):
            person.ask("reason", round=round_id, text=f"{attendee} {LONG * 4}"[:280].strip())
        stage.closes()
        for part in ("picture", "measures", "groups", "movement")[: 2 + number]:
            give("show_part", part=part)
        room.sees(said("common.round_number", number=number), "Mental health")
        fits(room)
        for reason in stage.trainer.refresh()["view"]["reasons"][-19 if number == 1 else -2 :]:
            give("show_reason", reason=reason["id"])
        room.sees(shape("common.quotes.more"))
        fits(room)
        give("start_discussion", seconds=600)
        room.sees(said("common.time_left"))
        fits(room)
    stage.rules("evidence", "majority")
    room.sees(opening("common.methods.majority"))
    fits(room)


def test_it_fits_with_who_moved_beside_questions_and_sides(stage, room):
    stage.people(8)
    stage.people(7, sector="cypmhs")
    stage.rates("evidence", *[0, 3, 1] * 5)
    stage.rates("evidence", *[1, 2, 1] * 5)
    stage.trainer.command("show_part", part="movement")
    expect(room.tab.locator(".flow-count").first).to_be_visible()
    fits(room)
    room.tab.set_viewport_size({"width": 1920, "height": 1080})
    expect(room.tab.locator(".flow-count").first).to_be_visible()
    stage.trainer.command("start_discussion", seconds=600)
    room.sees(said("common.time_left"))
    fits(room)
    stage.trainer.command("show_part", part="groups")
    room.sees("Mental health")
    fits(room)


def test_it_fits_with_what_was_rated_ahead_and_all_that_can_stand_beside_it(stage, room):
    give = stage.trainer.command
    stage.people(8)
    stage.people(7, sector="cypmhs")
    for number, person in enumerate(stage.attendees):
        sector = "school" if number < 8 else "cypmhs"
        reasons = {"evidence": f"{number} {LONG * 4}"[:280].strip()}
        rates_ahead(stage, person.you["id"], sector, reasons, evidence=number % 3 + number % 2)
    give("reveal_ahead", domain="evidence")
    room.sees(said("room.next_ahead"))
    fits(room)
    for part in ("picture", "measures", "groups"):
        give("show_part", part=part)
    room.sees("Mental health")
    fits(room)
    give("start_discussion", seconds=600)
    room.sees(said("common.time_left"))
    fits(room)
    for reason in stage.trainer.refresh()["view"]["reasons"]:
        give("show_reason", reason=reason["id"])
    room.sees(shape("common.quotes.more"))
    fits(room)
    stage.rates("evidence", *[1, 2, 1] * 5)
    room.sees(said("room.outline_ahead"))
    fits(room)


@pytest.mark.parametrize("rehearsal", ["", "1"], ids=["workshop", "rehearsal"])
def test_the_profile_between_domains_fits_every_projector(server, contexts, rehearsal):
    stage = Stage(server, contexts, rehearsal=rehearsal)
    room = stage.room_view(reduced_motion="reduce")
    stage.people(2)
    for domain in DOMAINS:
        stage.rates(domain, 0, 1)
        stage.rules(domain, "tie-break", 1, "To be bold")
        if domain not in (DOMAINS[3], DOMAINS[-1]):
            continue
        stage.trainer.command("show_overview")
        room.sees(
            either("room.so_far", "room.closing"),
            said("common.methods.tie-break", votes=1, ratings=2),
            opening("room.join_short"),
        )
        fits(room)
    stage.trainer.command("finish")
    room.sees(said("room.thanks"))
    fits(room)
    stage.close()


def test_an_open_round_fits_with_a_long_title(stage, room):
    details = {"area": LONG, "kind": "workshop-2", "date": "2026-11-22", "title": LONG}
    stage.trainer.command("edit_details", details=details)
    stage.opens("evidence")
    room.shows_open("evidence")
    fits(room)


@pytest.mark.parametrize("phase", ["open", "revealed"])
def test_it_fits_while_out_of_date(stage, room, phase):
    next(at for at in stage.course() if at == phase)
    room.sees(PLAIN_SIGHT[phase])
    room.tab.context.set_offline(True)
    expect(room.mark).to_be_visible()
    fits(room)


def test_it_has_no_control_and_shows_no_name(stage):
    room = stage.room_view()
    stage.trainer.command("introduce", name=f"{MARKER} of a trainer")
    stage.joins(f"{MARKER} of an attendee")
    for phase in stage.course(2):
        room.sees(PLAIN_SIGHT[phase])
        expect(room.tab.locator(CONTROLS)).to_have_count(0)
        assert MARKER not in room.tab.content()


def test_the_code_is_there_to_join_with_until_it_is_hidden(stage):
    room = stage.room_view()
    code = f"{stage.code[:3]}-{stage.code[3:]}"
    picture = room.tab.get_by_role("img", name=said("room.qr_alt"))
    room.sees(code, "/join")
    assert picture.evaluate("async (image) => (await image.decode(), image.naturalWidth)") > 0
    stage.trainer.command("hide_code")
    expect(picture).to_have_count(0)
    room.does_not_see(code)
    stage.trainer.command("show_code")
    room.sees(code)
    stage.trainer.command("lock_joining")
    room.sees(said("room.locked"))
    room.does_not_see(code)


def test_a_new_code_brings_a_new_picture(stage):
    room = stage.room_view()
    picture = room.tab.get_by_role("img", name=said("room.qr_alt"))
    old = picture.get_attribute("src")
    stage.trainer.command("replace_link", link="join")
    expect(picture).not_to_have_attribute("src", old)
    assert picture.evaluate("async (image) => (await image.decode(), image.naturalWidth)") > 0


def test_turnout_counts_and_nothing_else_shows_while_a_round_is_open(stage):
    room = stage.room_view()
    stage.people(3)
    stage.opens("clarity")
    for rated, rating in enumerate((0, 3)):
        room.sees(said("room.turnout", rated=rated, of=3))
        stage.attendees[rated].vote(rating)
    room.sees(said("room.turnout", rated=2, of=3))
    assert room.tallies() == []
    stage.closes()
    expect(room.tab.get_by_role("table")).to_have_count(1)
    assert room.tallies() == [[1, 0, 0, 1, 0]]


def test_no_ordinary_word_is_broken_in_the_columns_of_groups_and_levels(stage):
    room = stage.room_view(**STILL)

    def whole():
        for width, height in ((960, 540), (1024, 768), (1280, 800), (1920, 1080)):
            room.tab.set_viewport_size({"width": width, "height": height})
            assert room.tab.locator(".group-name, .profile-level").first.is_visible()
            assert room.tab.evaluate(BROKEN) == [], (width, height)

    for sector in ("school", "cypmhs"):
        stage.people(5, sector)
    stage.rates("clarity", *[0, 1, 2, 3, None] * 2)
    stage.rates("clarity", *[1, 1, 2, 3, None] * 2)
    stage.trainer.command("show_part", part="groups")
    room.sees("Education")
    whole()
    stage.rules("clarity", "consensus", 1, "Agreed")
    stage.trainer.command("show_overview")
    room.sees(said("room.so_far"))
    whole()


def test_every_ruling_joins_the_strip_of_domains(stage):
    room = stage.room_view()
    stage.people(3)
    stage.rates("clarity", 1, 1, 2)
    stage.rules("clarity", "majority")
    cells = room.tab.get_by_role("list", name=said("common.progress")).get_by_role("listitem")
    expect(cells.first).to_contain_text(
        f"1 {LEVELS[1]}, {said('common.methods.majority', votes=2, ratings=3)}"
    )
    expect(cells).to_contain_text([re.compile(name) for name in SHORT_NAMES.values()])


def test_it_says_that_it_may_be_out_of_date(stage):
    room = stage.room_view()
    stage.opens("clarity")
    room.shows_open("clarity")
    with stage.frozen():
        expect(room.mark).to_be_visible()
        expect(room.status).to_contain_text(said("status.stale"))
    expect(room.mark).to_have_count(0)
    expect(room.status).to_have_text(said("status.fresh"))


def test_a_blip_stays_silent(stage):
    room = stage.room_view()
    stage.opens("clarity")
    room.shows_open("clarity")
    told = room.listen()
    with stage.frozen():
        room.tab.evaluate("new Promise((done) => setTimeout(done, 1000))")
    room.tab.context.set_offline(True)
    room.tab.context.set_offline(False)
    stage.joins()
    room.sees(said("room.turnout", rated=0, of=1))
    assert told() == []
    expect(room.mark).to_have_count(0)


def test_a_button_for_full_screen_comes_with_the_pointer_or_the_keyboard(stage):
    room = stage.room_view()
    full = room.tab.locator("html:fullscreen")
    room.sees(said("room.join_here"))
    expect(room.tab.get_by_role("button")).to_have_count(0)
    room.tab.mouse.move(300, 300)
    room.press(said("room.full_screen"))
    expect(full).to_have_count(1)
    expect(room.tab.get_by_role("button")).to_have_count(0)
    room.tab.keyboard.press("Tab")
    assert room.focused() == said("room.full_screen_off")
    room.tab.keyboard.press("Enter")
    expect(full).to_have_count(0)


def test_it_says_connected_only_once_it_is(stage):
    room = stage.room_view()
    expect(room.status).to_have_text(said("room.fresh"))
    room.tab.route("**/socket.io/**", lambda route: route.abort())
    room.tab.route_web_socket(re.compile("/socket.io/"), lambda socket: socket.close())
    room.tab.reload()
    room.sees(said("room.join_here"))
    expect(room.status).to_have_text(said("status.connecting"))
