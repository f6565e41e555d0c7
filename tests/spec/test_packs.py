"""Packs: data with sources; a school's own words and figures; rules filled from them."""

from __future__ import annotations

import re

import pytest

from timetabler.models.pack import FIGURES, NEUTRAL, NEUTRAL_WORDS
from timetabler.models.span import parse_clock_range
from timetabler.models.timetable import Timetable
from timetabler.spec.load import load_text
from timetabler.spec.packs import pack_ids, read_pack
from timetabler.verify import verify

from .small import HERE, SMALL, positioned, problems, small


def rule(text: str, pack: str = "nsw") -> str:
    """The small school with a pack and one more rule, at the end."""
    return f"{SMALL}  - {text}\npack: {pack}\n"


@pytest.mark.parametrize("pack_id", pack_ids())
def test_a_pack_is_data_with_sources(pack_id: str) -> None:
    pack = read_pack(pack_id)
    assert pack.name
    assert pack.words.keys() == NEUTRAL_WORDS.keys()
    assert all(word and word[0].isupper() for word in pack.words.values())
    assert pack.figures.keys() <= FIGURES.keys()
    for name, figure in pack.figures.items():
        assert figure.source, name
        assert re.fullmatch(r"20\d\d-\d\d", figure.read)
        assert figure.url.startswith("http") or not figure.known, name
        if figure.known and FIGURES[name].times:
            parse_clock_range(str(figure.value))
        elif figure.known:
            assert isinstance(figure.value, int)
    for least, most, days in pack.day_limits:
        assert 0 < least <= most < 1
        assert isinstance(days.value, int)
        assert days.url


def test_the_packs_of_the_places() -> None:
    assert pack_ids() == ("act", "default", "nsw", "qld", "sa", "tas", "uk", "us", "vic")
    assert read_pack("default").words == NEUTRAL.words
    assert read_pack("vic").figure("face_to_face_minutes").value == 21 * 60
    assert not read_pack("vic").figure("release_minutes").known
    assert read_pack("nsw").word("release") == "RFF"
    assert read_pack("nsw").figure("release_minutes").value == 120
    assert read_pack("qld").figure("preparation_minutes").value == 120 + 130
    assert read_pack("sa").figure("meal_minutes_on_duty").value == 20


@pytest.mark.parametrize(
    ("fte", "days"),
    [(0.3, None), (0.4, 3), (0.6, 3), (0.65, None), (0.7, 4), (0.8, 4), (1.0, None)],
)
def test_days_of_part_timers_in_victoria(fte: float, days: int | None) -> None:
    assert read_pack("vic").most_days(fte).value == days


def test_a_school_has_the_pack_that_it_names() -> None:
    assert load_text(SMALL).school.pack.id == "default"
    assert load_text(f"pack: vic\n{SMALL}").school.pack is not read_pack("vic")
    assert load_text(f"pack: vic\n{SMALL}").school.pack.word("cover") == "CRT"


def test_a_school_has_words_and_figures_of_its_own() -> None:
    text = (
        "pack:\n  base: qld\n  words: {release: APT}\n  figures:\n"
        "    release_minutes: 200\n"
        "    meal_times: 12:00-13:00\n"
        "    face_to_face_minutes: {value: 1300, pro_rata: false, source: LCC minutes, note: x}\n"
    )
    pack = load_text(text + SMALL).school.pack
    assert (pack.word("release"), pack.word("aide")) == ("APT", "Teacher aide")
    release = pack.figure("release_minutes")
    assert (release.value, release.pro_rata, release.cited) == (200, True, "school.yaml:5:22")
    assert pack.figure("meal_times").value == "12:00-13:00"
    limit = pack.figure("face_to_face_minutes")
    assert (limit.value, limit.pro_rata, limit.note) == (1300, False, "x")
    assert limit.cited == "LCC minutes (school.yaml:7:27)"
    assert pack.figure("release_block_minutes").value == 30


def test_a_figure_for_a_week_that_the_pack_lacks_is_pro_rata() -> None:
    text = "pack: {figures: {release_minutes: 100, meal_minutes: 20}}\n"
    pack = load_text(text + SMALL).school.pack
    assert pack.figure("release_minutes").pro_rata
    assert not pack.figure("meal_minutes").pro_rata


def test_a_school_has_a_rule_of_its_own_for_part_timers() -> None:
    text = "pack:\n  base: vic\n  part_time_days:\n    - {fte: [0.5, 0.9], days: 4}\n"
    pack = load_text(text + SMALL).school.pack
    assert (pack.most_days(0.4).value, pack.most_days(0.6).value) == (None, 4)
    assert pack.most_days(0.9).cited == "school.yaml:4:7"
    none = load_text(f"pack: {{base: vic, part_time_days: []}}\n{SMALL}").school.pack
    assert none.day_limits == ()


