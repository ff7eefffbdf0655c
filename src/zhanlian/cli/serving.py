"""Serving: run the server, keep its accounts, check its audit chain.

keeps  no password is typed into a command: one is made up, told once, and changed by its owner
       at the first sign-in
"""

from __future__ import annotations

import getpass
import secrets
from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from zhanlian.cli.face import Face
from zhanlian.cli.options import AsJson, Lang, Reason
from zhanlian.terms import Refusal

if TYPE_CHECKING:
    from zhanlian.supervision import Head, Records, Writing, tables

admin = typer.Typer(name="admin", no_args_is_help=True)
audit = typer.Typer(name="audit", no_args_is_help=True)

PASSWORD_BYTES = 12
PRIVATE = 0o700

Home = Annotated[Path, typer.Option("--home", metavar="DIR")]
Database = Annotated[str, typer.Option("--database", metavar="URL")]
UnitName = Annotated[str, typer.Argument(metavar="UNIT")]
AgencyName = Annotated[str, typer.Option("--agency", metavar="police|procuratorate")]
LevelName = Annotated[str, typer.Option("--level", metavar="national|province|city|county")]
Region = Annotated[str, typer.Option("--region", metavar="CODE")]
Login = Annotated[str, typer.Argument(metavar="LOGIN")]
PersonName = Annotated[str, typer.Option("--name", metavar="TEXT")]
UnitOf = Annotated[str, typer.Option("--unit", metavar="UNIT")]
Posts = Annotated[list[str], typer.Option("--post", metavar="POST")]
NotedHead = Annotated[str, typer.Option("--noted", metavar="SEQ:DIGEST")]
OutFile = Annotated[Path, typer.Argument(metavar="FILE")]
Host = Annotated[str, typer.Option("--host", metavar="ADDRESS")]
Port = Annotated[int, typer.Option("--port", metavar="N", min=0, max=65535)]
Certificate = Annotated[Path | None, typer.Option("--certificate", metavar="FILE")]
CertificateKey = Annotated[Path | None, typer.Option("--certificate-key", metavar="FILE")]

HERE = Path("server")
Kept = TypeVar("Kept")
Code = TypeVar("Code", bound=StrEnum)


class NotOneOf(Refusal):
    """A word that is none of those allowed there, or names nothing in the records."""

    code = "ZL-CLI-007"

    def __init__(self, said: str, *, option: str, known: Sequence[str]) -> None:
        super().__init__(
            f"{said!r} is none of the words this takes.",
            where=option,
            why=f"it takes: {', '.join(known)}",
            do_next="choose one of them",
        )


def serve(
    home: Home = HERE, host: Host = "127.0.0.1", port: Port = 8420, database: Database = "",
    certificate: Certificate = None, certificate_key: CertificateKey = None, lang: Lang = "",
) -> None:  # fmt: skip
    """Run the server."""
    from zhanlian.web import Address, read_settings
    from zhanlian.web import serve as run_server

    face = Face(lang=lang)
    settings = read_settings(home, database=database, is_secure=certificate is not None)
    scheme = "https" if certificate else "http"
    face.say(face.words("server.up", address=f"{scheme}://{host}:{port}", home=home))
    run_server(settings, Address(host, port, certificate, certificate_key))


def show_seeded(face: Face, home: Path) -> None:
    """Make a server's home to try it with, and tell its accounts."""
    from zhanlian.web import now, read_settings, seed

    records = _open(home, "")
    with face.busy() as progress:
        seeded = seed(records, read_settings(home), now_at=now(), progress=progress)
    body = {"home": str(home), "case_id": seeded.case_id, "passwords": seeded.passwords}

    def draw(face: Face) -> None:
        for login, password in seeded.passwords.items():
            face.say(face.words("server.user", login=login, password=password))
        face.say(face.words("server.seeded", home=home))

    face.show("demo_server/1", body, draw)


@admin.command("unit")
def add_unit(
    name: UnitName, agency: AgencyName, level: LevelName, region: Region, home: Home = HERE,
    database: Database = "", as_json: AsJson = False, lang: Lang = "",
) -> None:  # fmt: skip
    """Keep a new unit."""
    from zhanlian.supervision import tables

    unit = tables.Organisation(
        name=name, region=region,
        agency=_code(tables.Agency, agency, "--agency"),
        level=_code(tables.Level, level, "--level"),
    )  # fmt: skip
    kept = _write(home, database, lambda writing: writing.add(unit))
    face = Face(lang=lang, as_json=as_json)
    body = {"unit_id": kept.id, "name": name, "agency": agency, "level": level, "region": region}
    face.show("admin_unit/1", body, lambda face: face.say(face.words("server.unit", **body)))


