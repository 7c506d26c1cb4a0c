"""Sends what is in the outboxes of areas, in the background of every process.

A process takes a mail by one atomic step, asks whether it is still wanted, hands it to the mail
server and records what became of it (voting/registration/sending.py). All processes together keep
to MAILS_A_MINUTE. Logs name no person, address or link, nor what the mail server said.
"""

import logging
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

from voting.config import SECURITIES, Settings
from voting.core.actors import CLOCK
from voting.edges.loops import repeat
from voting.edges.mail_made import Maker
from voting.edges.smtp import MailServer, NotSent
from voting.identity import Identity
from voting.refusals.areas import UnknownArea
from voting.refusals.registration import UnknownInvitee, UnreadableRegistration
from voting.refusals.serving import StoreUnavailable
from voting.registration import sending
from voting.registration.commands import NoteDelivery
from voting.registration.mail import FAILED, Mail
from voting.registration.problems import ADDRESS, GIVEN_UP, LATER, OF_THE_SERVER, OFTEN
from voting.registration.wanted import goes_to
from voting.reports.mail_message import BadAddress
from voting.service import Service
from voting.words.languages import Languages

LOOK_EVERY = 1.0  # seconds between two looks for mail that is due
SWEEP_EVERY = 3600.0  # seconds between two looks for what was lost
_AREAS = 50  # looked at in turn, so that many mails of one hold up no other
_HOLD = 30.0  # seconds without trying after a fault of the mail server itself
_BROKEN_AGAIN = timedelta(hours=1)  # until an area is tried again that something is wrong with
MOST_TO_ADDRESS = 40  # mails in a day; a school's office may register many by its own address
_TURN_AGAIN = 0.5  # seconds until a process asks again whether it is its turn
_TURN_WITHIN = 10.0  # seconds until it looks afresh at what is due
_RECORD_AGAIN = 0.25  # seconds

_log = logging.getLogger(__name__)


def start(
    settings: Settings,
    service: Service,
    identity: Identity,
    languages: Languages,
    stopping: threading.Event,
) -> "Mailing | None":
    """Begin, where there is a mail server, and go on until ``stopping``."""
    if not settings.sends_mail:
        return None
    mailing = Mailing(settings, service, identity, languages, stopping)
    repeat("mail", mailing.run, every=LOOK_EVERY, stopping=stopping)
    repeat("mail sweep", mailing.sweep, every=SWEEP_EVERY, stopping=stopping)
    return mailing


