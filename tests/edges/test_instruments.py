"""Choosing, making, saving and opening instruments, and setting up workshops with them."""

import html
import json
import re

import pytest

from lab.rig.words import said
from tests.builders import framework_data
from tests.edges.test_setting_up import FIELDS, Desk, kept_in
from voting.frameworks import SHIPPED
from voting.words import load

SAY = load().say
LEVELS = "Not yet\nPartly\nYes"
A_FORM = {
    "name": "Our own checks",
    "question": "How is it here?",
    "about": "A try.",
    "credit": "Ours",
    "column-1-name": "",
    "column-1-kind": "rating",
    "column-1-levels": LEVELS,
    "column-1-settle": "1",
    "column-1-cant_say": "1",
    "row-1-name": "Trust",
    "row-1-meanings": "None\nSome\nMuch",
    "row-1-next_steps": "Meet\nTalk\nKeep it up",
    "row-2-name": "Time <b>set aside</b>",
    "row-2-help": "In the diary",
}


@pytest.fixture
def desk(store):
    return Desk(store)


def typed_in(page) -> dict[str, str]:
    """What the maker's form would send as it stands."""
    form = page.text[page.text.index('id="maker"') : page.text.index('id="looks"')]
    found = {}
    for field in re.findall(r"<input[^>]*>", form):
        told = dict(re.findall(r'(\w+)="([^"]*)"', field))
        if told.get("type") != "checkbox" or " checked" in field:
            found[told["name"]] = html.unescape(told["value"])
    for name, value in re.findall(r'<textarea id="([^"]*)"[^>]*>\n(.*?)</textarea>', form, re.S):
        found[name] = html.unescape(value)
    for select in re.findall(r"<select.*?</select>", form, re.S):
        name = re.search(r'name="([^"]*)"', select)
        chosen = re.search(r'value="([^"]*)" selected', select)
        assert name
        found[name[1]] = chosen[1] if chosen else ""
    return found


def makes(desk, do: str, **fields: str):
    return desk.fills_in("/instruments/new", **{**A_FORM, **fields}, do=do)


def shown_in(page) -> str:
    return html.unescape(page.text)


def test_the_start_page_says_what_each_is_for_and_cascade_is_chosen(desk):
    page = desk.ask("/")
    library = desk.app.service.frameworks
    for key in SHIPPED:
        assert f'href="/instruments/{key}"' in page.text
        assert library[key].about in shown_in(page)
    assert re.search(r'<option value="cascade">', page.text)  # the first, so that it is chosen
    assert page.text.index('value="cascade"') < page.text.index('value="partnership"')
    chosen = desk.ask("/?instrument=goals").text
    assert 'value="goals" selected' in chosen
    assert f'value="{desk.app.service.clock().date()}"' in chosen  # the date is filled in as ever


@pytest.mark.parametrize("key", SHIPPED)
def test_each_can_be_looked_at_on_a_phone_and_in_the_room(desk, key):
    page = desk.ask(f"/instruments/{key}")
    assert page.status_code == 200
    assert said("instruments.looks.phone") in page.text
    assert said("instruments.looks.room") in page.text
    one = desk.app.service.frameworks[key]
    assert all(row.name in shown_in(page) for row in one.rows)
    assert page.text.count("looks-cell") >= 2
    assert "built-in method" not in page.text  # a word of a name that dictionaries have
    assert desk.ask(f"/instruments/new?from={key}").status_code == 200


def test_an_instrument_that_is_not_there_is_not_found(desk):
    assert desk.ask("/instruments/moon").status_code == 404


def test_rows_are_added_moved_and_removed_without_script(desk):
    page = makes(desk, "add-row")
    fields = typed_in(page)
    assert [fields[f"row-{n}-name"] for n in (1, 2, 3)] == ["Trust", "Time <b>set aside</b>", ""]
    assert 'id="row-3" tabindex="-1" autofocus' in page.text
    page = desk.fills_in("/instruments/new", **fields | {"do": "up-row-2"})
    fields = typed_in(page)
    assert fields["row-2-name"] == "Trust"
    assert fields["row-2-meanings"] == "None\nSome\nMuch"
    page = desk.fills_in("/instruments/new", **fields | {"do": "remove-row-3"})
    assert "row-3-name" not in typed_in(page)
    page = desk.fills_in("/instruments/new", **fields | {"do": "add-column"})
    assert 'id="column-2" tabindex="-1" autofocus' in page.text
    for odd in ("remove-row-99", "up-moon-1", "", "down-row-x"):
        assert desk.fills_in("/instruments/new", **fields | {"do": odd}).status_code == 200


