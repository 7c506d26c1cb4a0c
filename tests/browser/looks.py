"""What a page looks like, as far as axe's answers depend on it: what is known is not asked again.

Between two sizes of a page, names, roles and order can differ only where an element is there in one
and not in the other, or as something else. Where all such differences are known from pages that
were looked at whole in both sizes, only measures can make more wrong in the second. The contrast of
a text is known once one of the same colours, size and surroundings was looked at in the same
theme, in whatever state or size.
"""

from playwright.sync_api import Page as Tab

_NUMBER = """const number = (text, from = 0) => { // 53 bits
  let a = 0xdeadbeef ^ from, b = 0x41c6ce57 ^ (from / 2 ** 32);
  for (let n = 0; n < text.length; n++) {
    a = Math.imul(a ^ text.charCodeAt(n), 2654435761);
    b = Math.imul(b ^ text.charCodeAt(n), 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return 2 ** 32 * (b & 0x1fffff) + (a >>> 0);
};"""

# Which elements are there, for whom, and as what; a number for each that is another way than when
# this was last asked, by its tag with all attributes, the classes around it, and its words if it
# is named by them.
_DIFFERENCES = f"""() => {{
  {_NUMBER}
  const earlier = window.laidOut;
  const tables = 'table, caption, thead, tbody, tfoot, tr, th, td';
  window.laidOut = [...document.querySelectorAll('body *')].map((one) => {{
    const isSeen = one.checkVisibility({{ visibilityProperty: true, opacityProperty: true }});
    if (!isSeen) return [one, ''];
    const {{ clipPath, display, pointerEvents }} = getComputedStyle(one);
    const {{ width, height, right, bottom }} = one.getBoundingClientRect();
    const isOff = right + scrollX < 0 || bottom + scrollY < 0;
    const [before, after] = ['::before', '::after'].map((at) => getComputedStyle(one, at).content);
    // Displayed as something else a part of a table is no longer heard as one.
    const as = one.matches(tables) ? display : display === 'contents';
    const how = [width > 0 && height > 0, isOff, clipPath, pointerEvents, as, before, after];
    return [one, how.join()];
  }});
  if (!earlier) return [];
  const way = (one) => one ? `${{way(one.parentElement)}} ${{one.getAttribute('class')}}` : '';
  const found = new Set();
  laidOut.forEach(([one, how], n) => {{
    const [other, was] = earlier[n] ?? [];
    if (one === other && how === was) return;
    const isNamed = one.matches('a, button, summary, label, h1, h2, h3, h4, h5, h6');
    const words = isNamed ? one.textContent : '';
    found.add(number([one.cloneNode().outerHTML, way(one.parentElement), words, how, was].join()));
  }});
  return [...found];
}}"""

# A number for each text, by all that its contrast is worked out from: its colours, size and weight,
# what lies behind it, where in the page it belongs. What is switched off, or is a single letter,
# is exempt. The texts themselves are kept in the page for axe.
_TEXTS = f"""() => {{
  {_NUMBER}
  const isOff = (one) => one.matches(':disabled, [aria-disabled=true], [inert]') ||
    (one.matches('label') && one.control?.disabled);
  const known = new Map();
  const way = (one) => {{
    if (!one) return 0;
    if (!known.has(one)) {{
      const at = getComputedStyle(one);
      known.set(one, number([
        one.localName, one.getAttribute('class'), one.getAttribute('role'), isOff(one), at.color,
        at.backgroundColor, at.backgroundImage, at.opacity, at.position, at.textDecorationLine,
        at.borderBottom, at.filter, at.mixBlendMode, at.textShadow,
      ].join(), way(one.parentElement)));
    }}
    return known.get(one);
  }};
  window.texts = new Map();
  for (const one of document.querySelectorAll('body *')) {{
    if (!one.checkVisibility({{ visibilityProperty: true }})) continue;
    const own = [...one.childNodes].filter((at) => at.nodeType === 3);
    const text = one.matches('input, textarea, select') ? `${{one.type}} field`
      : own.map((at) => at.data.trim()).join('');
    if (!text) continue;
    const {{ fontSize, fontWeight }} = getComputedStyle(one);
    const look = number([fontSize, fontWeight, text.length > 1].join(), way(one));
    texts.set(look, [...(texts.get(look) ?? []), one]);
  }}
  return [...texts.keys()];
}}"""


class Looks:
    """How pages of this run looked in which nothing was wrong: texts by theme, and differences
    between sizes."""

    def __init__(self) -> None:
        self._good: dict[str, set[int]] = {"light": set(), "dark": set(), "sizes": set()}
        self._now: dict[str, set[int]] = {"light": set(), "dark": set(), "sizes": set()}

    def has_new_differences(self, tab: Tab) -> bool:
        """Between the size as it is and the one in which this was asked last."""
        return bool(self._new("sizes", tab.evaluate(_DIFFERENCES)))

    def new_texts(self, tab: Tab, scheme: str) -> list[int]:
        """Those in the page that were not met before; its ``texts`` has the elements of each."""
        return self._new(scheme, tab.evaluate(_TEXTS))

    def _new(self, kind: str, looks: list[int]) -> list[int]:
        found = set(looks) - self._good[kind] - self._now[kind]
        self._now[kind] |= found
        return sorted(found)

    def end(self, *, good: bool) -> None:
        """The page has been looked at; was nothing wrong?"""
        for kind, looks in self._now.items():
            if good:
                self._good[kind] |= looks
            looks.clear()
