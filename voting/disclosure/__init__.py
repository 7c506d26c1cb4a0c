"""What may be shown about groups of people: sides, sectors, movement, and how large they are.

Pure. May import refusals, instruments and core.
"""
