"""separate_tags."""

from .world import World, course, deviations, placed, rule, school

TINY = school(
    course("1A Music", "pat", (2,), tags="loud"), course("1B Music", "sue", tags="loud"),
    course("1C Reading", "kim", tags="quiet"), course("- Staff", "dan", tags="talk"),
    classes="1A=amy 1B=bob 1C=cal", day="S1 S2 | S3", days="Mon",
)  # fmt: skip
APART = rule("{kind: separate_tags, tags: [loud, quiet, talk]}")
WORLDS = (
    World(
        TINY,
        "{kind: separate_tags, tags: [loud, quiet, talk]}",
        "{kind: separate_tags, tags: [loud, quiet], weight: 2}",
    ),
)


def test_one_tag_at_a_time() -> None:
    apart = placed(TINY, "1A Music: Mon S1-S2", "1B Music: Mon S2", "1C Reading: Mon S3")
    assert deviations(APART, apart) == {}


def test_each_further_tag_counts() -> None:
    mixed = placed(
        TINY, "1A Music: Mon S1-S2", "1B Music: Mon S1", "1C Reading: Mon S1", "- Staff: Mon S1"
    )
    assert deviations(APART, mixed) == {"Mon S1": 2}
