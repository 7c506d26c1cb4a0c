"""What each audience is sent, and nothing more: the one place where secrets stop.

Pure. May import the rooms of the rules.
"""
