"""Open files: a connection is one, here and in the server."""

import contextlib
import resource


class TooFewFiles(Exception):
    """The system gives fewer open files than a run needs; the text says what can be done."""


def raise_limit(needed: int = 0) -> int:
    """Let this process, and those it starts, open as many files as the system gives; how many.

    Raises TooFewFiles where that is less than ``needed`` and may not be raised.
    """
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    if most != resource.RLIM_INFINITY and most < needed:
        with contextlib.suppress(OSError, ValueError):  # who is root may raise it
            resource.setrlimit(resource.RLIMIT_NOFILE, (needed, needed))
            return needed
        raise TooFewFiles(
            f"{needed:,} open files are needed, and a process may open {most:,} here. As root: "
            f"ulimit -n {needed}, then again; or a smaller run with --phones and --workshops"
        )
    wanted = needed if most == resource.RLIM_INFINITY else most
    if wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))
    return wanted
