"""What travels between server and clients: ``messages`` come in, ``answers`` and ``pages`` go out.

May import the views and the words.
"""
