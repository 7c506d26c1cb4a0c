"""Ways to find a workshop: by its join code, or by the form that set it up."""

from voting.store import keys
from voting.store.asking import Asking


class Codes(Asking):
    def claim_code(self, code: str, workshop: str, seconds: int) -> bool:
        """Reserve a join code from now on for ``seconds``; False if another workshop has it."""
        with self._answering():
            if self._redis.set(keys.code(code), workshop, nx=True, ex=seconds):
                return True
            if self._redis.get(keys.code(code)) != workshop.encode():
                return False
            return bool(self._redis.expire(keys.code(code), seconds))

    def release_code(self, code: str, workshop: str) -> None:
        """Give up a join code that the workshop has reserved."""
        with self._answering():
            if self._redis.get(keys.code(code)) == workshop.encode():
                self._redis.delete(keys.code(code))

    def workshop_of_code(self, code: str) -> str | None:
        with self._answering():
            found = self._redis.get(keys.code(code))
        return found.decode() if found else None

    def claim_request(self, name: str, workshop: str) -> str:
        """The workshop that sending this form sets up: ``workshop``, unless it was sent before."""
        with self._answering():
            key = keys.request(name)
            while not self._redis.set(key, workshop, nx=True, ex=keys.REQUEST_KEPT):
                if found := self._redis.get(key):
                    return str(found.decode())
            return workshop

    def workshop_of_request(self, name: str) -> str | None:
        with self._answering():
            found = self._redis.get(keys.request(name))
        return found.decode() if found else None