@admin.command("user")
def add_user(
    login: Login, person_name: PersonName, unit: UnitOf, posts: Posts, home: Home = HERE,
    database: Database = "", as_json: AsJson = False, lang: Lang = "",
) -> None:  # fmt: skip
    """Keep a new account; its first password is told once."""
    from zhanlian.supervision import people, tables

    password = _new_password()
    held = [_code(tables.Post, post, "--post") for post in posts]

    def act(writing: Writing) -> tables.User:
        new = people.NewAccount(login, person_name, _unit_id(writing, unit), held)
        return people.add_account(writing, new, password=password)

    user = _write(home, database, act)
    face = Face(lang=lang, as_json=as_json)
    body = {"user_id": user.id, "login": login, "password": password}
    face.show("admin_user/1", body, lambda face: face.say(face.words("server.user", **body)))


@admin.command("password")
def give_password(
    login: Login, reason: Reason, home: Home = HERE, database: Database = "",
    as_json: AsJson = False, lang: Lang = "",
) -> None:  # fmt: skip
    """Make up a new password for somebody who lost theirs; it is told once."""
    from zhanlian.supervision import people

    password = _new_password()
    _write(
        home, database,
        lambda writing: people.give_password(
            writing, _user(writing, login), password, reason=reason
        ),
    )  # fmt: skip
    face = Face(lang=lang, as_json=as_json)
    body = {"login": login, "password": password}
    face.show("admin_password/1", body, lambda face: face.say(face.words("server.user", **body)))


@audit.command("verify")
def verify(
    home: Home = HERE, noted: NotedHead = "", database: Database = "", as_json: AsJson = False,
    lang: Lang = "",
) -> None:  # fmt: skip
    """Check every link of the audit chain; refuse at the first broken one."""
    from zhanlian.supervision import verify_chain

    records = _open(home, database)
    with records.reading() as session:
        head = verify_chain(session, noted=_head(noted))
    face = Face(lang=lang, as_json=as_json)
    body = {"seq": head.seq, "digest": head.digest}
    face.show("audit_head/1", body, lambda face: face.say(face.words("server.chain", **body)))


@audit.command("export")
def export(
    file: OutFile, home: Home = HERE, database: Database = "", as_json: AsJson = False,
    lang: Lang = "",
) -> None:  # fmt: skip
    """Write the chain as JSON lines, for the other side to check."""
    from zhanlian.supervision import Event, export_lines, operator, read_chain, verify_chain
    from zhanlian.web import now

    records = _open(home, database)
    with records.writing(operator(getpass.getuser()), now_at=now()) as writing:
        writing.note(Event(act="export", kind="audit_entry", row_id="", reason=file.name))
    with records.reading() as session, file.open("w", encoding="utf-8") as out:
        out.writelines(f"{line}\n" for line in export_lines(read_chain(session)))
        head = verify_chain(session)
    face = Face(lang=lang, as_json=as_json)
    body = {"seq": head.seq, "digest": head.digest}
    face.show("audit_head/1", body, lambda face: face.say(face.words("server.chain", **body)))


def _new_password() -> str:
    return secrets.token_urlsafe(PASSWORD_BYTES)


def _open(home: Path, database: str) -> Records:
    """The records of a home, as the server would open them."""
    from zhanlian.supervision import open_records
    from zhanlian.web import read_settings

    home.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
    return open_records(read_settings(home, database=database).records_url)


def _write(home: Path, database: str, act: Callable[[Writing], Kept]) -> Kept:
    """Do ``act`` as the operator of this machine, on record."""
    from zhanlian.supervision import operator
    from zhanlian.web import now

    records = _open(home, database)
    with records.writing(operator(getpass.getuser()), now_at=now()) as writing:
        return act(writing)


def _code(kind: type[Code], said: str, option: str) -> Code:
    try:
        return kind(said)
    except ValueError:
        raise NotOneOf(said, option=option, known=[code.value for code in kind]) from None


def _unit_id(writing: Writing, name: str) -> str:
    from sqlalchemy import select

    from zhanlian.supervision import tables

    units = {unit.name: unit.id for unit in writing.session.scalars(select(tables.Organisation))}
    if name not in units:
        raise NotOneOf(name, option="--unit", known=sorted(units))
    return units[name]


def _user(writing: Writing, login: str) -> tables.User:
    from sqlalchemy import select

    from zhanlian.supervision import NoSuchRow, tables

    user = writing.session.scalar(select(tables.User).where(tables.User.login == login))
    if user is None:
        raise NoSuchRow(tables.User.__tablename__, login)
    return user


def _head(noted: str) -> Head | None:
    from zhanlian.supervision import Head

    seq, _, digest = noted.partition(":")
    if noted and not (seq.isdigit() and digest):
        raise NotOneOf(noted, option="--noted", known=["SEQ:DIGEST"])
    return Head(int(seq), digest) if noted else None
