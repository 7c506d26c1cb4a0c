"""Whether each control of a page is called what it shows, and is the only one called so.

Somebody who speaks to a computer says what they read: the text on a control has to be in its name
(WCAG 2.5.3), and one name has to mean one control. Names come from the accessibility tree.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import accumulate
from typing import Any

from playwright.sync_api import CDPSession
from playwright.sync_api import Page as Tab

from tests.browser.tree import tree

# The same name in two groups is one name each: a group's own name is heard on the way into it.
_IN_GROUPS = {"radio", "spinbutton", "textbox", "combobox", "checkbox"}
_PRESSED = {"button", "link", "DisclosureTriangle", "tab", "switch", "menuitem"}
_GROUPS = {"group", "radiogroup", "form", "dialog", "row"}

_QUOTES = re.compile("“.*”")  # what two people wrote may be the same

# What each shows, and where it leads. A field shows its labels; what only describes it is no name,
# and a single hidden character, such as the letter on a domain's tile, is a picture.
_SHOWN = """(places) => {
  const isSeen = (at) => {
    for (let one = at; one; one = one.parentElement) {
      const { clipPath, opacity } = getComputedStyle(one);
      if (clipPath !== 'none' || opacity === '0') return false;
    }
    return at.checkVisibility({ visibilityProperty: true });
  };
  const textOf = (root, beside) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) {
      const at = walker.currentNode.parentElement;
      const isTile = walker.currentNode.data.trim().length === 1 && at.closest('[aria-hidden]');
      const isOther = at.closest('select, option') || beside.some((one) => one?.contains(at));
      if (isSeen(at) && !isTile && !isOther) found.push(walker.currentNode.data);
    }
    return found.join(' ');
  };
  const elements = document.querySelectorAll('*');
  return places.map((place) => {
    if (place === null) return null;
    const one = elements[place];
    const described = (one.getAttribute('aria-describedby') ?? '').split(' ');
    const beside = described.map((id) => document.getElementById(id));
    const shown = one.labels?.length
      ? [...one.labels].map((label) => textOf(label, beside)).join(' ')
      : textOf(one, beside);
    return { shown, leads: one.href ?? '', html: one.outerHTML.slice(0, 120) };
  });
}"""


def misnamed(tab: Tab) -> list[str]:
    """What is wrong with the names of the page's controls, as it stands."""
    with tree(tab) as (session, nodes):
        controls = list(_controls(nodes))
        shown = _shown(session, [control["node"] for control in controls])
    found = []
    named = defaultdict(list)
    for control, what in zip(controls, shown, strict=True):
        if what is None:
            continue
        name = control["name"]
        if not is_said_in(what["shown"], name):
            found.append(f"shows “{_line(what['shown'])}” and is called “{name}”")
        elif not _words(name) and not name.strip():
            found.append(f"has no name: {what['html']}")
        named[control["group"], _line(name).casefold()].append(what["leads"] or what["html"])
    for (_, name), several in named.items():
        is_one_link = len(set(several)) == 1 and several[0].startswith("http")
        if len(several) > 1 and not is_one_link and not _QUOTES.search(name):
            found.append(f"{len(several)} controls are called “{name}”: {several}")
    headings = {_line(_value(node, "name")).casefold() for node in _of(nodes, {"heading"})}
    for (_, name), several in named.items():
        if len(several) > 1 and name in headings:
            found.append(f"a heading and {len(several)} controls are called “{name}”")
    return found


def is_said_in(shown: str, name: str) -> bool:
    """Are the words of ``shown`` in ``name``, whole, in order and without others in between? Case,
    space and punctuation don't matter: “+30 s” is not in “Add 30 seconds”, and is in “+30 s more”.
    """
    wanted, said = "".join(_words(shown)), _words(name)
    return any(wanted in accumulate(said[start:], initial="") for start in range(len(said) + 1))


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())


def _line(text: str) -> str:
    return " ".join(text.split())


def _controls(nodes: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    by_id = {node["nodeId"]: node for node in nodes}

    def group(node: dict[str, Any]) -> str:
        while node := by_id.get(node.get("parentId")):
            if _value(node, "role") in _GROUPS and not node["ignored"] and _value(node, "name"):
                return _value(node, "name")
        return ""

    for node in _of(nodes, _PRESSED | _IN_GROUPS):
        inside = _value(node, "role") in _IN_GROUPS
        yield {
            "node": node["backendDOMNodeId"],
            "name": _value(node, "name"),
            "group": group(node) if inside else "",
        }


def _of(nodes: list[dict[str, Any]], roles: set[str]) -> Iterator[dict[str, Any]]:
    return (node for node in nodes if not node["ignored"] and _value(node, "role") in roles)


def _value(node: dict[str, Any], what: str) -> str:
    return node.get(what, {}).get("value", "")


def _shown(session: CDPSession, nodes: list[int]) -> list[dict[str, str] | None]:
    """What each control shows, in one question for all of them: by its place among the elements of
    the page. None for a part of the browser's own, as in a date."""
    root = session.send("DOM.getDocument", {"depth": -1})["root"]
    place = {node: n for n, node in enumerate(_elements(root))}
    places = [place.get(node) for node in nodes]
    asked = f"({_SHOWN})({json.dumps(places)})"
    answer = session.send("Runtime.evaluate", {"expression": asked, "returnByValue": True})
    return answer["result"]["value"]


def _elements(node: dict[str, Any]) -> Iterator[int]:
    """In the order of ``querySelectorAll``."""
    for child in node.get("children", []):
        if child["nodeType"] == 1:
            yield child["backendNodeId"]
            yield from _elements(child)
