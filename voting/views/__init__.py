"""What each audience is sent, and nothing more: the one place where secrets stop.

Each view is a declared structure (docs/protocol.md is written from them) with a function that makes
it of a ``Situation``. Views hold keys, codes, numbers, and what people typed: no words of ours. No
view holds a tally of an open round or anything that ties a person to a rating; only the trainers'
view holds names. Pure. May import the rooms of the rules.
"""
