"""The page as people use it: with a mouse, a keyboard, a phone, a printer, a reader, no script."""

from __future__ import annotations

import os
import shutil
import subprocess
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Error, Page, expect

from .conftest import Visit

pytestmark = pytest.mark.browser


def shown(page: Page, selector: str) -> list[str]:
    """Ids of what is to be seen of these."""
    return page.eval_on_selector_all(
        selector, "nodes => nodes.filter(n => n.offsetHeight).map(n => n.id)"
    )


def sections(page: Page) -> list[str]:
    return page.eval_on_selector_all("nav .tabs a", "links => links.map(a => a.hash.slice(1))")


# ---- finding the way -----------------------------------------------------------------------------


def test_one_section_is_open_at_a_time_and_back_goes_back(visit: Visit) -> None:
    page = visit("whole")
    names = sections(page)
    assert shown(page, "main > section") == names[:1]
    for name in names[1:]:
        page.click(f'nav .tabs a[href="#{name}"]')
        assert shown(page, "main > section") == [name]
        assert page.get_attribute("nav [aria-current]", "href") == f"#{name}"
    page.go_back()
    assert shown(page, "main > section") == [names[-2]]


def test_a_link_shows_one_week_alone(visit: Visit) -> None:
    page = visit("varied", "teacher-pat")
    assert shown(page, "main article") == ["teacher-pat"]
    page.click("#teacher .index a:text('Mia Wood')")
    assert shown(page, "main article") == ["teacher-mia"]
    assert page.evaluate("location.hash") == "#teacher-mia"
    page.click("#teacher .index a:text('All')")
    assert len(shown(page, "main article")) == 7
    page.click("nav .tabs a[href='#day']")
    page.click("#day-Mon a:text('Pat Nair')")
    assert shown(page, "main article") == ["teacher-pat"]


def test_changes_lead_to_the_week_of_who_sees_them(visit: Visit) -> None:
    page = visit("whole", "changes")
    page.click("#change-teacher-pat h3 a")
    assert shown(page, "main article") == ["teacher-pat"]


def test_reasons_open_beside_the_lesson_by_keyboard_and_lead_to_the_rule(visit: Visit) -> None:
    page = visit("varied", "class-1A")
    button = page.locator("#class-1A td", has_text="PE").get_by_role("button").first
    button.focus()
    page.keyboard.press("Enter")
    reason = page.locator(".why:popover-open")
    expect(reason).to_contain_text("Costs 2")
    page.keyboard.press("Escape")
    expect(reason).to_have_count(0)
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    reason.locator("a", has_text="rule 1").first.click()
    assert shown(page, "main > section") == ["rules"]
    expect(page.locator("#rule-1")).to_be_in_viewport()


# ---- search and filter ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "place"), [("pat", "teacher-pat"), ("1b", "class-1B"), ("NÖOK", "room-nook")]
)
def test_who_is_found_opens_with_enter(visit: Visit, typed: str, place: str) -> None:
    page = visit("varied")
    page.fill("#find", typed)
    page.press("#find", "Enter")
    assert shown(page, "main article") == [place]
    assert page.input_value("#find") == ""


def test_search_looks_into_tables_and_into_other_sections(visit: Visit) -> None:
    page = visit("whole", "minutes")
    page.fill("#find", "Dea Fox")
    assert page.locator("#minutes tbody tr:visible").all_text_contents()[0].startswith("Dea Fox")
    assert page.locator("#minutes tbody tr:visible").count() == 1
    page.fill("#find", "Union")  # who asked for a wish
    assert shown(page, "main > section") == ["wishes"]
    page.fill("#find", "Zebedee")
    expect(page.get_by_role("status")).to_have_text("Nothing found.")
    page.fill("#find", "")
    expect(page.get_by_role("status")).to_be_empty()


@pytest.mark.parametrize("how", ["search", "filter"])
def test_a_subject_is_highlighted_and_weeks_without_it_are_put_away(visit: Visit, how: str) -> None:
    page = visit("varied")
    page.fill("#find", "music") if how == "search" else page.select_option("#only", label="Music")
    assert shown(page, "main article") == ["class-6C"]
    lit = page.locator("#class-6C .lit")
    assert lit.count() == 1
    expect(lit).to_contain_text("Music")
    page.fill("#find", "")
    page.select_option("#only", "")
    assert len(shown(page, "main article")) == 3
    assert page.locator(".lit").count() == 0


# ---- now -----------------------------------------------------------------------------------------


