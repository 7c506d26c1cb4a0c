"""What a report is made of, whatever it is read in: parts, and in each a list of blocks."""

from msgspec import Struct, field


class Heading(Struct, frozen=True, tag_field="is", tag="heading"):
    """A heading within a part."""

    text: str


class Text(Struct, frozen=True, tag_field="is", tag="text"):
    """A paragraph. ``look``: ``lead`` is the finding, ``soft`` is said more quietly."""

    text: str
    look: str = "plain"


class Decision(Struct, frozen=True, tag_field="is", tag="decision"):
    """What was recorded for a domain: number, label and how it came about. ``ground`` and ``ink``
    are the rating's colours, as ``#rrggbb``; without a decision, they and ``rating`` are empty."""

    label: str
    how: str = ""
    rating: str = ""
    ground: str = ""
    ink: str = ""


class Note(Struct, frozen=True, tag_field="is", tag="note"):
    """What a trainer wrote down."""

    name: str
    text: str


class Facts(Struct, frozen=True, tag_field="is", tag="facts"):
    """Names, with what is to be said of each: a line or several, each of what it is about, or "",
    and what is said."""

    rows: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


class Steps(Struct, frozen=True, tag_field="is", tag="steps"):
    """Sentences that belong together, a line each."""

    lines: tuple[str, ...]


class Table(Struct, frozen=True, tag_field="is", tag="table"):
    """Rows under a head. The first ``names`` columns say what a row is of; the others are short,
    but where ``is_text``. ``widths`` are the columns' shares of the page, where they are told.
    ``signs`` stand before what is in a row's last column: "up", "down", "same" or "" for each
    row."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    names: int = 1
    signs: tuple[str, ...] = ()
    is_text: bool = False
    widths: tuple[int, ...] = ()


class Chart(Struct, frozen=True, tag_field="is", tag="chart"):
    """A drawing, by its name in ``Report.charts``, and what it shows in words."""

    name: str
    alt: str


class Quotes(Struct, frozen=True, tag_field="is", tag="quotes"):
    """Reasons that were shown, in people's own words, with the rating and round they were given
    for."""

    of: str
    texts: tuple[str, ...]


Block = Heading | Text | Decision | Note | Facts | Steps | Table | Chart | Quotes


class Part(Struct, frozen=True):
    """A page, or a part of one. ``kind``: ``first`` (under the report's own title), ``changed``,
    ``agreed`` (the first of the chapters about what was), ``chapter``, ``goal``, ``rows``,
    ``domain`` or ``appendix``."""

    kind: str
    title: str
    blocks: tuple[Block, ...]


class Report(Struct, frozen=True):
    """Everything that a report says. ``name`` is the file's own title; ``mark`` stands on every
    page of a rehearsal and of a workshop that goes on, and is empty otherwise; ``page`` holds the
    places {page} and {pages}. ``charts`` are SVG files by name."""

    name: str
    eyebrow: str
    title: str
    subtitle: str
    language: str
    mark: str
    source: str
    page: str
    parts: tuple[Part, ...]
    charts: dict[str, str] = field(default_factory=dict)
