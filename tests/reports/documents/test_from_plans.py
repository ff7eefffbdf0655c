"""Papers of a return plan on the example case: 1,095.00 frozen in L1, from draft to the bank."""

from datetime import date, timedelta

import pytest

from tests.example import example, own_example
from tests.reports.documents.reading import text_of_docx
from zhanlian.desk import open_traced
from zhanlian.evidence import append_decision
from zhanlian.recovery import draft_plan, procedure
from zhanlian.reports.documents import Style, drafts_of, write_documents
from zhanlian.reports.documents.plans import say_share
from zhanlian.reports.documents.refusals import NothingToWrite

__all__ = ["example", "own_example"]

ON = date(2024, 3, 8)
NOW = 1_711_929_600_000_000
STAGES = ("public_notice", "return_application", "return_report", "victim_letter")
AFTER_APPROVAL = ("return_decision", "assistance_notice")
OFFICERS = ["样例警官甲", "样例警官乙"]


@pytest.fixture
def case(own_example):
    opened = open_traced(own_example)
    yield opened
    opened.close()


def decide(case, kind, facts):
    append_decision(case.decisions_path, kind, facts, author="样例警官甲",
                    at="2024-03-08T00:00:00+00:00", reason="样例")  # fmt: skip


def recorded(case):
    plan = draft_plan(case, on=ON).plan
    decide(case, procedure.PLAN, procedure.plan_facts(plan, plan_id="P1", on=ON))
    return plan


def step(case, kind, on, **facts):
    decide(case, procedure.STEP, {"step": kind, "plan": "P1", "on": on.isoformat(), **facts})


def approved(case):
    plan = recorded(case)
    free_on = ON
    for account in plan.accounts:
        for ask in account.asks:
            step(case, "answer", ON, ask=ask.key, account=account.account_id)
    if plan.needs_notice:
        step(case, "notice", ON)
        free_on = procedure.read_courses(case)["P1"].free_from
    step(case, "approve", free_on, level="police.city", officers=OFFICERS)
    return plan


def texts(case, kind, folder):
    written = write_documents(drafts_of(case, kind, on=ON), folder, now=NOW, style=Style(("docx",)))
    return [text_of_docx((folder / next(iter(each.files))).read_bytes()) for each in written]


def test_without_a_plan_there_is_nothing_to_write(case):
    for kind in (*STAGES, *AFTER_APPROVAL):
        with pytest.raises(NothingToWrite):
            drafts_of(case, kind, on=ON)


@pytest.mark.parametrize("kind", STAGES)
def test_a_recorded_plan_writes_what_comes_before_its_approval(case, kind, tmp_path):
    plan = recorded(case)
    if kind == "public_notice" and not plan.needs_notice:
        with pytest.raises(NothingToWrite):
            drafts_of(case, kind, on=ON)
        return
    assert texts(case, kind, tmp_path)


@pytest.mark.parametrize("kind", AFTER_APPROVAL)
def test_decisions_wait_for_the_approval(case, kind, tmp_path):
    recorded(case)
    with pytest.raises(NothingToWrite, match=kind):
        drafts_of(case, kind, on=ON)


@pytest.mark.parametrize("kind", AFTER_APPROVAL)
def test_an_approved_plan_writes_its_decisions(case, kind, tmp_path):
    plan = approved(case)
    paid = sum(line.amount_minor for line in plan.lines)
    drafts = drafts_of(case, kind, on=ON)
    key = "amount" if kind == "return_decision" else "returned"
    assert sum(draft.fields[key].value for draft in drafts) == paid
    assert texts(case, kind, tmp_path)


def test_what_is_paid_kept_and_rests_is_what_is_frozen(case):
    recorded(case)
    for draft in drafts_of(case, "return_report", on=ON):
        value = {key: given.value for key, given in draft.fields.items()}
        paid = sum(row["amount"].value for row in draft.tables["payments"])
        assert value["frozen"] == paid + value["reserved"] + value["rest"]


def test_a_cancelled_plan_writes_nothing(case):
    recorded(case)
    step(case, "cancel", ON + timedelta(days=1))
    with pytest.raises(NothingToWrite):
        drafts_of(case, "victim_letter", on=ON)


def test_a_share_is_exact_or_says_that_it_is_not():
    assert [say_share(5, 8), say_share(1, 3), say_share(2, 2)] == ["62.5%", "约33.3333%", "100%"]


def test_a_public_notice_names_no_account_in_its_file_names(case, tmp_path):
    recorded(case)
    write_documents(
        drafts_of(case, "public_notice", on=ON), tmp_path, now=NOW, style=Style(("docx",))
    )
    assert (tmp_path / "public_notice-P1-1-0201.docx").is_file()
    assert not any("0009B0000000201" in file.name for file in tmp_path.iterdir())
