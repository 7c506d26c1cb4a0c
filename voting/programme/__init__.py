"""Everything around the live workshop: areas, series, registration, goals, evaluation.

Pure. May import refusals, instruments, core and disclosure. Nothing is here yet.
"""
