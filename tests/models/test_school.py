"""Lookups of the school that encode and deviation share. All expected values are hand-derived."""

from __future__ import annotations

from dataclasses import replace

from timetabler.models.resources import ClassGroup, Course, Group, Room, Teacher
from timetabler.models.school import School
from timetabler.models.span import MIDNIGHT, Span
from timetabler.models.timeslot import Timeslot
from timetabler.models.week import Week

MON, TUE = 0, 1
DAYS = ("Mon", "Tue")
A, B = frozenset({"A"}), frozenset({"B"})

# A: S1 9-10, S2 10:05-11:05, recess, S3 11:30-12:30, S4 12:30-13:30 (Mon only)
# B: the same mornings, but recess ten minutes later and S3 from 11:40
WEEK = Week(
    DAYS,
    (
        Timeslot("S1", 540, 600),
        Timeslot("S2", 605, 665),
        Timeslot("recess", 665, 690, "break", classes=A),
        Timeslot("recess", 675, 700, "break", classes=B),
        Timeslot("S3", 690, 750, classes=A),
        Timeslot("S3", 700, 760, classes=B),
        Timeslot("S4", 750, 810, classes=A, days=frozenset({MON})),
    ),
)
WHOLE_WEEK = tuple(Span(d, 0, MIDNIGHT) for d in (MON, TUE))
SCHOOL = School(
    name="Test",
    week=WEEK,
    teachers=tuple(Teacher(t, t) for t in ("lee", "dea", "kim", "pat", "mia", "jo", "zoe")),
    rooms=(Room("R1", "R1"), Room("hall", "hall", classes=2)),
    classes=(
        ClassGroup("A", "A", ("1",), room="R1", homes=(("lee", WHOLE_WEEK),)),
        ClassGroup("B", "B", ("1", "2"), homes=(("dea", WHOLE_WEEK[:1]), ("kim", WHOLE_WEEK[1:]))),
    ),
)


def course(subject: str, *classes: str, **fields: object) -> Course:
    return replace(Course(f"{'+'.join(classes)} {subject}", subject, classes), **fields)  # type: ignore[arg-type]


def with_courses(*courses: Course, **fields: object) -> School:
    return replace(SCHOOL, courses=courses, **fields)  # type: ignore[arg-type]


def labels(school: School, found: Course) -> list[str]:
    return [f"{DAYS[s.day]} {s.clock} {n}" for s, n in school.spans(found).items()]


# ---- runs and spans ------------------------------------------------------------------------------


def run_ids(class_id: str, length: int, across_breaks: bool = False) -> list[str]:
    runs = SCHOOL.runs(class_id, length, across_breaks)
    return [f"{DAYS[run[0].day]} {'-'.join(p.slot.id for p in run)}" for run in runs]


def test_runs_stop_at_breaks_and_at_the_end_of_the_day() -> None:
    assert run_ids("A", 2) == ["Mon S1-S2", "Mon S3-S4", "Tue S1-S2"]
    assert run_ids("B", 2) == ["Mon S1-S2", "Tue S1-S2"]
    assert run_ids("A", 3) == []


def test_runs_across_breaks() -> None:
    assert run_ids("A", 3, across_breaks=True) == ["Mon S1-S2-S3", "Mon S2-S3-S4", "Tue S1-S2-S3"]


def test_home_periods_part_runs_and_are_none_themselves() -> None:
    week = Week(
        ("Mon",),
        (Timeslot("S1", 540, 600), Timeslot("eat", 600, 610, "home"), Timeslot("S2", 610, 670)),
    )
    school = School("Test", week, classes=(ClassGroup("A", "A"),))
    assert school.runs("A", 2) == []
    assert len(school.runs("A", 1)) == 2


def test_spans_of_singles_and_doubles() -> None:
    maths = course("Maths", "A", lengths=(2, 1))
    assert labels(with_courses(maths), maths) == [
        "Mon 09:00-10:00 1",
        "Mon 09:00-11:05 2",
        "Mon 10:05-11:05 1",
        "Mon 11:30-12:30 1",
        "Mon 11:30-13:30 2",
        "Mon 12:30-13:30 1",
        "Tue 09:00-10:00 1",
        "Tue 09:00-11:05 2",
        "Tue 10:05-11:05 1",
        "Tue 11:30-12:30 1",
    ]


