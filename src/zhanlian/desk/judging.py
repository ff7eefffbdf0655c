"""Judging: what a person decides about a case, written down before it takes effect.

in     a decision with its author and reason
out    the decision in ``decisions.jsonl``, and a case made to agree with it
keeps  no decision without author and reason; one that names nothing known is refused and
       not written
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zhanlian.desk.opening import clock, clock_text, open_to_write, retrace
from zhanlian.desk.progress import Progress, no_progress
from zhanlian.evidence import METHODS, Case, append_decision
from zhanlian.intake import settle, undo_run
from zhanlian.terms import Refusal
from zhanlian.tracing import OriginKind

TAKEN_BACK = "none"


class NoReason(Refusal):
    """A decision without an author or a reason."""

    code = "ZL-DESK-005"

    def __init__(self, missing: str) -> None:
        super().__init__(
            f"A decision needs --{missing}.",
            where=f"--{missing}",
            why="a decision is evidence: whoever reads the case must see who decided, and why",
            do_next="give --author NAME and --reason TEXT",
        )


class NothingToDecide(Refusal):
    """A decision about something the case does not hold."""

    code = "ZL-DESK-006"

    def __init__(self, kind: str, named: str, why: str) -> None:
        super().__init__(
            f"The decision {kind!r} cannot be about {named!r}.",
            where=f"decide {kind} {named}",
            why=why,
            do_next="zhanlian why, layers and check show the names that can be decided about",
        )


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision as it was written.

    Attributes
    ----------
    seq : its number in the record
    kind : kind of decision
    facts : what was decided
    author : by whom
    at : when
    reason : why
    digest : its link in the chain
    """

    seq: int
    kind: str
    facts: Any
    author: str
    at: str
    reason: str
    digest: str


def decide(  # noqa: PLR0913  a judgement is none without each of these
    folder: Path,
    kind: str,
    names: tuple[str, ...],
    *,
    author: str,
    reason: str,
    progress: Progress = no_progress,
) -> Decided:
    """Write one decision (a kind of ``READERS``) and apply it."""
    require_reason(author, reason)
    if kind not in READERS:
        raise NothingToDecide(kind, " ".join(names), f"the kinds are {', '.join(READERS)}")
    case = open_to_write(folder, progress=progress)
    try:
        facts = READERS[kind](case, names)
        append_decision(
            case.decisions_path, kind, facts, author=author, at=clock_text(), reason=reason
        )
        apply_decisions(case, progress=progress)
        return last_decision(case)
    finally:
        case.close()


def undo_import(
    folder: Path, run_id: int, *, author: str, reason: str, progress: Progress = no_progress
) -> Decided:
    """Remove exactly the facts of one import; the files and the record stay."""
    require_reason(author, reason)
    case = open_to_write(folder, progress=progress)
    try:
        undo_run(case, run_id, author=author, now=clock(), reason=reason)
        retrace(case, progress=progress)
        return last_decision(case)
    finally:
        case.close()


def apply_decisions(case: Case, *, progress: Progress = no_progress) -> None:
    """Settle and trace the case as its decisions now say."""
    settle(case, progress)
    retrace(case, progress=progress)


def require_reason(author: str, reason: str) -> None:
    """Refuse a decision without author or reason."""
    for name, value in (("author", author), ("reason", reason)):
        if not value.strip():
            raise NoReason(name)


def last_decision(case: Case) -> Decided:
    """The decision written last."""
    last = case.decisions()[-1]
    return Decided(last.seq, last.kind, last.facts, last.author, last.at, last.reason, last.digest)


def _entry(case: Case, names: tuple[str, ...]) -> dict[str, Any]:
    number = _number(names[:1], "E")
    if not case.duck.fetch("SELECT 1 FROM entry WHERE entry_id = ?", [number]):
        raise NothingToDecide(
            kind="exclude", named=" ".join(names), why="the case holds no such entry"
        )
    return {"entry_id": number}


