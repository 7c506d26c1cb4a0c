"""What screen readers make of a part of a page, from the accessibility tree of Chromium.

Name, role, state and description come from the tree. How NVDA, VoiceOver and TalkBack put them in
order, and what they call each role, follows their manuals and habits in their default settings; it
is an expectation, not a recording.
"""

from dataclasses import dataclass
from typing import Any

from tests.browser.pages import LivePage
from tests.browser.tree import tree

READERS = ("NVDA", "VoiceOver", "TalkBack")
# What each calls a role; TalkBack puts some before the name.
_ROLES = {
    "button": ("button", "button", "button"),
    "link": ("link", "link", "link"),
    "heading": ("heading level {level}", "heading level {level}", "heading {level}"),
    "textbox": ("edit", "text field", "edit box"),
    "combobox": ("combo box", "pop-up button", "drop-down list"),
    "radio": ("radio button", "radio button", "radio button"),
    "checkbox": ("check box", "tick box", "tick box"),
    "group": ("grouping", "group", ""),
    "dialog": ("dialog", "web dialogue", "dialogue"),
    "table": ("table", "table", "table"),
    "DisclosureTriangle": ("button", "disclosure triangle", "button"),
    "status": ("", "", ""),
}
_EXPANDED, _COLLAPSED = ("expanded",) * 3, ("collapsed",) * 3
_CHECKED, _UNCHECKED = ("checked", "ticked", "ticked"), ("not checked", "unticked", "not ticked")
_STATES = {
    "checked": {"true": _CHECKED, "false": _UNCHECKED},
    "expanded": {True: _EXPANDED, False: _COLLAPSED},
    "required": {True: ("required", "required", "")},
    "multiline": {True: ("multi line", "", "multi-line")},
}


@dataclass(frozen=True)
class Part:
    """One node of the tree."""

    role: str
    name: str
    description: str
    states: dict[str, Any]

    def said_by(self, reader: str) -> str:
        """Name, role, state and description in this reader's order."""
        at = READERS.index(reader)
        role = _ROLES[self.role][at].format(level=self.states.get("level"))
        states = [
            words[self.states[state]][at]
            for state, words in _STATES.items()
            if self.states.get(state) in words and not (self.role == "combobox" and at)
        ]
        if reader == "TalkBack" and self.role in ("radio", "checkbox"):
            parts = [*states, self.name, role, self.description]
        elif reader == "TalkBack" and self.role == "textbox":
            parts = [role, *states, self.name, self.description]
        else:
            parts = [self.name, role, *states, self.description]
        return ", ".join(part for part in parts if part)


class Tree:
    """The tree of a page as it is now."""

    def __init__(self, page: LivePage) -> None:
        with tree(page.tab) as (_, nodes):
            pass
        self.parts = [_part(node) for node in nodes if not node["ignored"]]
        # The text of a status region is in the nodes under it.
        self._by_id = {node["nodeId"]: node for node in nodes}
        self._statuses = [node for node in nodes if _value(node, "role") == "status"]

    def find(self, role: str, name: str) -> Part:
        """The one part with this role whose name begins so."""
        found = [part for part in self.parts if part.role == role and part.name.startswith(name)]
        assert found, f"no {role} “{name}” in {[(p.role, p.name) for p in self.parts if p.name]}"
        return found[0]

    def status(self) -> Part:
        """What the status region says."""
        text = " ".join(filter(None, (self._text(node) for node in self._statuses)))
        return Part("status", text, "", {})

    def _text(self, node: dict[str, Any]) -> str:
        if _value(node, "role") == "StaticText":
            return _value(node, "name")
        children = (self._by_id[child] for child in node.get("childIds", []))
        return " ".join(filter(None, (self._text(child) for child in children)))


def _part(node: dict[str, Any]) -> Part:
    states = {one["name"]: one["value"].get("value") for one in node.get("properties", [])}
    return Part(_value(node, "role"), _value(node, "name"), _value(node, "description"), states)


def _value(node: dict[str, Any], key: str) -> str:
    return str(node.get(key, {}).get("value", ""))