def test_places_of_one_length_and_the_minutes_of_lesson_in_them() -> None:
    found = course("Art", "A", lengths=(2, 1))
    school = with_courses(found)
    first, *_, last = school.places(found, 2)
    assert {school.spans(found)[s] for s in school.places(found, 2)} == {2}
    assert (first, last) == (Span(MON, 540, 665), Span(TUE, 540, 665))
    assert school.minutes(found, first) == 120  # five of its minutes are passing time
    assert school.places(found, 3) == ()


def test_joint_lessons_need_the_same_bells() -> None:
    choir = course("Choir", "A", "B")
    assert labels(with_courses(choir), choir) == [
        "Mon 09:00-10:00 1",
        "Mon 10:05-11:05 1",
        "Tue 09:00-10:00 1",
        "Tue 10:05-11:05 1",
    ]


def test_groups_keep_to_the_bells_of_their_classes() -> None:
    school = with_courses(groups=(Group("g", "g", ("B",)),))
    eal = Course("g EAL", "EAL", (), ("g",), lengths=(2,))
    school = replace(school, courses=(eal,))
    assert labels(school, eal) == ["Mon 09:00-11:05 2", "Tue 09:00-11:05 2"]


def test_short_lessons_start_with_a_period_or_follow_each_other_or_end_with_it() -> None:
    library = course("Library", "B", minutes=25)
    spans = with_courses(library).spans(library)
    first = [s.clock for s in spans if s.day == MON and s.start < 600]
    assert first == ["09:00-09:25", "09:25-09:50", "09:35-10:00"]
    assert set(spans.values()) == {1}


def test_half_periods() -> None:
    library = course("Library", "B", minutes=30)
    spans = with_courses(library).spans(library)
    assert [s.clock for s in spans if s.day == TUE] == [
        "09:00-09:30", "09:30-10:00", "10:05-10:35", "10:35-11:05", "11:40-12:10", "12:10-12:40",
    ]  # fmt: skip


def test_long_lessons_in_minutes_run_over_periods_but_not_over_breaks() -> None:
    sport = course("Sport", "A", minutes=90)
    assert labels(with_courses(sport), sport) == [
        "Mon 09:00-10:30 1",
        "Mon 11:30-13:00 1",
        "Tue 09:00-10:30 1",
    ]


def test_parts_leave_out_passing_time_and_breaks() -> None:
    maths = course("Maths", "A", lengths=(3,), across_breaks=True)
    school = with_courses(maths)
    assert school.parts(maths, Span(MON, 540, 750)) == (
        Span(MON, 540, 600),
        Span(MON, 605, 665),
        Span(MON, 690, 750),
    )


def test_a_lesson_is_inside_named_times_if_its_periods_are() -> None:
    maths = course("Maths", "A", lengths=(2, 1))
    school = with_courses(maths)
    double = Span(MON, 540, 665)
    assert school.inside(maths, double, ["Mon S1", "Mon S2"])
    assert school.inside(maths, double, ["S1-S2"])
    assert not school.inside(maths, double, ["Mon S1"])
    assert not school.inside(maths, double, ["Tue"])


# ---- moments -------------------------------------------------------------------------------------


def clocks(school: School, day: int) -> list[str]:
    return [m.clock for m in school.moments if m.day == day]


def test_moments_are_cut_at_every_bell() -> None:
    assert clocks(SCHOOL, TUE) == [
        "09:00-10:00", "10:00-10:05", "10:05-11:05", "11:05-11:15", "11:15-11:30", "11:30-11:40",
        "11:40-12:30", "12:30-12:40",
    ]  # fmt: skip
    assert clocks(SCHOOL, MON)[-2:] == ["12:30-12:40", "12:40-13:30"]


def test_moments_are_cut_at_lessons_absences_and_named_times() -> None:
    school = with_courses(course("Library", "B", minutes=25), marks=frozenset({545, 500, 900}))
    away = Teacher("pat", "pat", away=(Span(TUE, 550, 620),))
    school = replace(school, teachers=(away,))
    assert clocks(school, TUE)[:8] == [
        "09:00-09:05", "09:05-09:10", "09:10-09:25", "09:25-09:35", "09:35-09:50", "09:50-10:00",
        "10:00-10:05", "10:05-10:20",
    ]  # fmt: skip


