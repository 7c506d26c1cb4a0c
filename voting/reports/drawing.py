"""A sheet of paper to draw on, as an SVG file: text in lines, boxes and strokes.

SVG does not break lines, so that is done here, by the measures of Arial; the fonts that are asked
for first have these, others get a little room to spare. Text goes in as text, whatever is in it.
"""

import unicodedata
from collections.abc import Sequence
from functools import cache
from xml.etree import ElementTree as ET

WIDTH, MARGIN = 960, 32  # pixels
INK, SOFT, EMPTY = "#1d232d", "#4d5665", "#f1ece3"  # text, lesser text, what is not filled
EDGE, PAPER = "#7c7568", "#ffffff"  # of what must be seen, and what all is on
FAINT = "#d8d1c4"  # of what only guides the eye
_FONTS = "Arial, Helvetica, 'Liberation Sans', 'Noto Sans', 'DejaVu Sans', sans-serif"


class Sheet:
    """A page that grows downwards; ``y`` is where the next thing goes, in pixels from the top."""

    def __init__(self, width: int = WIDTH, margin: int = MARGIN) -> None:
        self.width, self.margin = width, margin
        self.y: float = margin
        self._drawn: list[ET.Element] = []

    def paragraph(
        self, text: str, size: int, *, bold: bool = False, fill: str = INK, indent: int = 0
    ) -> None:
        """Text over the whole width, and down below it."""
        lines = broken(text, self.width - 2 * self.margin - indent, size, bold=bold)
        self.text(self.margin + indent, self.y, lines, size, bold=bold, fill=fill)
        self.y += len(lines) * leading(size) + (6 if lines else 0)

    def text(
        self,
        x: float,
        y: float,
        lines: Sequence[str],
        size: int,
        *,
        bold: bool = False,
        fill: str = INK,
        anchor: str = "start",
    ) -> None:
        """Lines from ``y`` downwards."""
        look = {"font-size": str(size), "fill": fill}
        if bold:
            look["font-weight"] = "bold"
        if anchor != "start":
            look["text-anchor"] = anchor
        for place, line in enumerate(lines):
            if not line:
                continue
            at = {"x": _number(x), "y": _number(y + size * 0.9 + place * leading(size))}
            one = ET.Element("text", at | look)
            one.text = _printable(line)
            self._drawn.append(one)

    def box(
        self,
        where: tuple[float, float, float, float],
        fill: str,
        *,
        round_by: int = 0,
        dashed: bool = False,
        edge: tuple[str, int] | None = None,
    ) -> None:
        """``where`` is left, top, width and height; ``edge`` the colour and width of its frame."""
        names = ("x", "y", "width", "height")
        look = {"fill": fill} | ({"rx": str(round_by)} if round_by else {})
        if dashed:
            look |= {"stroke": EDGE, "stroke-width": "2", "stroke-dasharray": "7 5"}
        elif edge:
            look |= {"stroke": edge[0], "stroke-width": str(edge[1])}
        elif fill == EMPTY:
            look |= {"stroke": EDGE}
        at = dict(zip(names, map(_number, where), strict=True))
        self._drawn.append(ET.Element("rect", at | look))

    def dot(self, middle: tuple[float, float], radius: float, fill: str) -> None:
        at = {"cx": _number(middle[0]), "cy": _number(middle[1]), "r": _number(radius)}
        self._drawn.append(ET.Element("circle", at | {"fill": fill}))

    def ring(self, middle: tuple[float, float], radius: float, width: float) -> None:
        """A circle that is not filled."""
        at = {"cx": _number(middle[0]), "cy": _number(middle[1]), "r": _number(radius)}
        look = {"fill": PAPER, "stroke": INK, "stroke-width": _number(width)}
        self._drawn.append(ET.Element("circle", at | look))

    def arrow(self, start: tuple[float, float], end: tuple[float, float], width: float) -> None:
        """Level or upright, from ``start`` to its tip; ``width`` is that of its head."""
        (x1, y1), (x2, y2) = start, end
        long = abs(x2 - x1) + abs(y2 - y1)
        if long < 1:
            return
        along = ((x2 - x1) / long, (y2 - y1) / long)
        head = min(width * 0.9, long)
        neck = (x2 - along[0] * head, y2 - along[1] * head)
        side = (-along[1], along[0])
        points = [(x1, y1, 0.16), (*neck, 0.16), (*neck, 0.5), (x2, y2, 0), (*neck, -0.5)]
        points += [(*neck, -0.16), (x1, y1, -0.16)]
        at = " ".join(
            f"{_number(x + side[0] * part * width)},{_number(y + side[1] * part * width)}"
            for x, y, part in points
        )
        self._drawn.append(ET.Element("polygon", {"points": at, "fill": INK}))

    def line(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        *,
        dotted: bool = False,
        faint: bool = False,
        strong: bool = False,
    ) -> None:
        (x1, y1), (x2, y2) = start, end
        at = {"x1": _number(x1), "y1": _number(y1), "x2": _number(x2), "y2": _number(y2)}
        fine = faint and self.width <= WIDTH  # a guide on a page is finer than on a slide
        look = {"stroke": FAINT if faint else EDGE, "stroke-width": "1" if fine else "2"} | (
            {"stroke-dasharray": "2 4"} if dotted else {}
        )
        if strong:
            look |= {"stroke": INK, "stroke-width": "3"}
        self._drawn.append(ET.Element("line", at | look))

    def svg(
        self, name: str, title: str, description: str, *, height: float = 0, family: str = ""
    ) -> str:
        """The whole file; ``name`` keeps its ids apart from those of other charts on a page. As
        high as what is on it, if not told; ``family`` is the font before all others."""
        high = _number(height or self.y + max(self.margin - 12, 0))
        fonts = f"'{family}', {_FONTS}" if family else _FONTS
        root = ET.Element(
            "svg",
            {
                "xmlns": "http://www.w3.org/2000/svg",
                "viewBox": f"0 0 {self.width} {high}",
                "width": str(self.width),
                "height": high,
                "role": "img",
                "xml:lang": "en-GB",
                "aria-labelledby": f"{name}-title {name}-description",
                "font-family": fonts,
            },
        )
        for tag, text in (("title", title), ("desc", description)):
            full = "description" if tag == "desc" else tag
            ET.SubElement(root, tag, {"id": f"{name}-{full}"}).text = _printable(text)
        paper = {"width": str(self.width), "height": high, "fill": PAPER}
        root.append(ET.Element("rect", paper))
        root.extend(self._drawn)
        ET.indent(root)
        return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, "unicode")}\n'


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def leading(size: int) -> int:
    """From line to line of text of this size."""
    return round(size * 1.2)


