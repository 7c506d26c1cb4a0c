"""A live room without people: simulated attendees who speak the public protocol."""
