"""Login and one's own account; the work is Flask-Security's."""
