"""Codes: the closed lists that accounts and access rest on, in Chinese beside each.

keeps  a code is stored as its text and checked by the database; renaming one is a migration
"""

from enum import StrEnum


class Agency(StrEnum):
    """The two agencies that share a case."""

    POLICE = "police"  # 公安机关
    PROCURATORATE = "procuratorate"  # 检察机关


class Room(StrEnum):
    """Where a row lies: before both agencies, or among one agency's own notes."""

    SHARED = "shared"
    POLICE = "police"
    PROCURATORATE = "procuratorate"


class Level(StrEnum):
    """The four levels of both agencies."""

    NATIONAL = "national"
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"


class Post(StrEnum):
    """What a person is there to do; nobody may do what no post of theirs allows."""

    HANDLER = "handler"
    """Works on the cases they are a member of (承办人)."""

    SUPERVISOR = "supervisor"
    """Sees the cases of their agency's region, gives instructions, admits members (督办人)."""

    DUTY = "duty"
    """Keeps the desk of leads: registers, grades and assigns them (值班)."""

    AUDITOR = "auditor"
    """Reads the audit chain: who did what and when, without the content of cases."""

    ADMINISTRATOR = "administrator"
    """Keeps organisations and accounts; never reads a case."""


class Scope(StrEnum):
    """What a token or a session may be used for; a person's session has them all."""

    READ = "read"
    WRITE = "write"
    OPEN = "open"
    ADMIN = "admin"
    AUDIT = "audit"


class Act(StrEnum):
    """What somebody asks to do with a row."""

    SEE = "see"
    OPEN = "open"
    """See what is masked, on the record and with a reason."""

    WRITE = "write"
    ADMIT = "admit"
    """Give or end a membership of a case."""

    SEAL = "seal"
    """Seal a person, or say who may see a sealed one."""
