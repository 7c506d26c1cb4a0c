"""The colours of the ratings outside the pages, the same as on them in the light theme."""

# As --scale-N and --on-scale-N in static/css/site/tokens.css; a test compares them.
SCALE = ("#4f1553", "#4e317e", "#3a4d9b", "#02688f", "#0b7b7b", "#588c44", "#b58004")
ON_SCALE = ("#ffffff", "#ffffff", "#ffffff", "#ffffff", "#ffffff", "#11151c", "#11151c")


# As --fine-N and --on-fine-N in static/css/charts/scales.css: for scales of more than seven places.
FINE = (
    "#4f1553", "#502366", "#4f2f7a", "#483d8a", "#3d4b99", "#285c95",
    "#086c8b", "#0c797d", "#418362", "#618b41", "#b58004",
)  # fmt: skip
ON_FINE = (
    "#ffffff", "#ffffff", "#ffffff", "#ffffff", "#ffffff", "#ffffff",
    "#ffffff", "#ffffff", "#ffffff", "#11151c", "#11151c",
)  # fmt: skip


def colours(rating: int, levels: int) -> tuple[str, str]:
    """Background and text for ``rating`` on a scale of ``levels`` ratings, as ``#rrggbb``: as the
    pages' ``levelClass`` chooses."""
    ground, text = (SCALE, ON_SCALE) if levels <= len(SCALE) else (FINE, ON_FINE)
    step = int(rating * (len(ground) - 1) / (levels - 1) + 0.5)
    return ground[step], text[step]


def tinted(colour: str, part: float) -> str:
    """``colour`` mixed with white: ``part`` is its share of the mix, from 0 to 1."""
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(255 - part * (255 - one)):02x}" for one in parts)
