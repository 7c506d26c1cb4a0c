"""The colours of the ratings can be told apart: by everybody, in print, and on a bad projector.

Contrast is WCAG 2.2's. Lightness L* and the distance between two colours (1 is hardly seen) are
CIE 1976's. Colour blindness is simulated after Machado, Oliveira & Fernandes, "A physiologically-
based model for simulation of color vision deficiency", IEEE TVCG 15(6), 2009, with the matrices for
complete protanopia, deuteranopia and tritanopia. A washed-out projector shows white seven times as
bright as black, the least that ANSI/INFOCOMM 3M-2011 allows for any viewing: light in the room adds
a seventh of white to every colour.
"""

import math
import re
from itertools import pairwise

import pytest

from tests.builders import ROOT
from voting.edges.http.rendering import level_class
from voting.reports.drawing import EDGE, PAPER
from voting.reports.levels import FINE as FINE_OF_FILES
from voting.reports.levels import ON_FINE, ON_SCALE, SCALE, colours

STEPS = range(7)
FINE = range(11)  # scales of more than seven places
CASCADE = (0, 2, 4, 6)  # what a framework of four ratings uses
TEXT, PART = 4.5, 3.0  # WCAG 2.2, 1.4.3 and 1.4.11
BLIND = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
WASHED_OUT = 7  # white to black
_CSS = {
    name: (ROOT / f"static/css/{name}.css").read_text(encoding="utf-8")
    for name in ("site/tokens", "lead/paper", "charts/scales")
}

Colour = tuple[float, ...]  # red, green and blue, linear, 0 to 1


