"""Facts: unknown stays unknown, slips are refused by name, amounts are whole fen."""

from datetime import date

import pytest

from zhanlian.law import situation_of
from zhanlian.law.facts import BadFact, MissingDate, UnknownFact, UnreadableFacts, read_situation
from zhanlian.law.facttypes import FactType, WrongType, typed

DAYS = {"act_to": date(2023, 5, 1), "judged_on": date(2024, 1, 1)}


def person(**facts):
    return {"situation": dict(DAYS), "person": [{"id": "P1", "facts": {"fraud": facts}}]}


def fact(said):
    (who,) = situation_of(said, where="here").persons
    return who.get("fraud.amount_fen")


def test_what_is_not_said_is_unknown_and_not_zero():
    assert fact(person()).value is None
    assert fact(person(amount_fen="unknown")).value is None
    assert fact(person(amount_fen=0)).value == 0


def test_a_fact_keeps_its_evidence():
    found = fact(person(amount_fen={"value": "2,999.99", "evidence": ["E3", "H:fifo:A:V1"]}))
    assert (found.value, found.evidence) == (299_999, ("E3", "H:fifo:A:V1"))


def test_a_misspelt_fact_is_refused_with_the_right_name():
    with pytest.raises(UnknownFact) as caught:
        fact(person(amout_fen=1))
    assert "fraud.amount_fen" in caught.value.do_next
    assert caught.value.where == "here, person P1"


@pytest.mark.parametrize("said", ["12.345", -1, 2.5, True, "many", [1]])
def test_an_amount_that_is_none_is_refused(said):
    with pytest.raises(BadFact) as caught:
        fact(person(amount_fen=said))
    assert "fraud.amount_fen" in caught.value.sentence


def test_a_situation_without_its_dates_is_refused():
    for key in DAYS:
        said = person(amount_fen=1)
        del said["situation"][key]
        with pytest.raises(MissingDate) as caught:
            situation_of(said, where="here")
        assert key in caught.value.sentence


def test_a_misspelt_heading_is_refused():
    with pytest.raises(UnknownFact):
        situation_of({**person(), "persons": []}, where="here")
    with pytest.raises(UnknownFact):
        situation_of({"situation": {**DAYS, "judgedon": date(2024, 1, 1)}}, where="here")


def test_a_file_that_is_no_toml_is_refused(tmp_path):
    file = tmp_path / "facts.toml"
    file.write_text("[situation\n", encoding="utf-8")
    with pytest.raises(UnreadableFacts):
        read_situation(file)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (FactType.BOOL, 1),
        (FactType.DAY, "2023-01-01"),
        (FactType.STAYS, [[date(2023, 2, 1), date(2023, 1, 1)]]),
        (FactType.CHOICE, "other"),
        (FactType.CHOICES, ["one", "other"]),
        (FactType.COUNT, -1),
    ],
)
def test_each_type_refuses_what_is_not_its_own(kind, said):
    with pytest.raises(WrongType):
        typed(kind, said, choices=("one", "two"))


def test_yuan_in_words_of_digits_become_fen():
    assert [typed(FactType.FEN, said) for said in ("3000", "3,000元", "0.5", "1,234.56")] == [
        300_000, 300_000, 50, 123_456,
    ]  # fmt: skip