PACKS = {
    "fractions": ("{part_time_days: [{fte: [«2, 3], days: 1}]}", "TT205", "at most 1"),
    "one fraction": ("{part_time_days: [{fte: «[0.5], days: 1}]}", "TT205", "at least 2"),
    "unknown": ("«vik", "TT203", 'did you mean "vic"?'),
    "unknown base": ("{base: «queensland}", "TT203", "packs: act, default"),
    "unknown word": ("{base: vic, words: {«relief: CRT}}", "TT203", 'did you mean "release"?'),
    "unknown figure": ("{figures: {«release: 3}}", "TT203", "release_minutes"),
    "blank word": ("{words: {release: «' '}}", "TT204", "blank"),
    "minutes in words": ("{figures: {release_minutes: «many}}", "TT204", 'not "many"'),
    "too many minutes": ("{figures: {release_minutes: «9000}}", "TT204", "from 0 to 6,000"),
    "half a minute": ("{figures: {release_minutes: «2.5}}", "TT204", 'not "2.5"'),
    "no times": ("{figures: {meal_times: «12}}", "TT204", "not a time range"),
    "times backwards": ("{figures: {meal_times: «14:00-12:00}}", "TT204", "ends before"),
    "unknown key": ("{«place: vic}", "TT201", "base, words, figures"),
    "unknown key of a figure": ("{figures: {meal_minutes: {«valu: 3}}}", "TT201", '"value"?'),
    "a list": ("«[vic]", "TT204", "a mapping"),
}


@pytest.mark.parametrize("name", PACKS)
def test_packs_that_cannot_be(name: str) -> None:
    value, code, words = PACKS[name]
    text, line, column = positioned(f"pack: {value}\n{SMALL}")
    found = [d for d in problems(text) if (d.source.line, d.source.column) == (line, column)]
    assert [d.code for d in found] == [code]
    assert words in f"{found[0].message} {found[0].hint}"


def test_a_rule_takes_its_minutes_from_the_pack() -> None:
    problem = load_text(rule("{kind: release_time, weight: 2}"))
    release = problem.rules[1]
    assert release.title.startswith("Release of 120 minutes a week")
    assert release.basis == "NSW Teachers Federation, Release time and you (1 March 2023), 2026-11"
    report = verify(problem, Timetable(problem.school, ()))
    assert report.results[1].basis == release.basis
    assert report.results[0].basis == ""


def test_a_rule_with_its_own_minutes_rests_on_nobody() -> None:
    problem = load_text(rule("{kind: release_time, minutes: 90, weight: 2}"))
    assert (problem.rules[1].title.count("90"), problem.rules[1].basis) == (1, "")


def test_release_in_victoria_follows_from_the_week_of_the_classes() -> None:
    five = small("[Mon, Tue, Wed]", "[Mon, Tue, Wed, Thu, Fri]").replace(
        "kim: [Tue, Wed]", "kim: [Tue-Fri]"
    )
    long = five.replace("11:20-12:20", "11:20-14:20")  # 310 minutes a day
    school = load_text(f"{long}  - {{kind: release_time, weight: 1}}\npack: vic\n").rules[1]
    assert "Release of 290 minutes" in school.constraint.title()
    assert school.basis.startswith(
        "a class has 1,550 minutes, its teacher at most 1,260 with pupils (AEU Vic"
    )


UNFILLED = {
    "no pack": ("default", "release_minutes: write minutes", "or choose a pack"),
    "unknown there": ("tas", "pack tas does not know release_minutes", "nothing found in public"),
    "no number": ("uk", "pack uk does not know release_minutes", "10 % of timetabled teaching"),
}


@pytest.mark.parametrize("name", UNFILLED)
def test_a_rule_for_which_the_pack_has_no_figure(name: str) -> None:
    pack, message, hint = UNFILLED[name]
    text, line, column = positioned(rule(f"{HERE}{{kind: release_time, weight: 1}}", pack))
    (found,) = problems(text)
    assert (found.code, found.source.line, found.source.column) == ("TT304", line, column)
    assert message in found.message
    assert hint in found.hint


def test_weeks_of_several_lengths_have_no_release_in_common() -> None:
    short = small("kind: home}", "kind: home, classes: 1A}")
    (found,) = problems(f"{short}  - {{kind: release_time, weight: 1}}\npack: vic\n")
    assert (found.code, "540 and 570 minutes" in found.hint) == ("TT304", True)


def test_times_of_the_pack_cut_the_moments() -> None:
    lunch = "{kind: lunch_break, weight: 1}"
    assert load_text(rule(lunch, "vic")).school.marks == {11 * 60 + 30, 14 * 60 + 30}
    assert load_text(f"pack: vic\n{SMALL}").school.marks == set()
