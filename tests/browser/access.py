"""Measures a page as it stands: axe, reflow and the size of targets, in both themes and widths.

The narrow window is 320 x 256: a phone's width, and a screen of 1280 x 1024 at 400% zoom. What a
theme can change is only colour, so the dark one is asked about colours alone.
"""

from playwright.sync_api import Page as Tab

from tests.browser.pages import LivePage
from tests.builders import ROOT

AXE = (ROOT / "tests/vendor/axe-core/axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]
SIZES = ((320, 256), (1280, 800))
COLOURS = ["color-contrast", "link-in-text-block"]
TARGET = 44  # CSS pixels
INLINE = 24  # of a link in a sentence: WCAG 2.5.8

# target-size is the one rule of these tags that axe leaves off by itself.
_RUN = """async ([tags, colours]) => {
  const all = { runOnly: tags, rules: { 'target-size': { enabled: true } } };
  const options = colours ? { runOnly: { type: 'rule', values: colours } } : all;
  const found = await axe.run(document, { ...options, resultTypes: ['violations'] });
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, any }) => `${id}: ${html.slice(0, 120)} ${any[0]?.message ?? ''}`));
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

# Text that is cut off, and what stands still over more than half of a low window.
LOST = """() => {
  const found = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode, at = text.parentElement;
    const words = text.data.trim();
    if (!words || !at.checkVisibility() || at.closest('.visually-hidden, .skip')) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    const box = range.getBoundingClientRect();
    for (let around = at; around !== document.body; around = around.parentElement) {
      const { overflowX, overflowY, clipPath } = getComputedStyle(around);
      if (clipPath !== 'none') break; // for screen readers only
      if (overflowX === 'visible') continue;
      const edge = around.getBoundingClientRect();
      const cut = box.right > edge.right + 1 || box.left < edge.left - 1 ||
        (box.bottom > edge.bottom + 1 && overflowY !== 'auto'); // that one scrolls to it
      if (cut && !around.matches('textarea, select, dialog')) found.push(`cut off: ${words}`);
    }
  }
  for (const one of document.querySelectorAll('body *')) {
    const { position } = getComputedStyle(one);
    if (position !== 'sticky' && position !== 'fixed') continue;
    const { height } = one.getBoundingClientRect();
    if (height > innerHeight / 2 && !one.matches('dialog')) found.push(`covers: ${one.className}`);
  }
  return found;
}"""


def problems(page: LivePage | Tab, *, targets: bool = False) -> list[str]:
    """Everything that is wrong with the page now; its size and theme are put back afterwards."""
    shown = page if isinstance(page, LivePage) else LivePage(page)
    tab = shown.tab
    before = tab.viewport_size
    if not tab.evaluate("'axe' in window"):
        tab.evaluate(AXE)
    found = []
    for width, height in SIZES:
        tab.set_viewport_size({"width": width, "height": height})
        for scheme in ("light", "dark"):
            tab.emulate_media(color_scheme=scheme)
            shown.rests()
            here = tab.evaluate(_RUN, [TAGS, COLOURS if scheme == "dark" else None])
            if scheme == "light":
                here += tab.evaluate(LOST)
                if tab.evaluate("document.documentElement.scrollWidth > innerWidth"):
                    here.append("it scrolls sideways")
                if targets:
                    here += tab.evaluate(_SMALL, [TARGET, INLINE])
            found += [f"{scheme}, {width} px: {one}" for one in here]
    tab.set_viewport_size(before)
    return found
