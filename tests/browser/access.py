"""Measures a page as it stands: axe, reflow, lost text and the size of targets.

The narrow window is 320 x 256: a phone's width, and a screen of 1280 x 1024 at 400% zoom.
"""

from playwright.sync_api import Page as Tab

from tests.browser.looks import Looks
from tests.browser.names import misnamed
from tests.browser.pages import LivePage
from tests.builders import ROOT

AXE = (ROOT / "tests/vendor/axe-core/axe.min.js").read_text()
# Reads every stylesheet, which takes a third of the look, and finds the same in them each time.
LOCK = "css-orientation-lock"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Rules of these tags that axe leaves off by itself.
MORE = [
    LOCK,
    "focus-order-semantics",
    "label-content-name-mismatch",
    "table-fake-caption",
    "target-size",
    "td-has-header",
]  # fmt: skip
COLOURS = ["color-contrast", "link-in-text-block"]  # all that a theme can change
# At both sizes in both themes. Every other rule is asked once, and again at the second size if more
# is different there than is known; colours, which take longest of all, whenever a text looks
# as none has looked before. What else depends on the size alone is looked at here: targets, and
# what can be scrolled.
SIZES = ((320, 256), (1280, 800))
THEMES = {SIZES[0]: ("light", "dark"), SIZES[1]: ("dark", "light")}
UPRIGHT = (320, 640)  # the smallest phone, held upright: for what depends on the height
TARGET = 44  # CSS pixels
INLINE = 24  # of a link in a sentence: WCAG 2.5.8

# Asks rules about all of the page, then those about colours where a text has one of these looks.
_RUN = """async ([tags, more, colours, looks, preload]) => {
  const found = [];
  const ask = async (among, options) => {
    const { violations } = await axe.run(among, { resultTypes: ['violations'], ...options });
    found.push(...violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, any }) => `${id}: ${html.slice(0, 120)} ${any[0]?.message ?? ''}`)));
  };
  const turned = (rules, enabled) => rules.map((rule) => [rule, { enabled }]);
  const rules = Object.fromEntries([...turned(more, true), ...turned(colours, false)]);
  if (tags.length) await ask(document, { runOnly: tags, rules, preload });
  const include = looks.flatMap((one) => texts.get(one));
  const runOnly = { type: 'rule', values: colours };
  if (looks.length) await ask({ include }, { runOnly, preload: false });
  return found;
}"""

# What can be pressed, by the whole of it: a radio or tick box by the label around it.
_SMALL = """([target, inline]) => [...document.querySelectorAll(
    'a, button, input, select, textarea, summary')]
  .map((one) => one.closest('label') ?? one)
  .filter((one) => one.checkVisibility() && !one.matches('.skip') && one.type !== 'hidden')
  .map((one) => [one, one.matches('p.hint a') ? inline : target])
  .map(([one, least]) => [one, least, one.getBoundingClientRect()])
  .filter(([one, least, box]) => Math.min(box.height, box.width) < least - 0.5)
  .map(([one, least, box]) => `small ${one.outerHTML.slice(0, 90)} ${box.width} x ${box.height}`)"""

# What scrolls and can't be reached with the keyboard: axe's "scrollable-region-focusable".
_STUCK = """() => [...document.querySelectorAll('body *')]
  .filter((one) => one.checkVisibility() && !one.matches('textarea, select, input'))
  .filter((one) => {
    const { overflowX, overflowY } = getComputedStyle(one);
    const scrolls = (how, is, has) => ['auto', 'scroll'].includes(how) && is > has + 1;
    return scrolls(overflowX, one.scrollWidth, one.clientWidth) ||
      scrolls(overflowY, one.scrollHeight, one.clientHeight);
  })
  .filter((one) => ![one, ...one.querySelectorAll('*')].some((at) => at.tabIndex >= 0))
  .map((one) => `only scrolls by touch: ${one.cloneNode().outerHTML}`)"""

