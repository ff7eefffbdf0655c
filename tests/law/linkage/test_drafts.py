"""Drafts: nothing is invented, blanks are seen, slips are refused."""

from datetime import date

import pytest

from zhanlian.law import law_book, situation_of
from zhanlian.law.book import NoLawInForce
from zhanlian.law.linkage import (
    DraftText,
    administrative_penalty,
    draft_lines,
    matter_of,
    opinion_draft,
    referral_draft,
)
from zhanlian.law.linkage.refusals import UnknownField
from zhanlian.law.saying import LANGUAGES

ON = date(2025, 5, 6)


def penalty():
    said = {
        "situation": {"act_to": date(2024, 3, 1), "judged_on": ON},
        "person": [
            {"id": "P1", "facts": {"linkage": {"conduct": "cards_accounts", "gain_fen": 3_000_000}}}
        ],
    }
    situation = situation_of(said, where="test")
    return administrative_penalty(matter_of(situation, situation.persons[0], law_book()))


def test_what_nobody_wrote_stays_blank():
    draft = opinion_draft({}, on=ON, law=law_book())
    assert set(draft.blanks) == {each.key for each in draft.fields}
    assert {"requested_treatment", "reply_due", "facts", "person"} <= set(draft.blanks)
    assert draft.signs == ("document_number", "signature", "seal", "date")


def test_an_empty_text_is_a_blank():
    assert "facts" in opinion_draft({"facts": DraftText("  ")}, on=ON, law=law_book()).blanks


def test_the_evidence_list_holds_what_the_texts_rest_on():
    given = {
        "facts": DraftText("出租银行账户三个。", ("E1", "E2")),
        "property_held": DraftText("冻结账户一个。", ("E2", "E7")),
    }
    draft = opinion_draft(given, on=ON, law=law_book())
    (listed,) = (each for each in draft.fields if each.key == "evidence_list")
    assert listed.evidence == ("E1", "E2", "E7")


def test_a_proposal_stands_beside_the_treatment_and_not_in_it():
    draft = opinion_draft({}, on=ON, law=law_book(), penalty=penalty())
    assert "requested_treatment" in draft.blanks
    assert any(step.key == "linkage.penalty.multiple" for step in draft.proposals)
    assert [step.key for step in draft.asks] == ["linkage.penalty.ask_serious"]


def test_the_reply_term_is_a_dated_rule_and_no_day():
    draft = opinion_draft({}, on=ON, law=law_book())
    assert (draft.reply.value.number, draft.reply.value.unit) == (2, "months")
    assert draft.reply.starts_at == "opinion_received"


def test_a_text_without_a_field_is_refused():
    with pytest.raises(UnknownField) as caught:
        referral_draft({"verdict": DraftText("有罪")}, on=ON, law=law_book())
    assert caught.value.code == "ZL-LAW-302"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("make", [referral_draft, opinion_draft])
def test_a_draft_reads_with_its_blanks_and_its_law(make, lang):
    draft = make({"facts": DraftText("出租银行账户三个。")}, on=ON, law=law_book())
    lines = draft_lines(draft, lang)
    assert sum("＿" in line for line in lines) == len(draft.blanks) + len(draft.signs)
    assert any("第" in line or "art" in line for line in lines)
    assert "linkage." not in "\n".join(lines)


def test_a_referral_before_any_rule_is_refused():
    with pytest.raises(NoLawInForce):
        referral_draft({}, on=date(2000, 1, 1), law=law_book())