def test_a_file_that_is_saved_can_be_opened_again(desk):
    saved = makes(desk, "file")
    assert saved.headers["Content-Disposition"] == 'attachment; filename="our-own-checks.json"'
    told = json.loads(saved.text)
    assert [row["key"] for row in told["rows"]] == ["trust", "time-b-set-aside-b"]
    assert told["columns"][0]["settle"] == "ruling"
    page = desk.fills_in("/instruments/open", pasted=saved.text)
    assert said("instruments.new.checked") in page.text
    fields = typed_in(page)
    assert {name: fields[name] for name in A_FORM} == A_FORM
    assert json.loads(desk.fills_in("/instruments/new", **fields | {"do": "file"}).text) == told


@pytest.mark.parametrize("file", ["every-kind", "instruments/visioning"])
def test_what_the_form_does_not_show_stays_in_the_file(desk, file):
    data = framework_data(f"tests/data/{file}.json")
    page = desk.fills_in("/instruments/open", pasted=json.dumps(data))
    saved = desk.fills_in("/instruments/new", **typed_in(page) | {"do": "file"})
    told = json.loads(saved.text)
    plain = {k: v for k, v in data.items() if k not in ("rows", "columns")}
    assert plain.items() <= told.items()
    assert [row.get("ask") for row in told["rows"]] == [row.get("ask") for row in data["rows"]]
    kinds = [(one["key"], one["kind"], one.get("settle", "none")) for one in data["columns"]]
    assert [(one["key"], one["kind"], one["settle"]) for one in told["columns"]] == kinds


def test_a_fault_names_the_row_and_keeps_what_was_typed(desk):
    page = makes(desk, "check", **{"row-2-meanings": "Only one", "column-1-levels": "A\na"})
    assert page.status_code == 400
    sentence = SAY(
        "refusals.bad-framework.meanings", place=2, name="Time <b>set aside</b>", found=1, n=2
    )
    same = SAY("refusals.bad-framework.same-labels", place=1, name="column-1")
    assert same in shown_in(page)
    assert "<b>set" not in page.text
    assert typed_in(page)["row-2-meanings"] == "Only one"
    page = makes(desk, "use", **{"row-2-meanings": "Only one", "column-1-levels": "A\nB"})
    assert sentence in shown_in(page)
    assert 'href="#row-2"' in page.text


def test_a_file_that_cannot_be_used_comes_back_with_the_reason(desk):
    page = desk.fills_in("/instruments/open", pasted='{"key": 1,\n}')
    assert page.status_code == 400
    assert SAY("refusals.bad-framework.json", line=2) in shown_in(page)
    assert html.escape('{"key": 1,', quote=True) in page.text.replace("&#34;", "&quot;")


@pytest.mark.parametrize("before", ["[", "[]", '{"rows": 3}', '{"columns": [{"levels": 3}]}', "{}"])
def test_whatever_the_page_was_made_to_send_is_answered(desk, before):
    assert makes(desk, "add-row", before=before).status_code == 200
    fields = {"row-1-key": "trust", "column-1-key": "rating"}
    before = before.replace('[{"', '[{"key": "rating", "')
    assert makes(desk, "check", before=before, **fields).status_code == 200


@pytest.mark.parametrize("kind", ["moon", "../home", ""])
def test_a_kind_that_is_none_is_a_rating(desk, kind):
    page = makes(desk, "show", **{"column-1-kind": kind})
    assert page.status_code == 200
    assert typed_in(page)["column-1-kind"] == "rating"


