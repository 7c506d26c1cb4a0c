"""What a phone downloads on its first visit, measured on the pages as they are now."""

from lab.bench import page, report


def test_a_first_visit_is_within_the_budget(tmp_path):
    figures, parts = page.measure(tmp_path)
    assert report.short_of(figures) == [], parts
    # The release before had 56.8, of which the cards are fetched while people wait now. A page that
    # did not load is light, too.
    assert 20 < figures["phone_page_kb"] <= 54.8, parts
    assert parts["phone_page"]["requests"] <= 30, parts
    assert parts["phone_page"]["second_visit_kb"] <= 7.2, parts
