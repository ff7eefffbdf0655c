"""Cases written by hand: a table of transfers that a colleague can check with a pencil.

in     lines ``MM-DD HH:MM:SS  payer  payee  yuan  words…`` of March and later 2024, Chinese time
out    a ``Case`` with entry, booking, account, alias, transfer and victim rows as settling
       leaves them; balances follow from the openings and every line, hidden ones included

Words: ``out-only`` / ``in-only`` one side's statement has the row; ``hidden`` none has;
``blank`` no balance is written; ``as:a`` names the line, ``undo:a`` returns it;
``day`` only the day is known; ``said:工资`` is the summary; ``ip:1.2.3.4``; ``usd`` the currency.
"""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from zhanlian.evidence import BY_NAME, Case, new_case
from zhanlian.terms import CHINA, to_instant

L1, L2A, L2B, L3 = "0009B0000000201", "0009C0000000301", "0009C0000000302", "0009D0000000401"
X = "9999990000000005013"
V1_CARD, V2_CARD = "9999990000000001012", "9999990000000001020"
VICTIM_FILE, REQUEST_FILE, MEASURE_FILE = 900, 901, 902

SAMPLE = f"""
03-01 09:00:00  9999990000000009015 {L1}  1000  said:工资
03-05 14:02:11  {V1_CARD}  {L1}   50000
03-05 14:05:30  {L1}   {L2A}  20000  ip:203.0.113.7
03-05 14:05:30  {L1}   {L2A}  20000  ip:203.0.113.7
03-05 14:05:31  {L1}   @fee:{L1}  5
03-05 14:06:02  {L1}   {L2B}   9900  ip:203.0.113.7
03-05 14:20:00  {L2A}  {L3}   39000  ip:203.0.113.7
03-05 14:30:00  {L2B}  {L3}    9900  ip:203.0.113.7
03-05 14:50:00  {L3}   @cash:{L3}  20000
03-05 14:51:00  {L3}   @cash:{L3}  20000
03-05 14:52:00  {L3}   {X}     8900  ip:198.51.100.9
03-05 15:00:00  {V2_CARD}  {L1}   30000
03-05 15:01:10  {L1}   {L2B}  30000  as:wrong ip:203.0.113.7
03-05 15:03:00  {L2B}  {L1}   30000  undo:wrong
03-05 15:04:00  {L1}   {L2A}  30000  ip:203.0.113.7
03-05 15:30:00  {L2A}  @channel:财付通支付科技有限公司  31000
"""


def moment(text: str) -> int:
    """``03-05 14:02`` (or with a year) as an instant."""
    whole = text if len(text.split("-")) == 3 else f"2024-{text}"
    return to_instant(datetime.fromisoformat(whole).replace(tzinfo=CHINA))


def fen(yuan: Any) -> int:
    return int(Decimal(str(yuan)) * 100)


