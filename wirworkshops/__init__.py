"""wirworkshops: registration and scheduling for a city's integration work."""

__version__ = "0.1.0"
