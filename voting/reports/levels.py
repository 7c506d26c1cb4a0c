"""The colours of the ratings outside the pages, the same as on them in the light theme."""

# As --scale-N and --on-scale-N in static/css/site/tokens.css; a test compares them.
SCALE = ("#4f1553", "#4e317e", "#3a4d9b", "#02688f", "#0b7b7b", "#588c44", "#b58004")
ON_SCALE = ("#ffffff", "#ffffff", "#ffffff", "#ffffff", "#ffffff", "#11151c", "#11151c")


def colours(rating: int, levels: int) -> tuple[str, str]:
    """Background and text for ``rating`` on a scale of ``levels`` ratings, as ``#rrggbb``."""
    step = int(rating * (len(SCALE) - 1) / (levels - 1) + 0.5)
    return SCALE[step], ON_SCALE[step]


def tinted(colour: str, part: float) -> str:
    """``colour`` mixed with white: ``part`` is its share of the mix, from 0 to 1."""
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(255 - part * (255 - one)):02x}" for one in parts)
