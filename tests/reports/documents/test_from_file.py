"""Drafts that a person wrote in TOML: what is read, what is refused, what fills blanks."""

from datetime import date

import pytest

from zhanlian.reports.documents import Draft, Given, fill_blanks, read_drafts, read_fill
from zhanlian.reports.documents.refusals import BadDraft

NOTICE = """
kind = "public_notice"
on = 2024-04-01
name = "一"

[fields]
case_name = "样例专案"
frozen = { value = 109500, source = "row f4:0:2" }
notice_from = 2024-04-02

[[tables.shares]]
victim_id = "V1"
share = { value = 10, source = "plan", currency = "USDT" }
"""
LETTER = """
kind = "transfer_letter"
on = 2024-04-01

[fields]
document_number = "样移〔2024〕1号"
facts = { value = "出租银行卡三张", source = "E1; E2" }
"""


def read(tmp_path, text):
    file = tmp_path / "draft.toml"
    file.write_text(text, encoding="utf-8")
    return read_drafts(file)


def test_values_keep_their_sources_and_types(tmp_path):
    (draft,) = read(tmp_path, NOTICE)
    assert (draft.kind, draft.on, draft.name) == ("public_notice", date(2024, 4, 1), "一")
    assert draft.fields["frozen"] == Given(109_500, "row f4:0:2")
    assert draft.fields["notice_from"] == Given(date(2024, 4, 2))
    assert draft.tables["shares"][0]["share"] == Given(10, "plan", "USDT")


def test_a_letter_gets_its_grounds_from_the_law(tmp_path):
    (letter,) = read(tmp_path, LETTER)
    assert letter.fields["document_number"].value == "样移〔2024〕1号"
    assert letter.fields["evidence_list"].value == "E1; E2"
    assert any("国务院令第310号" in str(row["provision"].value)
               for row in letter.tables["reasoning"])  # fmt: skip


def test_blanks_are_filled_and_nothing_is_replaced(tmp_path):
    file = tmp_path / "fill.toml"
    file.write_text('[fields]\ncontact = "样例警官 10000000000"\ncase_name = "别的"\n', "utf-8")
    draft = Draft("victim_letter", date(2024, 4, 1), {"case_name": Given("样例"),
                                                      "contact": Given(None)})  # fmt: skip
    (filled,) = fill_blanks([draft], read_fill(file))
    assert filled.fields["contact"].value == "样例警官 10000000000"
    assert filled.fields["case_name"].value == "样例"


@pytest.mark.parametrize(
    "text",
    [
        "kind = ",
        'on = 2024-04-01\n[fields]\na = "b"',
        'kind = "public_notice"\non = "today"',
        'kind = "x"\non = 2024-04-01\nfields = "a"',
        'kind = "x"\non = 2024-04-01\n[fields]\na = 1.5',
        'kind = "x"\non = 2024-04-01\n[fields]\na = true',
        'kind = "x"\non = 2024-04-01\n[fields]\na = { amount = 1 }',
        'kind = "x"\non = 2024-04-01\n[fields]\na = 2024-04-01T09:00:00',
        'kind = "x"\non = 2024-04-01\n[tables]\nrows = "a"',
    ],
)
def test_a_file_that_describes_nothing_is_refused(tmp_path, text):
    with pytest.raises(BadDraft):
        read(tmp_path, text)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(BadDraft):
        read_drafts(tmp_path / "none.toml")


def two_letters():
    return [Draft("victim_letter", date(2024, 4, 1), name=name) for name in ("V1", "V2")]


def filling(tmp_path, text):
    file = tmp_path / "fill.toml"
    file.write_text(text, encoding="utf-8")
    return read_fill(file)


def test_one_persons_account_never_fills_two_letters(tmp_path):
    given = filling(tmp_path, '[fields]\nreceiving_account = "9999990000000001001"\n')
    with pytest.raises(BadDraft, match="receiving_account"):
        fill_blanks(two_letters(), given)


def test_a_value_for_one_letter_fills_that_letter(tmp_path):
    given = filling(tmp_path, '[fields]\ncontact = "样例"\n[only.V2]\nreceiving_account = "9999"\n')
    one, two = fill_blanks(two_letters(), given)
    assert set(one.fields) == {"contact"}
    assert two.fields["receiving_account"] == Given("9999")


def test_a_letter_that_is_not_written_is_not_filled(tmp_path):
    with pytest.raises(BadDraft, match="V3"):
        fill_blanks(two_letters(), filling(tmp_path, '[only.V3]\ncontact = "x"\n'))
