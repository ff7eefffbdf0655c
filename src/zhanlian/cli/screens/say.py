"""Say: amounts, moments, codes and facts as a reader expects them."""

from __future__ import annotations

from typing import Any

from zhanlian.cli.face import Face
from zhanlian.terms import Money, show_instant

DASH = "—"
TAIL = 4
OWNED = ("cash", "fee", "interest", "unknown", "gap")
GROUPS = {  # which catalogue group holds the words for the codes of a fact
    "advice": "advice", "asked": "asked", "basis": "match_basis", "counterparty_basis": "cp_basis",
    "direction": "direction", "direction_basis": "direction_basis", "exit_kind": "exit",
    "followed": "followed", "holds": "holds", "origin_kind": "origin_kind", "passage": "passage",
    "statement": "statement",
    "indicator": "indicator", "kind": "transfer_kind", "match": "match", "method": "method",
    "reason": "query_reason", "state": "booking_state", "stop_reason": "stop",
}  # fmt: skip
ACCOUNTS = (
    "account", "counterparty", "from_account", "parent_account", "payee", "payer", "to",
    "via_account",
)  # fmt: skip


def say_amount(minor: int | None, currency: str = "CNY") -> str:
    """``1,095.00``, with the currency where it is not yuan; a dash where nothing is known.

    >>> say_amount(109_500), say_amount(1, "USDT"), say_amount(None)
    ('1,095.00', '0.000001 USDT', '—')
    """
    if minor is None:
        return DASH
    amount = Money(minor, currency)
    return amount.plain() if currency == "CNY" else str(amount)


def say_moment(at: int | None) -> str:
    """Chinese time, or a dash."""
    return show_instant(at) or DASH


def say_account(face: Face, account: str) -> str:
    """An account number; a reserved account in words, with the end of its owner's number."""
    shown = face.shown(account)
    if not shown.startswith("@"):
        return shown or DASH
    kind, _, rest = shown[1:].partition(":")
    label = face.codes.value("reserved", kind)
    return f"{label} …{rest[-TAIL:]}" if rest and kind in OWNED else f"{label} {rest}".strip()


def say_fact(face: Face, name: str, value: object, currency: str = "CNY") -> str:
    """One value in words; the ending of its name says its unit."""
    if isinstance(value, dict):
        by_method = name == "by_method"
        return (
            _say_methods(face, value, currency)
            if by_method
            else say_facts(face, value, currency=currency)
        )
    if isinstance(value, (list, tuple)):
        return face.codes("mark.comma").join(say_fact(face, name, each, currency) for each in value)
    if isinstance(value, int) and not isinstance(value, bool):
        return _say_number(name, value, currency)
    if value is None:
        return DASH
    text = value if isinstance(value, str) else str(value)  # str() of a veiled text is its stars
    if name in ACCOUNTS:
        return say_account(face, text)
    return say_code(face, GROUPS.get(name, ""), face.shown(text))


def say_code(face: Face, group: str, code: str) -> str:
    """A stored code in the report's words, or in the face's own; a dash where there is none."""
    said = face.codes.value(group, code) if group else face.codes.value("code", code)
    return face.words.value("value", said) if said else DASH


def say_label(face: Face, name: str) -> str:
    """A fact's name in words."""
    said = face.words.value("fact", name)
    return said if said != name else face.codes.value("fact", name)


def _say_methods(face: Face, found: dict[str, Any], currency: str) -> str:
    said = (
        f"{face.codes.value('method', name)} "
        + (say_amount(each, currency) if isinstance(each, int) else say_account(face, each))
        for name, each in found.items()
    )
    return face.codes("mark.comma").join(said)


def _say_number(name: str, value: int, currency: str) -> str:
    if name.endswith(("_minor", "_fen", "_minor_low", "_minor_high")):
        return say_amount(value, currency)
    return say_moment(value) if name == "at" or name.endswith("_at") else f"{value:,}"


def say_facts(face: Face, facts: dict[str, Any], *, currency: str = "CNY") -> str:
    """``name value`` pairs in order, the currency inside the amounts."""
    unit = str(facts.get("currency") or currency)
    return "  ".join(
        f"{say_label(face, name)} {say_fact(face, name, value, unit)}"
        for name, value in facts.items()
        if name != "currency" and value is not None
    )


def say_counts(face: Face, group: str, counts: dict[str, int]) -> str:
    """``accepted 3, copy 1`` with the words of ``group``."""
    return face.codes("mark.comma").join(
        f"{face.codes.value(group, name)} {n:,}" for name, n in counts.items()
    )
