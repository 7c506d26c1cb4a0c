"""Faults on purpose, and what was lost by them: ``make soak``; docs/reliability.md has the figures.

A row (``rows``) is one promise and how to find out whether it holds, at full scale or short
(``figures``); ``make test`` runs one of each kind short (``tests/faults``). It imports ``rig``, the
demo's client and, to judge what was stored, the product.
"""