def test_it_is_used_for_a_workshop_that_keeps_it(desk):
    start = makes(desk, "use")
    assert start.status_code == 200
    kept = kept_in(start)
    assert 'value="our-own-checks" selected' in start.text
    fields = {**FIELDS, "area": "Kent", "framework": "our-own-checks"}
    made = desk.fills_in(**fields, instrument=kept["instrument"])
    assert made.status_code == 303
    id = made.headers["Location"].split("/")[2]
    framework = desk.app.service.store.load(id).framework
    assert [row.name for row in framework.rows] == ["Trust", "Time <b>set aside</b>"]
    assert framework.rows[0].next_steps == ("Meet", "Talk", "Keep it up")
    assert framework.sectors == desk.app.service.frameworks["cascade"].sectors

    # The area's next workshop offers it again, and the question of the area carries it along.
    again = desk.ask(f"/?area={desk.area().id}")
    assert 'value="our-own-checks" selected' in again.text
    fields = kept_in(again) | {"kind": "workshop-2", "date": "2027-03-05"}
    second = desk.fills_in(**fields, framework="our-own-checks")
    assert second.status_code == 303
    other = desk.app.service.store.load(second.headers["Location"].split("/")[2]).framework
    assert other.rows == framework.rows
    asked = desk.fills_in(
        **{**FIELDS, "request_id": "three"},
        area="Kent", framework="our-own-checks", instrument=kept["instrument"],
    )  # fmt: skip
    assert kept_in(asked)["instrument"] == kept["instrument"]


def test_an_instrument_is_judged_again_when_a_workshop_is_set_up(desk):
    sent = {**FIELDS, "area": "Kent", "framework": "own"}
    assert desk.fills_in(**sent).status_code == 400
    own = {"key": "own", "version": "1", "name": "Own", "credit": "", "question": "", "rows": []}
    page = desk.fills_in(**sent, instrument=json.dumps(own | {"columns": []}))
    assert page.status_code == 400
    assert SAY("refusals.bad-framework.domains") in shown_in(page)
    good = own | {"columns": [{"key": "a", "kind": "tick"}], "rows": [{"key": "r", "name": "R"}]}
    page = desk.fills_in(**sent, instrument=json.dumps(good | {"key": "other"}))
    assert page.status_code == 400
    assert not desk.areas()
    # A file with a built-in's key never takes its place.
    made = desk.fills_in(
        **{**sent, "framework": "cascade"}, instrument=json.dumps(good | {"key": "cascade"})
    )
    id = made.headers["Location"].split("/")[2]
    assert len(desk.app.service.store.load(id).framework.rows) == 7


def test_a_copy_of_a_built_in_has_a_key_of_its_own(desk):
    page = desk.ask("/instruments/new?from=cascade")
    told = json.loads(desk.fills_in("/instruments/new", **typed_in(page) | {"do": "file"}).text)
    assert told["key"] == "cascade-2"
    assert [one["kind"] for one in told["columns"]] == ["rating"]
    assert len(told["rows"]) == 7
    assert len(told["rows"][0]["next_steps"]) == 4


def test_the_preview_follows_what_is_typed(desk):
    ticks = {name: typed for name, typed in A_FORM.items() if not name.startswith("row-1-")}
    page = desk.fills_in("/instruments/preview", **ticks | {"column-1-kind": "tick"})
    assert "<html" not in page.text
    assert "Time &lt;b&gt;set aside" in page.text
    empty = desk.fills_in("/instruments/preview", name="Only a name")
    assert said("instruments.looks.none") in empty.text


def test_a_file_that_cannot_be_used_loses_nothing_of_what_was_typed(desk):
    for wrong in ("", '{"rows": 3}', "{", '{"key": "x", "rows": [{"key": "r"}]}'):
        page = desk.fills_in("/instruments/open", **A_FORM, before="{}", pasted=wrong)
        assert page.status_code == 400
        fields = typed_in(page)
        assert {name: fields[name] for name in A_FORM} == A_FORM
        assert 'href="#file"' in page.text
    assert SAY("refusals.bad-framework.nothing") in shown_in(
        desk.fills_in("/instruments/open", **A_FORM, pasted="")
    )