class Mailing:
    def __init__(
        self,
        settings: Settings,
        service: Service,
        identity: Identity,
        languages: Languages,
        stopping: threading.Event,
    ) -> None:
        self._service = service
        self._store = service.store
        self._identity = identity
        self._maker = Maker(settings, service, identity, languages)
        self._server = MailServer(
            settings.smtp_host,
            settings.smtp_port or SECURITIES[settings.smtp_security],
            settings.smtp_security,
            settings.smtp_user,
            settings.smtp_password,
            self._maker.sender.rpartition("@")[2],
        )
        self._every_ms = 60_000 // settings.mails_a_minute
        self._stopping = stopping
        self._held_until = 0.0  # on the monotonic clock
        self._last_fault = ""
        self._busy = threading.Lock()  # with a mail that was taken and not settled yet

    def run(self) -> None:
        """Send what is due, as far as the pace and the mail server allow."""
        while not self._stopping.is_set() and time.monotonic() >= self._held_until:
            areas = self._store.areas_with_mail_due(self._service.clock(), _AREAS)
            if not [area for area in areas if self._by_itself(area, self._send_one)]:
                return

    def sweep(self) -> None:
        """Find what is due and nobody knows of any more, and let go of what is long over."""
        for area in self._store.areas_with_rosters():
            self._by_itself(area, self._sweep_one)
            if self._stopping.wait(0.01):
                return

    def finish(self, within: float) -> bool:
        """Wait so many seconds at most for the mail under way, now that ``stopping`` is set;
        returns whether none is any more."""
        return self._busy.acquire(timeout=within)

    def _sweep_one(self, area: str) -> bool:
        mails = self._store.outbox(area)
        over = [id for id, one in mails.items() if sending.is_over(one, self._service.clock())]
        if over:
            self._store.forget_mails(area, over)
        if due := sending.next_due(mails.values()):
            self._store.mail_due(area, due)
        return bool(over)

    def _by_itself(self, area: str, work: Callable[[str], bool]) -> bool:
        """Do this for an area. Whatever is wrong with one, as a roster that can't be read, holds up
        no other: it is tried again later."""
        try:
            return work(area)
        except StoreUnavailable:
            raise
        except Exception as problem:
            # Not the text of it, nor where it was: either may hold an address.
            _log.error("emails of the area %s can't be sent: %s", area, type(problem).__name__)
            self._store.mail_not_due(area)
            self._store.mail_due(area, self._service.clock() + _BROKEN_AGAIN)
            return False

    # --- one mail ---

    def _send_one(self, area: str) -> bool:
        """Send one mail of an area; returns whether there may be more to do right away."""
        now = self._service.clock()
        for mail in sending.in_turn(self._store.outbox(area).values(), now):
            if self._stopping.is_set() or time.monotonic() < self._held_until:
                return False
            if not self._is_wanted(area, mail):
                self._store.swap_mail(area, mail, sending.dropped(mail))
                continue
            if sending.is_stale(mail, now):
                self._fail(area, mail, GIVEN_UP)
                continue
            if not self._waits_its_turn():
                return False
            taken = sending.taken(mail, now)
            with self._busy:
                if self._store.swap_mail(area, mail, taken):
                    self._send(area, taken)
                    return True
        self._look_again(area)
        return False

    def _waits_its_turn(self) -> bool:
        """Wait until this process may send one mail; False if it has not come to that."""
        give_up = time.monotonic() + _TURN_WITHIN
        while not self._store.may_send_mail(self._every_ms):
            pause = min(self._every_ms / 1000, _TURN_AGAIN)
            if self._stopping.wait(pause) or time.monotonic() > give_up:
                return False
        return True

    def _look_again(self, area: str) -> None:
        """Note when the next mail of an area is due."""
        self._store.mail_not_due(area)
        if due := sending.next_due(self._store.outbox(area).values()):
            self._store.mail_due(area, due)

    def _is_wanted(self, area: str, mail: Mail) -> bool:
        try:
            return self._maker.surroundings(area, mail).wants(mail)
        except UnknownArea:  # erased, with its outbox
            return False
        except UnreadableRegistration:  # it is put off until that is mended
            return True

    def _send(self, area: str, mail: Mail) -> None:
        """Send a mail that this process has taken, and record what became of it."""
        handing_over = _HandingOver(self, area, mail, self._stopping)
        try:
            is_sent = handing_over.work()
        except StoreUnavailable:
            raise
        except UnknownArea:  # erased, with its outbox
            pass
        except BadAddress:
            self._fail(area, handing_over.mail, ADDRESS, handing_over.email)
        except NotSent as problem:
            self._note_fault(problem.problem)
            if problem.for_good:
                self._fail(area, handing_over.mail, problem.problem, handing_over.email)
            else:
                self._put_off(area, handing_over, problem.problem)
        except Exception as problem:
            # Not the text of it, nor where it was: either may hold an address.
            _log.error("a mail could not be sent: %s", type(problem).__name__)
            self._put_off(area, handing_over, LATER)
        else:
            self._note_fault("")
            if is_sent:
                self._store.count_mail_to(self._known_as(handing_over.email))
                self._record_sent(area, handing_over)

    def _record_sent(self, area: str, handed_over: "_HandingOver") -> None:
        """The mail server has it: this must be recorded, or it would be sent again."""
        sent = sending.sent(handed_over.mail, self._service.clock())
        give_up = time.monotonic() + sending.LEASE.total_seconds()
        while True:
            try:
                self._store.record_mail(area, sent)
                break
            except StoreUnavailable:
                if time.monotonic() > give_up:
                    raise
                time.sleep(_RECORD_AGAIN)  # even when stopping
        if handed_over.failed_before:
            self._note_delivery(area, sent, handed_over.email, "")

    def may_have_more(self, email: str) -> bool:
        """Has this address had few enough mails in a day, from all areas together?"""
        return self._store.mails_to(self._known_as(email)) < MOST_TO_ADDRESS

    def _known_as(self, email: str) -> str:
        """What an address is counted by: nobody can tell it from that."""
        return self._identity.request_name(f"mail|{email.casefold()}")

    def _put_off(self, area: str, handed_over: "_HandingOver", problem: str) -> None:
        mail = handed_over.mail
        later = sending.put_off(mail, self._service.clock(), problem)
        if later.state == FAILED:
            self._fail(area, mail, later.problem, handed_over.email)
        elif self._store.swap_mail(area, mail, later):
            self._look_again(area)

    def _fail(self, area: str, mail: Mail, problem: str, email: str = "") -> None:
        """First the roster: if this process dies between the two, it is tried once more. ``email``
        is the address that failed, "" for the one there is: one that was corrected meanwhile has
        not, and is tried."""
        after = sending.failed(mail, problem)
        with suppress(UnknownArea, UnknownInvitee):
            there = goes_to(mail, self._service.invitee(area, mail.person))
            if email and there != email:
                after = sending.given_back(mail)
            else:
                self._note_delivery(area, mail, there, problem)
        self._store.swap_mail(area, mail, after)

    def _note_delivery(self, area: str, mail: Mail, email: str, problem: str) -> None:
        with suppress(UnknownArea, UnknownInvitee):
            note = NoteDelivery(mail.person, email, problem)
            self._service.act_on_roster(area, CLOCK, note)

    def _note_fault(self, problem: str) -> None:
        """After a fault of the mail server itself wait, and log it once."""
        fault = problem if problem in OF_THE_SERVER else ""
        if fault:
            self._held_until = time.monotonic() + _HOLD
            if fault != self._last_fault:
                _log.warning("mail server: %s; emails wait", fault)
        self._last_fault = fault


