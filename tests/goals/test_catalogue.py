"""The catalogue of support sessions: all of it is there, in plain words."""

import pytest
from msgspec.structs import replace

from tests.goals.planned import MEETING, Planned
from voting.frameworks import load_frameworks
from voting.goals.catalogue import parse_catalogue
from voting.goals.commands import AddSession
from voting.goals.plan import FORMATS
from voting.library import load_catalogue
from voting.views.plan_made import session_views

LONGEST = 110  # characters of a line, which phones and slides have room for
PLAN = "Agree a plan of practical local actions"


def test_there_is_an_area_for_each_domain_of_cascade_by_the_same_name():
    catalogue = load_catalogue()
    domains = [(cell.key, cell.short) for cell in load_frameworks(None)["cascade"].domains]
    assert [(topic.key, topic.name) for topic in catalogue.areas] == domains
    assert "Link Programme" in catalogue.credit


@pytest.mark.parametrize("topic", load_catalogue().areas, ids=lambda topic: topic.key)
def test_each_area_is_complete(topic):
    lines = [topic.name, *(item.text for item in topic.items), *topic.outcomes]
    assert 3 <= len(topic.items) <= 5
    assert 2 <= len(topic.outcomes) <= 4
    assert topic.outcomes[-1] == PLAN
    assert all(item.key.startswith(f"{topic.key}-") for item in topic.items)
    assert len(set(lines)) == len(lines)
    for line in lines:
        assert line == line.strip()[0].upper() + line[1:].rstrip(".")
        assert len(line) <= LONGEST
        assert not {"'", '"'} & set(line)


def test_a_key_that_is_there_twice_is_named():
    two = b'{"credit": "", "areas": [%s, %s]}'
    area = b'{"key": "clarity", "name": "", "items": [], "outcomes": []}'
    with pytest.raises(ValueError, match="clarity"):
        parse_catalogue(two % (area, area))
    one = b'{"key": "contact", "name": "", "outcomes": [], "items": [%s, %s]}'
    item = b'{"key": "contact-list", "text": "A list"}'
    with pytest.raises(ValueError, match="contact-list"):
        parse_catalogue(b'{"credit": "", "areas": [%s]}' % (one % (item, item)))


def test_a_session_may_be_more_than_its_format_is_meant_for_and_is_told_so():
    """Programme.md gives no number of people for a large workshop: schools send several."""
    catalogue = load_catalogue()
    assert [one.key for one in catalogue.formats] == list(FORMATS)
    assert catalogue.over("discussion", 20, 180) == []
    assert catalogue.over("discussion", 21, 181) == ["people", "minutes"]
    assert catalogue.over("workshop", 200, 200) == ["minutes"]
    assert catalogue.over("modules", 200, 500) == []
    assert catalogue.over("of a later release", 200, 500) == []
    meeting = Planned()
    meeting.does(AddSession("discussion", event=MEETING.event))
    held = meeting.situation().plan
    for people, minutes, over in ((20, 180, ()), (31, 240, (("people", 20), ("minutes", 180)))):
        at = replace(MEETING, registered=people, minutes=minutes)
        (session,) = session_views(replace(held, meetings=[at]))
        assert session.over == over
