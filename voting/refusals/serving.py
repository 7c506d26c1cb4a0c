"""What a workshop runs on: the store, the server, the framework's file."""

from voting.refusals import Refusal


class BadFramework(Refusal):
    code = "bad-framework"


class Restarting(Refusal):
    code = "restarting"
    status = 503
    again = True


class Busy(Refusal):
    """Others changed the workshop at the same moment, several times over."""

    code = "busy"
    status = 503
    again = True


class ReportFailed(Refusal):
    """A file could not be made, or not in time."""

    code = "report-failed"
    status = 503
    again = True


class TooManyReports(Refusal):
    """Too many files are being made or are waiting to be made."""

    code = "too-many-reports"
    status = 503
    again = True


class NewerVersion(Refusal):
    """Something stored was written by a later version, and can't be read by this one; another
    process, or this one after its upgrade, can."""

    code = "newer-version"
    status = 503
    again = True


class StoreUnavailable(Refusal):
    """The store did not answer, or can't write: assume nothing was saved. ``reason`` is for
    the log alone: it may name addresses."""

    code = "store-unavailable"
    status = 503
    again = True

    def __init__(self, reason: str = "") -> None:
        super().__init__()
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.code}: {self.reason}"


class Unexpected(Refusal):
    """A fault of ours. The request may well succeed next time."""

    code = "refused"
    status = 500
    again = True
