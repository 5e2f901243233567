"""Lists that grow with the years have pages: what is to be called off, contingents, doubles,
one person's registrations."""

import re

import pytest
from flask.testing import FlaskClient

from tests.web.organise import crowded
from tests.web.organise.test_long_lists import at

__all__ = ["at"]
LISTS = {  # address, name of the page in it, a line, lines on a page
    "call-offs": ("/organise/needs", "off", r'action="/organise/call-offs/', 10),
    "contingents": ("/organise/workshops/{workshop}/contingents", "page", r'id="link\d+"', 20),
    "doubles": ("/organise/people/doubles", "page", r'aria-label="Vergleichen', 20),
    "records": ("/organise/topics/doubles", "page", r"/organise/topics/\d+/merge", 20),
    "registrations": ("/organise/people/{person}", "page", r'"/organise/registrations/\d+"', 20),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_long_list_has_pages(name: str, at: dict[str, int], ada: FlaskClient) -> None:
    crowded.fill(0, 25, at)
    crowded.fill(25, 50, at)
    path, page, line, size = LISTS[name]
    path = path.format(**at)
    first, second = ada.get(path).text, ada.get(f"{path}?{page}=2").text
    assert len(re.findall(line, first)) == size
    assert f"{page}=2" in first
    assert set(re.findall(rf"{line}[^>]*", first)).isdisjoint(re.findall(rf"{line}[^>]*", second))
    assert "Seite 2 von " in second
    assert ada.get(f"{path}?{page}=99").status_code == 404