@dataclass
class Pen:
    """Writes one case; ``done`` appends its rows and gives the case."""

    case: Case
    balance: dict[str, int] = field(default_factory=dict)
    accounts: dict[str, dict[str, Any]] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    named: dict[str, dict[str, Any]] = field(default_factory=dict)
    lines: Counter[int] = field(default_factory=Counter)
    orders: Counter[str] = field(default_factory=Counter)

    def hold(self, account_id: str, *, opening: Any = 0, cards: tuple[str, ...] = (), **known: Any):
        """Say that a statement of the account is held."""
        self.balance[account_id] = fen(opening)
        self.accounts[account_id] = {"is_held": True, **known}
        self.aliases |= dict.fromkeys((account_id, *cards), account_id)
        return self

    def know(self, account_id: str, **known: Any):
        """Say something about an account without a statement."""
        self.accounts[account_id] = {"is_held": False, **known}
        return self

    def write(self, text: str):
        """Add the lines of ``text`` in their order."""
        for line in filter(str.strip, text.splitlines()):
            day, clock, payer, payee, yuan, *words = line.split()
            self._line(moment(f"{day} {clock}"), payer, payee, fen(yuan), words)
        return self

    def pay(self, payment_id: str, to: str | None, yuan: Any, at: str | None, **said: Any):
        """A payment as the victim table says it."""
        victim_id = payment_id.split("-", maxsplit=1)[0]
        number = len(self.rows.setdefault("victim_payment", [])) + 1
        place = {"file_id": VICTIM_FILE, "sheet_no": 1, "line_no": number, "section_id": 1}
        self.rows["victim_payment"].append(
            {
                "payment_id": payment_id, "victim_id": victim_id, **place,
                "paid_at": moment(at) if at else None, "paid_at_precision": "s",
                "amount_minor": fen(yuan), "currency": "CNY", "to_number": to, **said,
            }
        )  # fmt: skip
        return self

    def ask(self, number: str, outcome: str, **known: Any):
        """A query that was sent."""
        self._listed("request", REQUEST_FILE, {"number": number, "outcome": outcome, **known})
        return self

    def measure(self, account: str, kind: str, start: str, end: str | None, **known: Any):
        """A stop payment or freeze as fed back."""
        row = {
            "account": account, "kind": kind, "currency": "CNY", "from_at": moment(start),
            "to_at": moment(end) if end else None, "agency": "甲分局", **known,
        }  # fmt: skip
        self._listed("measure", MEASURE_FILE, row)
        return self

    def add(self, table: str, **row: Any):
        """Any other row, with a place of its own where the table has one."""
        self._listed(table, REQUEST_FILE + 10, row)
        return self

    def done(self) -> Case:
        """Append everything, accounts last."""
        self._list_accounts()
        for table, rows in self.rows.items():
            names = [name for name in BY_NAME[table].column_names() if any(name in r for r in rows)]
            columns = {name: [row.get(name) for row in rows] for name in names}
            self.case.duck.append(table, columns)
        return self.case

    def _listed(self, table: str, file_id: int, row: dict[str, Any]) -> None:
        rows = self.rows.setdefault(table, [])
        place = {"file_id": file_id, "sheet_no": 0, "line_no": len(rows) + 2, "section_id": 1}
        rows.append({**place, **row})

    def _line(self, at: int, payer: str, payee: str, amount: int, words: list[str]) -> None:
        said = dict(each.split(":", 1) for each in words if ":" in each)
        for account_id, effect in ((payer, -amount), (payee, amount)):
            if account_id in self.balance and payer != payee:
                self.balance[account_id] += effect
        if "hidden" in words:
            return
        transfer = {
            "transfer_id": len(self.rows.setdefault("transfer", [])) + 1, "payer_id": payer,
            "payee_id": payee, "moved_at": at, "amount_minor": amount,
            "currency": "USD" if "usd" in words else "CNY", "state": "effective",
            "kind": "transfer", "out_entry_id": None, "in_entry_id": None,
            "undo_of_transfer_id": None,
        }  # fmt: skip
        if "undo" in said:
            undone = self.named[said["undo"]]
            undone["state"], transfer["state"] = "reversed", "reversal"
            transfer["undo_of_transfer_id"] = undone["transfer_id"]
        if "as" in said:
            self.named[said["as"]] = transfer
        self.rows["transfer"].append(transfer)
        if "in-only" not in words and payer in self.balance:
            transfer["out_entry_id"] = self._side(transfer, words, is_in=False)
        if "out-only" not in words and payee in self.balance:
            transfer["in_entry_id"] = self._side(transfer, words, is_in=True)

    def _side(self, transfer: dict[str, Any], words: list[str], *, is_in: bool) -> int:
        """One statement's row of a transfer, with the balance after it."""
        said = dict(each.split(":", 1) for each in words if ":" in each)
        own, other = transfer["payee_id"], transfer["payer_id"]
        own, other = (own, other) if is_in else (other, own)
        signed = transfer["amount_minor"] if is_in else -transfer["amount_minor"]
        file_id = list(self.balance).index(own) + 1
        self.lines[file_id] += 1
        line_no = self.lines[file_id] + 1
        entry_id = (file_id << 40) + (line_no << 2)
        self.orders[own] += 1
        self.rows.setdefault("entry", []).append(
            {
                "entry_id": entry_id, "file_id": file_id, "sheet_no": 0, "line_no": line_no,
                "section_id": file_id, "kind": "bank_transactions", "own_scheme": "bank",
                "own_account": own, "booked_at": transfer["moved_at"],
                "precision": "d" if "day" in words else "s", "amount_minor": abs(signed),
                "currency": transfer["currency"], "direction": "in" if signed > 0 else "out",
                "success": "yes", "moves_balance": True, "summary": said.get("said"),
                "balance_minor": None if "blank" in words else self.balance[own],
                "ip": said.get("ip") if signed < 0 else None,
            }
        )  # fmt: skip
        self.rows.setdefault("booking", []).append(
            {
                "entry_id": entry_id, "account_id": own, "cp_account_id": other,
                "cp_basis": "number", "direction": "in" if signed > 0 else "out",
                "direction_basis": "stated", "signed_minor": signed, "state": transfer["state"],
                "order_no": self.orders[own], "order_basis": "file",
                "transfer_id": transfer["transfer_id"],
            }
        )  # fmt: skip
        return entry_id

    def _list_accounts(self) -> None:
        self._settle_states()
        met = [row[side] for row in self.rows.get("transfer", ()) for side in SIDES]
        entries = self.rows.get("entry", [])
        for account_id in sorted({*met, *self.accounts}):
            known = dict(self.accounts.get(account_id, {"is_held": False}))
            times = [row["booked_at"] for row in entries if row["own_account"] == account_id]
            scheme = account_id.split(":")[0] if ":" in account_id else "bank"
            self.rows.setdefault("account", []).append(
                {
                    "account_id": account_id, "entry_count": len(times),
                    "scheme": "reserved" if account_id.startswith("@") else scheme,
                    "first_at": min(times, default=None), "last_at": max(times, default=None),
                    **known,
                }
            )  # fmt: skip
        self.rows["account_alias"] = [
            {"alias": alias, "account_id": account_id, "basis": "sheet"}
            for alias, account_id in self.aliases.items()
        ]

    def _settle_states(self) -> None:
        states = {row["transfer_id"]: row["state"] for row in self.rows.get("transfer", ())}
        for row in self.rows.get("booking", ()):
            row["state"] = states[row["transfer_id"]]


