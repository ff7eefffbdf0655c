"""Seeding: an invented city to try the server with: two units, five people, one traced case.

keeps  everything is made up; each password is made anew, told once, and must be changed
"""

import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from zhanlian.desk import Progress, run_demo
from zhanlian.evidence import digest_file
from zhanlian.supervision import (
    Records,
    Writing,
    admit,
    chain_head,
    link_folder,
    load_actor,
    open_case,
    operator,
    people,
    tables,
)
from zhanlian.terms import Refusal
from zhanlian.web.settings import Settings

REGION = "990100"  # no such city
FOLDER = "demo"
PASSWORD_BYTES = 12
NUMBER = "试公（刑）字〔2024〕1号"
WHY = "seed"


class NotEmpty(Refusal):
    """Records that somebody uses were to be seeded."""

    code = "ZL-WEB-007"

    def __init__(self, home: Path) -> None:
        super().__init__(
            "This server is in use.",
            where=str(home),
            why="its records are not empty, and made-up people do not belong among real ones",
            do_next="name another folder: zhanlian demo --server DIR",
        )


class Role(NamedTuple):
    """One invented person."""

    login: str
    name: str
    agency: tables.Agency
    post: tables.Post


ROLES = (
    Role("handler", "试用承办人", tables.Agency.POLICE, tables.Post.HANDLER),
    Role("prosecutor", "试用检察官", tables.Agency.PROCURATORATE, tables.Post.HANDLER),
    Role("supervisor", "试用督办人", tables.Agency.POLICE, tables.Post.SUPERVISOR),
    Role("auditor", "试用审计员", tables.Agency.POLICE, tables.Post.AUDITOR),
    Role("admin", "试用管理员", tables.Agency.POLICE, tables.Post.ADMINISTRATOR),
)
UNITS = {
    tables.Agency.POLICE: "试用市公安局",
    tables.Agency.PROCURATORATE: "试用市人民检察院",
}


@dataclass(frozen=True, slots=True)
class Seeded:
    """What a seeded server holds: logins with their first passwords, and the case's id."""

    passwords: dict[str, str]
    case_id: str


def seed(records: Records, settings: Settings, *, now_at: int, progress: Progress) -> Seeded:
    """Fill new records and the home's first case folder."""
    with records.reading() as session:
        if chain_head(session).seq:
            raise NotEmpty(settings.home)
    settings.cases.mkdir(parents=True, exist_ok=True)
    folder = settings.cases / FOLDER
    run_demo(folder, mask=True, progress=progress)
    with records.writing(operator(WHY), now_at=now_at) as writing:
        unit_ids = {agency: _add_unit(writing, agency, name) for agency, name in UNITS.items()}
        passwords = {role.login: secrets.token_urlsafe(PASSWORD_BYTES) for role in ROLES}
        user_ids = {
            role.login: _add_person(writing, role, unit_ids[role.agency], passwords[role.login])
            for role in ROLES
        }
        handler = load_actor(writing.session, user_ids["handler"])
    with records.writing(handler, now_at=now_at) as writing:
        case = open_case(writing, _case(unit_ids))
    with records.reading() as session:
        leading = load_actor(session, handler.user_id)
    with records.writing(leading, now_at=now_at) as writing:
        second = tables.Membership(case_id=case.id, user_id=user_ids["prosecutor"])
        admit(writing, second, reason=WHY)
        digest = digest_file(folder / "decisions.jsonl")
        link = tables.FolderLink(
            case_id=case.id, room=tables.Room.SHARED, folder=FOLDER, digest=digest
        )
        link_folder(writing, link)
    return Seeded(passwords, case.id)


def _add_unit(writing: Writing, agency: tables.Agency, name: str) -> str:
    unit = tables.Organisation(name=name, agency=agency, level=tables.Level.CITY, region=REGION)
    return writing.add(unit, reason=WHY).id


def _add_person(writing: Writing, role: Role, unit_id: str, password: str) -> str:
    new = people.NewAccount(role.login, role.name, unit_id, [role.post])
    return people.add_account(writing, new, password=password).id


def _case(unit_ids: dict[tables.Agency, str]) -> tables.Case:
    return tables.Case(
        number=NUMBER, title="虚构跨境电信网络诈骗案", region=REGION,
        stage=tables.Stage.INVESTIGATION, offences=["fraud"],
        police_org_id=unit_ids[tables.Agency.POLICE],
        procuratorate_org_id=unit_ids[tables.Agency.PROCURATORATE],
    )  # fmt: skip
