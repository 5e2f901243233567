"""The office, behind login."""
