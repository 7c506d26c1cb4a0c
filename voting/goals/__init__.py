"""What follows from the ratings: needs, goals and their scores, support sessions and actions; pure.

``apply(plan, entry)`` in ``machine`` is the whole of it; ``fold`` leads a log to the plan.
"""
