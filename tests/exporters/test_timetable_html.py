"""The page as a browser and a reader of the source meet it."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser

from timetabler.exporters.timetable_html import page
from timetabler.models.timetable import Timetable
from timetabler.views import Book, edition, valid

from .factory import (
    AWKWARD,
    DUTIFUL,
    DUTIFUL_DUTIES,
    DUTIFUL_LESSONS,
    HOSTILE,
    awkward,
    dutiful,
    fortnight,
    hostile,
    varied,
    whole,
)
from .factory import book as load_book


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
        tags.count("table") == tags.count("caption") == 3 + 7 + 2 + 1 + 2 * 2 + 4 + 5
    )  # weeks; a year; classes and staff on two days; wishes, rules, minutes; pictures
    assert all(
        attrs.get("scope") in ("col", "row", "rowgroup") for tag, attrs in found.tags if tag == "th"
    )
    assert ("html", {"lang": "en-AU"}) in found.tags
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


def sections(book: Book) -> list[str | None]:
    return [attrs["id"] for tag, attrs in Page(page(book)).tags if tag == "section"]


def test_there_is_a_section_for_what_there_is_to_show():
    views = ["class", "teacher", "room", "year", "day"]
    rest = ["result", "rules", "why", "minutes", "pictures"]
    assert sections(varied()) == [*views, "wishes", *rest]
    assert sections(dutiful()) == [*views, "duty", "support", *rest]
    assert sections(fortnight()) == ["class", "teacher", "day", "duty", *rest]
    assert sections(whole()) == [*views, "duty", "support", "release", "wishes", *rest]
    known = replace(varied(), previous=varied().timetable)
    assert sections(known) == [*views, "changes", "wishes", *rest]


def test_changes_say_what_was_before_and_lead_to_the_week_of_who_sees_them():
    now = varied()
    lessons = [p for p in now.timetable.placements if p.course.id != "1A PE"]
    moved = now.school.week.spans(["Mon S4"], "1A")[0]
    (pe,) = now.timetable.of_course["1A PE"]
    before = Timetable(now.school, [*lessons, pe._replace(span=moved)], now.timetable.duties)
    known = replace(now, previous=before)
    assert tables(known)["Every change, once"][1:] == [["1A PE", "moves", "Mon S4", "Mon S3"]]
    assert tables(known)["What Pat Nair sees"][1:] == [["1A PE", "moves", "Mon S4", "Mon S3"]]
    text = page(known)
    assert '<h3><a href="#teacher-pat">Pat Nair</a></h3>' in text
    assert "Classes that see no change: 1B, 6C." in Page(text).text
    assert "Every change, once" not in page(now)


def test_a_day_says_where_classes_and_staff_are_at_each_time():
    found = tables(varied())
    classes = found["Where the classes are on Mon"]
    assert classes[0] == [
        "Class",
        "S1 09:00\u201310:00",
        "S2 10:00\u201311:00",
        "recess / S3 11:00\u201311:30",  # bells differ
        "S3 11:30\u201312:00",
        "S3 / recess 12:00\u201312:30",
        "S4 12:30\u201313:30",
    ]
    assert classes[1] == ["1AAna Rossi · R1", "ArtMia Wood", "", "PEPat Nair · Hall", "Class"]
    staff = {line[0]: line[1:] for line in found["Where the staff are on Mon"][1:]}
    assert staff["Kim LeeClass 1B · 0.5 FTE"] == ["Away"]  # recess included
    assert staff["Ana RossiClass 1A"][-1] == "1AClass · R1"
    assert staff["Mia WoodArt · Music"] == ["1AArt · R1", "", "6CMusic · R3"]


def test_the_classes_of_a_year_are_side_by_side():
    lines = tables(varied())["All classes of Year 1 side by side"]
    assert lines[:3] == [
        ["Time", "1A", "1B"],
        ["Mon"],
        [
            "S1 09:00\u201310:00",
            "ArtMia Wood",
            "Class 09:00\u201309:30Dea Fox Library 09:30\u201310:00LIBDea Fox · Nook",
        ],
    ]
    assert not any("recess" in cell for line in lines for cell in line)


def test_the_page_knows_which_date_is_which_day():
    (found,) = Page(page(varied())).values("data-today")
    today = json.loads(found)
    assert today["timezone"] == "Australia/Melbourne"
    assert (today["dates"]["2027-03-01"], today["dates"]["2027-03-02"]) == (0, 1)
    assert "2027-03-08" not in today["dates"]  # Labour Day
    (found,) = Page(page(load_book(DUTIFUL, *DUTIFUL_LESSONS, duties=DUTIFUL_DUTIES))).values(
        "data-today"
    )
    assert json.loads(found) == {"dates": {}, "weekdays": {"0": 0, "1": 1}, "timezone": ""}


def test_only_our_own_script_may_run():
    text = page(varied())
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', text)
    (script,) = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    digest = b64encode(sha256(script.encode()).digest()).decode()
    assert policy.startswith("default-src 'none';")
    assert f"script-src 'sha256-{digest}'" in policy


def tables(book: Book) -> dict[str, list[list[str]]]:
    """caption -> the texts of each line of the table."""
    found = {}
    for table in re.findall(r"<table>(.*?)</table>", page(book), re.DOTALL):
        caption = re.search("<caption>(.*?)</caption>", table)
        assert caption
        lines = re.findall(r"<tr[^>]*>(.*?)</tr>", table, re.DOTALL)
        cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", line, re.DOTALL) for line in lines]
        found[caption[1]] = [[" ".join(Page(c).text.split()) for c in line] for line in cells]
    return found


def test_the_roster_says_who_is_where():
    assert tables(whole())["Who is on duty where and when"] == [
        ["Where", "Mon", "Tue"],
        ["before 08:40\u201309:00"],
        ["Front gate", "Pat Nair", "Helen Nash"],
        ["recess 1 11:00\u201311:15"],
        ["Oval", "Ana Rossi", "Kim Lee"],
        ["yard", "", "Liz Park"],
        ["recess 2 11:15\u201311:30"],
        ["Oval", "Dea Fox", "Pat Nair"],
    ]


def test_each_week_of_a_cycle_has_its_roster():
    found = tables(fortnight())
    assert found["Who is on duty where and when, week A"][-1] == ["yard", "ana", "ana"]
    assert found["Who is on duty where and when, week B"][-1] == ["yard", "ana", "pat"]


def test_the_shares_of_duty():
    """175 minutes with points are shared by 4.5 FTE: 38.9 for each whole one."""
    (lines,) = (t for name, t in tables(dutiful()).items() if "their share" in name)
    assert lines[1] == ["Ana Rossi", "1", "1", "15", "30", "38.9", "\u22128.9"]
    assert lines[2] == ["Dea Fox", "0.5", "1", "15", "30", "19.4", "+10.6"]
    assert len(lines) == 1 + 6
    assert "A minute at Oval counts as 2." in Page(page(dutiful())).text


def test_whether_sharing_can_be_fairer():
    text = Page(page(whole())).text
    assert "is 18.9 minutes. Proved: no roster is below 4.4." in text


def test_where_to_go_on_a_wet_day():
    assert "Duty at Oval is in Library." in Page(page(whole())).text
    assert tables(whole())["Where outdoor lessons go on a wet day"][1:] == [
        ["Mon 11:30\u201312:30", "1A PE", "Pat Nair", "Hall", "gym"],
        ["Tue 09:00\u201310:00", "1B PE", "Pat Nair", "Hall", "gym"],
    ]
    assert "wet" not in Page(page(dutiful())).values("id")


def test_support_by_need_and_by_aide():
    found = tables(dutiful())
    (need,) = found["Support that each need gets"][1:]
    assert need[:4] == ["N1", "1A", "1 h 30", "1 h 30"]
    assert found["Support and duty of each Aide"][1:] == [
        ["Eve Moss", "0.5", "1 h 00", "0", "N1"],
        ["Liz Park", "0.5", "0 h 30", "0 h 15", "N1"],
    ]


def test_the_ledger_of_release_cites_its_sources():
    found = tables(whole())
    teachers = found["Release: entitled, timetabled, and face to face with pupils"]
    others = found["Preparation: entitled, timetabled, and face to face with pupils"]
    assert [line[2:5] for line in teachers[1:]] == [
        ["1 h 301", "1 h 00", "short 30 min"],  # the 1 is that of the source
        ["0 h 451", "0", "short 45 min"],
        ["0 h 451", "1 h 00", "over 15 min"],
    ]
    assert others[1][2:] == [
        "not known",
        "4 h 00",
        "not known",
        "120 + 60 + 60",
        "2 h 00",
        "5 h 002",
    ]
    sources = re.findall(r'<li id="source-(\d)">(.*?)</li>', page(whole()))
    assert sources == [("1", "school.yaml:42:5"), ("2", "school.yaml:43:5")]


def test_a_printout_says_its_edition_and_the_page_which_is_the_present_one():
    said = f"edition {edition(varied())}"
    text = page(varied())
    assert f'<p class="term">2027 Term 1 \u00b7 {valid(varied())} \u00b7 {said}</p>' in text
    assert f'<p class="from">Varied &amp; Small \u00b7 2027 Term 1 \u00b7 {said}</p>' in text


def test_a_week_says_how_many_lines_it_has_in_print():
    weeks = [attrs for tag, attrs in Page(page(varied())).tags if tag == "article"]
    heights = {attrs["id"]: attrs["style"] for attrs in weeks if attrs["class"] == "week"}
    assert heights["class-1A"] == "--lines:11"  # days, S1 2, S2 3 (a group is away), recess, S3, S4
    assert heights["class-1B"] == "--lines:12"  # S1 has two lessons with their details


def test_wishes_say_who_asked_and_what_became_of_them():
    assert tables(whole())["What was asked for, and whether it is met"][1:] == [
        [
            "Staff",
            "Release of 90 minutes a week for class teachers, pro rataweight 1",
            "\u2717 off by 75",
            "75",
            "As last year",
            "school.yaml:42:5",
        ],
        [
            "Union",
            "Duty is shared in proportion to FTE, within 20 minutesweight 3",
            "\u2713 met",
            "",
            "",
            "school.yaml:44:5",
        ],
    ]


def test_figures_of_a_pack_are_cited_in_the_words_of_the_place():
    text = DUTIFUL.replace("id: gum", "id: gum\npack: vic")
    text += "constraints:\n  - {kind: lunch_break, weight: 1}\n"
    said = page(load_book(text, *DUTIFUL_LESSONS, duties=DUTIFUL_DUTIES))
    assert "Source: Department of Education Victoria" in said
    assert "<h3>Yard duty roster</h3>" in said
    assert "Support and duty of each ES" in said


def test_names_in_rosters_and_ledgers_are_text_and_never_markup():
    found = Page(page(hostile()))
    assert [tag for tag, _ in found.tags].count("script") == 1
    assert all(name in found.text for name in HOSTILE.values())


def test_every_table_of_a_whole_school_can_be_read_aloud():
    for book in (whole(), fortnight()):
        found = Page(page(book))
        tags = [tag for tag, _ in found.tags]
        assert tags.count("table") == tags.count("caption")
        scopes = {attrs.get("scope") for tag, attrs in found.tags if tag == "th"}
        assert scopes == {"col", "row", "rowgroup"}
        targets = {href.removeprefix("#") for href in found.values("href")}
        assert targets <= set(found.values("id"))


def test_every_lesson_and_duty_asks_why_it_is_here_without_a_script():
    for book in (varied(), dutiful(), fortnight()):
        found = Page(page(book))
        asked = found.values("popovertarget")
        told = [attrs["id"] for tag, attrs in found.tags if "popover" in attrs]
        assert told == [f"why-{why.number}" for why in book.why.values()]
        assert set(asked) == set(told)
        named = [attrs for tag, attrs in found.tags if tag == "button" and "popovertarget" in attrs]
        assert {attrs["aria-label"] for attrs in named} == {"Why here?"}


def test_the_reasons_of_a_lesson_are_written_once_and_lead_to_the_rule_book():
    text = page(varied())
    (told,) = re.findall(
        r'<div class="why" id="why-\d+" popover>\s*<h4>1A PE.*?</div>', text, re.DOTALL
    )
    assert "<b>Costs 2:</b> 1A PE: lessons keep to Tue" in told
    assert '<a href="#rule-1">rule 1</a>, line 40, asked by Pat, Sports day' in told
    shown = re.findall(r'id="(why-\d+)"', told)
    assert Page(text).values("popovertarget").count(shown[0]) == 4  # of class, Pat, hall, year


def test_the_rule_book_tells_the_line_of_each_rule_and_what_always_holds_last():
    text = page(varied())
    (book,) = re.findall(r"<table><caption>Every rule.*?</table>", text, re.DOTALL)
    rows = re.findall(r'<tr id="rule-(\d+)"( class="unmet")?>(.*?)</tr>', book, re.DOTALL)
    assert [number for number, *_ in rows] == [str(n + 1) for n in range(len(rows))]
    assert [bool(unmet) for _, unmet, _ in rows] == [True] + [False] * (len(rows) - 1)
    assert "line 40 <code>- {kind: prefer_times, subjects: PE, times: [Tue]" in rows[0][2]
    parts = re.findall(r'scope="rowgroup"[^>]*>(.*?)<', book)
    assert parts == ["Written by the school", "What always holds"]
    assert tables(varied())["Every rule of the school and how it fared"][-1][-1] == "2"
