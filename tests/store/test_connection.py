"""What a REDIS_URL may look like, and what it is understood as."""

import pytest

from voting.store.connection import connect, problem_with

GOOD = {
    "redis+sentinel://one:26379,two:26380/name": [("one", 26379), ("two", 26380)],
    "redis+sentinel://one/name": [("one", 26379)],
    "redis+sentinel://user:pass@one,two:7/name": [("one", 26379), ("two", 7)],
    "redis+sentinel://[::1]:26380,[2001:db8::1]/name": [("::1", 26380), ("2001:db8::1", 26379)],
}
BAD = [
    "redis+sentinel://one:abc/name",
    "redis+sentinel://one:99999/name",
    "redis+sentinel://one:26379",
    "redis+sentinel:///name",
    "redis+sentinel://one,,two/name",
    "redis+sentinel://[::1:26379/name",
    "redis://one:abc",
]


@pytest.mark.parametrize("url", BAD)
def test_a_url_that_cannot_be_used_is_said_so_at_once(url):
    assert problem_with(url).startswith("REDIS_URL ")


@pytest.mark.parametrize("mark", "@/?#,:[ ")
@pytest.mark.parametrize("start", ["redis://me:", "rediss://:", "redis+sentinel://me:"])
def test_a_password_that_is_not_encoded_is_explained_and_never_printed(start, mark):
    problem = problem_with(f"{start}SECRET{mark}TAIL@one:6379/0") or ""
    assert "SECRET" not in problem
    assert "TAIL" not in problem
    if (
        mark in "/?#" and "sentinel" not in start
    ):  # where the address would end, and the rest be taken for something else
        assert "%2F" in problem


def test_the_version_of_the_stores_protocol_is_stated():
    for url in ("redis://one", "redis+sentinel://one/name"):
        assert "protocol" in connect(url).connection_pool.connection_kwargs


@pytest.mark.parametrize(("url", "expected"), GOOD.items(), ids=GOOD)
def test_sentinels_are_found_where_the_url_says(url, expected):
    assert problem_with(url) is None
    group = connect(url).connection_pool.sentinel_manager.sentinels
    pools = [one.connection_pool.connection_kwargs for one in group]
    assert [(said["host"], said["port"]) for said in pools] == expected
