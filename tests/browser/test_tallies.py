"""What stands beside a tally, or in its place: how many rated, and what a close asks first."""

from tests.browser.words import LEVELS


def test_how_many_rated_of_how_many_stands_beside_every_tally(stage):
    pages = {"phone": stage.phone(), "room": stage.room_view(), "lead": stage.results()}
    console = stage.console()
    stage.people(12)
    stage.opens("clarity")
    console.sees("0 of 13 have rated")
    stage.votes(1)
    console.sees("1 of 13 have rated")
    console.press("Close and reveal")
    console.sees("Close with only one rating?", "Only 1 of 13 has rated, so everyone would know")
    stage.votes(1, 1)
    console.sees("Close with 2 of 13?", "2 of 13 have rated, fewer than half")
    console.answer("Close and reveal")
    for page in (console, *pages.values()):
        page.sees("2 of 13 rated")
    stage.rules("clarity", "unanimous", 1)
    for page in (console, *pages.values()):
        page.sees("unanimous, 2 of 2", "2 of 13 rated")
    assert "2 of 2 · 2 of 13 rated" in pages["lead"].profile()["Clarity on roles"]


def test_a_close_asks_when_one_rating_stands_alone_among_phones_or_hands(stage):
    console = stage.console()
    stage.people(2)
    stage.opens("clarity")
    round_id = stage.trainer.view["round"]["id"]

    def by_hand(*counts, cant_say=0):
        stage.trainer.command(
            "enter_hands", round=round_id, sector="", counts=list(counts), cant_say=cant_say
        )
        console.sees(f"{sum(counts) + cant_say} entered by hand")

    by_hand(2, 1, 2, 1)
    stage.votes(3)
    console.sees("7 of 8 have rated")
    console.press("Close and reveal")
    console.sees(
        "Close with only one rating from a phone?", "Anyone who knows what was entered by hand"
    )
    console.answer("Go back")
    stage.votes(3, 2)
    by_hand(0, 1, 0, 0, cant_say=4)
    console.sees("7 of 7 have rated")
    console.press("Close and reveal")
    console.sees(
        "Close with only one rating entered by hand?", "whoever entered it knows whose it is"
    )
    console.answer("Go back")
    by_hand(0, 1, 1, 0)
    console.sees("4 of 4 have rated")
    console.closes()


def test_nothing_is_drawn_of_a_round_in_which_nobody_could_say(stage):
    phone, room, lead = stage.phone(), stage.room_view(), stage.results()
    console = stage.console()
    stage.people(6)
    room.sees("people have joined")
    stage.rates("clarity", *[None] * 6)
    pages = (console, phone, room, lead)
    for page in pages:
        page.sees("Nobody gave a rating in this round.")
        assert page.tab.locator(".bars-drawn, .towers-drawn, .group-bars, .measures").count() == 0
    assert console.tab.get_by_role("group", name="Show in the room").count() == 0
    stage.rates("clarity", 1, 2, 2, 2, 2, 3)
    console.sees("Close:")
    assert console.tab.get_by_role("checkbox", name="The picture in words").count() == 1
    assert console.tab.get_by_role("checkbox", name="Who moved").count() == 0
    stage.trainer.command("show_part", part="picture")
    _, low, top, high = LEVELS
    for page in pages:
        page.sees(f"Close: 4 of 6 say {top}; 1 says {low}, 1 says {high}")
        page.does_not_see("Nobody moved")
    console.sees("around 2", "what evidence there is for 1, and for 3")
    stage.trainer.command("start_discussion", seconds=60)
    room.sees(f"What speaks for “{low}”, and what for “{high}”?")
    console.sees(f"Can everyone live with “{top}”?")
    assert room.tab.locator(".mini .group-bars").count() == 0
    room.sees("Nobody gave a rating in this round.")