def _printable(text: str) -> str:
    """Without the characters that XML cannot hold at all."""
    return "".join(
        " " if unicodedata.category(c) in ("Cc", "Cs") or c in "\ufffe\uffff" else c for c in text
    )


def broken(text: str, width: float, size: int, *, bold: bool = False) -> list[str]:
    """``text`` in lines of at most ``width`` pixels, broken between words where they fit, and at
    its own line breaks."""
    if "\n" in text:
        parts = (broken(part, width, size, bold=bold) or [""] for part in text.split("\n"))
        return [line for part in parts for line in part]
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and _long(joined, size, bold) <= width:
            lines[-1] = joined
            continue
        lines.append("")
        for letter in word:
            if lines[-1] and _long(lines[-1] + letter, size, bold) > width:
                lines.append("")
            lines[-1] += letter
    return lines


def cut(text: str, width: float, size: int, most: int, *, bold: bool = False) -> list[str]:
    """``text`` broken into ``most`` lines at most; an ellipsis ends what is cut."""
    lines = broken(text, width, size, bold=bold)
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and _long(f"{last}…", size, bold) > width:
        last = last[:-1]
    return [*lines[: most - 1], f"{last.rstrip(' .,;:·—–-')}…"]


def _long(text: str, size: int, bold: bool) -> float:
    """About how many pixels a line takes, with a little to spare for other fonts."""
    return sum(map(_em, text)) * size * (1.28 if bold else 1.15)


@cache
def _em(letter: str) -> float:
    """The width of a letter in Arial, roughly, in parts of its size."""
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.0
    if unicodedata.combining(letter) or unicodedata.category(letter) == "Cf":
        return 0.0
    for letters, width in _EMS:
        if letter in letters:
            return width
    return 0.72 if letter.isupper() else 0.56


_EMS = (("ijl'|", 0.22), (" !,./:;I[]ft\\", 0.28), ('r()-"`·', 0.34), ("mMW%@", 0.9), ("w", 0.72))
