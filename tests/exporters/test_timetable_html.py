"""The page as a browser and a reader of the source meet it."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from timetabler.exporters.timetable_html import page

from .factory import AWKWARD, awkward, varied


class Page(HTMLParser):
    """All tags with their attributes, and the text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def values(self, name: str) -> list[str]:
        return [attrs[name] or "" for _, attrs in self.tags if name in attrs]


def test_it_needs_no_network():
    text = page(varied())
    assert not re.search(r"https?://|//[a-z]|@import|url\(", text)
    assert not {"link", "img", "iframe"} & {tag for tag, _ in Page(text).tags}
    assert not Page(text).values("src")


def test_names_are_text_and_never_markup():
    found = Page(page(awkward()))
    assert [tag for tag, _ in found.tags].count("script") == 1
    assert all(name in found.text for name in AWKWARD)


def test_links_lead_somewhere_and_names_of_places_are_unique():
    for book in (varied(), awkward()):
        found = Page(page(book))
        places = found.values("id")
        assert len(set(places)) == len(places)
        targets = [href.removeprefix("#") for href in found.values("href")]
        assert set(targets) <= set(places)
        weeks = [attrs["id"] for tag, attrs in found.tags if tag == "article"]
        assert set(weeks) <= set(targets)


def test_tables_can_be_read_aloud():
    found = Page(page(varied()))
    tags = [tag for tag, _ in found.tags]
    assert (
        tags.count("table") == tags.count("caption") == 3 + 7 + 2 + 4
    )  # weeks; wishes, rules, minutes
    assert all(
        attrs.get("scope") in ("col", "row", "rowgroup") for tag, attrs in found.tags if tag == "th"
    )
    assert ("html", {"lang": "en"}) in found.tags
    assert ("a", {"class": "skip", "href": "#timetables"}) in found.tags


def test_everything_is_there_without_script():
    found = Page(page(varied()))
    assert not found.values("hidden")
    for name in ("1A", "Ana Rossi", "Hall", "Sports day", "asked by Pat"):
        assert name in found.text


def test_the_summary_says_how_good_it_is():
    text = Page(page(varied())).text
    assert "it is proved that none costs less than 0" in text
    assert "5 of 6" not in text
    assert f"{len(varied().report.results) - 1} of {len(varied().report.results)}" in text
