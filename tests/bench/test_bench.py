"""The benchmark: that it runs, and that the published figures are its own and as promised."""

import json
import subprocess
import sys

import pytest

from lab.bench import report
from tests.builders import ROOT

WANTED = {
    "ack_throughput_vs_bare_echo", "ack_throughput_vs_raw_echo", "ack_p95_ms",
    "bytes_per_phone_per_other_vote", "reveal_vs_bare_emit", "memory_per_phone_vs_bare",
    "two_processes_vs_one", "join_300_errors", "phone_page_kb", "generator_ceiling",
}  # fmt: skip


@pytest.fixture(scope="module")
def published():
    return json.loads(report.RESULTS.read_text())


def test_the_published_figures_keep_what_is_promised(published):
    assert published.keys() >= WANTED
    assert report.short_of(published) == []


def test_the_published_run_had_rooms_of_every_size_in_less_than_ten_minutes(published):
    assert list(published["ack_p95_ms"]) == ["20", "70", "300", "1000"]
    assert list(published["bytes_per_phone_per_other_vote"]) == ["20", "70", "300", "1000"]
    assert published["took_s"] < 600


def test_the_page_shows_the_figures_of_that_run(published):
    assert report.in_page(report.PAGE.read_text()) == report.in_words(published)


def test_a_figure_that_falls_short_is_told(published):
    worse = {**published, "reveal_vs_bare_emit": 1.31, "phone_page_kb": 60.1}
    assert report.short_of(worse) == ["reveal_vs_bare_emit", "phone_page_kb"]
    assert "| **1.31** |" in report.in_words(worse)


@pytest.mark.live
def test_the_benchmark_runs_and_measures_everything(tmp_path):
    output = tmp_path / "figures.json"
    command = [sys.executable, "-m", "lab.bench", "--tiny", "--no-browser"]
    command += ["--output", str(output)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=280)
    assert done.returncode == 0, done.stderr
    figures = json.loads(output.read_text())
    assert figures.keys() >= WANTED - {"join_300_errors", "phone_page_kb"}
    assert figures["join_8_errors"] == 0
    assert figures["bytes_per_phone_per_other_vote"] == {"4": 0, "8": 0}
