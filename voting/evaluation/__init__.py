"""Evaluation over areas: two points of a series compared, as pure functions.

Every function states its formula, its convention and the source of both in its docstring;
docs/evaluation.md says what is computed, what is not, and why. What is missing stays missing:
nothing here turns it into 0.
"""
