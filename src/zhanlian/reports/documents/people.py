"""People: the victims and account holders that documents of a case name, with their sources.

in     a case
out    fields per victim and per account, ready for drafts
keeps  money goes back to the account it came from, as the first proved payment shows; where none
       is proved the account is a blank; a name not known is a blank
law    rules on returning frozen funds (银监发〔2016〕41号) art. 6: the victim's own paying account
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from zhanlian.evidence import Case
from zhanlian.reports.asking import ask
from zhanlian.reports.documents.draft import BLANK, Given
from zhanlian.reports.documents.naming import RESERVED, account_number
from zhanlian.terms import RowRef

__all__ = ["HOLDERS", "People", "read_people"]

HOLDERS = "SELECT account_id, holder_name, bank FROM account"


@dataclass(frozen=True, slots=True)
class People:
    """Victims by id, and holders by account."""

    victims: Mapping[str, Mapping[str, Given]]
    holders: Mapping[str, Mapping[str, Given]]

    def victim(self, victim_id: str) -> Mapping[str, Given]:
        """Fields of a victim: victim, id_number, contact, receiving_bank, receiving_account."""
        return self.victims.get(victim_id) or {"victim": Given(victim_id)}

    def bank_of(self, account_id: str) -> Given:
        """The bank of an account; a blank where it is not known."""
        return self.holders.get(account_id, {}).get("bank", BLANK)

    def holder_of(self, account_id: str) -> Given:
        """The holder of an account; a blank where it is not known."""
        return self.holders.get(account_id, {}).get("holder", BLANK)


def read_people(case: Case) -> People:
    """Everybody a document of the case may name."""
    return People(
        victims={row["victim_id"]: _victim(row) for row in ask(case, "paper_victims")},
        holders={
            row["account_id"]: {"holder": Given(row["holder_name"]), "bank": Given(row["bank"])}
            for row in case.duck.fetch(HOLDERS)
        },
    )


def _victim(row: Mapping[str, Any]) -> dict[str, Given]:
    source = str(RowRef(row["file_id"], row["sheet_no"], row["line_no"]))
    return {
        "victim": Given(row["name"] or row["victim_id"], source),
        "id_number": Given(row["id_no"], source),
        "contact": Given(row["phone"], source),
        "receiving_bank": Given(row["bank"]),
        "receiving_account": _paying_account(row),
    }


def _paying_account(row: Mapping[str, Any]) -> Given:
    payer_id = row["payer_id"]
    if payer_id is None or payer_id.startswith(RESERVED):
        return BLANK
    return Given(account_number(payer_id), f"T{row['transfer_id']}")