SIDES = ("payer_id", "payee_id")


def pen(folder: Path, **settings: Any) -> Pen:
    """A pen over a new case; ``settings`` replace those of case.toml."""
    case = new_case(folder / "case")
    case.settings = replace(case.settings, **settings)
    return Pen(case)


def sample_pen(folder: Path, **settings: Any) -> Pen:
    """Sample 01 and 09 as settling leaves them: the story every document tells."""
    written = (
        pen(folder, **settings)
        .hold(L1, cards=("9999990000000002010",), holder_name="样本一级甲", holder_id_no="ID1")
        .hold(L2A, cards=("9999990000000003018",), holder_name="样本二级甲", holder_id_no="ID2")
        .hold(L2B, cards=("9999990000000003026",), holder_name="样本二级乙", holder_id_no="ID3")
        .hold(L3, cards=("9999990000000004016",), holder_name="样本三级甲", holder_id_no="ID4")
        .know(X, holder_name="样*丙")
        .write(SAMPLE)
        .ask("9999990000000002010", "ok", row_count_said=10)
        .ask(X, "failed", reason="未找到账户", sent_at=moment("03-06 13:00"), task_no="T0005")
        .measure(L1, "stop_pay", "03-05 17:00", "03-07 17:00", amount_minor=109_500)
        .measure(L1, "freeze", "03-06 09:00", "09-06 09:00", amount_minor=109_500)
        .measure(L1, "queued_freeze", "03-07 10:00", "09-07 10:00", amount_minor=109_500)
    )
    return (
        written.pay(
            "V1-1", "9999990000000002010", 50_000, "03-05 14:02", paid_at_precision="m",
            from_number=V1_CARD,
        )
        .pay("V1-2", None, 3_000, "03-05 14:00", to_number_text="sam***@example.com",
             to_name="样本一级甲", paid_at_precision="m")
        .pay("V2-1", "9999990000000002010", 30_000, "03-05 15:00", paid_at_precision="h",
             from_number="1020")
    )  # fmt: skip
