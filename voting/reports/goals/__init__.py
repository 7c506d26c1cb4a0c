"""What was agreed beyond ratings, in files: needs, goals and their scores, support sessions and
actions. ``told`` is the whole of it as plain data, ``plan`` in the record of a workshop or an area;
all others are made from that.
"""
