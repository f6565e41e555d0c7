"""students.csv: what is read, whatever wrote it, and every problem at its line and column."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from timetabler.cli import app
from timetabler.exporters import named
from timetabler.exporters.base import Options
from timetabler.exporters.students import MAX_BYTES, MAX_PROBLEMS, read
from timetabler.models.findings import InvalidInput
from timetabler.spec.codes import CODES
from timetabler.spec.load import load_text
from timetabler.views.person_names import split_name
from timetabler.views.roll import Student

SCHOOL = load_text(
    """\
school: Gum Street
week: {days: [Mon], timeslots: [{id: S1, time: "09:00-10:00"}]}
teachers: [ana, pat]
classes:
  - {id: 1A, year: 1, teacher: ana}
  - {id: 3/4C, years: [3, 4], teacher: pat}
courses: [{subject: PE, classes: all}]
"""
).school
HEAD = "class,given_name,family_name,id,year,email\n"
ALI = Student("s1", "1A", "Ali", "O'Brien", "1", "ali@gum.example", "")


def students(path: Path, data: bytes) -> tuple[Student, ...]:
    path.write_bytes(data)
    return read(path, SCHOOL)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "students.csv"


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "1A,Ali,O'Brien,s1,1,ali@gum.example\n",
        HEAD + "1A,Ali,O'Brien,s1,1,ali@gum.example",
        "\ufeff" + HEAD + "1A,Ali,O'Brien,s1,1,ali@gum.example\n",
        (HEAD + "1A,Ali,O'Brien,s1,1,ali@gum.example\n").replace(",", ";"),
        (HEAD + "1A,Ali,O'Brien,s1,1,ali@gum.example\n").replace(",", "\t"),
        (HEAD + "1A,Ali,O'Brien,s1,1,ali@gum.example\n").replace("\n", "\r\n"),
        (HEAD + "1A,Ali,O'Brien,s1,1,ali@gum.example\n").replace("\n", "\r"),
        HEAD + '"1A" , "Ali" ,"O\'Brien",  s1 ,1,"ali@gum.example"\n\n,,,,,\n',
        "Student ID,Surname,First name,Class,House,Year level,E-mail\n"
        "s1,O'Brien,Ali,1A,Red,1,ali@gum.example\n",
    ],
)
def test_a_list_is_read_whatever_program_wrote_it(text: str, path: Path) -> None:
    assert students(path, text.encode()) == (ALI,)


def test_quotes_commas_and_formulas_are_text(path: Path) -> None:
    text = HEAD + '3/4C,"Ann ""Jo"", the 2nd",=1+1,s1,4,\n1A,@x,-Lee,s2\n'
    assert students(path, text.encode()) == (
        Student("s1", "3/4C", 'Ann "Jo", the 2nd', "=1+1", "4"),
        Student("s2", "1A", "@x", "-Lee"),
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", "TT422:1:1"),
        ("1A,Ali,Lee,s1\n", "TT422:1:1"),
        ("class,given_name,family_name\n", "TT422:1:1"),
        ("class,given_name,family_name,id,Surname\n", "TT422:1:33"),
        (HEAD + "1A,Ali,Lee,s1,1,,more\n", "TT423:2:18"),
        (HEAD + '1A,"Ali,Lee,s1\n1A,Al,Lee,s2\n', "TT423:2:4"),
        (HEAD + '1A,"Ali"x,Lee,s1\n1A,Al,Lee,s2\n', "TT423:2:4"),
        (HEAD + "1A,,Lee,s1\n", "TT424:2:4"),
        (HEAD + "1A,Ali\n", "TT424:2:7 TT424:2:7"),
        (HEAD + "1a,Ali,Lee,s1\n", "TT425:2:1"),
        (HEAD + "1A,Ali,Lee,s1\n1A,Al,Lee,S1\n", "TT426:3:11"),
        (HEAD + "1A,Ali,Lee,s1,2\n", "TT427:2:15"),
        (HEAD + "1A,Ali,Lee,s1,1,ali at gum\n", "TT427:2:17"),
        (HEAD + "1A,A\u202eli,Lee,s1\n", "TT427:2:4"),
        (HEAD + "x" * 201 + ",Ali,Lee,s1\n1A,Ali," + "x" * 200 + ",s2\n", "TT427:2:1"),
        (HEAD + "9Z,,Lee,s1\n1A,Ali,Lee,s1,7\n", "TT425:2:1 TT424:2:4 TT427:3:15 TT426:3:12"),
    ],
)
def test_every_problem_is_told_at_its_place(text: str, found: str, path: Path) -> None:
    with pytest.raises(InvalidInput) as caught:
        students(path, text.encode())
    told = caught.value.diagnostics
    places = sorted(f"{d.code}:{d.source.line}:{d.source.column}" for d in told)
    assert places == sorted(found.split())
    assert all(d.code in CODES and d.source.file == str(path) for d in told)
    assert all(d.text == text.split("\n")[d.source.line - 1] for d in told)


def test_a_file_of_mistakes_is_not_read_to_its_end(path: Path) -> None:
    with pytest.raises(InvalidInput) as caught:
        students(path, (HEAD + "9,,,\n" * 2 * MAX_PROBLEMS).encode())
    assert MAX_PROBLEMS <= len(caught.value.diagnostics) < MAX_PROBLEMS + 5


def test_a_class_that_is_almost_right_is_proposed(path: Path) -> None:
    with pytest.raises(InvalidInput) as caught:
        students(path, (HEAD + "34C,Ali,Lee,s1\n").encode())
    assert caught.value.diagnostics[0].hint == 'did you mean "3/4C"?'


@pytest.mark.parametrize(
    "data",
    [
        HEAD.encode() + "1A,Zoë,Lee,s1\n".encode("latin-1"),
        HEAD.encode("utf-16"),
        b"PK\x03\x04\x00\x00",
        b"x" * (MAX_BYTES + 1),
    ],
)
def test_what_is_no_text_is_one_problem(data: bytes, path: Path) -> None:
    with pytest.raises(InvalidInput) as caught:
        students(path, data)
    assert [d.code for d in caught.value.diagnostics] == ["TT421"]


@given(st.text(alphabet='1A,;"\n\r\t =é\x00s', max_size=60))
def test_no_text_is_more_than_bad_input(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    with suppress(InvalidInput):
        found = students(path, (HEAD + text).encode())
        assert all(s.class_id in SCHOOL.class_ and s.given and s.family and s.id for s in found)


@pytest.mark.parametrize(
    ("name", "given", "family"),
    [
        ("Ana Rossi", "Ana", "Rossi"),
        ("Mary Ann Smith", "Mary Ann", "Smith"),
        ("Anna van der Berg", "Anna", "van der Berg"),
        ("Anna Van der Berg", "Anna", "Van der Berg"),
        ("Maria de la Cruz", "Maria", "de la Cruz"),
        ("An Le Nguyen", "An Le", "Nguyen"),
        ("Van Tran", "Van", "Tran"),
        ("Rossi, Ana", "Ana", "Rossi"),
        ("Fay O'Brien", "Fay", "O'Brien"),
        ("  Zoë   Gray ", "Zoë", "Gray"),
        ("lee", "lee", "lee"),
        ("Lee,", "Lee", "Lee"),
        (",", ",", ","),
    ],
)
def test_names_in_two_parts(name: str, given: str, family: str) -> None:
    assert split_name(name) == (given, family)


@given(st.text(alphabet="aA vande,.\té\u00a0", min_size=1).filter(str.strip))
def test_neither_part_of_a_name_is_empty(name: str) -> None:
    assert all(part.strip() for part in split_name(name))


def test_students_for_formats_that_take_none_are_refused(path: Path) -> None:
    message = "students are written in oneroster, sds or xuno only"
    with pytest.raises(ValueError, match=message):
        named(["json", "ics"], Options(path))
    assert named(["json", "sds"], Options(path))
    assert named(["all"], Options(path))
    command = ["export", "school.yaml", "timetable.json", "--students", str(path)]
    refused = CliRunner().invoke(app, [*command, "--to", "json"], terminal_width=200)
    assert refused.exit_code == 2
    assert "--students" in refused.output
    assert message in " ".join(refused.output.split())
