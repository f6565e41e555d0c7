"""The JSON Schema of school files, for editors, and the starter file."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from timetabler.spec.document import Document


def json_schema() -> dict[str, Any]:
    """The schema of ``school.yaml``.

    Draft 7, which is what editors check YAML with. Editors read ``time: 9:30`` as text and
    ``year: 3`` as a number, so names may be either.
    """
    schema = Document.model_json_schema(by_alias=True)
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        **schema,
        "title": "School file of timetabler",
    }


def starter() -> str:
    """A small school, commented, that can be timetabled as it stands."""
    return files("timetabler.spec").joinpath("starter.yaml").read_text(encoding="utf-8")
