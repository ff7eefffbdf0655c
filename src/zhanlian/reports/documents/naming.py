"""Naming: how documents name a case and its accounts.

keeps  an account is its bare number; a reserved one is said in words, such as cash drawn
"""

from __future__ import annotations

from zhanlian.evidence import Case
from zhanlian.reports.documents.draft import Given
from zhanlian.reports.words import words

__all__ = ["RESERVED", "account_number", "case_fields"]

RESERVED = "@"


def case_fields(case: Case) -> dict[str, Given]:
    """What every document of a case says."""
    return {"case_name": Given(case.settings.name, "case.toml name")}


def account_number(account_id: str) -> str:
    """The bare number of an account; a reserved one in words, such as cash drawn."""
    if not account_id.startswith(RESERVED):
        return account_id.rpartition(":")[2]
    kind, _, rest = account_id[1:].partition(":")
    return f"{words('zh').value('reserved', kind)} {rest.rpartition(':')[2]}".rstrip()
