"""What comes before a request: accepting connections, and what one of them may cost."""
