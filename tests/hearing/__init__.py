"""A real screen reader reads the pages through a workshop."""
