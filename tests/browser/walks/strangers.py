"""The pages before a workshop, and those of a server in trouble."""

from contextlib import closing

from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from demo.room import DOMAINS
from lab.rig.server import Server
from lab.rig.words import said
from tests.browser.stage import Stage
from tests.browser.walks.parts import SMALL, Walk

# What a stranger fills in wrongly.
STRANGER = {"area": "\N{ZERO WIDTH SPACE}", "kind": "review", "date": ""}

# A form as a page would send it, wherever it is.
_SEND = """([address, fields]) => {
  const form = Object.assign(document.createElement('form'), { method: 'post', action: address });
  for (const [name, value] of Object.entries(fields)) {
    form.append(Object.assign(document.createElement('input'), { name, value }));
  }
  document.body.append(form);
  form.submit();
}"""


def sends(tab: Tab, address: str, **fields: str) -> None:
    """Send a form from the page that is open, with its own token unless one is given."""
    token = tab.evaluate("document.querySelector('[name=token]')?.value ?? ''")
    with tab.expect_navigation():
        tab.evaluate(_SEND, [address, {"token": token, **fields}])


def strangers(stage: Stage, contexts) -> Walk:
    base, ended, old = stage.server.base, Stage(stage.server, contexts), stage.code
    ended.settles(*DOMAINS)
    ended.trainer.command("finish")
    old_link = stage.links["lead"]
    for link in ("join", "lead"):
        stage.trainer.command("replace_link", link=link)
    stage.links = stage.trainer.browser.get_json(f"/trainer/{stage.id}/links")
    tab = contexts(**SMALL).new_page()

    def opens(path: str) -> Tab:
        tab.goto(base + path)
        return tab

    yield "home: as it opens", opens("/")
    sends(tab, "/workshops", **STRANGER)
    yield "home: filled in wrongly", tab
    yield "instrument: as it opens", opens("/instruments/critical-factors")
    yield "instrument_new: as it opens", opens("/instruments/new?from=agencies")
    tab.get_by_label(said("instruments.new.name"), exact=True).fill("")
    tab.get_by_role("button", name=said("instruments.use")).click()
    expect(tab.locator("#error-summary")).to_be_focused()
    yield "instrument_new: filled in wrongly", tab
    yield "join: as it opens", opens("/join")
    yield "join: a code that nobody knows", opens("/j/ZZZZZZ")
    yield "join: a code that has been replaced", opens(f"/j/{old}")
    yield "join: the code of a finished workshop", opens(f"/j/{ended.code}")
    here = f"/j/{stage.code}"
    yield "details: as it opens", opens(here)
    sends(tab, here, name="\N{ZERO WIDTH SPACE}", sector="")
    yield "details: filled in wrongly", tab
    stage.trainer.command("lock_joining")
    sends(tab, here, name="Attendee Z", sector="school")
    yield "details: joining is locked", tab
    stage.trainer.command("unlock_joining")
    sends(tab, here, name="Attendee Z", sector="school")
    yield "details: somebody comes back", opens(here)
    opens("/enter")
    expect(tab.get_by_text(said("enter.missing"))).to_be_visible()
    yield "enter: part of a link", tab
    tab.goto(old_link)
    expect(tab.get_by_text(said("refusals.old-link"))).to_be_visible()
    yield "enter: a link that has been replaced", tab
    yield "enter: no connection", without_connection(contexts, old_link)
    created = stage.tab(f"/workshops/{stage.id}/created", stage.trainer.browser, **SMALL)
    yield "created: a new workshop", created
    created.get_by_role("button", name=said("created.copy_invitation")).click()
    expect(created.get_by_role("status")).not_to_be_empty()
    yield "created: copied", created
    tab.goto("about:blank")
    sends(tab, f"{base}/join", code=old)
    yield "error/400: a form on another site", tab
    yield "error/403: a page for others", opens(f"/trainer/{ended.id}")
    yield "error/404: nothing here", opens("/nothing-here")
    yield "error/405: not that way", opens("/workshops")
    opens("/join")
    sends(tab, f"/j/{ended.code}", name="Attendee Z", sector="school")
    yield "error/409: joining after the end", tab
    opens("/join")
    sends(tab, f"/j/{old}", name="Attendee Z", sector="school")
    yield "error/410: joining by a code that was just replaced", tab
    opens("/join")
    sends(tab, f"{base}/j/{ended.code}", name="x" * 20_000, sector="school")
    yield "error/413: more pasted than a form can hold", tab
    ended.close()


def without_connection(contexts, link: str) -> Tab:
    """A link whose page has come and whose secret can't be sent."""
    tab = contexts(**SMALL).new_page()
    tab.route(
        "**/enter",
        lambda asked: asked.abort() if asked.request.method == "POST" else asked.continue_(),
    )
    tab.goto(link)
    expect(tab.get_by_role("button", name=said("enter.again"))).to_be_visible()
    return tab


def trouble(server: Server, contexts) -> Walk:
    """A server of its own: what happens to it would spoil the others' workshops."""
    tab = contexts(**SMALL).new_page()
    tab.goto(server.base)
    yield "home: where a passphrase is asked for", tab
    sends(tab, "/workshops", **STRANGER | {"area": "Test area", "passphrase": "guessed"})
    yield "home: a wrong passphrase", tab
    with closing(server.redis()) as store:
        store.mset({"cascade:code:BRKEN2": "broken", "cascade:{broken}:document": "rubbish"})
    tab.goto(f"{server.base}/j/BRKEN2")
    expect(tab.get_by_text(said("error.unexpected"))).to_be_visible()
    yield "error/500: a fault of ours", tab
    for _ in range(41):
        tab.request.get(f"{server.base}/j/ZZZZZZ")
    tab.goto(f"{server.base}/j/ZZZZZZ")
    expect(tab.get_by_role("group", name=said("common.error_title"))).to_contain_text(
        said("refusals.too-many-tries.code")
    )
    yield "join: too many wrong codes", tab
    sends(tab, "/j/ZZZZZZ", name="Attendee Z", sector="school")
    yield "error/429: joining after too many wrong codes", tab
    tab.goto(f"{server.base}/join")
    with server.frozen_store():  # a dead one would be back before the form is read
        sends(tab, "/j/ZZZZZZ", name="Attendee Z", sector="school")
        expect(tab.get_by_role("heading", name=said("error.title_503"))).to_be_visible()
        expect(tab.get_by_text(said("error.unavailable.form"))).to_be_visible()
    yield "error/503: the store is down", tab