# Text that is cut off or runs into other text, and what stands still over more than half of a low
# window.
LOST = """() => {
  const found = [];
  const lines = [];
  const styles = new Map(); // many texts are in the same boxes
  const styleOf = (at) => {
    if (!styles.has(at)) {
      const { clipPath, overflowX, overflowY, position } = getComputedStyle(at);
      styles.set(at, { clipPath, overflowX, overflowY, position });
    }
    return styles.get(at);
  };
  const above = function* (at) {
    for (; at && at !== document.body; at = at.parentElement) yield [at, styleOf(at)];
  };
  const isClipped = (at) => [...above(at)].some(([, { clipPath }]) => clipPath !== 'none');
  // What lies over the page on purpose: a bar that stays put, a menu, a dialog.
  const layer = (at) =>
    [...above(at)].find(([one, { position }]) =>
      position === 'sticky' || position === 'fixed' || one.matches('.menu > :not(summary), dialog'),
    )?.[0] ?? null;
  // A table that needs both directions may scroll in a frame that has a name and takes the focus.
  const frameOf = (at) => at.closest('[role="region"][aria-labelledby][tabindex="0"]:has(table)');
  const inFrame = (line, frame) => {
    if (!frame) return line;
    const edge = frame.getBoundingClientRect();
    const left = Math.max(line.left, edge.left), top = Math.max(line.top, edge.top);
    const right = Math.min(line.right, edge.right), bottom = Math.min(line.bottom, edge.bottom);
    return { left, top, right, bottom, height: Math.max(0, bottom - top) };
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode, at = text.parentElement;
    const words = text.data.trim();
    const isSeen = at.checkVisibility({ visibilityProperty: true });
    if (!words || !isSeen || at.closest('.visually-hidden, .skip')) continue;
    const frame = frameOf(at);
    const range = document.createRange();
    range.selectNodeContents(text);
    const box = range.getBoundingClientRect();
    if (!at.closest('.flow') && !isClipped(at)) {
      const all = [...range.getClientRects()];
      const tops = new Set(all.map((line) => Math.round(line.top)));
      if (tops.size > 6 && tops.size > 3 * words.split(/\\s+/).length) {
        found.push(`a letter or two a line: ${words}`);
      }
      const on = layer(at);
      for (const line of all) lines.push([inFrame(line, frame), words, on]);
    }
    for (let around = at; around !== document.body; around = around.parentElement) {
      const { overflowX, overflowY, clipPath } = styleOf(around);
      if (clipPath !== 'none') break; // for screen readers only
      if (around === frame) break; // it scrolls to it
      if (overflowX === 'visible') continue;
      const edge = around.getBoundingClientRect();
      const cut = box.right > edge.right + 1 || box.left < edge.left - 1 ||
        (box.bottom > edge.bottom + 1 && overflowY !== 'auto'); // that one scrolls to it
      if (cut && !around.matches('textarea, select, dialog')) found.push(`cut off: ${words}`);
    }
  }
  // From the top: what begins below a line can't run into it, nor can what follows that.
  const sorted = lines.filter(([{ height }]) => height > 0).sort(([a], [b]) => a.top - b.top);
  sorted.forEach(([line, words, on], n) => {
    for (let m = n + 1; m < sorted.length && sorted[m][0].top < line.bottom; m++) {
      const [other, others, where] = sorted[m];
      const across = Math.min(line.right, other.right) - Math.max(line.left, other.left);
      const down = Math.min(line.bottom, other.bottom) - other.top;
      // lines of one text may touch: a third of the lower one is more than that
      if (across < 2 || down < Math.min(line.height, other.height) / 3) continue;
      if (on === where) found.push(`runs into “${others}”: ${words}`);
    }
  });
  for (const one of document.querySelectorAll('body *')) {
    const { position } = styleOf(one);
    if (position !== 'sticky' && position !== 'fixed') continue;
    const { height } = one.getBoundingClientRect();
    const isOver = !one.matches('dialog, .contents, .maker-looks'); // with a column of their own
    if (height > innerHeight / 2 && isOver) found.push(`covers: ${one.className}`);
  }
  return found;
}"""


# All of these in one question, as each costs a way to the browser and back.
_LOOK = f"""([target, inline, targets]) => [
  ...({LOST})(),
  ...(document.documentElement.scrollWidth > innerWidth ? ['it scrolls sideways'] : []),
  ...(targets ? ({_SMALL})([target, inline]) : []),
  ...({_STUCK})(),
]"""
_BEGIN = """() => {
  delete window.laidOut;
  return ['axe' in window, [...document.styleSheets].map((one) => one.href)];
}"""

_read: set[tuple[str, ...]] = set()  # stylesheets of pages in which nothing was wrong
_looks = Looks()


def problems(page: LivePage | Tab, *, targets: bool = False) -> list[str]:
    """Everything that is wrong with the page now; its size and theme are put back afterwards."""
    shown = page if isinstance(page, LivePage) else LivePage(page)
    tab = shown.tab
    before = tab.viewport_size
    is_there, sheets = tab.evaluate(_BEGIN)
    if not is_there:
        tab.evaluate(AXE)
    sheets = tuple(sheets)
    is_new = None in sheets or sheets not in _read
    found = []
    for width, height in (*SIZES, UPRIGHT):
        tab.set_viewport_size({"width": width, "height": height})
        shown.rests()
        here = tab.evaluate(_LOOK, [TARGET, INLINE, targets])
        if (width, height) in SIZES:
            every = _looks.has_new_differences(tab) or (width, height) == SIZES[0]
            if every:
                here += misnamed(tab)
            here += _by_axe(shown, THEMES[width, height], every, is_new)
        found += [f"{width} x {height}: {one}" for one in here]
    _looks.end(good=not found)
    if not found:
        _read.add(sheets)
    tab.emulate_media(color_scheme="light")
    tab.set_viewport_size(before)
    return found


def _by_axe(shown: LivePage, themes: tuple[str, str], every: bool, is_new: bool) -> list[str]:
    """What axe finds at the size as it is: by ``every`` rule once, and by those about colours in
    either theme."""
    found = []
    for scheme in themes:
        # The first is as the page stands: light, or as the size before has left it.
        if scheme != themes[0]:
            shown.tab.emulate_media(color_scheme=scheme)
            shown.rests()
        looks = _looks.new_texts(shown.tab, scheme)
        tags = TAGS if every and scheme == themes[0] else []
        if looks or tags:
            more = MORE if is_new else [one for one in MORE if one != LOCK]
            here = shown.tab.evaluate(_RUN, [tags, more, COLOURS, looks, is_new])
            found += [f"{scheme}, {one}" for one in here]
    return found
