"""Demo content: an invented year of an integration office, for `make run` only."""
