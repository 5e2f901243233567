"""Letters: one small function for each kind of e-mail; SMTP at the edge. Know no request."""