class _HandingOver:
    """One mail on its way to the mail server. ``mail`` is as it is stored by now, ``email`` where
    it goes to."""

    def __init__(self, mailing: Mailing, area: str, mail: Mail, stopping: threading.Event) -> None:
        self._mailing = mailing
        self._maker = mailing._maker
        self._service = mailing._service
        self._server = mailing._server
        self._stopping = stopping
        self._area = area
        self.mail = mail
        self.email = ""
        self.failed_before = ""

    def work(self) -> bool:
        """Hand it over; returns whether it was sent. Raises NotSent, BadAddress, UnknownArea."""
        of = self._maker.surroundings(self._area, self.mail)
        if not of.wants(self.mail):
            return self._drop()
        invitee = of.roster.invitee(self.mail.person)
        self.email, self.failed_before = goes_to(self.mail, invitee), invitee.failed
        if not self._mailing.may_have_more(self.email):
            raise NotSent(OFTEN)
        message = self._maker.make(self.mail, of)
        to = message["To"].addresses[0].addr_spec
        return self._server.send(message, self._maker.sender, to, self._may_send)

    def _may_send(self) -> bool:
        """Asked when all but the message itself has been said, which may have taken minutes."""
        of = self._maker.surroundings(self._area, self.mail)
        if not of.wants(self.mail):
            return self._drop()
        corrected = goes_to(self.mail, of.roster.invitee(self.mail.person)) != self.email
        if corrected or self._stopping.is_set():
            self._swap(sending.given_back(self.mail))
            return False
        return self._swap(sending.kept_longer(self.mail, self._service.clock()))

    def _drop(self) -> bool:
        self._swap(sending.dropped(self.mail))
        return False

    def _swap(self, after: Mail) -> bool:
        swapped = self._service.store.swap_mail(self._area, self.mail, after)
        if swapped:
            self.mail = after
        return swapped
