"""SVG drawings as PNG pictures, for what can't show SVG."""

from typing import Any

import typst

from voting.reports.letters import has_all
from voting.reports.typeface import FAMILY, FOLDER

_DENSITY = 192  # pixels per inch: two for each of the drawing’s


def pictures(drawings: dict[str, str]) -> dict[str, bytes]:
    """The drawings as PNG by name, twice as wide as they say in pixels."""
    if not drawings:
        return {}
    files: dict[str, bytes] = {
        f"{place}.svg": svg.encode() for place, svg in enumerate(drawings.values())
    }
    pages = "\n#pagebreak()\n".join(f'#image("{place}.svg")' for place in range(len(drawings)))
    setting = f'#set page(width: auto, height: auto, margin: 0pt)\n#set text(font: "{FAMILY}")'
    # What is drawn is read as a drawing; the program names only files.
    held: Any = files | {"main.typ": f"{setting}\n{pages}".encode()}
    made: Any = typst.compile(
        held,
        format="png",
        ppi=_DENSITY,
        font_paths=[str(FOLDER)],
        ignore_system_fonts=all(map(has_all, drawings.values())),
    )
    return dict(zip(drawings, made if isinstance(made, list) else [made], strict=True))
