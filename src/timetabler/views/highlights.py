"""What staff ask first: whether duty is shared fairly, and whether everybody has their release."""

from __future__ import annotations

from collections.abc import Iterator

from timetabler.models.wording import plural, words
from timetabler.views.book import Book
from timetabler.views.duty import duty_load, one_decimal
from timetabler.views.ledger import ledger
from timetabler.views.support import support


def highlights(book: Book) -> tuple[str, ...]:
    """A sentence each on duty, support and release, in the words of the place."""
    return (*_duty(book), *_support(book), *_release(book))


def _duty(book: Book) -> Iterator[str]:
    load = duty_load(book)
    if load is None:
        return
    shared, duties = len(load.worth), len(book.school.yard)
    number = plural(shared, "duty", "duties")
    if shared < duties:
        number = f"{shared} of {plural(duties, 'duty', 'duties')}"
    proved = f"; {load.proved} (proved)" if load.proved else ""
    yield (
        f"{book.school.pack.word('duty')}: {number} shared within "
        f"{one_decimal(load.largest)} minutes of pro rata{proved}."
    )


def _support(book: Book) -> Iterator[str]:
    lines = support(book)
    needs = {line.need_id for line in lines}
    short = {line.need_id for line in lines if line.given < line.asked}
    if needs:
        met = _all(len(needs), "need is", "needs are")
        if short:
            met = f"{len(needs) - len(short)} of {plural(len(needs), 'need is', 'needs are')}"
        yield f"Support: {met} met."


def _release(book: Book) -> Iterator[str]:
    missing: dict[str, int] = {}
    for line in ledger(book):
        if line.sort == "release" and line.difference is not None:
            missing[line.teacher_id] = max(missing.get(line.teacher_id, 0), -line.difference)
    if not missing:
        return
    short = {t: minutes for t, minutes in missing.items() if minutes > 0}
    said = f"{_all(len(missing), 'class teacher has', 'class teachers have')} theirs"
    if short:
        people = book.school.teacher
        named = [f"{people[t].name} ({short[t]} min)" for t in list(short)[:_NAMED]]
        if len(short) > _NAMED:
            named.append(f"{len(short) - _NAMED} more")
        number = plural(len(missing), "class teacher")
        said = f"{len(missing) - len(short)} of {number} have theirs; short: {words(named)}"
    yield f"{book.school.pack.word('release')}: {said}."


def _all(number: int, one: str, many: str) -> str:
    return f"the only {one}" if number == 1 else f"all {number} {many}"


_NAMED = 3
"""So many people are named; more are counted."""
