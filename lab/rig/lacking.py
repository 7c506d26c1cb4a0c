"""What a machine has not got."""


class NotHere(Exception):
    """This machine lacks what is needed; the message says what."""