def test_moments_within_a_span() -> None:
    found = SCHOOL.within(Span(TUE, 690, 750))
    assert [m.clock for m in found] == ["11:30-11:40", "11:40-12:30"]


# ---- who is where --------------------------------------------------------------------------------


def test_the_class_teacher_of_a_moment_in_a_job_share() -> None:
    assert SCHOOL.home_teacher("B", Span(MON, 540, 600)) == "dea"
    assert SCHOOL.home_teacher("B", Span(TUE, 540, 600)) == "kim"
    assert SCHOOL.home_teacher("A", Span(TUE, 540, 600)) == "lee"


def test_nobody_is_class_teacher_outside_a_share() -> None:
    one = replace(SCHOOL.class_["B"], homes=(("dea", (Span(MON, 0, 600),)),))
    school = replace(SCHOOL, classes=(one,))
    assert school.home_teacher("B", Span(MON, 540, 600)) == "dea"
    assert school.home_teacher("B", Span(MON, 590, 610)) is None


def test_home_periods_are_lesson_and_home_moments() -> None:
    tuesday = [m.clock for m in SCHOOL.home_periods["A"] if m.day == TUE]
    assert tuesday == ["09:00-10:00", "10:05-11:05", "11:30-11:40", "11:40-12:30"]


def test_whose_classes() -> None:
    assert SCHOOL.home_classes == {
        "lee": ("A",), "dea": ("B",), "kim": ("B",), "pat": (), "mia": (), "jo": (), "zoe": (),
    }  # fmt: skip
    assert {m.day for m in SCHOOL.homes_of["dea"]} == {MON}
    assert set(SCHOOL.homes_of["dea"].values()) == {("B",)}


def test_class_teachers_of_a_home_course() -> None:
    choir = course("Choir", "A", "B")
    school = with_courses(choir)
    assert school.home_staff(choir, Span(MON, 540, 600)) == ("lee", "dea")
    assert school.home_staff(choir, Span(TUE, 540, 600)) == ("lee", "kim")


def test_pools_and_their_unions() -> None:
    school = with_courses(
        course("Art", "A", staff=(("mia", "jo"),)),
        course("Art", "B", staff=(("jo", "zoe"),)),
        course("PE", "A", staff=(("pat",),)),
        course("Music", "A", staff=(("lee", "kim"), ("mia", "jo"))),
    )
    assert set(school.pools) == {
        frozenset({"mia", "jo"}),
        frozenset({"jo", "zoe"}),
        frozenset({"mia", "jo", "zoe"}),
        frozenset({"lee", "kim"}),
    }


def test_courses_of_a_teacher() -> None:
    art = course("Art", "A", staff=(("mia", "jo"), ("pat",)))
    home = course("Maths", "B")
    school = with_courses(art, home)
    assert {t: c for t, c in school.courses_of_teacher.items() if c} == {
        "mia": (art,), "jo": (art,), "pat": (art,), "dea": (home,), "kim": (home,),
    }  # fmt: skip


def test_courses_of_the_pupils_of_a_class_are_those_of_its_groups_too() -> None:
    whole, joint = course("PE", "A"), course("Assembly", "A", "B")
    apart = Course("g EAL", "EAL", (), groups=("g",), staff=(("pat",),))
    school = with_courses(whole, joint, apart, groups=(Group("g", "g", ("B",)),))
    assert school.courses_of_pupils == {"A": (whole, joint), "B": (joint, apart)}
    assert school.courses_of_class == {"A": (whole, joint), "B": (joint,)}


def test_specialists_teach_and_have_no_class() -> None:
    school = with_courses(
        course("Art", "A", staff=(("mia",),)),
        course("PE", "A", staff=(("lee",),)),
        course("Maths", "A"),
    )
    assert school.specialists == ("mia",)
    assert school.class_teachers == ("lee", "dea", "kim")
    assert school.specialist_subjects == ("Art", "PE")


def test_rooms_of_a_course() -> None:
    maths, choir = course("Maths", "A"), course("Choir", "A", "B")
    pe = course("PE", "A", rooms=("hall",))
    school = with_courses(maths, choir, pe)
    assert [school.rooms_for(c) for c in (maths, choir, pe)] == [("R1",), (), ("hall",)]
    assert school.courses_of_room == {"R1": (maths,), "hall": (pe,)}


