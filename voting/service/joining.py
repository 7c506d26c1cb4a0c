"""Who comes in: by code, by passphrase, by what their browser holds."""

from collections.abc import Callable, Collection, Iterable, Sequence

from voting import identity as ids
from voting.core import admission
from voting.core.actors import Actor, Role
from voting.core.admission import admit, belongs, check_code, knows
from voting.core.roster import joined_from
from voting.core.state import Workshop
from voting.refusals import Refusal
from voting.refusals.asking import NotAllowed, OldLink, WrongPassphrase
from voting.refusals.joining import UnknownCode
from voting.registration.standing import ByLink
from voting.service.base import Base
from voting.typed import tidy_code

_OWN_PAGES = (Role.TRAINER, Role.LEAD, Role.ATTENDEE)  # best first; a room view is nobody's own


class Joining(Base):
    def check_open_to(self, workshop: Workshop, person: str) -> None:
        """Check that ``person`` may join now; raises the refusal they would get."""
        admission.check_open_to(workshop, person, self.clock())

    def find_by_code(
        self, typed: str, who: str, address_in: Callable[[str], str] = lambda workshop: ""
    ) -> Workshop:
        """The workshop that a typed code opens. ``who`` (a pseudonymised IP address) may
        guess wrongly only so often; ``address_in`` names the address in a workshop, as
        ``Person.address`` does. Raises UnknownCode, CodeExpired, NotNow, TooManyTries."""
        code = tidy_code(typed)
        id = self.store.workshop_of_code(code) if code else None
        if id is None:
            self._guesses.wrong_code(who)
            raise UnknownCode(given=typed.strip()[:20])
        workshop = self.store.load(id)
        self._guesses.right_code(who, is_known=lambda: joined_from(workshop, address_in(id)))
        check_code(workshop, code, self.clock())
        return workshop

    def check_passphrase(self, wanted: str, given: str, who: str) -> None:
        """Check the passphrase for creating workshops, which ``who`` may guess wrongly only so
        often. Raises WrongPassphrase, TooManyTries."""
        wrong = not ids.same(wanted, given)
        self._guesses.judge_passphrase(who, wrong=wrong)
        if wrong:
            raise WrongPassphrase()

    def check_may_make(self, who: str) -> None:
        """Count an area or programme that ``who`` (a pseudonymised IP address) sets up without a
        passphrase. Raises TooManyMade."""
        self._makings.check(who)

    def check_may_register(self, who: str) -> None:
        """Count somebody new who registers by an open link. Raises TooManyRegister."""
        self._registrations.check(who)

    def check_may_ask(self, who: str) -> None:
        """Count somebody who asks for their personal link again. Raises TooManyRegister."""
        self._registrations.check_asked(who)

    def signed_in_to(
        self, held: Iterable[tuple[str, Actor]], most: int
    ) -> list[tuple[Workshop, Actor]]:
        """The workshops that these identities still open, each in its best role, in the order of
        ``held``. No more than ``most`` are looked at: a start page must not wait for a browser that
        holds hundreds."""
        roles: dict[str, list[Actor]] = {}
        for id, actor in held:
            if actor.role in _OWN_PAGES and (id in roles or len(roles) < most):
                roles.setdefault(id, []).append(actor)
        found: list[tuple[Workshop, Actor]] = []
        for workshop in self.store.load_all(list(roles)):
            mine = sorted(roles[workshop.id], key=lambda actor: _OWN_PAGES.index(actor.role))
            found += [(workshop, actor) for actor in mine if belongs(workshop, actor)][:1]
        return found

    def admitted(
        self,
        workshop: str,
        actors: Sequence[Actor],
        perhaps: Sequence[Actor] = (),
        by_links: Sequence[ByLink] = (),
    ) -> tuple[Workshop, Actor]:
        """The workshop, and the first of ``actors`` that still belongs to it, of those who are in
        it ``by_links``, or of ``perhaps``, who may never have been there; raises the refusal of the
        first one, UnknownWorkshop or NotAllowed.

        Nobody comes in as the person of a personal link that is in force no more, nor as somebody
        who was merged into them."""
        found = self.store.load(workshop)
        problem: Refusal | None = None
        there = [one for one in by_links if knows(found, Actor(Role.ATTENDEE, one.person))]
        in_force = [one for one in there if self.is_in_force(one)]
        over = {found.stands_for(one.person) for one in there if one not in in_force}
        invited = [Actor(Role.ATTENDEE, one.person) for one in in_force]
        others = [actor for actor in perhaps if knows(found, actor)]
        for actor in [*actors, *invited, *others]:
            try:
                if actor not in invited and found.stands_for(actor.id) in over:
                    raise OldLink()
                admit(found, actor)
                return found, actor
            except Refusal as refused:
                problem = problem or refused
        raise problem or (OldLink() if over else NotAllowed())

    def is_in_force(self, by: ByLink) -> bool:
        """Is this the personal link of somebody on the roster, as it is now?"""
        invitee = self.store.invitee(by.area, by.invitee)
        return invitee is not None and invitee.link == by.link

    def no_more_in_force(self, area: str, links: Collection[ByLink]) -> list[ByLink]:
        """Those of an area's personal links that were replaced, or whose person was erased."""
        now = self.store.personal_links(area, {one.invitee for one in links})
        return [one for one in links if now.get(one.invitee) != one.link]
