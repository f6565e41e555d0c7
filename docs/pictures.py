"""Takes the pictures of the README anew, from the page of examples/wattle-creek: ``make pictures``.

Needs Chromium and a solved school (``make demo``).
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page, sync_playwright

from timetabler import api
from timetabler.exporters.timetable_pdf.browser import program

ROOT = Path(__file__).resolve().parent.parent
SCHOOL = ROOT / "examples" / "wattle-creek"
FOLDER = ROOT / "docs" / "pictures"


def main() -> None:
    """Writes every picture."""
    browser = program()
    if browser is None:
        raise SystemExit("There is no Chromium here: apt-get install chromium")
    problem = api.load(SCHOOL / "school.yaml")
    book = api.verify(problem, SCHOOL / "timetable" / "timetable.json").book
    root = os.name == "posix" and os.geteuid() == 0  # its sandbox refuses to run as root
    with TemporaryDirectory() as name, sync_playwright() as playwright:
        (path,) = api.export(book, Path(name), ["html"]).files
        with playwright.chromium.launch(
            executable_path=browser, chromium_sandbox=not root
        ) as chromium:
            take(chromium, path.as_uri())


def take(chromium: Browser, address: str) -> None:
    """A week of a class, a day of everybody, and a week on a phone at night."""
    FOLDER.mkdir(exist_ok=True)
    page = opened(chromium, address, 1200, 740)
    page.goto(f"{address}#class-34C")
    page.locator("#class-34C").screenshot(path=FOLDER / "class.png")

    page = opened(chromium, address, 1200, 740)
    dates = json.loads(page.get_attribute("#now", "data-today") or "{}")["dates"]
    tuesday = next(date for date, day in dates.items() if day == 1)
    page.clock.install(time=f"{tuesday}T01:00:00Z")  # noon in Melbourne, in summer
    page.reload()
    page.click("#now")
    page.screenshot(path=FOLDER / "day.png")

    page = opened(chromium, address, 390, 780, dark=True)
    page.goto(f"{address}#teacher-gia")
    page.screenshot(path=FOLDER / "phone.png")


def opened(chromium: Browser, address: str, width: int, height: int, dark: bool = False) -> Page:
    """The page in a window of its own."""
    page = chromium.new_page(
        viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light"
    )
    page.goto(address)
    return page


if __name__ == "__main__":
    main()
