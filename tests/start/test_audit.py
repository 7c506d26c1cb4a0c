"""The audit finds a hole that is known, and says NOT RUN where nobody can be asked."""

import os
import subprocess
import sys

from scripts.audit import browser_holes, browser_pins, python_holes, python_pins
from tests.builders import ROOT

NOWHERE = "http://127.0.0.1:9"


def test_every_pin_is_asked_about():
    pins = python_pins()
    for name in ("flask", "gevent", "pytest", "uvicorn"):
        assert pins[name][0].isdigit()
    assert set(browser_pins()) == {
        "@expo-google-fonts/open-sans",
        "axe-core",
        "ical.js",
        "lit-html",
        "socket.io-client",
    }


def test_a_known_hole_in_a_python_package_is_found():
    sets = {"flask": [{"id": "one", "specs": ["<0.12.3", ">=2.0,<2.2.5"]}]}
    assert python_holes({"flask": "0.12"}, sets) == ["flask 0.12: one"]
    assert python_holes({"flask": "2.2.0"}, sets) == ["flask 2.2.0: one"]
    assert python_holes({"flask": "2.2.5", "other": "1"}, sets) == []


def test_a_grave_hole_in_a_browsers_package_is_found():
    holes = [
        {"severity": "high", "atOrAbove": "1.0.0", "below": "1.2.0"},
        {"severity": "low", "below": "9"},
    ]
    sets = {"axios": {"vulnerabilities": holes}}
    assert browser_holes({"axios": "1.1.9"}, sets) == ["axios 1.1.9: high"]
    assert browser_holes({"axios": "1.2.0"}, sets) == []
    assert browser_holes({"axios": "0.9"}, sets) == []


def test_where_nobody_can_be_asked_it_says_so_and_fails_nothing():
    away = {
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_INDEX_URL": NOWHERE,
        "PIP_RETRIES": "0",
        "HTTPS_PROXY": NOWHERE,
        "npm_config_registry": NOWHERE,
        "npm_config_fetch_retries": "0",
    }
    done = subprocess.run(
        [sys.executable, "-m", "scripts.audit"],
        cwd=ROOT,
        env=os.environ | away,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert "PyPI: NOT RUN" in done.stdout
    assert "npm: NOT RUN" in done.stdout
