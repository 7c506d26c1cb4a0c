"""The app beside what somebody else would have built on: ``make bench-peers`` prints a table.

Servers that acknowledge and store nothing (python-socketio on uvicorn, Socket.IO on Node), one that
only hands out (nginx with nchan), a database that only stores (Postgres), and the disk below all of
them. The load is ``bench``'s own, on the same machine in the same run; each row says which version
it is and what is kept when the power goes. docs/performance.md says what the figures mean. It
imports ``bench`` and ``rig``.
"""
