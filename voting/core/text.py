"""What people type, made safe to keep: trimmed, not too long, no markup, nothing invisible."""

import re
import unicodedata

from voting.core.errors import ControlCharacters, MarkupInText, MissingText, TextTooLong

_TAG = re.compile(r"<[a-zA-Z/!?]")
# Characters that reorder the text around them could make one name read as another.
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")  # letters by category, nothing to the eye
_REORDERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def clean(text: str, what: str, limit: int, *, required: bool = True) -> str:
    """Return ``text`` in NFC with its white space folded, or refuse it.

    ``what`` names the field in the refusal ("your name"); ``limit`` is in characters.
    Raises MissingText, TextTooLong, ControlCharacters or MarkupInText.
    """
    tidy = " ".join(unicodedata.normalize("NFC", text).split())
    if any(unicodedata.category(c) in ("Cc", "Cs", "Co") or c in _REORDERING for c in tidy):
        raise ControlCharacters(what=what)
    if _TAG.search(tidy):
        raise MarkupInText(what=what)
    if len(tidy) > limit:
        raise TextTooLong(what=what, limit=limit, length=len(tidy))
    # Joiners and other invisible characters are fine inside a name and are no name by themselves.
    if required and not any(unicodedata.category(c)[0] in "LNPS" and c not in _BLANK for c in tidy):
        raise MissingText(what=what)
    return tidy
