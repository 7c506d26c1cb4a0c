"""Who may come in, and who still belongs."""

from datetime import datetime

from voting.core.actors import Actor, Role
from voting.core.roster import check_newcomers
from voting.core.state import Phase, Presence, Workshop
from voting.refusals import Refusal
from voting.refusals.asking import OldLink
from voting.refusals.joining import CodeExpired
from voting.refusals.people import PersonRemoved, UnknownPerson
from voting.refusals.rounds import NotNow


def admit(workshop: Workshop, actor: Actor) -> None:
    """Check that ``actor`` still belongs to the workshop; raises OldLink, UnknownPerson,
    PersonRemoved."""
    match actor.role:
        case Role.TRAINER:
            trainer = workshop.trainers.get(actor.id)
            is_known = trainer is not None and trainer.active
            if not is_known and actor.link != workshop.links["trainer"]:
                raise OldLink()
        case Role.LEAD | Role.ROOM:
            if actor.id != str(workshop.links[actor.role.value]):
                raise OldLink()
        case Role.ATTENDEE:
            if workshop.person(workshop.stands_for(actor.id)).presence is Presence.REMOVED:
                raise PersonRemoved()
        case Role.CLOCK:
            pass


def belongs(workshop: Workshop, actor: Actor) -> bool:
    """Does ``actor`` still belong to the workshop?"""
    try:
        admit(workshop, actor)
    except Refusal:
        return False
    return True


def knows(workshop: Workshop, actor: Actor) -> bool:
    """Is this a person who has joined, or a trainer, whatever has become of them since?"""
    if actor.role is Role.TRAINER:
        return actor.id in workshop.trainers
    try:
        return bool(workshop.person(workshop.stands_for(actor.id)))
    except UnknownPerson:
        return False


def check_code(workshop: Workshop, code: str, at: datetime) -> None:
    """Check that ``code`` (tidied) lets people join now; raises CodeExpired or NotNow."""
    if workshop.is_finished():
        raise NotNow(why=Phase.FINISHED.value)
    if code != workshop.code or at > workshop.code_expires:
        raise CodeExpired(given=code)


def check_open_to(workshop: Workshop, person: str, at: datetime) -> None:
    """Check that ``person`` may join now, before asking for a name; raises JoiningLocked,
    CodeExpired or WorkshopFull. Whoever has joined already gets the form all the same: another
    person may be using the device."""
    if person not in workshop.people:
        check_newcomers(workshop, at)
