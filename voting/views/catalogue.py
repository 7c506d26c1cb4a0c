"""The catalogue of support sessions in words, sent once per page: views name its areas and items by
key."""

from typing import Annotated

from voting.goals.catalogue import Catalogue
from voting.views.declared import Sent, about


class ItemWords(Sent, frozen=True):
    """A piece of content."""

    key: Annotated[str, about("names it everywhere else")]
    text: Annotated[str, about("what a session goes through")]


class TopicWords(Sent, frozen=True):
    """An area of the catalogue."""

    key: Annotated[str, about("names it everywhere else; that of a domain")]
    name: Annotated[str, about("what it is called")]
    items: Annotated[tuple[ItemWords, ...], about("its content, in order")]
    outcomes: Annotated[tuple[str, ...], about("what people will be able to do")]


class CatalogueWords(Sent, frozen=True):
    """What support sessions can be about."""

    credit: Annotated[str, about("whose work it is based on")]
    areas: Annotated[tuple[TopicWords, ...], about("in order")]


def catalogue_words(held: Catalogue) -> CatalogueWords:
    return CatalogueWords(
        credit=held.credit,
        areas=tuple(
            TopicWords(
                key=topic.key,
                name=topic.name,
                items=tuple(ItemWords(item.key, item.text) for item in topic.items),
                outcomes=topic.outcomes,
            )
            for topic in held.areas
        ),
    )
