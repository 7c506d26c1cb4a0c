"""The colours of the ratings outside the pages, the same as on them in the light theme."""

# As --scale-N and --on-scale-N in static/css/site/tokens.css; a test compares them.
SCALE = ("#4f1553", "#4e317e", "#3a4d9b", "#02688f", "#0b7b7b", "#588c44", "#b58004")
ON_SCALE = ("#ffffff", "#ffffff", "#ffffff", "#ffffff", "#ffffff", "#11151c", "#11151c")


def colours(rating: int, levels: int) -> tuple[str, str]:
    """Background and text for ``rating`` on a scale of ``levels`` ratings, as ``#rrggbb``."""
    step = int(rating * (len(SCALE) - 1) / (levels - 1) + 0.5)
    return SCALE[step], ON_SCALE[step]
