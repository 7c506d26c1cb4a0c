"""Several files as one, the same bytes for the same files."""

import io
import zipfile
from collections.abc import Mapping
from datetime import datetime


def zipped(files: Mapping[str, bytes | str], made_at: datetime) -> bytes:
    """A ZIP of these files by name."""
    out = io.BytesIO()
    made = (made_at.year, made_at.month, made_at.day, made_at.hour, made_at.minute, made_at.second)
    with zipfile.ZipFile(out, "w") as packed:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, made)
            entry.external_attr = 0o644 << 16  # without it nobody may read what comes out
            packed.writestr(entry, data, zipfile.ZIP_DEFLATED)
    return out.getvalue()
