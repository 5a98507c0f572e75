"""The game: what the visitor sees, touches and hears of the brain."""
