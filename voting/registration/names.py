"""Words as people write them, made comparable."""

import unicodedata


def plain_words(text: str) -> str:
    """Letters and digits alone, small and without accents: "E-mail address *" is "emailaddress"."""
    bare = "".join(
        c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c)
    )
    return "".join(filter(str.isalnum, bare.replace("&", "and")))


def same_name(one: str, other: str) -> bool:
    """ "ZOE  SMITH" is Zoë Smith."""
    plain = plain_words(one)
    return plain == plain_words(other) and (bool(plain) or one == other)
