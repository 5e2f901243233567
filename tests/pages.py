"""What holds for every page: checked on each one that the test client fetches."""

from html.parser import HTMLParser

VOID = {"input", "img", "br", "link", "meta", "hr", "path", "source"}
FIELDS = {"input", "select", "textarea"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.labelled: set[str] = set()
        self.fields: list[dict[str, str | None]] = []
        self.references: list[str] = []
        self.language = ""
        self.title = ""
        self.inline: list[str] = []
        self.images_without_alt = 0
        self._in = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._in = tag
        if given.get("id"):
            self.ids.append(given["id"] or "")
        if tag == "html":
            self.language = given.get("lang") or ""
        if tag == "label":
            self.labelled.add(given.get("for") or "")
        if tag in FIELDS and given.get("type") not in ("hidden", "submit"):
            self.fields.append(given)
        if tag == "img" and "alt" not in given:
            self.images_without_alt += 1
        self.references += (given.get("aria-describedby") or "").split()
        self._look_for_inline(tag, given)

    def _look_for_inline(self, tag: str, given: dict[str, str | None]) -> None:
        if tag == "script" and not given.get("src") and given.get("type") != "application/ld+json":
            self.inline.append("script")
        if tag == "style":
            self.inline.append("style")
        self.inline += [name for name in given if name == "style" or name.startswith("on")]

    def handle_data(self, data: str) -> None:
        if self._in == "title" and not self.title:
            self.title = data.strip()


def check(html: str) -> None:
    """Assert a title, a language, unique ids, labels, and nothing inline."""
    page = _Reader()
    page.feed(html)
    assert page.language, "the page names no language"
    assert page.title, "the page has no title"
    twice = {name for name in page.ids if page.ids.count(name) > 1}
    assert not twice, f"ids that stand twice: {twice}"
    for field in page.fields:
        named = field.get("id") in page.labelled or field.get("aria-label")
        assert named, f"a field without a label: {field}"
    missing = set(page.references) - set(page.ids)
    assert not missing, f"aria-describedby points nowhere: {missing}"
    assert not page.images_without_alt, "an image without alt"
    assert not page.inline, f"inline: {page.inline}"
