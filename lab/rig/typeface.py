"""Chromium with another typeface as the system's, as it is on other people's machines."""

import os
from pathlib import Path

_ALIASES = ("sans-serif", "system-ui")
_FAMILY = """
  <match target="pattern">
    <test name="family"><string>{alias}</string></test>
    <edit name="family" mode="prepend" binding="strong"><string>{family}</string></edit>
  </match>"""
_FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{folder}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>{cache}</cachedir>{families}
</fontconfig>
"""


def environment(family: str, folder: Path, scratch: Path) -> dict[str, str]:
    """The environment for a browser whose pages use ``family``, from the font files in ``folder``.
    ``scratch`` takes a file for fontconfig and its cache. Raises SystemExit if no file is there."""
    if not any(path.suffix in (".ttf", ".otf", ".ttc") for path in folder.rglob("*")):
        raise SystemExit(f"no font file in {folder}: see the top of lab/screenshots/__main__.py")
    config = scratch / "fonts.conf"
    families = "".join(_FAMILY.format(alias=alias, family=family) for alias in _ALIASES)
    cache = scratch / "font-cache"
    config.write_text(
        _FONTS.format(folder=folder.resolve(), cache=cache, families=families), encoding="utf-8"
    )
    return os.environ | {"FONTCONFIG_FILE": str(config)}
