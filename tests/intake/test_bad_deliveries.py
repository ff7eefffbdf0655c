"""Bad deliveries through the whole intake: a refusal or findings, and the case stays whole."""

from pathlib import Path

import pytest

from zhanlian.evidence import new_case
from zhanlian.intake import add_files

BAD = Path(__file__).resolve().parents[1] / "bad-input"
FILES = sorted(p for p in BAD.iterdir() if p.suffix in {".csv", ".txt"})


@pytest.fixture
def case(tmp_path):
    made = new_case(tmp_path / "case")
    yield made
    made.close()


def take(case, name):
    summary = add_files(case, [BAD / name], author="测试员", now=0)
    return summary.files[0], case.duck.fetch("SELECT * FROM finding ORDER BY finding_id")


@pytest.mark.parametrize("file", FILES, ids=lambda p: p.name)
def test_no_bad_file_harms_the_case(case, samples, file):
    good = samples / "01-bank-standard-template" / "样例银行D交易明细信息.csv"
    add_files(case, [good], author="测试员", now=0)
    said, _ = take(case, file.name)
    sums = case.duck.fetch("""
        SELECT f.line_count, count(l.line_no) AS classed FROM source_file AS f
        LEFT JOIN line_class AS l USING (file_id) GROUP BY f.file_id, f.line_count""")
    assert all(row["line_count"] == row["classed"] for row in sums)
    assert bool(said.refusal) != bool(said.classes), "a refusal, or lines in classes"
    kept = case.duck.fetch("SELECT count(*) AS n FROM entry WHERE bank = '样例银行D'")
    assert kept[0]["n"] == 5


@pytest.mark.parametrize(("name", "code"), [
    ("mixed-encodings.csv", "ZL-INTAKE-108"), ("wrong-encoding.csv", "ZL-INTAKE-107"),
])  # fmt: skip
def test_refused_files_leave_only_their_refusal(case, name, code):
    said, found = take(case, name)
    assert said.refusal["code"] == code
    assert [f["code"] for f in found] == ["file_refused"]
    assert case.duck.fetch("SELECT count(*) AS n FROM source_line")[0]["n"] == 0


@pytest.mark.parametrize(("name", "accepted", "rejected", "word"), [
    ("huge-amounts.csv", 2, 7, "too_large"), ("impossible-dates.csv", 2, 9, "impossible"),
    ("not-numbers.csv", 2, 8, "not_finite"), ("tiny-amounts.csv", 3, 4, "too_precise"),
    ("negative-amounts.csv", 7, 1, "unreadable"), ("duplicate-headers.csv", 1, 1, "disagree"),
])  # fmt: skip
def test_rows_that_cannot_be_read_say_why(case, name, accepted, rejected, word):
    said, found = take(case, name)
    assert said.classes["accepted"] == accepted
    assert said.classes["rejected"] == rejected
    reasons = [f["facts"] for f in found if f["code"] == "rows_rejected"]
    assert any(word in reason for reason in reasons)


def test_numbers_that_lost_digits_are_shown_but_never_link(case):
    take(case, "lost-digits.csv")
    rows = case.duck.fetch("SELECT cp_number, cp_number_text FROM entry ORDER BY line_no")
    assert any(r["cp_number_text"] and "E+18" in r["cp_number_text"] for r in rows)
    assert not any(r["cp_number"] and "E" in r["cp_number"] for r in rows)


def test_formulas_stay_texts_and_statements_stay_texts(case):
    take(case, "formula-injection.csv")
    take(case, "hostile-texts.csv")
    said = case.duck.fetch("SELECT summary, cp_name, remark FROM entry")
    texts = {text for row in said for text in row.values() if text}
    assert any(text.startswith(("=", "+", "@")) for text in texts)
    assert any("DROP TABLE" in text for text in texts)
    assert case.duck.fetch("SELECT count(*) AS n FROM entry")[0]["n"] == 16


def test_a_negative_amount_beside_a_direction_is_red_letter(case):
    _, found = take(case, "negative-amounts.csv")
    assert "reversal_alone" in {f["code"] for f in found}
    row = case.duck.fetch(
        "SELECT signed_minor FROM booking AS b JOIN entry AS e USING (entry_id) "
        "WHERE e.amount_text = '-1000.00'"
    )
    assert row[0]["signed_minor"] == -100_000, "never abs()"
