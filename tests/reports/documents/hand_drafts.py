"""One draft of every kind, filled by hand from the story of sample 01: 1,095.00 frozen in L1."""

from datetime import date, datetime

from zhanlian.law import law_book, linkage
from zhanlian.reports.documents import Draft, Given, drafts_of_linkage
from zhanlian.terms import CHINA, to_instant

ON = date(2024, 4, 1)
NOW = to_instant(datetime(2024, 4, 1, 9, 30, tzinfo=CHINA))
L1, L2, V1A, V2A = (f"999999000000000{n}" for n in (2010, 2021, 1001, 1002))
FREEZE, PLAN = "row f4:0:2", "plan-7"


def yuan(fen, source=PLAN):
    return Given(fen, source)


def text(said, source=""):
    return Given(said, source)


CASE = {"case_name": text("“样例”电信网络诈骗案"), "case_number": text("样公刑字〔2024〕001号")}


def at(clock):
    hour, minute = map(int, clock.split(":"))
    return to_instant(datetime(2024, 3, 5, hour, minute, tzinfo=CHINA))


def public_notice():
    shares = [
        ("V1", "被害人甲", 5_000_000, 0, 5_000_000, "5/8", 68_438),
        ("V2", "被害人乙", 3_000_000, 0, 3_000_000, "3/8", 41_062),
    ]
    return Draft(
        "public_notice", ON,
        {
            "authority": text("样例市公安局"), **CASE, "bank": text("样例银行B"),
            "account": text(L1, FREEZE), "frozen": yuan(109_500, FREEZE),
            "returned": yuan(109_500), "matched": yuan(0), "reserved": yuan(0), "rest": yuan(0),
            "victim_count": Given(2, PLAN),
            "notice_from": Given(date(2024, 4, 2)), "notice_until": Given(date(2024, 5, 1)),
        },
        {"shares": [
            {"victim_id": text(vid), "victim": text(name), "loss": yuan(loss, f"loss-{vid}"),
             "made_good": yuan(good, f"loss-{vid}"), "base": yuan(base), "ratio": text(ratio),
             "share": yuan(share)}
            for vid, name, loss, good, base, ratio, share in shares
        ]},
    )  # fmt: skip


def return_application():
    return Draft("return_application", ON, {
        "victim": text("被害人乙"), "receiving_account": text(V2A, "transfer T7"),
        "case_name": CASE["case_name"], "defrauded": yuan(3_000_000, "transfer T7"),
        "frozen_account": text(L1, FREEZE), "frozen": yuan(109_500, FREEZE),
    })  # fmt: skip


def return_report():
    return Draft(
        "return_report", ON,
        {
            **CASE, "bank": text("样例银行B"), "account": text(L1, FREEZE),
            "freeze_ends": Given(date(2024, 9, 5), FREEZE),
            "situation": text("丙类：无法逐笔对应，按比例返还", PLAN),
            "frozen": yuan(109_500, FREEZE), "returned": yuan(109_500), "reserved": yuan(0),
            "rest": yuan(0), "reasons": text("两名被害人的资金与账户原有资金混同后转出。"),
        },
        {
            "payments": [
                {"victim_id": text("V1"), "victim": text("被害人甲"),
                 "loss": yuan(5_000_000, "loss-V1"), "made_good": yuan(0, "loss-V1"),
                 "receiving_account": text(V1A, "transfer T2"), "amount": yuan(68_438)},
                {"victim_id": text("V2"), "victim": text("被害人乙"),
                 "loss": yuan(3_000_000, "loss-V2"), "made_good": yuan(0, "loss-V2"),
                 "receiving_account": text(V2A, "transfer T7"), "amount": yuan(41_062)},
            ],
            "proof": [
                {"step": text("1"), "transfer": text("T3", "row f4:0:5"), "account": text(L1),
                 "finding": text("转出时账户内有工资1,000.00元，与被害人甲的资金混同。")},
            ],
        },
    )  # fmt: skip


def return_decision():
    return Draft("return_decision", ON, {
        **CASE, "victim": text("被害人乙"), "source_bank": text("样例银行B"),
        "source_account": text(L1, FREEZE), "receiving_account": text(V2A, "transfer T7"),
        "amount": yuan(41_062),
    })  # fmt: skip


def assistance_notice():
    return Draft(
        "assistance_notice", ON,
        {
            "bank": text("样例银行B"), "case_name": CASE["case_name"],
            "account": text(L1, FREEZE), "account_holder": text("样本一级甲"),
            "frozen": yuan(109_500, FREEZE), "returned": yuan(109_500), "rest": yuan(0),
        },
        {"payments": [
            {"victim": text("被害人甲"), "receiving_account": text(V1A), "amount": yuan(68_438)},
            {"victim": text("被害人乙"), "receiving_account": text(V2A), "amount": yuan(41_062)},
        ]},
    )  # fmt: skip


