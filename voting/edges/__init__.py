"""Where the outside world comes in: HTTP, Socket.IO, connections and the clock.

Edges translate and decide nothing. May import everything below: service, store, views, words.
"""
