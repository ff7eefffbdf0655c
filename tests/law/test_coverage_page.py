"""The coverage page: which provisions are encoded, and which worked rows use each of them.

The page is made by running every worked row (``golden``) and noting each dated value that a rule
looked up. To write it anew: ZHANLIAN_WRITE_PAGES=1 pytest tests/law/test_coverage_page.py
"""

import importlib
import os
from collections import defaultdict
from pathlib import Path

import pytest

from zhanlian.law import law_book
from zhanlian.law.book import LawBook

PAGE = Path(__file__).parents[2] / "docs" / "law-coverage.md"
ROOMS = ("clocks", "linkage", "offences", "sentencing")
HEAD = """# What of the law is encoded

<!-- Made by tests/law/test_coverage_page.py; change the data or the worked rows, not this page. -->

Per instrument the provisions that dated values cite, the parameters that hold them, and the
worked rows (`tests/law/golden`) in which a rule looked the value up. A dash: no worked row uses it
yet; property tests and `zhanlian law check` still hold it.
"""


def worked_rows():
    """(name of the row, the test as a call) for every worked row of every inner room."""
    for room in ROOMS:
        module = importlib.import_module(f"tests.law.{room}.test_golden")
        for name, function in vars(module).items():
            if name.startswith("test_"):
                yield from calls_of(function)


def calls_of(function):
    for mark in getattr(function, "pytestmark", []):
        if mark.name == "parametrize":
            for case in mark.args[1]:
                values = getattr(case, "values", case)
                row = (getattr(case, "id", None) or "").split()[0]
                yield row, lambda values=values: function(*values)


@pytest.fixture(scope="module")
def used():
    """Parameter -> the worked rows in which it was looked up."""
    found = defaultdict(set)
    look_up = LawBook.value
    now = [""]

    def noting(self, name, **asked):
        value = look_up(self, name, **asked)
        found[name].add(now[0])
        return value

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(LawBook, "value", noting)
        for row, call in worked_rows():
            now[0] = row
            call()
    return found


def page(used):
    law = law_book()
    places = defaultdict(lambda: defaultdict(set))
    for name, parameter in law.parameters.items():
        for value in parameter.values:
            for each in value.cites:
                places[each.source][each.place].add(name)
    reached = sum(1 for name in law.parameters if used.get(name))
    rows = sum(len(each.values) for each in law.parameters.values())
    counted = (
        f"\n{len(law.instruments)} instruments, {len(law.parameters)} parameters, {rows} dated "
        f"values; {reached} parameters are looked up in worked rows.\n"
    )
    sections = (section(law.instruments[key], places[key], used) for key in sorted(places))
    return "".join([HEAD, counted, *sections])


def section(instrument, places, used):
    lines = [f"\n## {instrument.title_zh} {instrument.number}".rstrip(), ""]
    lines += [f"{instrument.title_en} (`{instrument.key}`)", "", "| provision | parameter | rows |"]
    lines += ["| --- | --- | --- |"]
    for place, names in sorted(places.items()):
        for name in sorted(names):
            rows = ", ".join(sorted(row for row in used.get(name, ()) if row)) or "-"
            lines.append(f"| {place or '(whole)'} | `{name}` | {rows} |")
    return "\n".join(lines) + "\n"


def test_the_page_says_what_is_encoded(used):
    made = page(used)
    if os.environ.get("ZHANLIAN_WRITE_PAGES"):
        PAGE.write_text(made, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == made, "write it anew: see the top of this test"


def test_worked_rows_use_many_values(used):
    assert len(used) > 100
