"""Markdown of organisers as safe HTML."""

import pytest

from wirworkshops.web import markdown


def test_headings_take_the_pages_levels() -> None:
    assert markdown.html("# A\n\n## B\n\n### C\n\n#### D") == (
        '<h2 class="kern-heading-medium">A</h2>\n<h2 class="kern-heading-medium">B</h2>\n'
        '<h3 class="kern-heading-small">C</h3>\n<h3 class="kern-heading-small">D</h3>\n'
    )


def test_lists_and_emphasis_stay() -> None:
    html = markdown.html("- eins\n- **zwei**")
    assert html == "<ul>\n<li>eins</li>\n<li><strong>zwei</strong></li>\n</ul>\n"


def test_links_look_like_ours() -> None:
    assert markdown.html("[hier](https://stadt.example)") == (
        '<p><a href="https://stadt.example" class="kern-link kern-link--no-visited-state" '
        'rel="noopener noreferrer">hier</a></p>\n'
    )


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<b onclick=alert(1)>x</b>",
        "[x](javascript:alert(1))",
        "![x](https://bild.example/x.png)",
        "<style>p{}</style>",
        "[x](data:text/html,x)",
    ],
)
def test_nothing_harmful_comes_through(text: str) -> None:
    html = markdown.html(text)
    for bad in ("<script", "<b", "<img", "<style", 'href="javascript', 'href="data'):
        assert bad not in html
