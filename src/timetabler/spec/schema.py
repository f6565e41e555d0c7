"""The JSON Schema of school files, for editors, and the starter file."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from timetabler.constraints import kinds
from timetabler.spec.document import Document


class _Schema(GenerateJsonSchema):
    """Editors give values types by their look, school files do not: any text may be a number."""

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        return {**super().str_schema(schema), "type": ["string", "number"]}


def json_schema() -> dict[str, Any]:
    """The schema of ``school.yaml``: draft 7, which is what editors check YAML with."""
    schema = Document.model_json_schema(by_alias=True, schema_generator=_Schema)
    for kind in kinds().values():  # a default to pydantic, but every entry must write it
        definition = schema["$defs"][kind.__name__]
        definition["required"] = ["kind", *definition.get("required", [])]
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        **schema,
        "title": "School file of timetabler",
    }


def starter() -> str:
    """A small school, commented, that can be timetabled as it stands."""
    return files("timetabler.spec").joinpath("starter.yaml").read_text(encoding="utf-8")
