"""What the edges ask for: gather facts, ask the core to decide, save what it decided.

A vote goes through ``ballots``, a command through ``commands`` and ``gathering``.
"""

from voting.service.commands import Commands
from voting.service.joining import Joining
from voting.service.reading import Reading


class Service(Commands, Joining, Reading):
    """Every use of a workshop."""
