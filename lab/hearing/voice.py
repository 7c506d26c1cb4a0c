"""Orca's voice while it is listened to: writes down what would be said, and for how long.

Orca loads this file as the customisations of its user (see listener.py); it runs in Orca's process,
so nothing of this project can be imported here.
"""

import json
import os
import time

from gi.repository import GLib
from orca import speech, speechserver

PACE = 60  # characters per second: somebody who listens every day, in a hurry
WRITTEN = open(os.environ["HEARING"], "a", buffering=1)  # noqa: SIM115


class Voice(speechserver.SpeechServer):
    """Says one thing after the other and takes its time, as a real voice does."""

    def __init__(self):
        super().__init__()
        self.silent_at = 0.0
        self.waiting = []  # (number, silent again at)
        self.number = 0
        self.say_all = None

    def speak(self, text=None, acss=None, interrupt=True):
        if not text or not text.strip():
            return
        self.number += 1
        self.silent_at = max(time.time(), self.silent_at) + 0.1 + len(text) / PACE
        self.waiting.append((self.number, self.silent_at))
        write(said=text.strip(), number=self.number, until=self.silent_at)

    def speakCharacter(self, character, acss=None):
        self.speak(character)

    def speakKeyEvent(self, event, acss=None):
        """The name of the key that was pressed is of no interest here."""

    def sayAll(self, utteranceIterator, progressCallback):
        self.say_all = Reading(self, utteranceIterator, progressCallback)
        GLib.idle_add(self.say_all.go_on)

    def stop(self):
        cut = [number for number, until in self.waiting if until > time.time()]
        self.waiting, self.silent_at = [], 0.0
        if cut:
            write(cut=cut)
        if self.say_all:
            self.say_all.stop()
            self.say_all = None


class Reading:
    """Reads a page from where one is, until a key is pressed."""

    def __init__(self, voice, utterances, progress):
        self.voice, self.utterances, self.progress = voice, utterances, progress
        self.context = None
        self.over = False

    def go_on(self):
        if self.over:
            return False
        if self.context:
            self.context.currentOffset = self.context.endOffset
            self.progress(self.context.copy(), speechserver.SayAllContext.COMPLETED)
        try:
            self.context, _ = next(self.utterances)
        except StopIteration:
            self.voice.say_all = None
            return False
        self.context.currentOffset = self.context.startOffset
        self.progress(self.context.copy(), speechserver.SayAllContext.PROGRESS)
        self.voice.speak(self.context.utterance)
        left = max(0.0, self.voice.silent_at - time.time())
        GLib.timeout_add(int(left * 1000) + 1, self.go_on)
        return False

    def stop(self):
        self.over = True
        if self.context:
            self.progress(self.context.copy(), speechserver.SayAllContext.INTERRUPTED)


def write(**what):
    print(json.dumps({"at": time.time(), **what}), file=WRITTEN)


def init():
    speech._speechserver = speech._speechserver or Voice()


speech.init = init
write(ready=True)
