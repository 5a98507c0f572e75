"""Pure values: shapes, times and words, with no screen and no network in them."""
