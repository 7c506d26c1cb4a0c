"""Accepting connections, and limiting what one of them may cost."""
