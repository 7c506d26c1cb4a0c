"""The few sentences that other tests ask for by key, as people read them.

Whether a rating counts, whether the screen is old and who sees what is told by these alone: were
a key mistaken, or one sentence put where another belongs, the other tests would follow the mistake.
"""

from playwright.sync_api import expect


def test_a_phone_says_plainly_what_has_become_of_a_rating(stage):
    phone = stage.phone()
    stage.opens("clarity")
    phone.sees("Choose one. It’s saved straight away.")
    phone.sees(
        "Private. No one sees who chose what. Your choice is saved straight away and you can "
        "change it."
    )
    phone.does_not_see("Saved")
    with stage.frozen():
        phone.touch(2)
        phone.sees("Not saved yet. Keep this page open.")
        phone.does_not_see("Saved")
    phone.sees("Saved")
    phone.does_not_see("Not saved yet")
    phone.tab.context.set_offline(True)
    phone.sees("This may be out of date. Reconnecting…")
    phone.touch(3)
    phone.sees("Not saved yet. Keep this page open.")
    stage.closes()
    phone.tab.context.set_offline(False)
    phone.sees(
        "Your last choice wasn’t saved", "This round is closed, so your rating wasn’t saved."
    )
    phone.does_not_see("This may be out of date.")


def test_the_console_says_plainly_what_a_press_will_do(stage):
    console = stage.console()
    stage.people(3)
    stage.opens("clarity")
    stage.votes(1)
    console.sees("A round is open", "1 of 3 have rated")
    console.is_ready()
    console.press("Close and reveal")
    expect(console.dialog).to_contain_text("Close with only one rating?")
    console.answer("Go back")
    console.press("Cancel this round")
    expect(console.dialog).to_contain_text(
        "The ratings given so far stay in the log but don’t count."
    )
    console.answer("Cancel the round")
    console.sees("Before the first domain")
