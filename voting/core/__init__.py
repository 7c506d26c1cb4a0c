"""The live workshop: its state, what people may ask of it and when, and what each command does.

Pure: time, chance and identity are arguments. May import refusals and instruments.
"""
