"""What the files for Word and as slides have in common."""

from typing import Any

_THUMBNAIL = "/metadata/thumbnail"


def without_thumbnail(package: Any) -> None:
    """Drop the picture of another document that the libraries' templates bring along; file
    managers would show it for this one."""
    links = package._rels if hasattr(package, "_rels") else package.rels
    for name, link in list(links.items()):
        if link.reltype.endswith(_THUMBNAIL):
            links.pop(name)
