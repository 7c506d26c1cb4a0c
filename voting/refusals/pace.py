"""Too much at once, or too often."""

from voting.refusals import Refusal


class TooManyTries(Refusal):
    code = "too-many-tries"
    status = 429
    again = True


class TooManyChanges(Refusal):
    code = "too-many-changes"
    status = 429
    again = True


class TooManyMade(Refusal):
    """Too many areas or programmes are being set up from one address."""

    code = "too-many-made"
    status = 429
    again = True


class TooManyRequests(Refusal):
    code = "too-many-requests"
    status = 429
    again = True


class TooManyConnections(Refusal):
    """Too many connections from one address have not identified themselves yet."""

    code = "too-many-connections"
    status = 429
    again = True


class TooManyPages(Refusal):
    """Too many of one browser: the oldest ends for good, the others go on."""

    code = "too-many-pages"
    status = 429


class TooManyJoin(Refusal):
    code = "too-many-join"
    status = 429
    again = True


class TooManyRegister(Refusal):
    """Too many register from one address, or ask for their link again."""

    code = "too-many-register"
    status = 429
    again = True


class ServerFull(Refusal):
    """The same from all addresses together."""

    code = "server-full"
    status = 503
    again = True
