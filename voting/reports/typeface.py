"""The typeface of what the server sets and draws: one family, which comes with the software, so
that a file is the same wherever it is made. It has Latin, Greek, Cyrillic and Hebrew letters."""

from pathlib import Path

FAMILY = "Open Sans"  # in regular (400) and bold (700)
FOLDER = Path(__file__).parent / "fonts"
