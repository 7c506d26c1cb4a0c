"""Links, codes and forms in a real browser: what it keeps and sends by itself."""

from playwright.sync_api import expect

from lab.rig.words import said

SMALL = {"viewport": {"width": 390, "height": 844}}


def test_links_and_codes_of_a_first_visit(stage, contexts):
    """Another tab has renamed the browser, the link lost its end, the code comes in a sentence."""
    context = contexts(**SMALL)
    lead = stage.links["lead"]
    incomplete = context.new_page()
    incomplete.goto(lead[:-4])
    expect(incomplete.get_by_text(said("refusals.broken-link"))).to_be_visible()

    first = context.new_page()
    first.goto(f"{stage.server.base}/enter")
    context.clear_cookies()
    join = context.new_page()
    join.goto(f"{stage.server.base}/join")  # and so the browser has another name
    first.evaluate("hash => location.hash = hash", f"<{lead.partition('#')[2]}>.")
    expect(first).to_have_url(f"{stage.server.base}/lead/{stage.id}")

    join.get_by_label(said("join.label")).fill(stage.links["invitation"])
    context.clear_cookies()
    context.new_page().goto(stage.server.base)
    join.get_by_role("button", name=said("join.button")).click()
    expect(join.get_by_text(said("refusals.form-too-old")).first).to_be_visible()
    join.get_by_label(said("join.label")).fill(f"our code is {stage.code.lower()}, come in")
    join.get_by_role("button", name=said("join.button")).click()
    expect(join).to_have_url(f"{stage.server.base}/j/{stage.code}")


def test_a_shared_computer_forgets_and_the_areas_link_leads_back(stage, contexts):
    """A phone's rating and a console's draft go with the cookies; the page before is shut."""
    phone, desk, base = stage.phone(), stage.office, stage.server.base
    stage.opens("clarity")
    phone.rate(1)
    phone.is_saved()
    context = phone.tab.context
    lists = [one for one in desk.cookies if one["name"] != "cascade_browser"]
    context.add_cookies(lists)  # the same person trains here too
    tab = phone.tab
    tab.goto(f"{base}/forget")
    assert tab.evaluate("Object.keys(localStorage).join()").count(stage.id)
    tab.get_by_role("button", name=said("forget.all_button")).click()
    expect(tab.get_by_text(said("forget.done.all"))).to_be_focused()
    kept = "JSON.stringify([{...localStorage}, {...sessionStorage}])"
    assert "cascade." not in tab.evaluate(kept)
    assert stage.id not in str(context.cookies())
    for page in ("w", "trainer"):
        tab.goto(f"{base}/{page}/{stage.id}")
        expect(tab.get_by_role("heading", name=said("error.title_403"))).to_be_visible()
    tab.get_by_role("link", name=said("lost.see")).click()
    expect(tab.get_by_role("heading", name=said("lost.title"))).to_be_in_viewport()

    area = desk.get_json(f"/trainer/{stage.id}/links")["area"]
    tab.get_by_label(said("home.join_label")).fill(f"Please keep our link: <{area}>")
    tab.get_by_role("button", name=said("home.join_button"), exact=True).click()
    tab.wait_for_url(f"{base}/area/*")
    tab.goto(base)
    listed = tab.get_by_role("region", name=said("held.title"))
    expect(listed.get_by_role("link", name="Test area")).to_have_count(2)
