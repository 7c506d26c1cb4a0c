"""The colours of the ratings outside the pages, the same as on them in the light theme."""

# As --scale-N and --on-scale-N in static/css/site/tokens.css; a test compares them.
SCALE = ("#4f1553", "#4e317e", "#3a4d9b", "#02688f", "#0b7b7b", "#588c44", "#b58004")
ON_SCALE = ("#ffffff", "#ffffff", "#ffffff", "#ffffff", "#ffffff", "#11151c", "#11151c")


def colours(rating: int, levels: int) -> tuple[str, str]:
    """Background and text for ``rating`` on a scale of ``levels`` ratings, as ``#rrggbb``. Of more
    ratings than there are colours some are between two of these, so that none are alike."""
    at = rating * (len(SCALE) - 1) / (levels - 1)
    step = int(at + 0.5)
    if levels <= len(SCALE) or at == int(at):
        return SCALE[step], ON_SCALE[step]
    ground = _between(SCALE[int(at)], SCALE[int(at) + 1], at - int(at))
    return ground, ON_SCALE[0] if _luminance(ground) < _MIDDLE else ON_SCALE[-1]


def _between(one: str, other: str, part: float) -> str:
    """A colour ``part`` of the way from one to the other."""
    parts = ((int(c[at : at + 2], 16) for c in (one, other)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(a + part * (b - a)):02x}" for a, b in parts)


def _luminance(colour: str) -> float:
    """As WCAG 2 has it, 0 to 1."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


_MIDDLE = 0.19  # from here on dark text reads better than white


def tinted(colour: str, part: float) -> str:
    """``colour`` mixed with white: ``part`` is its share of the mix, from 0 to 1."""
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(255 - part * (255 - one)):02x}" for one in parts)
