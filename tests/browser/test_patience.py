"""A press in the moment in which a console takes none is not lost to a test."""

from playwright.sync_api import expect

# As the console does it: the state that arrives between the look and the press brings a new set
# of buttons, which take no press until they have settled.
CHANGES_UNDER_THE_POINTER = """() => {
  const button = document.createElement('button');
  button.id = 'tried';
  button.textContent = '0';
  document.querySelector('main').prepend(button);
  button.addEventListener('click', () => {
    if (button.ariaDisabled !== 'true') button.textContent = Number(button.textContent) + 1;
  });
  button.addEventListener('pointerdown', () => {
    if (button.dataset.settled) return;
    button.setAttribute('aria-disabled', 'true');
    window.settle = () => {
      button.dataset.settled = 'yes';
      button.removeAttribute('aria-disabled');
    };
  });
}"""


def test_it_is_pressed_again_once_and_only_when_it_would_be_taken(stage):
    tab = stage.console().tab
    tab.evaluate(CHANGES_UNDER_THE_POINTER)
    button = tab.locator("#tried")
    button.click()
    expect(button).to_have_text("0")
    tab.evaluate("settle()")
    expect(button).to_have_text("1")
    button.click()
    expect(button).to_have_text("2")
