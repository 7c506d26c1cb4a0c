"""Every refusal there is, for the documents and the tests that walk their sentences."""

import importlib
import pkgutil

from voting import refusals


def all_refusals() -> list[type[refusals.Refusal]]:
    """Every named refusal, by its code."""
    for module in pkgutil.iter_modules(refusals.__path__):
        importlib.import_module(f"{refusals.__name__}.{module.name}")
    return sorted(refusals.Refusal.__subclasses__(), key=lambda refusal: refusal.code)
