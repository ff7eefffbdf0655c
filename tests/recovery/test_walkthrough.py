"""The 1,095.00 of the example, from class to rest, by the command line alone.

The account L1 holds 1,095.00 under a freeze. V2's 30,000.00 left it by one equal transfer, so it
is matched elsewhere; what remains is V1's money mixed with a salary of 1,000.00.
"""

import json

import pytest

L1 = "0009B0000000201"
SIGNED = ("--author", "张警官", "--reason", "依据卷宗")
OFFICERS = ("--officer", "张警官", "--officer", "李警官")


@pytest.fixture
def ask(own_example, run_cli):
    """Run a verb on the case with --json: exit status and the answer."""

    def call(verb, *words):
        status, out, err = run_cli(verb, own_example, *words, "--json")
        assert not err
        return status, json.loads(out)

    return call


@pytest.fixture
def sign(ask):
    """The same, signed; the plan as it then stands."""

    def call(verb, *words):
        status, said = ask(verb, *words, *SIGNED)
        assert status == 0, said
        return said["plans"][0] if "plans" in said else said

    return call


def refused(answer):
    status, said = answer
    assert status == 2
    return said["code"]


def test_frozen_money_goes_its_whole_way(ask, sign):
    # 1 class: nothing is tied payment by payment, so C; the holder's own money is asked about
    _, plan = ask("plan-return", L1, "--on", "2024-03-10", "--beside")
    (account,), (line,) = plan["accounts"], plan["lines"]
    assert (account["situation"], account["frozen_minor"]) == ("C", 109_500)
    assert account["booked_minor"] == 109_500
    assert [each["victim"] for each in account["breaks"]] == ["V1"]
    assert (line["victim"], line["amount_minor"]) == ("V1", 109_500)
    shown = {(each["method"], each["victim"]): each["amount_minor"] for each in plan["conventions"]}
    assert shown["fifo", "V2"] == 109_500  # beside it, and no basis for paying
    assert shown["lifo", ""] == 100_000

    # 2 plan and notice
    assert sign("plan-return", L1, "--on", "2024-03-10")["plan"] == "P1"
    noticed = sign("objections", "P1", "notice", "--on", "2024-03-11")
    assert (noticed["notice_ends"], noticed["free_from"]) == (["2024-04-10"], "2024-04-11")
    assert refused(ask("pay", "P1", "instruct", "--on", "2024-03-12", *OFFICERS, *SIGNED)) == (
        "ZL-RECOVERY-008"
    )

    # 3 the holder objects: 1,000.00 is salary. Partly upheld, so the plan must be changed
    sign("objections", "P1", "object", "样本一级甲", "holder", "--on", "2024-03-20")
    sign("objections", "P1", "answer", "ask_other_money", L1, "--on", "2024-03-20")
    sign("objections", "P1", "answer", "ask_formula", L1, "--on", "2024-03-20")
    approve = ("pay", "P1", "approve", "police.city", "--on", "2024-04-11", *OFFICERS, *SIGNED)
    assert refused(ask(*approve)) == "ZL-RECOVERY-011"
    sign("objections", "P1", "rule", "O1", "partly", "--on", "2024-03-25")
    assert refused(ask(*approve)) == "ZL-RECOVERY-018"

    # 4 the changed plan keeps the salary back; its share changed, so it is noticed again
    changed = sign(
        "plan-return", L1, "--on", "2024-03-26", "--keep", f"{L1}=1,000.00", "--replaces", "P1"
    )
    assert [changed[each] for each in ("paid_minor", "kept_minor", "rest_minor")] == [
        9_500, 100_000, 0,
    ]  # fmt: skip
    approve = ("pay", "P2", "approve", "police.city", "--on", "2024-04-26", *OFFICERS)
    for each in ("ask_other_money", "ask_formula"):
        assert refused(ask(*approve, *SIGNED)) == "ZL-RECOVERY-012"
        sign("objections", "P2", "answer", each, L1, "--on", "2024-03-26")
    assert refused(ask(*approve, *SIGNED)) == "ZL-RECOVERY-010"
    assert sign("objections", "P2", "notice", "--on", "2024-03-26")["free_from"] == "2024-04-26"

    # 5 decision: city level, two officers, after the notice
    low = ("pay", "P2", "approve", "police.county", "--on", "2024-04-26", *OFFICERS, *SIGNED)
    assert refused(ask(*low)) == "ZL-RECOVERY-013"
    assert refused(ask(*approve[:6], "--officer", "张警官", *SIGNED)) == "ZL-RECOVERY-014"
    assert sign(*approve)["state"] == "approved"

    # 6 bank: three working days over the Labour Day holiday, then payment and rest
    told = sign("pay", "P2", "instruct", "--on", "2024-04-30", *OFFICERS)
    assert told["bank_due_on"] == "2024-05-08"
    wrong = ask("pay", "P2", "paid", L1, "V1", "96.00", "--on", "2024-05-06", *SIGNED)
    assert refused(wrong) == "ZL-RECOVERY-016"
    done = sign("pay", "P2", "paid", L1, "V1", "95.00", "--on", "2024-05-06")
    assert (done["state"], done["paid_minor"], done["kept_minor"]) == ("closed", 9_500, 100_000)
    assert done["paid_minor"] + done["kept_minor"] + done["rest_minor"] == 109_500

    # 7 what is left is 1,000.00 still frozen; a later procedure starts from there
    _, later = ask("plan-return", L1, "--on", "2024-05-10")
    assert later["accounts"][0]["frozen_minor"] == 100_000


