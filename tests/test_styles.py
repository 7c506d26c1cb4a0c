"""What holds for every style sheet."""

import re

from tests.builders import ROOT

SHEETS = sorted(ROOT.glob("static/css/**/*.css"))
MICE_ONLY = re.compile(
    r"@media \(hover: hover\) and \(pointer: fine\) \{\n.*?\n\}\n", flags=re.DOTALL
)


def test_only_a_mouse_hovers():
    """A finger leaves the look of hovering behind on whatever it touched last."""
    texts = {str(sheet.relative_to(ROOT)): sheet.read_text(encoding="utf-8") for sheet in SHEETS}
    assert any(":hover" in text for text in texts.values())
    assert [name for name, text in texts.items() if ":hover" in MICE_ONLY.sub("", text)] == []
