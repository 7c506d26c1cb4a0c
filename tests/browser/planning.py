"""From ratings to goals by clicks: what trainers find on the console, and what is on paper."""

import shutil
import subprocess

import pytest
from playwright.sync_api import Locator, expect

from lab.rig.words import said
from tests.browser.pages import Console, one_line


def primary(console: Console, label: str) -> None:
    """Press the button in the bar, which must say this."""
    button = console.bar.get_by_role("button", name=label, exact=True)
    expect(button).not_to_have_attribute("aria-disabled", "true")
    button.click()


def field(console: Console, name: str) -> Locator:
    """A field of the first goal that is being written."""
    return console.next_step.get_by_role("textbox", name=said(f"goals.fields.{name}")).first


def adds_action(console: Console, text: str, owner: str = "", due: str = "") -> None:
    """A new one, whose text takes the focus again once it is there."""
    form = console.next_step.get_by_role("form", name=said("goals_desk.actions.new"))
    form.get_by_label(said("goals_desk.actions.text")).fill(text)
    form.get_by_label(said("goals_desk.actions.owner")).fill(owner)
    form.get_by_role("textbox", name=said("goals_desk.actions.due")).fill(due)
    form.get_by_role("button", name=said("goals_desk.actions.add")).click()
    expect(form.get_by_label(said("goals_desk.actions.text"))).to_have_value("")


def read(pdf: bytes) -> str:
    """What somebody reads in a PDF, in one line; the test is skipped where nothing can read it."""
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("no pdftotext here, of poppler-utils")
    told = subprocess.run([program, "-", "-"], input=pdf, capture_output=True, check=True)
    return one_line(told.stdout.decode())
