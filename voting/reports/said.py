"""What charts and reports say of a domain, its decision and its rounds, in words."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from voting.reports.kinds import KINDS
from voting.reports.record import Record
from voting.words import Words


def chart_title(record: Record, what: str, words: Words) -> str:
    """What a chart shows, of which workshop; first of all whether it was a rehearsal."""
    workshop = record["workshop"]
    named = {"area": workshop["title"] or workshop["area"], "date": words.date(workshop["date"])}
    title = words.say("reports.chart_title", what=what, **named)
    return words.say("reports.rehearsal_title", title=title) if workshop["rehearsal"] else title


def as_of(record: Record, words: Words) -> str:
    """That the workshop is not finished, and when the file was made."""
    at = datetime.fromisoformat(record["exported_at"])
    when = {"date": words.date(f"{at:%Y-%m-%d}"), "time": f"{at:%H:%M}", "zone": f"{at:%Z}"}
    return words.say("reports.as_of", live=words["lead"]["live"], **when)


def mark(record: Record, words: Words) -> str:
    """What must be known before anything is read: that it is a rehearsal, or not finished."""
    said = []
    if record["workshop"]["rehearsal"]:
        said.append(words.say("reports.rehearsal"))
    if not record["workshop"]["finished_at"]:
        said.append(as_of(record, words))
    return " ".join(said)


def about_of(record: Record, words: Words) -> dict[str, str]:
    """What stands around a picture of what changed: of which area it is, its mark and credit."""
    return {
        "area": record["workshop"]["title"] or record["workshop"]["area"],
        "mark": mark(record, words),
        "credit": record["framework"]["credit"],
    }


def profile_said(record: Record, words: Words) -> str:
    """Every domain with its decision, a sentence each."""
    shorts = (domain["short"] for domain in record["framework"]["domains"])
    lines = zip(shorts, record["domains"], strict=True)
    return " ".join(f"{short}: {in_full(domain, words)}." for short, domain in lines)


def in_words(domain: Mapping[str, Any], levels: Sequence[Mapping[str, Any]], words: Words) -> str:
    """A domain: its decision, and the counts of its rounds, a sentence each."""
    said = [f"{words['lead']['ruling']}: {in_full(domain, words)}."]
    for held in domain["rounds"]:
        votes = zip(levels, held["counts"], strict=True)
        counts = [f"{level['rating']} {level['label']} {count}" for level, count in votes]
        said.append(f"{round_name(held, words)}: {', '.join([*counts, *beside(held, words)])}.")
    return " ".join(said)


def in_full(domain: Mapping[str, Any], words: Words) -> str:
    """A domain's decision and how it came about."""
    return ", ".join(filter(None, (verdict(domain, words), manner(domain, words))))


def verdict(domain: Mapping[str, Any], words: Words) -> str:
    """The rating as number and label, or where the domain stands without one."""
    ruling = domain["ruling"]
    if ruling and ruling["rating"] is not None:
        return KINDS[domain["kind"]].verdict(ruling)
    return str(words["common"]["domain_status"][domain["status"]])


def manner(domain: Mapping[str, Any], words: Words) -> str:
    """How a ruling came about, and how many took part; nothing where no answer led to it."""
    ruling = domain["ruling"]
    if not ruling or ruling["rating"] is None:
        return ""
    took_part = rated(ruling, words, KINDS[domain["kind"]].did)
    return f"{by_method(ruling, words)} · {took_part}"


def by_method(ruling: Mapping[str, Any], words: Words, *, alone: bool = False) -> str:
    """How a ruling came about; ``alone``, and where nobody can say how many were for it, without
    numbers."""
    without = words["common"]["methods"].get(f"{ruling['method']}_alone")
    if without and (alone or ruling["votes"] is None):
        return str(without)
    return words.say(f"common.methods.{ruling['method']}", **ruling)


def next_step(domain: Mapping[str, Any]) -> str:
    """What the next step looks like from a decision in the lower half of the scale, if the
    instrument says."""
    ruling = domain["ruling"]
    if not ruling or not ruling["next_step"]:
        return ""
    is_low = 2 * ruling["rating"] < len(domain["places"]) - 1
    return str(ruling["next_step"]) if is_low else ""


def rated(held: Mapping[str, Any], words: Words, did: str = "rated") -> str:
    """How many rated or answered, of how many, in a round or in the one that a ruling stands on."""
    known = held["present"] is not None
    return words.say(f"common.{did}_of" if known else f"common.{did}", **held)


def of_round(key: str, number: int, words: Words, **values: Any) -> str:
    """A text about a round of this number: of what was rated ahead of the workshop (0) it has
    another."""
    return words.say(key if number else f"{key}_ahead", number=number, **values)


def round_name(held: Mapping[str, Any], words: Words) -> str:
    """ "Round 2", and the label of its picture."""
    name = of_round("common.round_number", held["number"], words)
    return f"{name} · {held['picture']['name']}" if held["picture"] else name


def beside(held: Mapping[str, Any], words: Words) -> list[str]:
    """What a round holds besides its bars."""
    n = held["by_hand"]
    by_hand = words.say("common.by_hand", n=n)
    cant_say = f"{words['common']['cant_say']}: {held['cant_say']}"
    return [rated(held, words), cant_say, *([by_hand] if n else [])]
