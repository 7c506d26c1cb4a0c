"""In which language a server answers: by choice, by workshop, by browser; and what it keeps."""

import json

import pytest

from tests.builders import WORDS
from tests.pseudo import LANGUAGE, PSEUDO, TAG, folder, left_behind
from voting.config import Settings
from voting.edges.connections.callers import Callers
from voting.edges.connections.requests import whole
from voting.edges.language import CHOICE
from voting.web import create_app
from voting.words.languages import Languages

FIELDS = {"area": "Area", "kind": "other", "date": "2026-11-22", "title": ""}


class Visitor:
    """A browser at a server with two languages."""

    def __init__(self, app) -> None:
        self.app = app
        self.http = app.flask.test_client()
        self.token = self.http.get("/hello").json["token"]

    def sends(self, path: str, **fields: str):
        return self.http.post(path, json=fields, headers={"X-Cascade-Token": self.token})


@pytest.fixture
def visitor(store, tmp_path):
    settings = Settings(secret_key="k" * 32, async_mode="threading", words_dir=folder(tmp_path))
    return Visitor(create_app(settings, store))


def test_one_language_is_no_choice(store):
    client = create_app(Settings(secret_key="k" * 32, async_mode="threading"), store).flask
    page = client.test_client().get("/", headers={"Accept-Language": "pl"}).text
    assert '<html lang="en-GB">' in page
    assert 'action="/language"' not in page
    assert 'id="language"' not in page


def test_a_workshop_has_the_language_that_was_chosen_for_it(visitor):
    assert 'id="language"' in visitor.http.get("/").text
    made = visitor.sends("/workshops", **FIELDS, language=LANGUAGE).json
    workshop = visitor.app.service.store.load(made["workshop"])
    assert workshop.language == LANGUAGE
    (created, *_) = visitor.app.service.store.log(workshop.id)
    assert created.facts.language == LANGUAGE
    visitor.sends("/language", language="en")
    assert f'<html lang="{WORDS.tag}">' in visitor.http.get(made["to"]).text
    links = visitor.http.get(f"/trainer/{workshop.id}/links").json
    assert links["invitation"].startswith(PSEUDO.at("invitation.text").partition("{")[0])
    rounds = visitor.http.get(f"/results/{workshop.id}/profile.svg").text
    assert PSEUDO.say("common.profile") in rounds


def test_a_language_that_is_not_there_is_refused_by_its_field(visitor):
    for path, fields in (("/workshops", FIELDS), ("/language", {})):
        error = visitor.sends(path, **fields, language="xx").json["error"]
        assert (error["code"], error["field"], error["again"]) == (
            "unknown-choice",
            "language",
            False,
        )


def test_programs_are_refused_in_the_language_they_accept_or_chose(visitor):
    visitor.http.environ_base["HTTP_ACCEPT_LANGUAGE"] = TAG
    said = visitor.sends("/join", code="ZZZZZZ").json["error"]["sentence"]
    assert said == PSEUDO.say("refusals.unknown-code", given="ZZZZZZ")
    answer = visitor.sends("/language", language="en")
    assert f"{CHOICE}=en;" in answer.headers["Set-Cookie"]
    assert "HttpOnly" in answer.headers["Set-Cookie"]
    said = visitor.sends("/join", code="ZZZZZZ").json["error"]["sentence"]
    assert said == WORDS.say("refusals.unknown-code", given="ZZZZZZ")


@pytest.mark.parametrize(
    ("came_from", "to"),
    [
        ("http://localhost/join", "/join"),
        ("http://localhost/join?x=1", "/join"),
        ("http://localhost/workshops", "/"),  # a form was sent there
        ("http://elsewhere.example/join", "/"),
        ("http://localhost//elsewhere.example", "/"),
        ("", "/"),
    ],
)
def test_a_choice_leads_back_to_a_page_of_ours(visitor, came_from, to):
    answer = visitor.http.post(
        "/language",
        data={"language": LANGUAGE, "token": visitor.token},
        headers={"Referer": came_from},
    )
    assert (answer.status_code, answer.headers["Location"]) == (303, to)


@pytest.mark.parametrize(
    "asks", [{"HTTP_ACCEPT_LANGUAGE": "pl"}, {"HTTP_COOKIE": "cascade_language=pl"}]
)
def test_what_is_refused_before_the_routes_is_answered_in_its_language_too(asks):
    def never(environ, start_response):
        raise AssertionError("it was let through")

    app = whole(never, Callers(), Languages(PSEUDO), paced=False)
    too_large = {"REQUEST_METHOD": "POST", "CONTENT_LENGTH": "99999999"}
    (answer,) = app(too_large | asks, lambda status, headers: None)
    assert left_behind(json.loads(answer)["error"]["sentence"]) == ""
