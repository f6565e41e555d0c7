"""What all pages are made with: templates, in which whatever a school wrote is escaped."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from typing import TYPE_CHECKING

from timetabler.views import Book, dash

if TYPE_CHECKING:
    from jinja2 import Environment


def templates(**filters: Callable[..., object]) -> Environment:
    """The templates of this folder; a name that nobody gave them is an error."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("timetabler.exporters"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(dash=dash, digest=_digest, **filters)
    return environment


def _digest(script: str) -> str:
    """How a page says in its policy that this script, and no other, may run."""
    return f"sha256-{b64encode(sha256(script.encode()).digest()).decode()}"


def styles(book: Book) -> dict[str, str]:
    """subject -> its class in style sheets, in the order of ``Book.colour``; none of no subject."""
    return {"": "", **{subject: f"s{i}" for i, subject in enumerate(book.colour)}}