def flow_table():
    moves = [
        ("1", "14:02", V1A, "被害人甲", L1, "样本一级甲", 5_000_000, 100_000, 5_100_000, 2),
        ("2", "14:05", L1, "样本一级甲", L2, "样本二级甲", 2_000_000, 5_100_000, 3_100_000, 3),
    ]
    return Draft(
        "flow_table", ON,
        {"case_name": CASE["case_name"], "victim": text("被害人甲 V1-1"),
         "transfer_count": Given(2, "table transfer")},
        {"transfers": [
            {"level": text(level), "at": Given(at(clock), f"row f4:0:{line}"),
             "payer": text(payer), "payer_name": text(payer_name), "payee": text(payee),
             "payee_name": text(payee_name), "amount": yuan(fen, f"row f4:0:{line}"),
             "balance_before": yuan(before, f"row f4:0:{line}"),
             "balance_after": yuan(after, f"row f4:0:{line}"), "evidence": text(f"T{line}")}
            for level, clock, payer, payer_name, payee, payee_name, fen, before, after, line
            in moves
        ]},
    )  # fmt: skip


def freeze_list():
    return Draft(
        "freeze_list", ON,
        {"bank": text("样例银行B"), "case_name": CASE["case_name"],
         "account_count": Given(2, "table freeze"), "total": yuan(399_500, "table freeze")},
        {"accounts": [
            {"request": text("续冻"), "account": text(L1, FREEZE), "holder": text("样本一级甲"),
             "amount": yuan(109_500, FREEZE), "rank": text("首封"),
             "from_on": Given(date(2024, 3, 5)), "ends_on": Given(date(2024, 9, 5)),
             "reason": text("账户内有两名被害人的资金")},
            {"request": text("冻结"), "account": text(L2, "row f5:0:2"),
             "holder": text("样本二级甲"), "amount": yuan(290_000, "row f5:0:9"),
             "reason": text("被害人甲的资金于2024年3月5日转入")},
        ]},
        name="样例银行B",
    )  # fmt: skip


def confiscation_opinion():
    return Draft(
        "confiscation_opinion", ON,
        {"case_name": CASE["case_name"], "person": text("样本主犯甲"), "offence": text("诈骗罪"),
         "absence": text("逃匿境外，通缉一年后不能到案。", "decision D9"),
         "wanted_on": Given(date(2023, 2, 1), "decision D9"),
         "facts": text("组织人员冒充投资顾问实施诈骗，骗取两名被害人80,000.00元。"),
         "value": yuan(150_000_000, "decision D5")},
        {
            "assets": [
                {"asset": text("A1"), "kind": text("不动产"), "place": text("虚构市样例路1号"),
                 "holder": text("样本亲属乙"), "owner": text("样本主犯甲"),
                 "value": yuan(150_000_000, "decision D5"), "seizure": text("已查封")},
            ],
            "probability": [
                {"asset": text("A1"), "supports": text("首付款来自L1账户（转账T9）"),
                 "opposes": text("亲属乙称系借款，未提供借条")},
            ],
            "interested": [{"person": text("样本亲属乙"), "relation": text("近亲属，名义权利人")}],
            "checklist": [{"paper": text("通缉令"), "standing": text("已附")}],
        },
    )  # fmt: skip


def victim_letter():
    return Draft("victim_letter", ON, {
        "victim": text("被害人乙"), "case_name": CASE["case_name"],
        "loss": yuan(3_000_000, "transfer T7"), "made_good": yuan(0, "loss-V2"),
        "amount": yuan(41_062), "outstanding": yuan(2_958_938),
        "receiving_account": text(V2A, "transfer T7"),
        "how": text("您的钱进入账户后与别人的钱混在一起，只能按各人损失的比例分。"
                    "账户里剩1,095.00元，您的损失占八分之三，所以是410.62元。", PLAN),
        "next_step": text("先公告，公告期内没有异议的，由银行把钱转到您的账户。"),
    })  # fmt: skip


def transfer_letter():
    given = {
        "facts": linkage.DraftText("出租银行卡三张", ("E1", "E2")),
        "person": linkage.DraftText("样本一级甲"),
    }
    return drafts_of_linkage(linkage.referral_draft(given, on=ON, law=law_book()), on=ON)[0]


def prosecutorial_opinion():
    given = {"facts": linkage.DraftText("出租银行卡一张，获利五百元", ("E1",))}
    return drafts_of_linkage(linkage.opinion_draft(given, on=ON, law=law_book()), on=ON)[0]


def law_assessment():
    return Draft(
        "law_assessment", ON,
        {"situation": text("样例"), "law_version": text(law_book().version)},
        {"statements": [{"said": text(each)} for each in ("诈骗罪：数额巨大。", "　待补：年龄。")]},
    )  # fmt: skip


MAKERS = {
    maker.__name__: maker
    for maker in (
        public_notice, return_application, return_report, return_decision, assistance_notice,
        flow_table, freeze_list, confiscation_opinion, victim_letter, transfer_letter,
        prosecutorial_opinion, law_assessment,
    )
}  # fmt: skip
