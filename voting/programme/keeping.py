"""When an area, or those who lead it, need not be kept any more."""

from datetime import date, datetime, timedelta

from voting.programme.area import Area


def is_over(area: Area, today: date, days: int, changed: datetime | None = None) -> bool:
    """Do all its events, and the last change that people made to it, or to what belongs to it
    (``changed``), lie more than ``days`` back?

    Cancelled events and those without a date keep nobody: an area that is planned for some day, and
    looked after by no one, would else keep its leads for ever."""
    known = [area.created_at.date()]
    if area.last_change:
        known.append(area.last_change.at.date())
    if changed:
        known.append(changed.date())
    known += [
        date.fromisoformat(event.day)
        for event in area.events
        if event.day and event.state != "cancelled"
    ]
    return today > max(known) + timedelta(days)


def is_but_a_name(area: Area) -> bool:
    """Is there nothing in it, and has nobody done anything to it since it was made?"""
    return not (area.events or area.deadlines or area.programme or area.step)
