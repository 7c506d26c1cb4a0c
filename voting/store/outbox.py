"""Outboxes of areas as their mails are sent: taken, recorded, and where any are due."""

from collections.abc import Sequence
from datetime import datetime

from voting.moments import milliseconds
from voting.registration.mail import Mail
from voting.store import codec, keys
from voting.store.asking import Asking


class Outbox(Asking):
    def swap_mail(self, area: str, before: Mail, after: Mail) -> bool:
        """Put ``after`` in the place of ``before``; False, with nothing written, if that is not
        there as it was: another process has it, or its person was erased."""
        return self._swapped(area, after, codec.encode_mail(before))

    def record_mail(self, area: str, mail: Mail) -> bool:
        """Put the mail in the place of what it is now, whoever has it; False if it is not there any
        more, since its person was erased."""
        return self._swapped(area, mail, b"")

    def _swapped(self, area: str, mail: Mail, expected: bytes) -> bool:
        args = [mail.id, expected, codec.encode_mail(mail)]
        return bool(self._run("swap_mail", [keys.outbox(area), keys.area(area)], args))

    def forget_mails(self, area: str, ids: Sequence[str]) -> None:
        with self._answering():
            self._redis.hdel(keys.outbox(area), *ids)

    def areas_with_mail_due(self, at: datetime, most: int) -> list[str]:
        """Areas that have something due, as far as is known; whose is due longest comes first."""
        with self._answering():
            found = self._redis.zrangebyscore(
                keys.MAIL_DUE, "-inf", milliseconds(at), start=0, num=most
            )
        return [area.decode() for area in found]

    def mail_not_due(self, area: str) -> None:
        """Forget when something of this area is due. Look into the outbox after that, and note it
        again: what was put there before this is then found, and what comes after notes itself."""
        with self._answering():
            self._redis.zrem(keys.MAIL_DUE, area)

    def may_send_mail(self, every_ms: int) -> bool:
        """Is it this process's turn to send one mail? All processes together get one turn in so
        many milliseconds."""
        with self._answering():
            return bool(self._redis.set(keys.MAIL_PACE, 1, nx=True, px=every_ms))
