"""allow_travel."""

from dataclasses import replace

from .world import World, course, deviations, duty, need, placed, rule, school

RULE = rule("{kind: allow_travel}")

# Lessons follow each other; only the break is long enough to go from north to south.
TEACHER = school(
    course("1A PE", "pat", rooms="gym"),
    course("6B PE", "pat", rooms="hall"),
    course("6B Music", "mia|pat", rooms="hall studio"),
    classes="1A=amy 6B=bob",
    day="S1 . S2 | S3",
    days="Mon",
    sites={"gym": "north", "1A": "north", "hall": "south", "6B": "south", "studio": "north"},
    travel=15,
)
HOME = school(
    course("1A PE", "pat", rooms="gym"),
    course("1A+6B Choir", "mia", rooms="gym dome"),
    classes="1A=amy@R1 6B=bob@R2",
    day="S1 S2 | S3",
    days="Mon",
    sites={"gym": "south", "R1": "north", "R2": "south"},
    travel=30,
)
DUTY = school(
    course("1A PE", "pat", rooms="gym"),
    classes="1A=amy 6B=bob",
    duties=[
        duty("yard, Mon before", "Mon 08:50-09:00", "pat|amy"),
        duty("oval, Mon before", "Mon 08:50-09:00", "amy"),
        duty("gate, Mon before", "Mon 08:50-09:00", "pat"),
    ],
    days="Mon",
    sites={"gym": "north", "yard": "south", "oval": "north", "1A": "north"},
    travel=5,
)
AIDE = school(
    course("1A PE", "pat", rooms="gym"),
    classes="1A=amy 6B=bob",
    needs=[need("N1", "1A", 60, "ada"), need("N2", "6B", 60, "ada")],
    days="Mon",
    sites={"gym": "south", "1A": "north", "6B": "south"},
    travel=15,
)
GROUP = school(
    course("1A PE", "pat"),
    course("red EAL", "val", minutes=30, rooms="attic", withdraws=""),
    classes="1A=amy",
    groups={"red": "1A"},
    day="S1",
    days="Mon",
    sites={"attic": "south", "1A": "north"},
    travel=15,
)
POOL = school(
    course("1A PE", "pat|sue", rooms="gym"),
    course("1B PE", "pat|sue", rooms="gym"),
    course("6A PE", "pat|sue", rooms="hall"),
    classes="1A 1B 6A",
    days="Mon",
    holds={"gym": 2},
    sites={"gym": "north", "hall": "south"},
    travel=15,
)
WORLDS = (
    World(TEACHER, "{kind: allow_travel}"),
    World(TEACHER, "{kind: allow_travel}", faulty=True),
    *(World(world, "{kind: allow_travel}") for world in (HOME, DUTY, AIDE, GROUP, POOL)),
    World(DUTY, "{kind: allow_travel}", faulty=True),
)


def test_passing_time_is_not_enough_to_travel() -> None:
    assert deviations(RULE, placed(TEACHER, "1A PE: Mon S1", "6B PE: Mon S2")) == {
        "person|pat|Mon": 1
    }


def test_a_break_is() -> None:
    assert deviations(RULE, placed(TEACHER, "1A PE: Mon S2", "6B PE: Mon S3")) == {}
    assert deviations(RULE, placed(TEACHER, "1A PE: Mon S1", "6B PE: Mon S3")) == {}


def test_a_class_travels_too() -> None:
    # south for PE in S3, after a break of 30 minutes: in time; in S2 it is at home before
    assert deviations(RULE, placed(HOME, "1A PE: Mon S3")) == {}
    found = deviations(RULE, placed(HOME, "1A PE: Mon S2"))
    assert found == {"class|1A|Mon": 1}  # Amy stays north


def test_a_room_without_a_site_is_where_the_class_is() -> None:
    timetable = placed(HOME, "1A+6B Choir: Mon S2 dome")  # 1A is the first: north
    assert deviations(RULE, timetable) == {"class|6B|Mon": 1}


def test_duties_have_sites_and_some_have_none() -> None:
    north = placed(DUTY, "1A PE: Mon S1", "yard, Mon before: pat")
    assert deviations(RULE, north) == {"person|pat|Mon": 1}
    assert deviations(RULE, placed(DUTY, "1A PE: Mon S1", "gate, Mon before: pat")) == {}
    assert deviations(RULE, placed(DUTY, "1A PE: Mon S2", "yard, Mon before: amy")) == {
        "person|amy|Mon": 1  # at home with 1A in S1
    }


def test_an_aide_goes_where_the_class_goes() -> None:
    both = ("N1, Mon S1: ada", "N2, Mon S2: ada")
    assert deviations(RULE, placed(AIDE, *both)) == {"person|ada|Mon": 1}
    with_pe = placed(AIDE, "1A PE: Mon S1", *both)  # 1A is south already, and goes north too fast
    assert deviations(RULE, with_pe) == {"class|1A|Mon": 1}


def test_pupils_of_a_group_leave_their_class_and_come_back() -> None:
    timetable = placed(GROUP, "red EAL: Mon 09:30-10:00")
    assert deviations(RULE, timetable) == {"group|red|1A|Mon": 1}


def test_schools_without_sites_or_travel_have_no_points() -> None:
    assert list(RULE.points(TEACHER))
    assert not list(RULE.points(replace(TEACHER, travel=0)))
    assert not list(RULE.points(replace(TEACHER, sites=())))


def test_sentences() -> None:
    (point, *_) = (p for p in RULE.points(POOL) if p.shadow)
    assert RULE.sentence(point) == (
        "Each of Pat and Sue is at different sites on Mon only with 15 minutes between"
    )
