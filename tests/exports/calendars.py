"""Calendar files read by the parsers of two calendar programs: ical.js, which Thunderbird uses, and
libical, which GNOME's and KDE's calendars use."""

import ctypes
import ctypes.util
import json
import subprocess
from functools import cache

from playwright._impl._driver import compute_driver_executable

from tests.builders import ROOT

_READER = ROOT / "tests/exports/read_calendar.mjs"


def thunderbird(data: bytes) -> dict:
    """What ical.js finds: the method, and of each entry its UID, SEQUENCE, texts, status, start and
    end in UTC (or days), zone, attendees and organiser."""
    node, _ = compute_driver_executable()
    ran = subprocess.run(
        [node, str(_READER)], input=data, capture_output=True, timeout=60, check=False
    )
    assert ran.returncode == 0, ran.stderr.decode()
    return json.loads(ran.stdout)


@cache
def _libical() -> ctypes.CDLL:
    name = ctypes.util.find_library("ical")
    assert name, "no libical: scripts/tools.py installs it"
    lib = ctypes.CDLL(name)
    for function in ("icalparser_parse_string", "icalcomponent_get_first_component"):
        getattr(lib, function).restype = ctypes.c_void_p
    lib.icalcomponent_get_next_component.restype = ctypes.c_void_p
    for function in (
        "icalcomponent_get_uid",
        "icalcomponent_get_summary",
        "icalcomponent_get_location",
    ):
        getattr(lib, function).restype = ctypes.c_char_p
    return lib


_VEVENT = 4  # icalcomponent_kind


def gnome(data: bytes) -> dict:
    """What libical finds: how many faults in the file, whether it keeps the rules of its method
    (RFC 5546), and of each entry UID, SEQUENCE, name and place."""
    lib = _libical()
    root = ctypes.c_void_p(lib.icalparser_parse_string(ctypes.c_char_p(data)))
    assert root.value
    try:
        entries = []
        one = lib.icalcomponent_get_first_component(root, _VEVENT)
        while one:
            held = ctypes.c_void_p(one)
            entries.append(
                {
                    "uid": lib.icalcomponent_get_uid(held).decode(),
                    "sequence": lib.icalcomponent_get_sequence(held),
                    "name": (lib.icalcomponent_get_summary(held) or b"").decode(),
                    "where": (lib.icalcomponent_get_location(held) or b"").decode(),
                }
            )
            one = lib.icalcomponent_get_next_component(root, _VEVENT)
        faults = lib.icalcomponent_count_errors(root)
        return {
            "faults": faults,
            "keeps_the_rules": bool(lib.icalrestriction_check(root)),
            "entries": entries,
        }
    finally:
        lib.icalcomponent_free(root)
