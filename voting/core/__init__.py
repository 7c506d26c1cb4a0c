"""The rules of a workshop: pure functions over immutable values; no I/O, clock or chance."""
