"""How long an area's leads are kept, where a server keeps things for so many days."""

from datetime import date, timedelta

from voting.programme.area import Area


def is_over(area: Area, today: date, days: int) -> bool:
    """Do all its events, and the last change that people made to it, lie more than ``days`` back?

    Cancelled events and those without a date keep nobody: an area that is planned for some day, and
    looked after by no one, would else keep its leads for ever."""
    known = [area.created_at.date()]
    if area.last_change:
        known.append(area.last_change.at.date())
    known += [
        date.fromisoformat(event.day)
        for event in area.events
        if event.day and event.state != "cancelled"
    ]
    return today > max(known) + timedelta(days)
