"""Where the outside comes in: HTTP, Socket.IO, connections, and what time brings about.

Edges translate and decide nothing. May import everything below: service, store, views, words.
"""