def marked(page: Page, lane: str) -> str:
    """What somebody does now, as the page marks it."""
    row = page.locator("main tr:visible", has=page.get_by_role("rowheader", name=lane))
    return " ".join(row.locator(".now").all_text_contents()).strip()


def test_now_is_found_in_the_time_zone_of_the_school(visit: Visit) -> None:
    page = visit("varied", timezone_id="Europe/Berlin")
    page.clock.install(time="2027-02-28T23:15:00Z")  # Monday 10:15 in Melbourne
    page.reload()
    page.click("#now")
    assert shown(page, "main article") == ["day-Mon"]
    assert marked(page, "1A Ana Rossi") == "ArtMia Wood"
    assert marked(page, "Kim Lee Class 1B") == "Away"
    expect(page.locator("[aria-current=time]").first).to_contain_text("S2")
    page.clock.fast_forward("01:30:00")  # 11:45: 1A has PE, 6C is with its teacher
    assert marked(page, "1A Ana Rossi") == "PEPat Nair · Hall"
    expect(page.locator("[aria-current=time]").first).to_contain_text("11:30")


@pytest.mark.parametrize(
    ("instant", "said"),
    [
        ("2027-03-07T23:15:00Z", "There is no school today."),  # Labour Day
        ("2027-03-01T21:00:00Z", "08:00: nobody has a lesson now."),  # a Tuesday
        ("2027-04-12T00:15:00Z", "10:15: the present time is marked."),  # without daylight saving
    ],
)
def test_now_says_what_it_is(visit: Visit, instant: str, said: str) -> None:
    page = visit("varied")
    page.clock.install(time=instant)
    page.reload()
    page.click("#now")
    expect(page.get_by_role("status")).to_have_text(said)


# ---- print ---------------------------------------------------------------------------------------


def printed(page: Page, folder: Path) -> list[str]:
    """The first line of each page that the printer gives."""
    if shutil.which("pdftotext") is None:
        needed = os.environ.get("TIMETABLER_NEEDS_BROWSER")
        (pytest.fail if needed else pytest.skip)("no pdftotext: apt-get install poppler-utils")
    path = folder / "page.pdf"
    page.pdf(path=path, prefer_css_page_size=True)
    done = subprocess.run(["pdftotext", path, "-"], check=True, capture_output=True, text=True)
    return [text.strip().split("\n")[0] for text in done.stdout.split("\f")[:-1]]


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize(
    ("place", "pages"),
    [
        ("teacher-pat", ["Pat Nair"]),
        ("class", ["1A", "1B", "6C"]),
        ("year", ["Year 1"]),
        ("day-Mon", ["Classes on Mon", "Staff on Mon"]),
    ],
)
def test_what_is_open_prints_a_page_each(
    visit: Visit, tmp_path: Path, place: str, pages: list[str], script: bool
) -> None:
    page = visit("varied", place, java_script_enabled=script)
    assert printed(page, tmp_path) == pages


def test_all_of_it_prints_at_once_and_then_is_as_before(visit: Visit, tmp_path: Path) -> None:
    page = visit("varied", "class-1A")
    page.evaluate("window.print = () => {}")
    page.click("#print-all")
    pages = printed(page, tmp_path)
    weeks = ["1A", "1B", "6C", "Ana Rossi", "Dea Fox", "Kim Lee", "Cas Bell", "Pat Nair"]
    assert pages[: len(weeks)] == weeks
    assert {"Hall", "Nook", "Year 1", "Classes on Tue", "Rule book", "Staff"} <= {*pages}
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert shown(page, "main article") == ["class-1A"]


# ---- everybody -----------------------------------------------------------------------------------

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def findings(page: Page) -> list[str]:
    """What axe finds of all that can be seen, serious or not."""
    page.evaluate(AXE)
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return [
        f"{v['id']} ({v['impact']}): {node['html'][:200]} {node['failureSummary']}"
        for v in found["violations"]
        for node in v["nodes"]
    ]


@pytest.mark.parametrize(
    ("width", "scheme"),
    [
        (1280, "light"),
        (360, "dark"),
        pytest.param(1280, "dark", marks=pytest.mark.slow),
        pytest.param(768, "light", marks=pytest.mark.slow),
        pytest.param(768, "dark", marks=pytest.mark.slow),
        pytest.param(360, "light", marks=pytest.mark.slow),
    ],
)
def test_axe_finds_nothing_in_any_section(visit: Visit, width: int, scheme: str) -> None:
    size = {"width": width, "height": 900}
    page = visit("whole", viewport=size, color_scheme=scheme)
    page.evaluate("document.querySelectorAll('main [hidden]').forEach(n => { n.hidden = false; })")
    assert findings(page) == []


