"""The JSON Schema says what the program says, as far as an editor can know it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import pytest
from ruamel.yaml import YAML

from timetabler.constraints import kinds
from timetabler.models.findings import InvalidInput
from timetabler.spec.load import load_text
from timetabler.spec.schema import json_schema, starter

from .small import SMALL, WHOLE, small, whole

EXAMPLES = sorted(Path(__file__).parents[2].glob("examples/**/school.yaml"))
SCHEMA = json_schema()


def as_editors_read(text: str) -> Any:
    """YAML with numbers and booleans by their look; dates are texts in its core schema."""
    yaml = YAML(typ="safe", pure=True)
    yaml.constructor.add_constructor("tag:yaml.org,2002:timestamp", lambda _, node: node.value)
    return yaml.load(text)


def accepts(text: str) -> bool:
    return bool(jsonschema.Draft7Validator(SCHEMA).is_valid(as_editors_read(text)))


def keywords(schema: Any) -> set[str]:
    """Every key used anywhere in the schema."""
    if isinstance(schema, dict):
        return set(schema).union(*map(keywords, schema.values()))
    return set().union(*map(keywords, schema)) if isinstance(schema, list) else set()


def test_it_is_a_schema_of_draft_7() -> None:
    assert SCHEMA["$schema"] == "http://json-schema.org/draft-07/schema#"
    jsonschema.Draft7Validator.check_schema(SCHEMA)
    assert not keywords(SCHEMA) & {"prefixItems", "unevaluatedProperties", "dependentSchemas"}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.parent.name)
def test_it_accepts_the_examples(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    jsonschema.validate(as_editors_read(text), SCHEMA, jsonschema.Draft7Validator)


def test_there_are_examples() -> None:
    assert EXAMPLES


@pytest.mark.parametrize(
    "text",
    [
        SMALL,
        starter(),
        small("teacher: lee, room: R1", "students: 20"),
        WHOLE,
        whole("pack: vic", "pack: {base: vic, words: {release: APT}}"),
        whole("pack: vic", "pack: {figures: {release_minutes: 150, meal_times: '11:00-13:00'}}"),
        whole("pack: vic", "pack: {figures: {release_minutes: {value: 150, pro_rata: false}}}"),
        whole("staff: [nash]", "staff: [{id: nash, fte: 0.9}]"),
        whole("withdraws_from: [Maths]", "withdraws_from: []"),
        whole("withdraws_from: [Maths]", "withdraws_from: Maths"),
        whole("weeks: [A]", "weeks: A"),
        whole("at: [before]", "at: before"),
        whole("- {id: gate, at: [before], days: [Mon, Tue A], site: north}", "- gate"),
    ],
)
def test_it_accepts_what_the_program_accepts(text: str) -> None:
    load_text(text)
    assert accepts(text)


@pytest.mark.parametrize("kind", kinds())
def test_it_knows_every_kind_of_rule(kind: str) -> None:
    entry = kinds()[kind].example
    assert accepts(small("constraints:\n", f"constraints:\n  - {entry}\n"))
    assert not accepts(small("constraints:\n", f"constraints:\n  - {{kind: {kind}, mood: x}}\n"))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("teacher: lee", "teecher: lee"),
        ("lessons: 3", "lessons: 0"),
        ("kind: break", "kind: brake"),
        ("kind: spread_lessons", "kind: spread"),
        ("{kind: spread_lessons, ", "{"),
        ("school: Small School\n", ""),
        ("groups:", "pack: [vic]\ngroups:"),
        ("groups:", "pack: {place: vic}\ngroups:"),
        ("groups:", "pack: {figures: {meal_minutes: {minutes: 3}}}\ngroups:"),
        ("groups:", "duties: {times: []}\ngroups:"),
        ("groups:", "duties: {areas: [{id: a, staff: 0}]}\ngroups:"),
        ("groups:", "support: [{id: N1, class: 1A}]\ngroups:"),
        ("groups:", "support: [{id: N1, class: 1A, minutes: 30, hours: 2}]\ngroups:"),
        ("lessons: 3", "class_teacher: perhaps"),
    ],
)
def test_it_refuses_what_the_program_refuses(old: str, new: str) -> None:
    text = small(old, new)
    with pytest.raises(InvalidInput):
        load_text(text)
    assert not accepts(text)


def test_every_field_of_the_document_says_what_it_is() -> None:
    entries = [d for name, d in SCHEMA["$defs"].items() if name.endswith("Entry")]
    assert entries
    for entry in (SCHEMA, *entries):
        for name, field in entry["properties"].items():
            assert field.get("description") or name == "version", name


def test_the_starter_shows_both_headers_that_editors_look_for() -> None:
    first, second, *_ = starter().splitlines()
    assert first == "# yaml-language-server: $schema=./timetabler.schema.json"
    assert second == "# $schema: ./timetabler.schema.json"


def test_the_starter_has_nothing_to_warn_about() -> None:
    problem = load_text(starter())
    assert problem.warnings == ()
    assert len(problem.school.classes) == 4
