"""Student's t distribution, by the incomplete beta function."""

import math

_TINY = 1e-300
_ENOUGH = 1e-16
_MOST_TERMS = 10_000


def above(t: float, df: float) -> float:
    """The chance P(T > t) with ``df`` degrees of freedom: I_x(df/2, 1/2) / 2 with
    x = df / (df + t^2), for t from 0 on. Source: Abramowitz and Stegun, 26.7.1 and 26.5.2."""
    if t < 0:
        return 1 - above(-t, df)
    return _regularised(df / (df + t * t), df / 2, 0.5, 1 - df / (df + t * t)) / 2


def quantile(p: float, df: float) -> float:
    """The t below which a share ``p`` lies, from 0.5 to below 1: the root of ``above``, by
    halving."""
    low, high = 0.0, 1.0
    while above(high, df) > 1 - p:
        low, high = high, high * 2
    while high - low > 1e-15 * high:
        middle = (low + high) / 2
        if middle in (low, high):
            break
        low, high = (middle, high) if above(middle, df) > 1 - p else (low, middle)
    return (low + high) / 2


def _regularised(x: float, a: float, b: float, rest: float) -> float:
    """The regularised incomplete beta function I_x(a, b), where ``rest`` is 1 - x; its continued
    fraction converges fast for x below (a + 1) / (a + b + 2), and the other side is 1 minus it."""
    if x <= 0 or rest <= 0:
        return 0.0 if x <= 0 else 1.0
    if x > (a + 1) / (a + b + 2):
        return 1 - _regularised(rest, b, a, x)
    log = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
    front = math.exp(log + a * math.log(x) + b * math.log(rest))
    return front * _fraction(x, a, b) / a


def _fraction(x: float, a: float, b: float) -> float:
    """The continued fraction of the incomplete beta function, by Lentz's method. Source:
    Abramowitz and Stegun, 26.5.8; Press and others, Numerical Recipes, 6.4."""
    c, d = 1.0, 1 / _apart(1 - (a + b) * x / (a + 1))
    found = d
    for m in range(1, _MOST_TERMS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for term in (even, odd):
            d, c = 1 / _apart(1 + term * d), _apart(1 + term / c)
            found *= c * d
        if abs(c * d - 1) < _ENOUGH:
            break
    return found


def _apart(value: float) -> float:
    """``value``, kept away from 0."""
    return value if abs(value) > _TINY else _TINY