def _same_account(case: Case, names: tuple[str, ...]) -> dict[str, Any]:
    if len(names) != 2 or names[0] == names[1]:  # noqa: PLR2004  an alias and an account
        raise NothingToDecide(
            kind="same-account", named=" ".join(names), why="it takes ALIAS and ACCOUNT"
        )
    if not case.duck.fetch("SELECT 1 FROM account WHERE account_id = ?", [names[1]]):
        raise NothingToDecide(
            kind="same-account", named=names[1], why="the case knows no such account"
        )
    return {"alias": names[0], "account_id": names[1]}


def _method(_: Case, names: tuple[str, ...]) -> dict[str, Any]:
    if len(names) != 1 or names[0] not in METHODS:
        why = f"the methods are {', '.join(METHODS)}"
        raise NothingToDecide(kind="method", named=" ".join(names), why=why)
    return {"main_method": names[0]}


def _anchor(case: Case, names: tuple[str, ...]) -> dict[str, Any]:
    if len(names) != 2:  # noqa: PLR2004  a payment and a transfer
        raise NothingToDecide(
            kind="anchor", named=" ".join(names), why="it takes PAYMENT and TRANSFER"
        )
    transfer_id = _number(names[1:], "T")
    known = {
        "payment": ("SELECT 1 FROM victim_payment WHERE payment_id = ?", names[0]),
        "transfer": ("SELECT 1 FROM transfer WHERE transfer_id = ?", transfer_id),
    }
    for what, (query, value) in known.items():
        if not case.duck.fetch(query, [value]):
            raise NothingToDecide(
                kind="anchor", named=" ".join(names), why=f"the case holds no such {what}"
            )
    return {"payment_id": names[0], "entry_id": _entry_of(case, "anchor", transfer_id)}


def _origin(case: Case, names: tuple[str, ...]) -> dict[str, Any]:
    kinds = (*OriginKind, TAKEN_BACK)
    if len(names) not in (2, 3) or names[1] not in kinds:
        raise NothingToDecide(
            kind="origin", named=" ".join(names),
            why=f"it takes TRANSFER, one of {', '.join(kinds)}, and a label",
        )  # fmt: skip
    entry_id = _entry_of(case, "origin", _number(names[:1], "T"))
    return {"entry_id": entry_id, "kind": names[1], "label": "".join(names[2:])}


def _convert(case: Case, names: tuple[str, ...]) -> dict[str, Any]:
    if len(names) not in (2, 3):
        raise NothingToDecide(
            kind="convert", named=" ".join(names),
            why="it takes PAYMENTS, RECEIPTS (joined by +), and the order or rate as stated",
        )  # fmt: skip
    is_taken_back = names[1] == TAKEN_BACK
    sides = [names[0], "" if is_taken_back else names[1]]
    out, into = (
        [_entry_of(case, "convert", _number((each,), "T")) for each in side.split("+") if each]
        for side in sides
    )
    kind = TAKEN_BACK if is_taken_back else ""
    return {"out": out, "in": into, "kind": kind, "said": "".join(names[2:])}


def _entry_of(case: Case, kind: str, transfer_id: int) -> int:
    """A row of the transfer: its number may change when the evidence does, its rows do not."""
    query = "SELECT coalesce(in_entry_id, out_entry_id) AS id FROM transfer WHERE transfer_id = ?"
    rows = case.duck.fetch(query, [transfer_id])
    if not rows:
        raise NothingToDecide(
            kind=kind, named=f"T{transfer_id}", why="the case holds no such transfer"
        )
    return int(rows[0]["id"])


def _number(names: tuple[str, ...], letter: str) -> int:
    text = names[0].removeprefix(letter) if names else ""
    if not text.isdecimal():
        raise NothingToDecide(
            kind="name", named=" ".join(names), why=f"it should read like {letter}12"
        )
    return int(text)


READERS: dict[str, Callable[[Case, tuple[str, ...]], dict[str, Any]]] = {
    "exclude": _entry,
    "include": _entry,
    "same-account": _same_account,
    "method": _method,
    "anchor": _anchor,
    "origin": _origin,
    "convert": _convert,
}
