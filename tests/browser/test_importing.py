"""Earlier workshops by clicks: a table mended, looked at, added, seen, corrected and removed; and
the pack is downloaded."""

import re
import zipfile

from playwright.sync_api import expect

from lab.rig.words import said
from tests.browser.walks.importing import AREA, OTHER, TABLE, checks
from tests.browser.walks.programmes import opened
from tests.edges.programmes import Team


def test_a_table_is_mended_added_seen_corrected_and_removed(server, contexts, tmp_path):
    team = Team(server)
    tab = opened(team.browser, contexts, team.page)
    tab.get_by_role("link", name=said("importing.title")).click()
    checks(tab, TABLE + "\nBath,1,clarity,4,")
    errors = tab.get_by_role("group", name=said("common.error_title"))
    expect(errors).to_be_focused()
    line = said("refusals.bad-row.rating", line=15, text="4", n=3)
    errors.get_by_role("link", name=line).click()
    rows = tab.get_by_label(said("importing.rows"), exact=True)
    expect(rows).to_be_focused()
    expect(rows).to_have_accessible_description(re.compile("15"))
    assert rows.input_value().endswith("Bath,1,clarity,4,")  # nothing typed is lost

    tab.get_by_label(said("importing.file")).set_input_files(
        {"name": "paper.csv", "mimeType": "text/csv", "buffer": TABLE.encode()}
    )
    tab.get_by_role("button", name=said("importing.check")).click()
    expect(tab.get_by_role("heading", level=2)).to_have_text(
        "1 area, 2 workshops, 12 ratings, 2 missing"
    )
    assert team.areas() == []
    tab.get_by_role("button", name=said("importing.preview.button", n=2)).click()
    expect(tab.get_by_text(said("importing.done", n=2))).to_be_focused()
    tab.get_by_role("link", name=said("importing.to_programme")).click()
    row = tab.get_by_role("row").filter(has=tab.get_by_role("rowheader", name=AREA))
    expect(row).to_contain_text(said("importing.imported"))

    tab.get_by_role("link", name=said("importing.title")).click()
    checks(tab, OTHER)
    tab.get_by_role("button", name=said("importing.preview.again")).click()
    assert rows.input_value() == OTHER  # back at the form, with what was checked
    tab.get_by_role("button", name=said("importing.check")).click()
    replace = tab.get_by_label(said("importing.preview.replace", n=1))
    replace.check()
    tab.get_by_role("button", name=said("importing.preview.button", n=2)).click()
    expect(tab.get_by_text(said("importing.done", n=2))).to_be_focused()
    tab.goto(team.browser.base + team.page)
    with tab.expect_download() as download:
        tab.get_by_role("link", name=said("programme.files.pack")).click()
    path = tmp_path / "pack.zip"
    download.value.save_as(path)
    with zipfile.ZipFile(path) as packed:
        assert "analysis.R" in packed.namelist()

    tab.get_by_role("rowheader", name=AREA).get_by_role("link").click()
    tab.get_by_role("link", name=said("area.series.see_imported")).first.click()
    expect(tab.get_by_role("row").nth(1)).to_contain_text("3")
    tab.locator("summary", has_text=said("importing.one.remove_open")).click()
    tab.get_by_role("button", name=said("importing.one.remove")).click()
    expect(tab.get_by_text(said("area.done_in.series.remove_imported"))).to_be_focused()
    expect(tab.get_by_role("link", name=said("area.series.see_imported"))).to_have_count(1)
