"""What is asked: framework files, ballots and their tally, measures and pictures of agreement.

Pure. May import refusals.
"""
