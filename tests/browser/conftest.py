"""One Chromium for all tests of the page, and pages of small schools to open in it.

The tests have the marker ``browser``: see the conftest.py of all tests.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from exporters.factory import hostile, varied, whole
from timetabler.exporters.timetable_html import page as written
from timetabler.exporters.timetable_pdf.browser import program
from timetabler.models.timetable import Timetable
from timetabler.views import Book


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser of the machine, without a window."""
    found = program()
    assert found, "tests with the marker browser are not run without one"
    root = os.name == "posix" and os.geteuid() == 0  # its sandbox refuses to run as root
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, chromium_sandbox=not root)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    """Address of the page of a school, written when it is first asked for."""
    folder = tmp_path_factory.mktemp("site")

    @cache
    def address(name: str) -> str:
        path = Path(folder, f"{name}.html")
        path.write_text(written(BOOKS[name]()), encoding="utf-8")
        return path.as_uri()

    return address


class Visit:
    """Opens pages and keeps what the browser complains of, and all that it fetches."""

    def __init__(self, browser: Browser, site: Callable[[str], str]) -> None:
        self.browser, self.site = browser, site
        self.contexts: list[BrowserContext] = []
        self.complaints: list[str] = []
        self.fetched: list[str] = []

    def __call__(self, name: str, place: str = "", **options: Any) -> Page:
        """The page of a school, opened at a place, in a browser window with these options."""
        window = {"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce"}
        context = self.browser.new_context(**{**window, **options})
        self.contexts.append(context)
        context.on("request", lambda request: self.fetched.append(request.url))
        context.on("console", lambda message: self.complaints.append(message.text))
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        page = context.new_page()
        page.goto(self.site(name) + (f"#{place}" if place else ""))
        return page


@pytest.fixture
def visit(chromium: Browser, site: Callable[[str], str]) -> Iterator[Visit]:
    """Opens pages; afterwards, the browser had nothing to say and fetched nothing else."""
    visiting = Visit(chromium, site)
    yield visiting
    for context in visiting.contexts:
        context.close()
    assert visiting.complaints == []
    assert {url.partition("#")[0] for url in visiting.fetched} <= {site(name) for name in BOOKS}


def changed(book: Book, course: str, time: str) -> Book:
    """The book of a timetable before which the first lesson of a course was at another time."""
    lesson = book.timetable.of_course[course][0]
    (span,) = book.school.week.spans([time], book.school.classes_of(lesson.course)[0])
    lessons = [p for p in book.timetable.placements if p != lesson]
    before = [*lessons, lesson._replace(span=span)]
    return replace(book, previous=Timetable(book.school, before, book.timetable.duties))


BOOKS: dict[str, Callable[[], Book]] = {
    "varied": varied,
    "whole": lambda: changed(whole(), "1A PE", "Mon S1"),
    "hostile": hostile,
}
"""``varied`` has all sorts of lessons and bells, ``whole`` every section."""
