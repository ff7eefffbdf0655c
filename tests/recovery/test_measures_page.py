"""The page on measures: every file on it is taken in, and its example runs."""

import re
import tomllib
from datetime import date
from pathlib import Path

from zhanlian.recovery.assets import check_asset
from zhanlian.recovery.confiscation import make_sheet, read_confiscation
from zhanlian.recovery.judgment import Shelf, judge, read_judgment
from zhanlian.recovery.measures import check_measure
from zhanlian.recovery.plea import make_plea_sheet, read_plea

PAGE = (Path(__file__).parents[2] / "docs" / "measures.md").read_text(encoding="utf-8")
FILES = [tomllib.loads(text) for text in re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)]


def test_every_file_of_the_page_is_taken_in():
    measure, asset, wanted, person, execution = FILES
    assert check_measure(measure["measure"][0], where="page", currency="CNY")["months"] == 6
    assert check_asset(asset["asset"][0], where="page", currency="CNY")["paid_by"]
    assert make_sheet(read_confiscation(wanted, where="page"), date(2025, 1, 2)).terms
    assert make_plea_sheet(read_plea(person, where="page")).paid_minor == 500_000
    executed, (share,) = judge(read_judgment(execution, where="page"), date(2024, 12, 1))
    names = ("medical", "bank", "V1", "other", "fine")
    paid = [executed.paid_to(name) // 1_000_000 for name in names]
    assert (paid, share.shelf) == ([10, 15, 70, 5, 0], Shelf.NOTICE_RUNS)


def test_the_example_of_the_page_runs():
    (text,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    exec(compile(text, "docs/measures.md", "exec"), {})
