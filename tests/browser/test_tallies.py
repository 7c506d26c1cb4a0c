"""What stands beside a tally, or in its place: how many rated, and what a close asks first."""

from lab.rig.words import opening, said
from tests.browser.words import LEVELS


def test_how_many_rated_of_how_many_stands_beside_every_tally(stage):
    pages = {"phone": stage.phone(), "room": stage.room_view(), "lead": stage.results()}
    console = stage.console()
    stage.people(12)
    stage.opens("clarity")
    console.sees(said("trainer.round.turnout", rated=0, of=13))
    stage.votes(1)
    console.sees(said("trainer.round.turnout", rated=1, of=13))
    console.press(said("trainer.do.close_round"))
    console.sees(
        said("trainer.closing.one.title"), said("trainer.closing.one.text", rated=1, of=13)
    )
    stage.votes(1, 1)
    console.sees(
        said("trainer.closing.few.title", rated=2, of=13),
        said("trainer.closing.few.text", rated=2, of=13),
    )
    console.answer(said("trainer.do.close_round"))
    for page in (console, *pages.values()):
        page.sees(said("common.rated_of", turnout=2, present=13))
    stage.rules("clarity", "unanimous", 1)
    for page in (console, *pages.values()):
        page.sees(
            said("common.methods.unanimous", votes=2, ratings=2),
            said("common.rated_of", turnout=2, present=13),
        )
    assert (
        f"2 of 2 · {said('common.rated_of', turnout=2, present=13)}"
        in pages["lead"].profile()["Clarity on roles"]
    )


def test_a_close_asks_when_one_rating_stands_alone_among_phones_or_hands(stage):
    console = stage.console()
    stage.people(2)
    stage.opens("clarity")
    round_id = stage.trainer.view["round"]["id"]

    def by_hand(*counts, cant_say=0):
        stage.trainer.command(
            "enter_hands", round=round_id, sector="", counts=list(counts), cant_say=cant_say
        )
        console.sees(said("common.by_hand", n=sum(counts) + cant_say))

    by_hand(2, 1, 2, 1)
    stage.votes(3)
    console.sees(said("trainer.round.turnout", rated=7, of=8))
    console.press(said("trainer.do.close_round"))
    console.sees(said("trainer.closing.one_phone.title"), said("trainer.closing.one_phone.text"))
    console.answer(said("trainer.confirm.back"))
    stage.votes(3, 2)
    by_hand(0, 1, 0, 0, cant_say=4)
    console.sees(said("trainer.round.turnout", rated=7, of=7))
    console.press(said("trainer.do.close_round"))
    console.sees(said("trainer.closing.one_hand.title"), said("trainer.closing.one_hand.text"))
    console.answer(said("trainer.confirm.back"))
    by_hand(0, 1, 1, 0)
    console.sees(said("trainer.round.turnout", rated=4, of=4))
    console.closes()


def test_nothing_is_drawn_of_a_round_in_which_nobody_could_say(stage):
    phone, room, lead = stage.phone(), stage.room_view(), stage.results()
    console = stage.console()
    stage.people(6)
    room.sees(said("room.joined", n=7))
    stage.rates("clarity", *[None] * 6)
    pages = (console, phone, room, lead)
    for page in pages:
        page.sees(said("common.chart.none"))
        assert page.tab.locator(".bars-drawn, .towers-drawn, .measures").count() == 0
    assert console.tab.get_by_role("checkbox", name=said("trainer.shown.title")).count() == 0
    stage.rates("clarity", 1, 2, 2, 2, 2, 3)
    close = said("common.pictures.close_around.name")
    console.sees(f"{close}:")
    assert console.shown("picture").count() == 1
    assert console.shown("movement").count() == 0
    stage.trainer.command("show_part", part="picture")
    _, low, top, high = LEVELS
    for page in pages:
        page.sees(
            f"{close}: "
            + said(
                "common.pictures.close_around.text",
                top_votes=4,
                ratings=6,
                top=top,
                low_say=said("common.says", n=1),
                low=low,
                high_say=said("common.says", n=1),
                high=high,
            )
        )
        page.does_not_see(opening("common.movement.nobody"))
    console.sees(said("trainer.advice.look-close-around.do", top=2, low=1, high=3))
    stage.trainer.command("start_discussion", seconds=60)
    room.sees(said("common.questions.evidence", low=low, high=high))
    console.sees(said("trainer.advice.talk-close-around.do"))
    assert room.tab.locator(".tower-before").count() == 0
