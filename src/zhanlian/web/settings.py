"""Settings: where a server keeps its things and how strict it is.

in     a home folder, and ``server.toml`` in it where somebody wrote one
out    ``Settings``, with a default for whatever was not said
keeps  an unknown name in the file is refused, not passed over
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from zhanlian.supervision import people, tables
from zhanlian.terms import Refusal

SETTINGS_FILE = "server.toml"
RECORDS_FILE = "records.db"
MIB = 1024 * 1024


class UnknownSetting(Refusal):
    """The settings file names something no setting has."""

    code = "ZL-WEB-006"

    def __init__(self, file: Path, names: list[str]) -> None:
        super().__init__(
            "The settings file names something that is not a setting.",
            where=f"{file.name}: {', '.join(names)}",
            why="a name that nobody reads would be obeyed by nobody",
            do_next="correct the spelling; docs/server.md lists every setting",
        )


@dataclass(frozen=True, slots=True)
class OpenId:
    """An OpenID Connect provider that vouches for accounts."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    redirect: str


@dataclass(frozen=True, slots=True)
class Settings:
    """How a server behaves."""

    home: Path
    database: str = ""
    policy: people.Policy = people.STRICT
    requests_per_s: int = 50
    requests_burst: int = 200
    sign_ins_per_minute: int = 10
    body_max: int = MIB
    upload_max: int = 2048 * MIB
    is_secure: bool = False
    """Whether clients come by TLS: then the session's cookie is for TLS alone."""

    openid: OpenId | None = None

    @property
    def records_url(self) -> str:
        """The database: the one named, else a file in the home folder."""
        return self.database or f"sqlite:///{self.home / RECORDS_FILE}"

    @property
    def cases(self) -> Path:
        """Where case folders lie; no other folder is reached by way of the server."""
        return self.home / "cases"

    @property
    def deliveries(self) -> Path:
        """Where files sent to the server lie, by their digest, until a job takes them in."""
        return self.home / "deliveries"


def read_settings(home: Path, **said: Any) -> Settings:
    """The settings of ``home``; what the command line said goes before the file."""
    file = home / SETTINGS_FILE
    written = tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    policy = _policy(file, written.pop("sign_in", {}))
    openid = written.pop("openid", None)
    named = {**written, **{name: value for name, value in said.items() if value}}
    _refuse_unknown(file, named, Settings)
    if openid is not None:
        _refuse_unknown(file, openid, OpenId)
        named["openid"] = OpenId(**openid)
    return Settings(home=home, policy=policy, **named)


def _policy(file: Path, written: dict[str, Any]) -> people.Policy:
    _refuse_unknown(file, written, people.Policy)
    posts = written.pop("second_factor_for", [])
    return people.Policy(
        **written, second_factor_for=frozenset(tables.Post(each) for each in posts)
    )


def _refuse_unknown(file: Path, written: Mapping[str, Any], kind: type) -> None:
    unknown = sorted(set(written) - {each.name for each in fields(kind)})
    if unknown:
        raise UnknownSetting(file, unknown)