@pytest.mark.parametrize("do", ["check", "file", "use"])
def test_blank_rows_stay_as_fields(desk, do):
    page = desk.fills_in("/instruments/new", **{"row-1-name": "", "row-2-name": "", "do": do})
    assert {"row-1-name", "row-2-name"} <= typed_in(page).keys()
    one = desk.fills_in("/instruments/new", **A_FORM | {"row-1-name": ""}, do="remove-row-2")
    fields = typed_in(one) | {"row-1-meanings": "", "row-1-next_steps": "", "do": do}
    page = desk.fills_in("/instruments/new", **fields)
    assert 'href="#row-1-name"' in page.text
    # Between others, they come last: a fault's number is that of the row on the page.
    fields = {**A_FORM, "row-3-name": "Third", "row-3-meanings": "Only one"}
    fields |= {"row-2-name": "", "row-2-help": ""}
    page = desk.fills_in("/instruments/new", **fields, do=do)
    assert [typed_in(page)[f"row-{n}-name"] for n in (1, 2, 3)] == ["Trust", "Third", ""]
    assert 'href="#row-2"' in page.text


def test_what_is_added_is_decided_and_keys_follow_names(desk):
    page = desk.fills_in("/instruments/new", **typed_in(desk.ask("/instruments/new")), do="check")
    page = desk.fills_in("/instruments/new", **typed_in(page) | {"do": "add-column"})
    page = desk.fills_in("/instruments/new", **typed_in(page) | {"do": "check"})
    fields = typed_in(page) | A_FORM | {"column-1-name": "State", "column-2-name": "Last year"}
    fields |= {"column-2-kind": "number", "do": "file"}
    fields |= {"row-1-meanings": "", "row-1-next_steps": ""}
    saved = desk.fills_in("/instruments/new", **fields)
    told = json.loads(saved.text)
    assert told["key"] == "our-own-checks"
    assert [one["key"] for one in told["columns"]] == ["rating", "last-year"]
    assert [one["settle"] for one in told["columns"]] == ["ruling", "median"]
    assert [row["key"] for row in told["rows"]] == ["trust", "time-b-set-aside-b"]


def test_the_invitation_and_created_page_say_what_this_one_is(desk):
    about = desk.app.service.frameworks["partnership"].about
    made = desk.fills_in(**FIELDS, area="Kent", framework="partnership")
    id = made.headers["Location"].split("/")[2]
    page = shown_in(desk.ask(f"/workshops/{id}/created"))
    assert page.count(about) == 2  # at the top, and in the invitation
    assert SAY("invitation.about.other", about=about) in page
    assert SAY("invitation.about.usual") not in page

    usual = desk.fills_in(**{**FIELDS, "request_id": "two"}, area="Essex", framework="cascade")
    page = shown_in(desk.ask(usual.headers["Location"]))
    assert SAY("invitation.about.usual") in page
    assert desk.app.service.frameworks["cascade"].about not in page

    kept = kept_in(makes(desk, "use", about=""))
    own = desk.fills_in(
        **{**FIELDS, "request_id": "three"},
        area="Surrey", framework="our-own-checks", instrument=kept["instrument"],
    )  # fmt: skip
    page = shown_in(desk.ask(own.headers["Location"]))
    assert "Our own checks" in page
    assert SAY("invitation.about.none") in page


def test_the_preview_has_ticks_and_numbers_as_phones_and_the_room_have_them(desk):
    page = desk.ask("/instruments/partnership").text
    boxes = re.findall(r'looks-listed"><span[^>]*></span> ([^<]+)</p>', page)
    rows = desk.app.service.frameworks["partnership"].rows
    assert [html.unescape(one) for one in boxes] == [row.name for row in rows[:4]]
    assert page.count("looks-ticked") == 4  # a bar each
    there = load()["common"]["answers"]["tick"]["named"]["in-place"][1]
    assert page.count(f'looks-head">{there}<') == 1
    assert page.count(SAY("instruments.looks.ticked", n=18, all=18)) >= 1
    goals = desk.ask("/instruments/goals").text
    assert goals.count('looks-dot"') >= 18
    assert "looks-bars" not in goals + page


def test_what_is_counted_in_a_fault_reads_well_for_one(desk):
    page = makes(desk, "check", **{"column-1-name": "State", "column-1-levels": "Only"})
    assert SAY("refusals.bad-framework.levels", place=1, name="State", found=1, n=11) in shown_in(
        page
    )
    assert "1 levels" not in page.text
    page = desk.fills_in("/instruments/open", pasted="{")
    assert page.text.count('aria-describedby="file-error"') == 2
