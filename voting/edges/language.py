"""Which language somebody is spoken to in: the one they chose, or the workshop's, or the first of
their browser's that there is."""

from collections.abc import Mapping

from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from voting.words import Words
from voting.words.languages import Languages

CHOICE = "cascade_language"  # the cookie of a person's own choice


def words_for(
    languages: Languages, cookies: Mapping[str, str], accept: str, workshop: str | None = None
) -> Words:
    """``accept`` is the Accept-Language header, ``workshop`` the language of the workshop."""
    if len(languages) == 1:
        return languages[""]
    if (chosen := cookies.get(CHOICE, "")) in languages:
        return languages[chosen]
    if workshop is not None:
        return languages[workshop]
    by_tag = {words.tag: words.language for words in languages}
    by_tag |= {words.language: words.language for words in languages}
    wanted = parse_accept_header(accept, LanguageAccept).best_match(by_tag)
    return languages[by_tag[wanted] if wanted else ""]