def test_axe_finds_what_is_wrong(visit: Visit) -> None:
    page = visit("varied", "class-1A")
    page.evaluate("document.querySelector('#class-1A h3').style.color = '#ddd'")
    assert [text.split(" (")[0] for text in findings(page)] == ["color-contrast"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_where_something_is_marked(visit: Visit, scheme: str) -> None:
    page = visit("varied", color_scheme=scheme)
    page.clock.install(time="2027-02-28T23:15:00Z")
    page.reload()
    page.select_option("#only", label="Art")
    page.locator("#class-1A").get_by_role("button").first.press("Enter")
    assert findings(page) == []
    page.click("#now")
    page.fill("#find", "ar")
    assert findings(page) == []


@pytest.mark.parametrize("name", ["whole", "hostile"])
def test_a_phone_never_scrolls_sideways_but_within_tables(visit: Visit, name: str) -> None:
    page = visit(name, viewport={"width": 360, "height": 780}, has_touch=True)
    for place in sections(page):
        page.evaluate("place => { location.hash = place; }", place)
        assert shown(page, "main > section") == [place]
        assert page.evaluate("document.documentElement.scrollWidth") == 360, place
        held = "nodes => nodes.every(n => n.tabIndex === 0 && n.getAttribute('aria-label'))"
        assert page.eval_on_selector_all(f"#{place} .scroll", held), place


def test_targets_are_large_enough_for_a_finger(visit: Visit) -> None:
    page = visit("whole")
    page.evaluate("document.querySelectorAll('main [hidden]').forEach(n => { n.hidden = false; })")
    small = """nodes => nodes.filter(n => n.offsetParent).filter(n => {
        const box = n.getBoundingClientRect();
        return box.width < 24 || box.height < 24;
    }).map(n => n.outerHTML)"""
    assert page.eval_on_selector_all("nav a, nav button, nav input, nav select", small) == []
    assert page.eval_on_selector_all(".index a, button[popovertarget], summary", small) == []


def test_the_keyboard_skips_to_the_timetables_and_shows_where_it_is(visit: Visit) -> None:
    page = visit("whole")
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    expect(skip).to_have_text("Skip to the timetables")
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    expect(focused).to_have_text("All")
    assert focused.evaluate("node => getComputedStyle(node).outlineWidth") == "3px"
    assert focused.evaluate("node => !!node.closest('main')")


def test_headings_follow_each_other_in_every_section(visit: Visit) -> None:
    page = visit("whole")
    levels = "nodes => nodes.map(n => +n.tagName[1])"
    found = page.eval_on_selector_all("h1, h2, h3, h4, h5, h6", levels)
    assert found[:2] == [1, 2]
    assert all(lower <= upper + 1 for upper, lower in pairwise(found))


def test_everything_can_be_read_without_a_script(visit: Visit) -> None:
    page = visit("whole", java_script_enabled=False)
    names = sections(page)
    assert shown(page, "main > section") == names
    weeks = page.eval_on_selector_all("main article", "nodes => nodes.map(n => n.id)")
    assert shown(page, "main article") == weeks
    assert not page.locator(".tools").is_visible()
    page.click("#class .index a:text('1B')")
    expect(page.locator("#class-1B")).to_be_in_viewport()
    page.locator("#class-1B").get_by_role("button").first.click()
    expect(page.locator(".why:popover-open")).to_be_visible()


# ---- safety --------------------------------------------------------------------------------------


def test_names_are_never_run(visit: Visit) -> None:
    page = visit("hostile", "duty")
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    expect(page.locator("#duty")).to_contain_text("<script>alert(2)</script>")
    page.fill("#find", "<script>")
    assert dialogs == []


def test_the_policy_stops_every_other_script_and_every_fetch(visit: Visit) -> None:
    page = visit("varied")
    came: list[str] = []
    page.on("requestfinished", lambda request: came.append(request.url))
    page.evaluate(
        """() => {
            const script = document.createElement('script');
            script.textContent = 'window.strange = 1';
            const image = document.createElement('img');
            image.src = 'https://example.org/pixel.png';
            document.body.append(script, image);
        }"""
    )
    with pytest.raises(Error, match="Failed to fetch"):
        page.evaluate("fetch('https://example.org/')")
    assert page.evaluate("window.strange") is None
    assert came == []
    assert visit.complaints
    assert all("Content Security Policy" in text or "fetch" in text for text in visit.complaints)
    visit.complaints.clear()
    visit.fetched.clear()
