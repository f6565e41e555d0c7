"""A change does what it says to the tree of a school file, and nothing to any other line of it."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path as FilePath
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timetabler.spec.edit import Change, edited
from timetabler.spec.tree import Node, Path
from timetabler.spec.yaml import parse

EXAMPLES = FilePath(__file__).parent.parent.parent / "examples"

STYLES = """\
# top
school: "O'Brien: 1"  # name
week:
  days:   # which

    # first
    - Mon
    # second
    - Tue  # t

  other:
  - a
  - - b
    - {c: d}
teachers:
  - pat
  - id: lee   # who
    # about the name
    name: Amy
    days: [Mon, Tue]   # part
  - {id: fox, "name": 'Sam', days: [], tags: {}}
  -
    id: kim
room:   # none
text: |
  one

  two

# end
long: this goes
  on # here
last: {a: b, c: [d,
  e],}"""


@cache
def parsed(text: str) -> Node:
    root, slips = parse(text)
    assert not slips
    return root


def tree(text: str) -> dict[str, Any]:
    plain: dict[str, Any] = parsed(text).plain()
    return plain


def with_change(plain: Any, path: Path, value: Any) -> Any:
    """The plain tree with one change; None takes out."""
    first, *rest = path
    if isinstance(plain, dict):
        parts = dict(plain)
        if rest or value is not None:
            parts[str(first)] = with_change(plain[first], tuple(rest), value) if rest else value
        else:
            parts.pop(str(first), None)
        return parts
    assert isinstance(first, int)
    items = list(plain)
    changed = [with_change(items[first], tuple(rest), value)] if rest else [value]
    return items[:first] + (changed if rest or value is not None else []) + items[first + 1 :]


def places(node: Node, holder: Node | None = None) -> Iterator[tuple[Node, int]]:
    """Every value in the tree, and the line on which its entry begins: that of its key, if any."""
    if holder is not None:
        of_key = holder.keys.get(str(node.path[-1]))
        yield node, of_key.line if of_key else node.mark.line
    if isinstance(node.value, dict | list):
        for child in node.value.values() if isinstance(node.value, dict) else node.value:
            yield from places(child, node)


def check(text: str, path: Path, value: Any) -> None:
    """One change: the tree is as it should be, and the lines around are what they were."""
    root = parsed(text)
    node, line = next(found for found in places(root) if found[0].path == path)
    result = edited(
        text, [(path, None if value is None else json.dumps(value, ensure_ascii=False))]
    )
    assert tree(result) == with_change(tree(text), path, value)
    lines, kept = text.split("\n"), result.split("\n")
    last = text[: node.end].rstrip().count("\n") + 1
    above, below = lines[: line - 2], lines[last + 1 :]  # an only item takes its list along
    assert kept[: len(above)] == above
    assert (
        kept[len(kept) - len(below) :] == below
        or (  # an entry comes up to the dash
            value is None
            and [x.strip(" -") for x in kept[-len(below) :]] == [x.strip() for x in below]
        )
    )


printable = st.characters(exclude_categories=("C", "Zl", "Zp"))
texts = st.one_of(
    st.text(printable, max_size=6),
    st.sampled_from(["}", "]", " # x", "a: b", "- a", "*a", "&a", "!t", "|", "'", '"', "\\", "%"]),
    st.sampled_from(["null", "~", "true", "012", "9:30", "<<", "---", "...", "?", "a,b", "\n", ""]),
)
values = st.recursive(
    texts, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3)
)
paths = st.sampled_from([node.path for node, _ in places(parsed(STYLES))])


@settings(max_examples=80, deadline=None)
@given(path=paths, value=values)
def test_any_value_can_stand_anywhere(path: Path, value: Any) -> None:
    check(STYLES, path, value)


@pytest.mark.parametrize("path", [node.path for node, _ in places(parsed(STYLES))], ids=str)
def test_any_value_can_be_taken_out(path: Path) -> None:
    check(STYLES, path, None)


@given(texts.filter(bool))
def test_a_text_that_is_written_as_it_is_means_itself_or_is_refused(value: str) -> None:
    """Without quotes, as people write it."""
    try:
        result = edited(STYLES, [(("last", "a"), value)])
    except ValueError:
        return
    written = tree(f"x: {value}\n")["x"]
    assert tree(result) == with_change(tree(STYLES), ("last", "a"), written)


@pytest.mark.parametrize("name", ["tiny", "wattle-creek", "elementary-25"])
def test_schools_can_be_changed_anywhere(name: str) -> None:
    text = (EXAMPLES / name / "school.yaml").read_text(encoding="utf-8")
    chance = random.Random(name)
    found = [node.path for node, _ in places(parsed(text))]
    for path in chance.sample(found, 6):
        check(text, path, chance.choice(["x", ["a: b", "c"], {"k": "v, w"}, None]))


@pytest.mark.parametrize(
    ("path", "value", "line"),
    [
        (("week", "days", 2), "Wed", "    - Wed"),
        (("week", "other", 1, 2), "x", "    - x"),
        (("week", "other", 1, 1, "k"), "v", "    - {c: d, k: v}"),
        (("week", "new"), '"[1]"', '  new: "[1]"'),
        (("teachers", 1, "fte"), "0.6", "    fte: 0.6"),
        (
            ("teachers", 2, "fte"),
            "0.6",
            "  - {id: fox, \"name\": 'Sam', days: [], tags: {}, fte: 0.6}",
        ),
        (
            ("teachers", 2, "tags", "a b"),
            "[c]",
            "  - {id: fox, \"name\": 'Sam', days: [], tags: {a b: [c]}}",
        ),
        (("teachers", 4), "{id: new, days: [Mon]}", "  - {id: new, days: [Mon]}"),
        (("last", "z"), "1", "  e], z: 1,}"),
        (("end: 1",), "1", '"end: 1": 1'),
        (("room",), "R1", "room: R1   # none"),
        (("week", "days"), "[Wed]", "  days: [Wed]   # which  # t"),
    ],
    ids=str,
)
def test_where_something_is_written(path: Path, value: str, line: str) -> None:
    assert edited(STYLES, [(path, value)]).split("\n").count(line) == 1
    assert STYLES.split("\n").count(line) == 0


def test_several_changes_name_places_of_the_text_as_it_was() -> None:
    changes: list[Change] = [
        (("teachers", 0), None),
        (("teachers", 1, "days"), None),
        (("teachers", 1, "fte"), "0.5"),
        (("teachers", 2), None),
        (("teachers", 3, "id"), "jo"),
    ]
    assert tree(edited(STYLES, changes))["teachers"] == [
        {"id": "lee", "name": "Amy", "fte": "0.5"},
        {"id": "jo"},
    ]


@pytest.mark.parametrize("ends", ["\r\n", "\r", "\n"])
@pytest.mark.parametrize("start", ["\ufeff", ""])
def test_line_ends_and_byte_order_mark_stay(ends: str, start: str) -> None:
    text = start + STYLES.replace("\n", ends)
    changes: list[Change] = [(("week", "x"), "1"), (("teachers", 1, "name"), None), (("z",), "2")]
    result = edited(text, changes)
    assert result == start + edited(STYLES, changes).replace("\n", ends)
    assert edited(result, [(("z",), None)]).endswith("  e],}" + ends)


SHARED = "a: &x [1, 2]\nb: *x\nc: {d: *x, e: f}\ng:\n  - *x\nh: &y z\n"


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        (("a",), "[3]", "a cannot be changed alone"),
        (("a", 0), "3", "a[0] cannot be changed alone"),
        (("a", 0), None, "a[0] cannot be changed alone"),
        (("b",), "[3]", "b is written as a (line 1)"),
        (("b", 0), "3", "b is written as a (line 1)"),
        (("c", "d"), None, "c.d is written as a (line 1)"),
        (("h",), "k", None),
        (("g", 1), "k", None),
        (("c", "k"), "v", None),
        (("c", "e"), None, None),
        (("a", "key"), "v", "nothing is written at a.key"),
        (("a", 3), "v", "nothing is written at a[3]"),
        (("a", -1), "v", "nothing is written at a[-1]"),
        (("h", "i"), "v", "nothing is written at h.i"),
        (("q", "i"), "v", "nothing is written at q"),
        (("q",), None, "nothing is written at q"),
        ((), "v", "a change needs a path"),
        (("h",), "", "there is no value"),
        (("h",), "a # b", "not one value on a line"),
        (("h",), "a: b", "not one value on a line"),
        (("h",), "- a", "not one value on a line"),
        (("h",), "}", "not YAML"),
        (("h",), "*x", "stands for nothing"),
        (("h",), "{a: 1, a: 2}", "written twice"),
    ],
    ids=str,
)
def test_what_would_change_more_or_makes_no_sense_is_refused(
    path: Path, value: str | None, words: str | None
) -> None:
    if words is None:
        assert tree(edited(SHARED, [(path, value)])) != tree(SHARED)
        return
    with pytest.raises(ValueError, match=r".") as caught:
        edited(SHARED, [(path, value)])
    assert words in str(caught.value)


@pytest.mark.parametrize("text", ["a: [", "a: 1\na: 2\n", "", "- a\n"])
def test_a_text_that_is_no_school_file_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"not YAML|twice|empty|not a school file"):
        edited(text, [(("a",), "b")])
