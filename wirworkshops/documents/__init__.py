"""Documents: tables, lists and certificates made of the rows. Know no request."""
