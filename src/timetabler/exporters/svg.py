"""Draws pictures as SVG inside of a page: text and shapes, coloured by the page that it is in.

All are narrow enough for a phone; a page shows several of them side by side. Numbers are on the
marks, so nothing is said by colour alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from timetabler.models.scale import linear_scale
from timetabler.views import Picture, PictureLine

WIDTH = 360
"""Units that all pictures are wide: pixels on a phone."""
_LABEL, _ROW, _TOP = 112, 22, 20
"""Width of the labels at the side; height of a line, and of what is above the first."""
_LETTER = 6.1
"""Width of a letter, at most: 11 units high."""
_BASE, _LEFT, _PLOT = 184, 40, 150
"""Of steps: where their ground is, where their time begins, and how high they are."""


def svg(picture: Picture) -> str:
    """The picture, with its title for readers that cannot see it. Needs the style of the page."""
    height, marks = {"heat": _heat, "parts": _parts, "bars": _bars, "steps": _steps}[picture.shape](
        picture
    )
    return (
        f'<svg class="picture" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'aria-labelledby="picture-{picture.id}">{"".join(marks)}</svg>'
    )


def _heat(picture: Picture) -> tuple[int, Iterator[str]]:
    """A shade for each value; the number is always there."""

    def marks() -> Iterator[str]:
        wide = (WIDTH - _LABEL) / len(picture.columns)
        for column, name in enumerate(picture.columns):
            yield _text(_LABEL + wide * (column + 0.5), 13, _cut(name, wide), "mid soft")
        for number, line in enumerate(picture.lines):
            top = _TOP + number * _ROW
            yield _text(0, top + 15, _cut(line.label, _LABEL), title=line.label)
            for column, (value, text) in enumerate(zip(line.values, line.texts, strict=True)):
                left = _LABEL + wide * column
                if value is not None:
                    shade = 0.06 + 0.3 * value / picture.most
                    small = " small" if len(text) * _LETTER > wide else ""
                    yield _box(left + 1, top + 1, wide - 2, _ROW - 2, f'fill-opacity="{shade:.2f}"')
                    yield _text(left + wide / 2, top + 15, text, f"mid{small}")

    return _TOP + _ROW * len(picture.lines) + 2, marks()


def _parts(picture: Picture) -> tuple[int, Iterator[str]]:
    """Each line divided into its parts, with the letter of the part and its number."""
    letters = _letters(picture.columns)

    def marks() -> Iterator[str]:
        for column, (letter, name) in enumerate(zip(letters, picture.columns, strict=True)):
            row, place = divmod(column, 3)
            yield _box(120 * place, 3 + 18 * row, 16, 14, _part(column))
            yield _text(120 * place + 8, 14 + 18 * row, letter, f"mid part{column}")
            yield _text(120 * place + 21, 14 + 18 * row, _cut(name, 96), title=name)
        for number, line in enumerate(picture.lines):
            top = legend + number * _ROW
            yield _text(0, top + 15, _cut(line.label, _LABEL), title=line.label)
            left = float(_LABEL)
            for column, (value, text) in enumerate(zip(line.values, line.texts, strict=True)):
                wide = (WIDTH - _LABEL) * (value or 0) / picture.most
                if wide:
                    yield _box(left + 0.5, top + 1, max(0.5, wide - 1), _ROW - 2, _part(column))
                    said = (f"{letters[column]} {text}", letters[column], "")
                    fits = next(x for x in said if len(x) * _LETTER < wide)
                    yield _text(left + wide / 2, top + 15, fits, f"mid part{column}")
                left += wide

    legend = 18 * ((len(picture.columns) + 2) // 3) + 8
    return legend + _ROW * len(picture.lines) + 2, marks()


def _part(column: int) -> str:
    return f'class="part{column}"'


def _bars(picture: Picture) -> tuple[int, Iterator[str]]:
    """A bar below each label, as labels are long."""

    def marks() -> Iterator[str]:
        for number, line in enumerate(picture.lines):
            top, value = number * 36, line.values[0] or 0
            wide = (WIDTH - 50) * value / picture.most
            yield _text(0, top + 13, _cut(line.label, WIDTH), title=line.label)
            yield _box(0, top + 18, max(1, wide), 12, 'class="bar"')
            yield _text(max(1, wide) + 6, top + 28, line.texts[0])

    return 36 * len(picture.lines), marks()


def _steps(picture: Picture) -> tuple[int, Iterator[str]]:
    """A line for each of two columns: the first one drawn through, the second one dashed; and a
    mark where they begin. Numbers stand beside the axes, and where the lines end."""
    assert picture.scale is not None
    scale, until = picture.scale, float(picture.lines[-1].label)
    left = max(_LEFT, _LETTER * len(str(scale.ticks[-1])) + 10)
    right = WIDTH - left

    def across(seconds: float) -> float:
        return left + (right - left) * seconds / (until or 1)

    def place(line: PictureLine, column: int) -> tuple[float, float]:
        return across(float(line.label)), _BASE - _PLOT * scale.height(line.values[column] or 0)

    def marks() -> Iterator[str]:
        first, last = picture.lines[0], picture.lines[-1]
        for tick in scale.ticks:
            up = _BASE - _PLOT * scale.height(tick)
            yield f'<path class="grid" d="M{left:.1f} {up:.1f}H{right:.1f}"/>'
            yield _text(left - 6, up + 4, str(tick), "end soft")
        for tick in (tick for tick in linear_scale(0, until).ticks if tick <= until):
            yield _text(across(tick), _BASE + 16, str(tick), "mid soft")
        yield _text(0, _BASE - _PLOT - 14, picture.unit.capitalize(), "soft")
        yield _text((left + right) / 2, _BASE + 32, picture.head, "mid soft")
        for column, name in enumerate(picture.columns):
            points = [place(line, column) for line in picture.lines]
            path = f"M{points[0][0]:.1f} {points[0][1]:.1f}" + "".join(
                f"H{along:.1f}V{up:.1f}" for along, up in points[1:]
            )
            yield f'<path class="step{column}" d="{path}"/>'
            low = _BASE + 54
            yield f'<path class="step{column}" d="M{175 * column} {low - 4}h24"/>'
            yield _text(175 * column + 30, low, f"{name} {last.texts[column]}")
        for column, dy in ((0, -5), (1, 12)):
            along, up = place(last, column)
            if column == 0 or last.texts[0] != last.texts[1]:
                yield _text(along + 4, up + dy, last.texts[column])
        along, up = place(first, 0)
        yield _box(along - 3, up - 3, 6, 6, 'class="bar"')
        side, kind = (6, "") if along < (left + right) / 2 else (-6, "end")
        yield _text(along + side, up - 5, f"{first.texts[0]} after {first.label} s", kind)

    return _BASE + 62, marks()


def _letters(names: tuple[str, ...]) -> tuple[str, ...]:
    """A letter for each name, all different: the first of its own that is free."""
    found: list[str] = []
    for name in names:
        choices = [*(x for x in name.upper() if x.isalnum()), *"ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
        found.append(next(letter for letter in choices if letter not in found))
    return tuple(found)


def _box(left: float, top: float, wide: float, high: float, ink: str) -> str:
    return f'<rect x="{left:.1f}" y="{top:.1f}" width="{wide:.1f}" height="{high}" rx="2" {ink}/>'


def _text(left: float, base: float, text: str, kind: str = "", title: str = "") -> str:
    """``title`` is told where the text had to be cut."""
    whole = f"<title>{escape(title)}</title>" if title and title != text else ""
    return f'<text x="{left:.1f}" y="{base:.1f}" class="{kind}">{whole}{escape(text)}</text>'


def _cut(text: str, wide: float) -> str:
    most = int(wide / _LETTER)
    return text if len(text) <= most else f"{text[: max(1, most - 1)]}\u2026"
