"""The ways to the states of states.py: each yields the name of a state and the page in it."""

from collections.abc import Callable

from tests.browser.walks.ahead import rated_ahead
from tests.browser.walks.area import an_area
from tests.browser.walks.area_plan import what_an_area_agreed
from tests.browser.walks.areas import holding
from tests.browser.walks.attending import somebody_registers
from tests.browser.walks.goals import the_console_of_goals
from tests.browser.walks.guests import people_of_a_meeting
from tests.browser.walks.many import answers_many_rows
from tests.browser.walks.onscreen import many_rows
from tests.browser.walks.parts import Walk
from tests.browser.walks.phones import comes_and_goes, rates_and_says_why
from tests.browser.walks.planned import from_ratings_to_goals
from tests.browser.walks.programmes import a_programme
from tests.browser.walks.rows import the_console_of_rows
from tests.browser.walks.series import a_second_workshop
from tests.browser.walks.staff import (
    a_rehearsal,
    the_console,
    the_results,
    the_room_view,
    what_was_agreed,
)
from tests.browser.walks.strangers import strangers, trouble

WALKS: dict[str, Callable[..., Walk]] = {
    "strangers": strangers,
    "areas and ways back": holding,
    "a server in trouble": trouble,
    "a phone that comes and goes": comes_and_goes,
    "a phone that rates and says why": rates_and_says_why,
    "a phone that answers many rows": answers_many_rows,
    "the room view": the_room_view,
    "the console": the_console,
    "the console of rows": the_console_of_rows,
    "the console of goals": the_console_of_goals,
    "the results": the_results,
    "what was agreed": what_was_agreed,
    "rows in the room and in the results": many_rows,
    "from ratings to goals": from_ratings_to_goals,
    "a second workshop": a_second_workshop,
    "ahead of a workshop": rated_ahead,
    "an area": an_area,
    "what an area agreed": what_an_area_agreed,
    "people of a meeting": people_of_a_meeting,
    "somebody registers": somebody_registers,
    "a programme": a_programme,
    "a rehearsal": a_rehearsal,
}
