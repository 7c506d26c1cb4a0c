"""Who is invited to an area's events, who has registered, and what they are told: pure."""
