"""Commands: gather facts, ask the core to decide, save the result, or start again."""

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from random import uniform

from msgspec import Struct

from voting import identity as ids
from voting.core import commands as c
from voting.core import machine
from voting.core.actors import CLOCK, Actor, Role
from voting.core.facts import Needs, PracticeVotes, Replan, Settle, Wipe, follows, needed
from voting.core.gate import ballot_moves
from voting.core.settings import checked
from voting.core.state import Entry, Facts, Workshop
from voting.instruments.guidance import without_guidance
from voting.instruments.instrument import Instrument
from voting.refusals import Refusal
from voting.refusals.joining import CodesTaken, UnknownWorkshop
from voting.refusals.sent import UnknownChoice
from voting.refusals.serving import Busy
from voting.refusals.together import all_of
from voting.service.gathering import Gathering
from voting.service.keeping import Keeping
from voting.service.practising import Practising
from voting.store import keys
from voting.store.documents import NotAlone
from voting.words import ENGLISH

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


class Commands(Practising, Keeping, Gathering):
    def set_up(
        self,
        request: str,
        framework: str | Instrument,
        details: c.Details,
        by: Callable[[str], Actor],
        *,
        rehearsal: bool = False,
        language: str = ENGLISH,
    ) -> Workshop:
        """Set up the workshop that a form asks for, and sign in its trainer, ``by(id)``. A form
        sent twice (the same ``request``) sets up one workshop; sent again after that was erased,
        it sets up another, with other links. ``framework`` is a key of the library, or one's own
        instrument."""
        # Judge first: nothing is stored for a form that is refused.
        self._judge_new(request, framework, details, by(request), rehearsal)
        for _ in range(_ATTEMPTS):
            # The version before used the request's own name as the workshop's id.
            is_older = any(self.store.mark(request))
            id = self.store.claim_request(request, request if is_older else ids.new_workshop())
            is_new = self._make(id, framework, details, by(id), rehearsal, language)
            if is_new and (id == request or self.store.workshop_of_request(request) != id):
                # An earlier workshop of this id was erased a moment ago, and must stay erased.
                self.store.erase(id)
                continue
            with suppress(UnknownWorkshop):  # erased since
                return self.act(id, by(id), c.Introduce(), link=0)
        raise Busy()

    def check_new(self, framework: str | Instrument, details: c.Details) -> None:
        """Check what a new workshop would be; raises UnknownChoice or what is wrong with
        ``details``, with all that is wrong."""
        all_of(lambda: self._framework(framework), lambda: checked(details))

    def create(
        self,
        id: str,
        framework: str | Instrument,
        details: c.Details,
        by: Actor,
        *,
        rehearsal: bool = False,
        language: str = ENGLISH,
    ) -> Workshop:
        """Set up a workshop and sign in its trainer; asked again with the same ``id``, it only
        signs in. Raises UnknownChoice or what is wrong with ``details``."""
        self._make(id, framework, details, by, rehearsal, language)
        return self.act(id, by, c.Introduce(), link=0)

    def _make(
        self,
        id: str,
        framework: str | Instrument,
        details: c.Details,
        by: Actor,
        rehearsal: bool,
        language: str,
    ) -> bool:
        """Save a new workshop; False if there is one with this ``id`` already."""
        # Judge first: no code is claimed for details that are refused, or sent again.
        judged = self._judge_new(id, framework, details, by, rehearsal)
        if any(self.store.mark(id)):
            return False
        facts = Facts(
            id=id,
            code=self._free_code(judged),
            framework=self._stored(framework),
            language=language,
        )
        entry = Entry(self.clock(), by, c.Create(details, rehearsal), facts=facts)
        return self.store.save(0, machine.create(entry), entry)

    def _judge_new(
        self, id: str, framework: str | Instrument, details: c.Details, by: Actor, rehearsal: bool
    ) -> Workshop:
        """The workshop as it would be; raises UnknownChoice or the refusal of ``details``."""
        facts = Facts(id=id, code=ids.new_code(), framework=self._framework(framework))
        return machine.create(Entry(self.clock(), by, c.Create(details, rehearsal), facts=facts))

    def _framework(self, asked: str | Instrument) -> Instrument:
        """What a workshop is set up with: an instrument of the library by its key, or one's own."""
        if isinstance(asked, Instrument):
            return asked
        if asked not in self.frameworks:
            raise UnknownChoice("framework")
        return self.frameworks[asked]

    def _stored(self, asked: str | Instrument) -> Instrument:
        found = self._framework(asked)
        return found if found is asked else without_guidance(found)

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
        """Carry out a command: judge it on the newest revision and save it on that, or judge it
        again.

        Raises the core's refusals, UnknownWorkshop, StoreUnavailable, or Busy after many lost
        races. A repeat (same ``id``) succeeds and changes nothing. ``link`` is the count of the
        trainers' link that the sender came with, if any. With ``only_at`` nothing is done unless
        the workshop is still at that revision. ``address`` stands for where somebody joins from, as
        from ``Identity.address_in``."""
        then = follows(command)
        asked = Asked(by, command, id, step, link, only_at, address)
        # One at a time within this process: people who all join at once would otherwise lose nearly
        # every race to each other. Races with other processes remain.
        began = time.monotonic()
        with self._lock(workshop):
            self.store.check_answered(began)
            with self.store.unless_erased(workshop):
                after = self._act(workshop, asked)
            if isinstance(then, PracticeVotes):
                self._practise(after, then)
        if isinstance(then, Settle):
            self.settle_soon(workshop)
            self.end_soon(after)
        if isinstance(then, Replan):
            self.replan_soon(after, by)
        if isinstance(then, Wipe):
            self.settle(workshop)  # of what was kept as well
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
            facts, holding, ahead = self._gather(before, needs, asked.link, asked.address, code)
            entry = asked.entry(self.clock(), facts)
            after = machine.apply(before, entry)
            if after is before:
                return after
            if not attempt:
                self._check_changes(before, asked)
            if after.code_expires > before.code_expires:
                self._claim(after.code, after)
                self._check_claimed(after.code, after)
            saved = self.store.save(
                before.revision,
                after,
                entry,
                holding=holding,
                withdrawn=needs.erases,
                nameless=needs.nameless,
                moves=ballot_moves(before, after, apart=needs.apart),
                not_alone=_not_alone(before, needs),
                ahead=ahead,
            )
            if saved:
                return after
            self.store.check_there(workshop)
            # Others were first. Wait a little longer each time, at random, to spread the attempts.
            time.sleep(uniform(0, 0.004 * (attempt + 1)))
        raise Busy()

    def _check_changes(self, before: Workshop, asked: Asked) -> None:
        if asked.by.role is Role.ATTENDEE:
            is_new = asked.by.id not in before.people
            self._changes.check(before.id, asked.by.id, asked.address if is_new else "")

    def _code_for(self, before: Workshop, asked: Asked) -> str | None:
        """A free code; None for a repeat. None is claimed for a command that is refused either:
        this raises its refusal."""
        trial = asked.entry(self.clock(), Facts(code=ids.new_code()))
        after = machine.apply(before, trial)
        if after is before:
            return None
        code = self._free_code(after)
        self._check_claimed(code, after)
        return code

    def close_by_clock(self, workshop: Workshop, round_id: int) -> None:
        """Close a round that a trainer allowed to close by itself, if the workshop is still as it
        was when that was judged: by now the round may be closed, or have more time or more
        people."""
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

    def _check_claimed(self, code: str, workshop: Workshop) -> None:
        """Give the code up again, and raise UnknownWorkshop, if the workshop was erased before it
        was claimed. An erasing that starts later finds the code and deletes it."""
        try:
            self.store.check_there(workshop.id)
        except UnknownWorkshop:
            self.store.release_code(code, workshop.id)
            raise


def _not_alone(workshop: Workshop, needs: Needs) -> NotAlone | None:
    """The round that the clock closes, by itself."""
    closes = needs.closes
    if closes is None or not needs.by_itself:
        return None
    asks = closes.cells
    return NotAlone(closes.id, tuple(workshop.framework.domain(key).ballot_keys for key in asks))