def test_a_joint_lesson_takes_what_the_room_has() -> None:
    choir = course("Choir", "A", "B", rooms=("hall", "R1"))
    school = with_courses(choir)
    assert school.room_share(choir, "hall") == 2
    assert school.room_share(choir, "R1") == 1


# ---- groups --------------------------------------------------------------------------------------

GROUPS = (
    Group("boys", "boys", ("A",), split="PE"),
    Group("girls", "girls", ("A", "B"), split="PE"),
    Group("eal", "eal", ("A",)),
)


def test_splits_of_a_class() -> None:
    school = replace(SCHOOL, groups=GROUPS)
    assert school.splits_of == {"A": (("boys", "girls"), ("eal",)), "B": (("girls",),)}
    assert school.whole_split(("boys", "girls"))
    assert not school.whole_split(("eal",))
    some = tuple(replace(group, whole=False) for group in school.groups)
    assert not replace(school, groups=some).whole_split(("boys", "girls"))


def test_classes_of_a_course_with_groups() -> None:
    school = replace(SCHOOL, groups=GROUPS)
    pe = Course("PE", "PE", ("B",), ("boys", "girls"))
    assert school.classes_of(pe) == ("B", "A")


# ---- selection -----------------------------------------------------------------------------------


def test_selection_of_classes() -> None:
    def ids(*scope: tuple[str, ...]) -> list[str]:
        return [c.id for c in SCHOOL.select_classes(*scope)]

    assert ids() == ids(("all",)) == ids((), ("1",)) == ["A", "B"]
    assert ids(("A",)) == ["A"]
    assert ids((), ("2",)) == ["B"]
    assert ids(("A",), ("2",)) == ["A", "B"]


def test_selection_of_courses_narrows_with_every_part() -> None:
    art = course("Art", "A", staff=(("mia", "jo"),), rooms=("hall",))
    pe_a, pe_b = course("PE", "A", staff=(("pat",),)), course("PE", "B", staff=(("pat",),))
    maths = course("Maths", "B")
    school = with_courses(art, pe_a, pe_b, maths)
    assert school.select_courses() == (art, pe_a, pe_b, maths)
    assert school.select_courses(classes=("A",)) == (art, pe_a)
    assert school.select_courses(years=("2",)) == (pe_b, maths)
    assert school.select_courses(teachers=("jo",)) == (art,)
    assert school.select_courses(teachers=("specialists",)) == (art, pe_a, pe_b)
    assert school.select_courses(teachers=("kim",)) == (maths,)
    assert school.select_courses(subjects=("specialist",)) == (art, pe_a, pe_b)
    assert school.select_courses(classes=("A",), subjects=("PE",)) == (pe_a,)
    assert school.select_courses(rooms=("hall",)) == (art,)


def test_days_on_site() -> None:
    pat = Teacher("pat", "pat", away=(Span(MON, 0, 800), Span(TUE, 0, MIDNIGHT)))
    school = replace(SCHOOL, teachers=(pat,))
    assert [m.clock for m in school.on_site(pat)] == ["13:20-13:30"]
    assert school.days_on_site(pat) == (MON,)


def test_words_for_many_teachers_add_up() -> None:
    staff = (
        Teacher("lee", "lee"),
        Teacher("pat", "pat"),
        Teacher("ada", "ada", role="aide"),
        Teacher("joe", "joe", role="other"),
    )
    school = replace(
        SCHOOL,
        teachers=staff,
        classes=(ClassGroup("A", "A", homes=(("lee", WHOLE_WEEK),)),),
        courses=(Course("A PE", "PE", ("A",), staff=(("pat",),)),),
    )

    def chosen(*names: str) -> list[str]:
        return [t.id for t in school.select_teachers(names)]

    assert chosen() == chosen("all") == ["lee", "pat"]
    assert chosen("all", "joe") == ["lee", "pat", "joe"]
    assert chosen("aides", "all") == ["lee", "pat", "ada"]
    assert chosen("everybody", "pat") == ["lee", "pat", "ada", "joe"]
    assert chosen("joe", "class_teachers") == ["lee", "joe"]
    assert chosen("specialists") == ["pat"]
