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
