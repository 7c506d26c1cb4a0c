"""A press that a page would not take is made again once it would, as a person does.

A console whose state has just changed takes no press for a moment, since it may have been meant
for a button that stood there before. What others do in a test changes its state at any time, also
between the moment in which Playwright finds a button ready and the one in which it presses it.
"""

# The second press of a double click is not meant to be taken, and a key is not a press.
AGAIN = """(() => {
  const isBusy = (button) => button.matches('.console *') && button.ariaDisabled === 'true';
  addEventListener('click', (event) => {
    const button = event.isTrusted && event.detail === 1 && event.target.closest('button');
    if (!button || !isBusy(button)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const look = new MutationObserver(() => {
      if (button.isConnected && isBusy(button)) return;
      look.disconnect();
      if (button.isConnected) button.click();
    });
    look.observe(document, { subtree: true, childList: true, attributes: true });
  }, true);
})()"""
