"""What is kept, and how: Redis, its scripts and connections, the archive, the embedded server.

May import the rules and what encodes them. Knows nothing of requests and pages.
"""
