"""Sentencing situations that a lawyer can write: one file per rule, under ``golden/H``."""

import tomllib
from fractions import Fraction
from pathlib import Path

import pytest

from zhanlian.law import LawRefusal, law_book, situation_of
from zhanlian.law.plain import plain
from zhanlian.law.saying import LANGUAGES
from zhanlian.law.sentencing import charge_of, plain_worksheet, worksheet, worksheet_lines

GOLDEN = Path(__file__).parents[1] / "golden" / "H"


def cases():
    said = {
        file.stem: tomllib.loads(file.read_text("utf-8")) for file in sorted(GOLDEN.glob("*.toml"))
    }
    return [
        pytest.param({"offence": each["offence"], "tier": each["tier"], **case},
                     id=f"{name}-{number}")
        for name, each in said.items()
        for number, case in enumerate(each["cases"])
    ]  # fmt: skip


def answered(case):
    situation = situation_of({key: case[key] for key in ("situation", "person")}, where="golden")
    charge = charge_of(
        situation, situation.persons[0], offence=case["offence"], tier=case["tier"], law=law_book()
    )
    return worksheet(charge)


def sheet_holds(sheet, expected):
    for name in ("exact", "result", "result_if_raised", "statutory"):
        if name in expected:
            found = getattr(sheet, name)
            assert [found.low, found.high] == [Fraction(each) for each in expected[name]], name
    if "mitigating" in expected:
        assert list(sheet.mitigating) == expected["mitigating"]
    if "replaced" in expected:
        assert [each.key for each in sheet.replaced] == expected["replaced"]
    assert set(expected.get("kinds_some", [])) <= set(sheet.kinds)
    assert set(expected.get("missing_some", [])) <= set(sheet.missing)
    assert set(expected.get("asks_some", [])) <= {step.key for step in sheet.asks}
    for part, fields in expected.get("package", {}).items():
        value = plain(getattr(sheet.package, part).value)
        assert {name: value[name] for name in fields} == plain(fields), part


@pytest.mark.parametrize("case", cases())
def test_a_situation_comes_out_as_written(case):
    if "refuses" in case:
        with pytest.raises(LawRefusal) as caught:
            answered(case)
        assert caught.value.code == case["refuses"]
        return
    answer, expected = answered(case), case["expect"]
    if "readings" in expected:
        assert answer.value is None
        assert len(answer.readings) == len(expected["readings"])
        assert set(expected["asks_some"]) <= {step.key for step in answer.asks}
        for reading, each in zip(answer.readings, expected["readings"], strict=True):
            sheet_holds(reading.value, each)
        return
    sheet_holds(answer.value, expected)
    if "asks" in expected:
        own = [step.key for step in answer.asks if not step.key.startswith("sentencing.fine.")]
        assert own == expected["asks"]


@pytest.mark.parametrize("case", cases())
def test_every_worksheet_reads_in_both_languages_and_stores(case):
    if "refuses" in case:
        return
    answer = answered(case)
    for lang in LANGUAGES:
        text = "\n".join(worksheet_lines(answer, lang))
        assert "sentencing." not in text.replace("cn.sentencing.", "")
        assert "＿＿＿＿" in text
    stored = plain_worksheet(answer)
    sheets = [stored["value"]] if stored["value"] else [one["value"] for one in stored["readings"]]
    assert all(sheet["law_version"] == law_book().version for sheet in sheets)
    assert all({"fine", "ban", "order"} <= set(sheet["package"]) for sheet in sheets)
