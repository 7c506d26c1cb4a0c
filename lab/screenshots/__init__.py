"""Pictures of every page: ``python -m lab.screenshots``."""
