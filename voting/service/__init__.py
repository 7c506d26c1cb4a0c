"""What the edges ask for: gather facts, ask the core to decide, save what it decided.

A vote goes through ``ballots``, a command through ``commands`` and ``gathering``, one to an area
through ``areas``, ``placing`` and ``programmes``; ``earlier`` is what stands beside a workshop, and
``looking`` what pages of areas are made of; ``agreeing`` lets workshops follow their area;
``plans``, ``area_plans`` and ``practising_plan`` are what follows from the ratings;
``roster_looks`` and ``registering`` are about who is invited; ``importing`` brings in workshops
that were held on paper.
"""

from voting.service.agreeing import Agreeing
from voting.service.entering import Entering
from voting.service.holding import Holding
from voting.service.importing import Importing
from voting.service.joining import Joining
from voting.service.merging import Merging
from voting.service.practising_plan import PractisingPlans
from voting.service.renewing import Renewing


class Service(Entering, Agreeing, Joining, Merging, Importing, Holding, Renewing, PractisingPlans):
    """Every use of a workshop and of an area."""
