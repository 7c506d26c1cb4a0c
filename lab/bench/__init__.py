"""The app against the bare stack it is built on: ``make bench`` measures and prints a table.

Phones are real: an HTTP client and a WebSocket each, written by hand so that a thousand of them
cost little (``loop``, ``frames``, ``phones``). Every server is a process of its own on one core
(``servers``, ``machine``), the phones have the other one, and each figure is a comparison in the
same run, taken in turns (``measures``). ``make bench-many`` fills hundreds of halls with ten
thousand of them (``many``, ``crowd``, ``halls``). docs/performance.md says what the figures mean.
It imports ``rig``, and of the product only the embedded store.
"""