def tokens(text: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", text))


_LIGHT, _DARK, _PAPER = (tokens(part) for part in _CSS["site/tokens"].split("\n@media ")[:3])
_FINE_LIGHT, _FINE_DARK = (tokens(part) for part in _CSS["charts/scales"].split("\n@media ")[:2])
THEMES = {
    "light": _LIGHT | _FINE_LIGHT,
    "dark": _LIGHT | _DARK | _FINE_LIGHT | _FINE_DARK,
    "print": _LIGHT | _PAPER | tokens(_CSS["lead/paper"]) | _FINE_LIGHT,
}


@pytest.fixture(params=THEMES)
def theme(request) -> dict[str, Colour]:
    return {name: linear(code) for name, code in THEMES[request.param].items()}


def linear(code: str) -> Colour:
    parts = (int(code[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return tuple(p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)


def dot(weights: Colour, colour: Colour) -> float:
    return sum(weight * part for weight, part in zip(weights, colour, strict=True))


def luminance(colour: Colour) -> float:
    return dot((0.2126, 0.7152, 0.0722), colour)


def contrast(one: Colour, other: Colour) -> float:
    dark, bright = sorted((luminance(one), luminance(other)))
    return (bright + 0.05) / (dark + 0.05)


def lab(colour: Colour) -> Colour:
    """CIE L*a*b* under D65."""

    def f(t: float) -> float:
        return t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116

    x = dot((0.4124564, 0.3575761, 0.1804375), colour) / 0.95047
    z = dot((0.0193339, 0.1191920, 0.9503041), colour) / 1.08883
    x, y, z = f(x), f(luminance(colour)), f(z)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def lighter(one: Colour, other: Colour) -> float:
    """By how much of L* (0 black, 100 white) the second is lighter than the first."""
    return lab(other)[0] - lab(one)[0]


def seen_by(blindness: str, colour: Colour) -> Colour:
    return tuple(min(1, max(0, dot(row, colour))) for row in BLIND[blindness])


def washed_out(colour: Colour) -> Colour:
    return tuple(part + (1 - part) / WASHED_OUT for part in colour)


def neighbours(
    theme: dict[str, Colour], steps=STEPS, scale: str = "scale"
) -> list[tuple[Colour, Colour]]:
    return list(pairwise(theme[f"{scale}-{step}"] for step in steps))


@pytest.mark.parametrize("step", STEPS)
def test_the_text_on_every_colour_can_be_read(theme, step):
    assert contrast(theme[f"scale-{step}"], theme[f"on-scale-{step}"]) >= TEXT


def test_longer_scales_keep_to_the_same_rules(theme):
    """Text on every colour, every colour on its ground, the order in greyscale, and neighbours for
    colour-blind eyes: these are nearer to each other, so that no chart leaves a place to its
    colour."""
    for step in FINE:
        assert contrast(theme[f"fine-{step}"], theme[f"on-fine-{step}"]) >= TEXT
        for ground in ("page", "card", "sunken"):
            assert contrast(theme[f"fine-{step}"], theme[ground]) >= PART, (step, ground)
    pairs = neighbours(theme, FINE, "fine")
    assert all(lighter(*pair) >= 3.5 for pair in pairs)
    for blindness in BLIND:
        seen = [[lab(seen_by(blindness, colour)) for colour in pair] for pair in pairs]
        assert min(math.dist(*pair) for pair in seen) >= 3.3, blindness


def test_a_longer_scale_has_the_ends_of_the_short_one():
    for theme in THEMES.values():
        assert [theme["fine-0"], theme["fine-10"]] == [theme["scale-0"], theme["scale-6"]]


@pytest.mark.parametrize("ground", ["page", "card", "sunken"])
def test_every_colour_stands_out_from_what_it_is_drawn_on(theme, ground):
    levels = {step: contrast(theme[f"scale-{step}"], theme[ground]) for step in STEPS}
    assert min(levels.values()) >= PART, levels


@pytest.mark.parametrize("ground", ["page", "card"])
def test_the_frame_of_an_unresolved_domain_and_of_a_track_stands_out(theme, ground):
    assert contrast(theme["edge"], theme[ground]) >= PART


def test_that_frame_stands_out_in_a_file_too():
    assert contrast(linear(EDGE), linear(PAPER)) >= PART


def test_in_greyscale_every_next_rating_is_lighter(theme):
    assert all(lighter(*pair) >= 3.5 for pair in neighbours(theme))
    assert all(lighter(*pair) >= 10 for pair in neighbours(theme, CASCADE))


@pytest.mark.parametrize("blindness", BLIND)
def test_colour_blind_eyes_tell_neighbours_apart(theme, blindness):
    def apart(pair):
        return math.dist(*(lab(seen_by(blindness, colour)) for colour in pair))

    assert all(apart(pair) >= 6 for pair in neighbours(theme))
    assert all(apart(pair) >= 17 for pair in neighbours(theme, CASCADE))


def test_a_washed_out_projector_still_tells_the_four_ratings_apart(theme):
    for one, other in neighbours(theme, CASCADE):
        one, other = washed_out(one), washed_out(other)
        assert lighter(one, other) >= 5.5
        assert math.dist(lab(one), lab(other)) >= 15


def test_a_washed_out_projector_leaves_text_readable_and_bars_seen(theme):
    page = washed_out(theme["page"])
    assert contrast(washed_out(theme["ink"]), page) >= TEXT
    assert contrast(washed_out(theme["ink-soft"]), page) >= 3
    assert min(contrast(washed_out(theme[f"scale-{step}"]), page) for step in CASCADE) >= 1.7


def test_a_workbook_has_the_colours_of_the_light_theme():
    assert list(SCALE) == [_LIGHT[f"scale-{step}"] for step in STEPS]
    assert list(ON_SCALE) == [_LIGHT[f"on-scale-{step}"] for step in STEPS]
    assert [colours(rating, 4)[0] for rating in range(4)] == [SCALE[step] for step in CASCADE]


def test_files_have_the_shades_of_longer_scales_too():
    assert list(FINE_OF_FILES) == [_FINE_LIGHT[f"fine-{step}"] for step in FINE]
    assert list(ON_FINE) == [_FINE_LIGHT[f"on-fine-{step}"] for step in FINE]


@pytest.mark.parametrize("levels", range(2, 22))
def test_pages_and_files_give_every_place_the_same_shade(levels):
    for place in range(levels):
        shade = level_class(place, range(levels)).removeprefix("level-")
        name = shade if shade.startswith("fine-") else f"scale-{shade}"
        assert colours(place, levels)[0] == (_LIGHT | _FINE_LIGHT)[name]


@pytest.mark.parametrize("levels", range(2, 12))
def test_files_tell_up_to_eleven_ratings_apart_in_grey_and_keep_text_readable(levels):
    shades = [tuple(map(linear, colours(rating, levels))) for rating in range(levels)]
    brightness = [luminance(ground) for ground, _ in shades]
    assert brightness == sorted(set(brightness))
    assert min(contrast(ground, ink) for ground, ink in shades) >= 4.3


def test_no_page_has_colours_of_its_own_for_the_ratings():
    """Phone, room view, console and results: all of them take a rating's colour from one class."""
    sheets = {
        path.relative_to(ROOT / "static/css").as_posix(): path.read_text(encoding="utf-8")
        for path in ROOT.glob("static/css/**/*.css")
    }
    coloured = {name for name, css in sheets.items() if re.search(r"\.level-(fine-)?\d", css)}
    assert coloured == {"site/levels.css", "charts/scales.css"}
    used = {name for name, css in sheets.items() if re.search(r"var\(--(scale|fine)-", css)}
    assert used == coloured
