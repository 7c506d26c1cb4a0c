"""Rosters of areas in the store, and the mails that they have made."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import TypeVar

from voting.refusals.areas import UnknownArea
from voting.registration.mail import Mail
from voting.registration.roster import Invitee, Roster
from voting.store import codec, keys
from voting.store.asking import Asking
from voting.store.readable import readable

Thing = TypeVar("Thing")

# A roster is read as a whole by everybody who registers, and nearly all of it is as it was.
_decode_invitee = lru_cache(20_000)(codec.decode_invitee)
_decode_mail = lru_cache(20_000)(codec.decode_mail)
_EVENT = "event:"  # before the id of an event whose registration a field holds


class Rosters(Asking):
    def roster(self, area: str) -> Roster:
        """An area's roster as last saved, an empty one if it has none. What can't be read of it is
        left out, with a line in the log, and stays stored as it is."""
        with self._answering():
            return _roster(self._redis.hgetall(keys.roster(area)))

    def invitee(self, area: str, id: str) -> Invitee | None:
        """One person of an area's roster, without the others; None if they are not on it."""
        if not is_invitee(id):
            return None
        with self._answering():
            data = self._redis.hget(keys.roster(area), id)
        return readable("invitee", id, _decode_invitee, data)

    def personal_links(self, area: str, ids: Iterable[str]) -> dict[str, int]:
        """The count of the personal link of each of these people who is on the roster."""
        wanted = [id for id in ids if is_invitee(id)]
        if not wanted:
            return {}
        with self._answering():
            rows = self._redis.hmget(keys.roster(area), wanted)
        read = {
            id: readable("invitee", id, _decode_invitee, data)
            for id, data in zip(wanted, rows, strict=True)
        }
        return {id: invitee.link for id, invitee in read.items() if invitee is not None}

    def save_roster(
        self,
        area: str,
        before: Roster,
        after: Roster,
        mails: Sequence[Mail] = (),
        without: Iterable[str] = (),
        replaced: Iterable[str] = (),
    ) -> bool:
        """Save what changed from ``before`` to ``after``, with the ``mails`` that come of it, and
        ``without`` the mails of these ids, nor those of ``replaced`` that are still to be sent, in
        one step. False, with nothing written, if somebody else was first. Raises UnknownArea."""
        changed = _changed(before.invitees, after.invitees, codec.encode_invitee)
        registrations = _changed(
            before.registrations, after.registrations, codec.encode_registration
        )
        changed += [(f"{_EVENT}{event}", data) for event, data in registrations]
        deleted = list(before.invitees.keys() - after.invitees.keys())
        added = [(mail.id, codec.encode_mail(mail)) for mail in mails]
        gone = list(without)
        over = list(replaced)
        saved = self._run(
            "save_roster",
            keys=[keys.roster(area), keys.outbox(area), keys.area(area)],
            args=[
                before.revision,
                after.revision,
                keys.HINTS,
                f"{area} area",
                *_counted(changed),
                *_counted([(id,) for id in deleted]),
                *_counted(added),
                *_counted([(id,) for id in gone]),
                *_counted([(id,) for id in over]),
            ],
        )
        if saved == -1:
            raise UnknownArea(area=area)
        return bool(saved)

    def roster_revision(self, area: str) -> int:
        """0 for an area that has no roster."""
        with self._answering():
            return int(self._redis.hget(keys.roster(area), "revision") or 0)

    def areas_with_rosters(self) -> list[str]:
        """The id of every area with a roster, in no order."""
        with self._answering():
            found = set(self._redis.scan_iter(match=keys.roster("*"), count=500))
        return sorted(key.decode().partition("{")[2].partition("}")[0] for key in found)

    def outbox(self, area: str) -> dict[str, Mail]:
        """Every mail of an area, by its id."""
        with self._answering():
            rows = self._redis.hgetall(keys.outbox(area))
        read = {
            id.decode(): readable("mail", id.decode(), _decode_mail, data)
            for id, data in rows.items()
        }
        return {id: mail for id, mail in read.items() if mail is not None}

    def outbox_changes(self, area: str) -> int:
        """Another number after each change of the outbox, but for what is forgotten of it."""
        with self._answering():
            return int(self._redis.hget(keys.area(area), "mails") or 0)

    def mail_due(self, area: str, at: datetime) -> None:
        """Note that something of the area's outbox is due then, if nothing is sooner."""
        ms = int(at.timestamp() * 1000)
        with self._answering():
            self._redis.zadd(keys.MAIL_DUE, {area: ms}, lt=True)


def is_invitee(field: str) -> bool:
    """Does this field of a roster hold somebody, and not how people register for an event?"""
    return field != "revision" and not field.startswith(_EVENT)


def _roster(held: Mapping[bytes, bytes]) -> Roster:
    revision, invitees, registrations, unreadable = 0, {}, {}, set()
    for field, data in held.items():
        name = field.decode()
        if name == "revision":
            revision = int(data)
        elif name.startswith(_EVENT):
            event = name.removeprefix(_EVENT)
            if registration := readable("registration", event, codec.decode_registration, data):
                registrations[event] = registration
            else:  # another in its place would give numbers twice
                unreadable.add(event)
        elif invitee := readable("invitee", name, _decode_invitee, data):
            invitees[name] = invitee
    return Roster(revision, invitees, registrations, frozenset(unreadable))


def _changed(
    before: Mapping[str, Thing], after: Mapping[str, Thing], encode: Callable[[Thing], bytes]
) -> list[tuple[str, bytes]]:
    return [(id, encode(one)) for id, one in after.items() if before.get(id) != one]


def _counted(rows: Sequence[tuple[object, ...]]) -> list[object]:
    """How many, and then they, as scripts take them."""
    return [len(rows), *(part for row in rows for part in row)]
