"""What tests and laboratory stand on: the app and stores as processes, a live room, networks.

It imports the product and the demo's client, and nothing from the tests or the rest of the
laboratory.
"""
