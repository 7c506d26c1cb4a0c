"""What the meetings of an area are called and when they are, for pages of people who attend."""

from voting.edges.http.area_said import Meetings, Said
from voting.edges.http.site import site
from voting.edges.http.speaking import words_here
from voting.programme.area import Area


def said_of(area: Area) -> Said:
    return Said(words_here(), Meetings(area.events, site().service.zone_in(area)))
