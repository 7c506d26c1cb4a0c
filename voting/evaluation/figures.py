"""How numbers are printed: honestly rounded, and nothing as 0 that is not."""

from fractions import Fraction


def percentage(share: Fraction | None) -> str:
    """A share as a percentage with one decimal, "53.8"; "" for None. Rounded once, from the exact
    share, half up: 14/26 is 53.8 and not, by way of 53.85, 53.9."""
    if share is None:
        return ""
    tenths = int(share * 1000 + Fraction(1, 2))
    return f"{tenths // 10}.{tenths % 10}"


def probability(p: float | None) -> str:
    """As the APA has it: three decimals without the 0 before them, ".003"; "< .001" where that
    would be ".000"; "" for None. Source: APA, Publication Manual, 7th edition, 6.36."""
    if p is None:
        return ""
    return "< .001" if p < 0.0005 else bare(p, 3)


def bare(value: float | None, decimals: int = 2) -> str:
    """A number that cannot pass 1, such as alpha or a correlation, without the 0 before the point:
    ".79", "−.38", "1.00"; "" for None."""
    if value is None:
        return ""
    said = signed(value, decimals)
    return said.replace("0.", ".", 1) if said.removeprefix("−").startswith("0.") else said


def signed(value: float | None, decimals: int = 2) -> str:
    """A number with so many decimals and, below 0, a true minus sign: "−3.58"; "" for None, and no
    minus for what rounds to 0."""
    if value is None:
        return ""
    said = f"{value:.{decimals}f}"
    is_zero = not said.strip("-0.")
    return said.removeprefix("-") if is_zero else said.replace("-", "−")


def step(steps: int) -> str:
    """By how many steps a rating changed: "+1", "0", "−2"."""
    return f"+{steps}" if steps > 0 else str(steps).replace("-", "−")
