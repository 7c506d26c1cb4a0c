"""What a phone downloads on its first visit, measured on the pages as they are now."""

from lab.bench import page, report


def test_a_first_visit_is_within_the_budget(tmp_path):
    figures, parts = page.measure(tmp_path)
    assert report.short_of(figures) == [], parts
    # Hardly heavier than the release before (56.8); one that did not load is light, too.
    assert 20 < figures["phone_page_kb"] <= 57.3, parts
