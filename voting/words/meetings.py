"""How a meeting is called, and when it is, in the words of one language."""

from voting.words import Words

_HOUR = 60


def kind_said(words: Words, kind: str) -> str:
    kinds = words.at("area.kinds")
    return str(kinds.get(kind, kinds["other"]))


def when_said(words: Words, start: str, minutes: int) -> str:
    """The day and, where they are known, the time it begins and ends; ``start`` as in an Event."""
    if not start:
        return words.say("area.no_date")
    day = words.weekday(start[:10])
    clock = start[11:]
    if not clock:
        return day
    hour, minute = int(clock[:2]), int(clock[3:])
    end = hour * _HOUR + minute + minutes
    if minutes and end < 24 * _HOUR:
        return words.say(
            "area.from_to",
            day=day,
            start=words.clock(clock),
            end=words.clock(f"{end // _HOUR:02}:{end % _HOUR:02}"),
        )
    return words.say("area.from", day=day, start=words.clock(clock))


def zone_said(words: Words, zone: str) -> str:
    """The time that meetings go by, as people call it: "UK time"."""
    place = zone.rpartition("/")[2].replace("_", " ")
    return str(words.at("area.zones").get(zone) or words.say("area.zone_of", place=place))