def test_money_only_stopped_or_no_longer_frozen_is_refused(ask, sign):
    assert refused(ask("plan-return", L1, "--on", "2024-03-05")) == "ZL-RECOVERY-015"  # G-G16
    assert refused(ask("plan-return", L1, "--on", "2024-09-08")) == "ZL-RECOVERY-015"  # G-G17
    sign("plan-return", L1, "--on", "2024-03-10")
    sign("objections", "P1", "notice", "--on", "2024-08-01")
    for each in ("ask_other_money", "ask_formula"):
        sign("objections", "P1", "answer", each, L1, "--on", "2024-08-01")
    lapsed = ("pay", "P1", "approve", "police.city", "--on", "2024-09-07", *OFFICERS, *SIGNED)
    assert refused(ask(*lapsed)) == "ZL-RECOVERY-015"


def test_a_plan_older_than_its_facts_is_not_decided(ask, sign):
    sign("plan-return", L1, "--on", "2024-03-10")
    sign("objections", "P1", "notice", "--on", "2024-03-11")
    for each in ("ask_other_money", "ask_formula"):
        sign("objections", "P1", "answer", each, L1, "--on", "2024-03-11")
    sign("loss", "V1", "--made-good", "49,900.00")
    late = ("pay", "P1", "approve", "police.city", "--on", "2024-04-11", *OFFICERS, *SIGNED)
    assert refused(ask(*late)) == "ZL-RECOVERY-019"
    changed = sign("plan-return", L1, "--on", "2024-04-12", "--replaces", "P1")
    assert (changed["paid_minor"], changed["rest_minor"]) == (10_000, 99_500)


def test_an_account_in_a_plan_is_not_planned_twice(ask, sign):
    sign("plan-return", L1, "--on", "2024-03-10")
    assert refused(ask("plan-return", L1, "--on", "2024-03-11")) == "ZL-RECOVERY-017"
    _, all_of_them = ask("plan-return", "--on", "2024-03-11")
    assert {each["why"] for each in all_of_them["left_out"]} >= {"in_plan"}
    sign("pay", "P1", "cancel", "--on", "2024-03-12")
    assert sign("plan-return", L1, "--on", "2024-03-13")["plan"] == "P2"


def test_unsigned_or_unreadable_asks_are_refused(ask):
    assert refused(ask("plan-return", L1, "--on", "2024-03-10", "--author", "x")) == "ZL-DESK-005"
    assert refused(ask("objections", "P9")) == "ZL-RECOVERY-007"
    assert refused(ask("objections", "P1", "shout")) == "ZL-CLI-012"
    assert refused(ask("plan-return", "--keep", "1000")) == "ZL-CLI-012"
    assert refused(ask("plan-return", "--pool", "world")) == "ZL-CLI-012"
    assert refused(ask("loss", "V9", "--lost", "1.00", *SIGNED)) == "ZL-RECOVERY-005"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_screens_are_drawn_in_both_languages(own_example, run_cli, lang):
    said = ("--lang", lang, *SIGNED)
    status, out, _ = run_cli(
        "plan-return", own_example, L1, "--on", "2024-03-10", "--beside", "--lang", lang
    )
    assert (status, "1,095.00" in out) == (0, True)
    run_cli("plan-return", own_example, L1, "--on", "2024-03-10", *said)
    run_cli("objections", own_example, "P1", "notice", "--on", "2024-03-11", *said)
    run_cli("objections", own_example, "P1", "object", "V2", "victim", "--on", "2024-03-12", *said)
    status, out, _ = run_cli("objections", own_example, "--lang", lang)
    assert (status, "2024-04-10" in out, "O1" in out) == (0, True, True)


def test_a_plan_survives_a_rebuild_of_the_case(own_example, run_cli, sign):
    sign("plan-return", L1, "--on", "2024-03-10")
    sign("objections", "P1", "notice", "--on", "2024-03-11")
    (own_example / "case.duckdb").unlink()
    _, out, err = run_cli("objections", own_example, "P1", "--json")
    assert "重建" in err, "the reader is told that the case was made again"
    assert json.loads(out)["plans"][0]["state"] == "noticed"
    status, _, err = run_cli("verify", own_example)
    assert (status, err) == (0, "")
