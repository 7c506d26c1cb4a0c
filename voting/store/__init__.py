"""Redis is the only state: documents, ballots, the log (keys.py has the table of keys)."""
