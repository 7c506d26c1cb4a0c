"""The measures of a round's picture as they are printed."""

from collections.abc import Mapping
from typing import Any

from babel.numbers import format_decimal, format_percent

from voting.words import Words


def measures(picture: Mapping[str, Any], words: Words) -> tuple[str, ...]:
    """Middle half, largest share, consensus, agreement and firmness, as short as they can be."""
    low, high = picture["quartiles"]
    said = words["common"]["measures"]
    return (
        words.fill(said["middle"]["one" if low == high else "value"], low=low, high=high),
        format_percent(picture["top_share"], "#,##0%", locale=words.locale),
        _index(picture["consensus"], words),
        _index(picture["agreement"], words),
        str(picture["firmness"]),
    )


def _index(value: float, words: Words) -> str:
    return str(format_decimal(value, "0.00", locale=words.locale))
