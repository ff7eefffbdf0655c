"""Instruments: every key once, drafts are no law, what is replaced has ended the day before."""

from datetime import date, timedelta

import pytest

from zhanlian.law import law_book
from zhanlian.law.instruments import Kind, read_instruments
from zhanlian.law.reading import BadLawFile
from zhanlian.law.values import Standing

INSTRUMENTS = law_book().instruments


def test_links_lead_to_instruments():
    linked = {key for each in INSTRUMENTS.values() for key in (*each.replaces, *each.amends)}
    assert linked - set(INSTRUMENTS) == set()


def test_what_is_replaced_ended_the_day_before():
    for each in INSTRUMENTS.values():
        for key in each.replaces:
            assert INSTRUMENTS[key].until_on == each.in_force_on - timedelta(days=1), key


def test_a_draft_is_never_in_force():
    drafts = [each for each in INSTRUMENTS.values() if each.kind is Kind.DRAFT]
    assert [each.key for each in drafts] == ["cn/draft-cybercrime-law"]
    assert not any(each.is_law or each.is_in_force(date(2026, 11, 23)) for each in drafts)


@pytest.mark.parametrize(
    ("key", "on", "is_in_force"),
    [
        ("cn/fashi-2015-11", date(2025, 8, 25), True),
        ("cn/fashi-2015-11", date(2025, 8, 26), False),
        ("cn/fashi-2025-13", date(2025, 8, 26), True),
        ("cn/public-security-penalties-law-2012", date(2025, 12, 31), True),
        ("cn/public-security-penalties-law-2025", date(2025, 12, 31), False),
        ("cn/anti-telecom-fraud-law", date(2022, 12, 1), True),
    ],
)
def test_an_instrument_is_in_force_to_the_day(key, on, is_in_force):
    assert INSTRUMENTS[key].is_in_force(on) is is_in_force


def test_an_opinion_of_the_court_is_no_interpretation():
    wrong = [each.key for each in INSTRUMENTS.values()
             if each.number.startswith("法发") and each.kind is not Kind.OPINION]  # fmt: skip
    assert wrong == []


def test_every_number_of_the_register_is_filed():
    laws = {f"INS-L{number:02d}" for number in range(1, 20)}
    rules = {f"INS-R{number:02d}" for number in range(1, 6)}
    interpretations = {f"INS-J{number:02d}" for number in range(1, 22)} - {"INS-J04"}
    opinions = {f"INS-N{number:02d}" for number in range(1, 30)}
    wanted = {*laws, *rules, *interpretations, *opinions, "INS-J04a", "INS-J04b", "INS-D01"}
    assert wanted - {mark for each in INSTRUMENTS.values() for mark in each.register} == set()


def test_what_is_not_confirmed_says_why_in_both_languages():
    silent = [each.key for each in INSTRUMENTS.values()
              if each.standing is not Standing.CONFIRMED and each.doubt is None]  # fmt: skip
    assert silent == []


def test_a_slip_in_an_instrument_is_refused(tmp_path):
    file = tmp_path / "cn" / "x.toml"
    file.parent.mkdir()
    file.write_text('title_zh = "甲"\ntitle_en = "A"\nkind = "law"\nstanding = "sure"\n', "utf-8")
    with pytest.raises(BadLawFile):
        read_instruments(tmp_path)
