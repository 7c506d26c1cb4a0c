"""Commands: gather facts, ask the core to judge, save what it decided, or begin again."""

import time
from datetime import datetime
from random import uniform

from msgspec import Struct

from voting import identity as ids
from voting.core import commands as c
from voting.core import machine
from voting.core.actors import CLOCK, Actor, Role
from voting.core.facts import PracticeVotes, Wipe, follows, needed
from voting.core.gate import ballot_moves
from voting.core.state import Entry, Facts, Workshop
from voting.refusals import Refusal
from voting.refusals.joining import CodesTaken
from voting.refusals.sent import UnknownChoice
from voting.refusals.serving import Busy
from voting.service.erasing import Erasing
from voting.service.gathering import Gathering
from voting.service.practising import Practising
from voting.store import keys

_ATTEMPTS = 25
_CODE_ATTEMPTS = 8


class Asked(Struct, frozen=True):
    """A command as somebody gave it: see ``Commands.act``."""

    by: Actor
    command: c.AnyCommand
    id: str = ""
    step: int | None = None
    link: int | None = None
    only_at: int | None = None
    address: str = ""

    def entry(self, at: datetime, facts: Facts) -> Entry:
        return Entry(at, self.by, self.command, self.id, self.step, facts)


class Commands(Practising, Erasing, Gathering):
    def create(
        self, id: str, framework: str, details: c.Details, by: Actor, *, rehearsal: bool = False
    ) -> Workshop:
        """Set up a workshop and sign its trainer in; sent twice it is made once."""
        if framework not in self.frameworks:
            raise UnknownChoice("framework")
        command = c.Create(details, rehearsal)
        facts = Facts(id=id, code=ids.new_code(), framework=self.frameworks[framework])
        # Judge first: no code is taken for details that are refused, or sent again.
        judged = machine.create(Entry(self.clock(), by, command, facts=facts))
        if not any(self.store.mark(id)):
            facts = Facts(id=id, code=self._free_code(judged), framework=self.frameworks[framework])
            entry = Entry(self.clock(), by, command, facts=facts)
            self.store.save(0, machine.create(entry), entry)
        return self.act(id, by, c.Introduce(), link=0)

    def act(
        self,
        workshop: str,
        by: Actor,
        command: c.AnyCommand,
        *,
        id: str = "",
        step: int | None = None,
        link: int | None = None,
        only_at: int | None = None,
        address: str = "",
    ) -> Workshop:
        """Give a command: judged on the newest revision, saved on that revision or judged again.

        Raises the core's refusals, UnknownWorkshop, StoreUnavailable, or Busy after many lost
        races. A repeat (same ``id``) succeeds and changes nothing. ``link`` is the count of the
        trainers' link that the sender has shown, if any. With ``only_at`` nothing is done unless
        the workshop is still at that revision. ``address`` names where somebody joins from, as
        ``Identity.address_in`` does.
        """
        then = follows(command)
        asked = Asked(by, command, id, step, link, only_at, address)
        # One after the other within this process: a room that joins at once would otherwise lose
        # nearly every race to itself. What is left are races with other processes.
        began = time.monotonic()
        with self._lock(workshop):
            self.store.check_answered(began)
            after = self._act(workshop, asked)
            if isinstance(then, PracticeVotes):
                self._practise(after, then)
        if isinstance(then, Wipe):
            self.forget()
        return after

    def _act(self, workshop: str, asked: Asked) -> Workshop:
        code = None
        for attempt in range(_ATTEMPTS):
            before = self.store.load(workshop)
            if asked.only_at not in (None, before.revision):
                return before
            needs = needed(before, asked.by, asked.command)
            if needs.new_code and code is None:
                code = self._code_for(before, asked)
            facts, holding = self._gather(before, needs, asked.link, asked.address, code)
            entry = asked.entry(self.clock(), facts)
            after = machine.apply(before, entry)
            if after is before:
                return after
            if not attempt:
                self._check_pace(before, asked)
            if after.code_expires > before.code_expires:
                self._claim(after.code, after)
            saved = self.store.save(
                before.revision,
                after,
                entry,
                holding=holding,
                withdrawn=needs.erases,
                moves=ballot_moves(before, after),
                not_alone=needs.closes.id if needs.closes and needs.by_itself else None,
            )
            if saved:
                return after
            # Others were first. Wait a little longer each time, by chance, so that they spread.
            time.sleep(uniform(0, 0.004 * (attempt + 1)))
        raise Busy()

    def _check_pace(self, before: Workshop, asked: Asked) -> None:
        if asked.by.role is Role.ATTENDEE:
            self._pace.check(asked.by.id)
            if asked.address and asked.by.id not in before.people:
                self._crowds.check(asked.address)

    def _code_for(self, before: Workshop, asked: Asked) -> str | None:
        """A free code; none is taken for a command that is refused or was given before. Raises
        what it is refused with."""
        trial = asked.entry(self.clock(), Facts(code=ids.new_code()))
        after = machine.apply(before, trial)
        return None if after is before else self._free_code(after)

    def close_by_clock(self, workshop: Workshop, round_id: int) -> None:
        """Close a round that a trainer allowed to close by itself, if the workshop is still as it
        was when that was judged: it may be closed, or have more time or more people, by now."""
        try:
            self.act(workshop.id, CLOCK, c.CloseRound(round_id), only_at=workshop.revision)
        except Refusal as late:
            if late.status != 409:
                raise

    def _free_code(self, workshop: Workshop) -> str:
        for _ in range(_CODE_ATTEMPTS):
            code = ids.new_code()
            if self._claim(code, workshop):
                return code
        raise CodesTaken()

    def _claim(self, code: str, workshop: Workshop) -> bool:
        kept = keys.code_kept(workshop.code_expires, self.clock())
        return self.store.claim_code(code, workshop.id, kept)
