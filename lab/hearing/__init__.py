"""A real screen reader reads the pages through a workshop: ``make hearing``, for people to judge.

It imports ``rig`` alone.
"""
