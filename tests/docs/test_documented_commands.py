"""Whoever knows only protocol.md gives every command to an area and a programme that it names."""

import re

import pytest

from tests.builders import ROOT
from voting.config import Settings
from voting.edges.http.area_forms import FORMS
from voting.edges.http.programme_areas import COMMANDS
from voting.web import create_app

PROTOCOL = (ROOT / "docs/protocol.md").read_text()
_ROW = re.compile(r"^\| `(\w+)` \| (.*?) \|", re.MULTILINE)
_FIELD = re.compile(r"`(\w+)`")

# A value for each field that the document names; what it says about them is in its sentences.
VALUES = {
    "own": "no", "workshops": "yes",
    "name": "Ambridge", "region": "Midlands", "tags": "rural, small", "codes": "E06000001",
    "named": "yes", "template": "link-2015", "start": "2031-03-05", "kind": "other",
    "date": "2031-03-12", "time": "09:30", "minutes": "90", "place": "Town hall",
    "capacity": "20", "title": "Spring", "event": "e1", "cancelled": "yes", "confirmed": "yes",
    "held": "yes", "text": "Book the hall", "owner": "lead", "when": "event", "due": "",
    "count": "2", "unit": "weeks", "side": "before", "done": "yes", "name_1": "A. Archer",
    "email_1": "a@example.org", "organisation": "A trust", "framework": "cascade",
    "timezone": "Europe/London", "most_sessions": "4", "lines": "Borchester; North; large",
    "another": "yes", "others": "yes", "session": "",
}  # fmt: skip


def part(name: str) -> str:
    return PROTOCOL.partition(f"<!-- part: {name} -->")[2].partition(f"<!-- end: {name} -->")[0]


def section(heading: str) -> str:
    return PROTOCOL.partition(f"### `{heading}`")[2].partition("\n### ")[0]


AREA = {name: _FIELD.findall(fields) for name, fields in _ROW.findall(part("area-commands"))}
PROGRAMME = {
    name: _FIELD.findall(fields)
    for name, fields in _ROW.findall(section("POST /programme/<id>/<command>"))
}


class Program:
    """A client of the documented routes: a token, one JSON object of texts at a time."""

    def __init__(self, store) -> None:
        app = create_app(Settings(secret_key="k" * 32, async_mode="threading"), store)
        self.client = app.flask.test_client()
        self.headers = {"X-Cascade-Token": self.client.get("/hello").json["token"]}

    def gets(self, path: str) -> dict:
        return self.client.get(path, headers={"Accept": "application/json"}).json

    def sends(self, path: str, **fields: str) -> dict:
        answer = self.client.post(path, json=fields, headers=self.headers)
        assert answer.json["ok"], (path, answer.text)
        return answer.json


@pytest.fixture
def program(store):
    return Program(store)


def test_the_document_names_every_command():
    assert set(AREA) == set(FORMS)
    assert set(PROGRAMME) == {*COMMANDS, "edit_programme"}


def test_every_documented_command_of_an_area_is_carried_out(program):
    made = program.sends(
        "/workshops", area="Borchester", kind="workshop-1", date="2031-03-05", title=""
    )
    area = made["area"]
    programme = program.sends("/programmes", name="Link", organisation="A trust")["programme"]
    links = program.gets(f"/area/{area}/workshops/{made['workshop']}/links")
    program.sends(f"/programme/{programme}/take_in", link=links["area"])
    step = program.gets(f"/area/{area}/mark")["step"]
    order = [*(name for name in AREA if not name.startswith(("cancel", "remove", "replace"))),
             "cancel_event", "remove_deadline", "replace_area_link"]  # fmt: skip
    assert set(order) == set(AREA)
    for name in order:
        now = program.gets(f"/area/{area}")["area"]
        fields = {field: VALUES[field] for field in AREA[name] if field in VALUES}
        if "link" in AREA[name]:
            fields["link"] = "https://video.example/room"
        if "deadline" in AREA[name]:
            fields["deadline"] = now["deadlines"][0]["id"]
        assert set(AREA[name]) == set(fields), name
        answer = program.sends(
            f"/area/{area}/{name}", **fields, step=str(step), request_id=f"request-{name}"
        )
        assert answer["step"] == step + 1, name
        again = program.sends(
            f"/area/{area}/{name}", **fields, step=str(step), request_id=f"request-{name}"
        )
        step = answer["step"]
        assert again["step"] == step, name  # sent again, it changes nothing twice
    now = program.gets(f"/area/{area}")["area"]
    assert (now["name"], now["region"], now["tags"]) == ("Ambridge", "Midlands", ["rural", "small"])
    assert now["named"]
    assert [lead["name"] for lead in now["leads"]] == ["A. Archer"]
    assert {event["state"] for event in now["events"]} == {"planned", "cancelled"}


def test_every_documented_command_of_a_programme_is_carried_out(program):
    made = program.sends("/programmes", name="Link", organisation="A trust")
    id = made["programme"]
    area = program.sends("/workshops", area="Elsewhere", kind="other", date="2031-03-05", title="")
    links = program.gets(f"/area/{area['area']}/workshops/{area['workshop']}/links")
    for name, documented in PROGRAMME.items():
        fields = {field: VALUES[field] for field in documented if field in VALUES}
        if "area" in documented:
            fields["area"] = program.gets(f"/programme/{id}/links")["areas"][0]["area"]
        if "link" in documented:
            own = links["area"].partition("#")[2]
            fields["link"] = own if name == "take_in" else "evaluator"
        program.sends(f"/programme/{id}/{name}", **fields)
    held = {one["name"] for one in program.gets(f"/programme/{id}/links")["areas"]}
    assert {"Borchester", "Elsewhere"} <= held
