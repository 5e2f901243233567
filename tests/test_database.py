"""The database's connection, apart from the rules that stand on it."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from wirworkshops.database import db


@pytest.mark.usefixtures("app")
def test_an_error_of_the_database_tells_a_log_no_values() -> None:
    query = text("SELECT name FROM participants WHERE email = :email AND nothing = 1")
    with pytest.raises(DBAPIError) as caught:
        db.session.execute(query, {"email": "cem@kita.example"})
    db.session.rollback()
    assert "participants" in str(caught.value)
    assert "cem@kita.example" not in str(caught.value)
