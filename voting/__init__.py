"""CASCADE Live: run a CASCADE workshop's ratings, reveals and rulings in real time."""
