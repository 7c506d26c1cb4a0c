"""What may be told of whom: sides, sectors, movement, and how many people a group is.

Pure. May import refusals, instruments and core.
"""
