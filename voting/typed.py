"""Join codes and links as people type, paste and forward them: what is certain is forgiven."""

import re
import unicodedata
from urllib.parse import unquote

from voting.core.actors import Role
from voting.identity import ALPHABET, CODE_LENGTH
from voting.refusals.asking import BrokenLink, NotAllowed

_MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0"})
_LONGEST = 2000  # characters that are looked through for a code or a link
_JOIN_LINK = re.compile(r"/j/+([^/?#]+)", re.IGNORECASE)
_SIGN = rf"[{ALPHABET}ILO]"
_DASH = "[-\u2010-\u2015\u2212]"
# A code in a sentence, surest first.
_IN_A_SENTENCE = [
    re.compile(rf"(?<!\w)({_SIGN}{{3}}{_DASH}{_SIGN}{{3}})(?!\w)"),
    re.compile(rf"(?<!\w)(?=\D{{0,6}}\d)({_SIGN}{{3}}{_DASH}?{_SIGN}{{3}})(?!\w)", re.IGNORECASE),
    re.compile(
        rf"\bcode\W+(?:is\W+)?({_SIGN}{{3}}(?:{_DASH}| )?{_SIGN}{{3}})(?!\w)", re.IGNORECASE
    ),
    re.compile(rf"(?<!\w)({_SIGN}{{6}})(?!\w)"),
    re.compile(rf"(?<!\w)({_SIGN}{{3}} {_SIGN}{{3}})(?!\w)"),
]

_ROLES = (Role.TRAINER, Role.LEAD, Role.ROOM, Role.AREA, Role.PROGRAMME, Role.EVALUATOR)
_ID_LENGTH, _SECRET_LENGTH = 16, 32  # characters of an id and of a link's secret
_LINK = re.compile(
    rf"({'|'.join(_ROLES)})\.([a-z2-7]{{{_ID_LENGTH}}})\.([a-z2-7]{{{_SECRET_LENGTH}}})"
)
_PERSONAL = re.compile(
    rf"([a-z2-7]{{{_ID_LENGTH}}})\.([a-z2-7]{{{_ID_LENGTH}}}|e[0-9]{{1,6}})\.([a-z2-7]{{{_SECRET_LENGTH}}})"
)
_PERSONAL_PAGE = re.compile(rf"/([pr])/+(?={_PERSONAL.pattern})")
_PAGE = re.compile(rf"/(w|room|trainer|lead|area|programme)/([a-z2-7]{{{_ID_LENGTH}}})(?![a-z2-7])")
_WAYS = ("join", "enter", "j")


def tidy_code(typed: str) -> str:
    """A typed code as it was made, also if it stands in a pasted link or sentence: case, spaces,
    dashes and look-alikes are forgiven, full-width letters and digits of other scripts read."""
    text = _plain(typed)
    if link := _JOIN_LINK.search(text):
        code = ""
        for word in link[1].split():  # a code that was broken goes on, a sentence does not
            code += _signs(word) if len(code) < CODE_LENGTH else ""
    else:
        code = _signs(text)
    if link is None and len(code) != CODE_LENGTH:
        found = (pattern.search(text) for pattern in _IN_A_SENTENCE)
        code = next((_signs(match[1]) for match in found if match), code)
    return code.translate(_MISREAD)[:40]


def _signs(text: str) -> str:
    return "".join(c for c in text.upper() if c.isalnum())


def _plain(typed: str) -> str:
    """Without percent-encoding, accents, full-width forms, and with the digits 0 to 9."""
    text = typed[:_LONGEST]
    for _ in range(3):  # a link that was encoded with an address that was encoded
        text = unquote(text)
    kept = (c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return "".join(str(unicodedata.digit(c, c)) for c in kept if unicodedata.category(c) != "Cf")


def read_link(link: str) -> tuple[Role, str, str]:
    """Role, id (of a workshop, area or programme) and secret of a secret link or its fragment.

    What mail and chat put around it and into it (full stops, brackets, line breaks, soft hyphens,
    percent-encoding, other capitals) is no part of one and falls away. Raises BrokenLink if
    something is missing, NotAllowed if it is no such link at all.
    """
    squeezed = re.sub(r"[^a-z0-9.#]", "", _plain(link).lower())
    if found := _LINK.search(squeezed):
        return Role(found[1]), found[2], found[3].upper()
    if re.match(rf"({'|'.join(_ROLES)})\.", squeezed.rpartition("#")[2]):
        raise BrokenLink()
    raise NotAllowed()


def read_personal(link: str) -> tuple[str, str, str]:
    """Area, who or which event, and secret of what follows /p/ or /r/ in a personal link or an
    event's. As in ``read_link``, what mail puts around it and into it falls away. Raises
    BrokenLink."""
    if found := _PERSONAL.search(re.sub(r"[^a-z0-9.]", "", _plain(link).lower())):
        return found[1], found[2], found[3]
    raise BrokenLink()


def place_in(typed: str) -> str | None:
    """The path that a pasted address of one of our pages leads to, None if it is no such address:
    a secret or personal link, a link to register by, or a page of a workshop or area (a join link
    holds a code, which is tidied)."""
    try:
        role, id, secret = read_link(typed)
        return f"/enter#{role.value}.{id}.{secret}"
    except (BrokenLink, NotAllowed):
        plain = _plain(typed)
    if found := _PERSONAL_PAGE.search(re.sub(r"[^a-z0-9./]", "", plain.lower())):
        return f"/{found[1]}/{'.'.join(found.groups()[1:])}"
    found = _PAGE.search(plain)
    return f"/{found[1]}/{found[2]}" if found else None


def way_on(path: str) -> str | None:
    """Where a path leads that is not quite one of ours: other capitals, one stroke or full stop too
    many, a secret link whose "#" was encoded. None if it is certain to lead nowhere."""
    if place := place_in(path):
        return place
    tidy = _plain(path).strip(" /.,;:!?'\"()[]<>\u2018\u2019\u201c\u201d\u00bb")
    first, _, rest = tidy.lower().partition("/")
    if first.startswith("enter#"):  # the "#" was encoded; the page says what is missing
        return "/enter#" + re.sub(r"[^\w.]", "", path.partition("#")[2])
    if first not in _WAYS:
        return None
    if first == "j":
        code = tidy_code(path)
        return f"/j/{code}" if rest and code else "/join"
    return None if rest else f"/{first}"
