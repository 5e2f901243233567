"""HTTP: an audience each, with its own guard, look and templates."""
