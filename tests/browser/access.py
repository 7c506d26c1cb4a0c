"""Measures a page as it stands: axe, reflow and the size of targets, in both themes and widths."""

from playwright.sync_api import Page as Tab

from tests.browser.pages import LivePage
from tests.builders import ROOT

AXE = (ROOT / "tests/vendor/axe-core/axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]
WIDTHS = (320, 1280)
TARGET = 44  # CSS pixels

# target-size is the one rule of these tags that axe leaves off by itself.
_RUN = """async (tags) => {
  const rules = { 'target-size': { enabled: true } };
  const found = await axe.run(document, { runOnly: tags, rules, resultTypes: ['violations'] });
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, any }) => `${id}: ${html.slice(0, 120)} ${any[0]?.message ?? ''}`));
}"""

# What can be pressed, by the whole of it: a radio or tick box by the label around it.
_SMALL = """(least) => [...document.querySelectorAll(
    'a, button, input, select, textarea, summary')]
  .map((one) => one.closest('label') ?? one)
  .filter((one) => one.checkVisibility() && !one.matches('.skip') && one.type !== 'hidden')
  .filter((one) => !(one.matches('a') && one.closest('p.hint, .notice p')))
  .map((one) => [one.getBoundingClientRect(), one])
  .filter(([box]) => box.height < least - 0.5 || box.width < least - 0.5)
  .map(([box, one]) => `${one.outerHTML.slice(0, 100)} ${box.width} x ${box.height}`)"""


def problems(page: LivePage | Tab, *, targets: bool = False) -> list[str]:
    """Everything that is wrong with the page now; its size and theme are put back afterwards."""
    shown = page if isinstance(page, LivePage) else LivePage(page)
    tab = shown.tab
    before = tab.viewport_size
    if not tab.evaluate("'axe' in window"):
        tab.evaluate(AXE)
    found = []
    for scheme in ("light", "dark"):
        tab.emulate_media(color_scheme=scheme)
        for width in WIDTHS:
            tab.set_viewport_size({"width": width, "height": 800})
            shown.rests()
            here = tab.evaluate(_RUN, TAGS)
            if tab.evaluate("document.documentElement.scrollWidth > innerWidth"):
                here.append("it scrolls sideways")
            if targets:
                here += tab.evaluate(_SMALL, TARGET)
            found += [f"{scheme}, {width} px: {one}" for one in here]
    tab.set_viewport_size(before)
    return found
