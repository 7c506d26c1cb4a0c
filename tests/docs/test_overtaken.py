"""A newer state that overtakes the answer to a snapshot: no page goes back to the older one."""

import asyncio

from lab.soak.people import Screen


def state(revision: int) -> dict:
    return {"revision": revision, "view": {"rounds": [], "progress": []}}


class Overtaken(Screen):
    """Receives a state of revision 6 while its first snapshot, of revision 5, is on the way."""

    asked = 0

    async def ask(self, event, payload, within=5.0):
        self.asked += 1
        if self.asked > 1:
            return {"ok": True, "state": state(6)}
        self._hear("state", state(6))
        return {"ok": True, "state": state(5)}


def test_a_page_asks_again_when_a_newer_state_overtakes_an_answer():
    async def look() -> Overtaken:
        page = Overtaken(None, "workshop", "room")
        page.take(state(4))
        await page._refresh()
        return page

    page = asyncio.run(look())
    assert (page.state["revision"], page.asked) == (6, 2)


def test_a_page_takes_an_older_answer_that_nothing_overtook():
    """After a failover the store may know less, and what it knows is the truth."""

    class AfterFailover(Overtaken):
        async def ask(self, event, payload, within=5.0):
            return {"ok": True, "state": state(5)}

    async def look() -> Screen:
        page = AfterFailover(None, "workshop", "room")
        page.take(state(6))
        await page._refresh()
        return page

    assert asyncio.run(look()).state["revision"] == 5
