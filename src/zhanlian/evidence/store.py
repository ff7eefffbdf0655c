"""A case folder: its settings, its vault, its decisions and its one database file.

keeps  nothing is reported done before it is on disk; a killed program leaves a case that
       opens; a folder is a case only if it holds case.toml
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path

from zhanlian.engines import Duck
from zhanlian.evidence.decisions import Decision, read_decisions
from zhanlian.evidence.settings import Settings, read_settings, write_settings
from zhanlian.evidence.tables import TABLES
from zhanlian.terms import Refusal

META_DDL = "CREATE TABLE IF NOT EXISTS meta (name VARCHAR PRIMARY KEY, value VARCHAR)"


class NotACase(Refusal):
    """A folder that is not a case."""

    code = "ZL-EVIDENCE-005"

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"{path.name or path} is not a case folder.",
            where=str(path),
            why=why,
            do_next=f"make one with: zhanlian new {path}",
        )


class CaseExists(Refusal):
    """A new case was asked for where something already lies."""

    code = "ZL-EVIDENCE-006"

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path.name} already holds something.",
            where=str(path),
            why="a new case needs a folder of its own",
            do_next="choose another name, or open the case that is there",
        )


@dataclass(slots=True)
class Case:
    """An open case. ``duck`` holds its tables; close it when done."""

    folder: Path
    settings: Settings
    duck: Duck = field(repr=False)

    @property
    def vault(self) -> Path:
        """Where the files as received lie."""
        return self.folder / "evidence"

    @property
    def decisions_path(self) -> Path:
        """The record of human judgements."""
        return self.folder / "decisions.jsonl"

    @property
    def reports(self) -> Path:
        """Where printed results go."""
        return self.folder / "reports"

    def decisions(self, *kinds: str) -> list[Decision]:
        """Decisions in order, only those of ``kinds`` where given."""
        found = read_decisions(self.decisions_path)
        return [each for each in found if not kinds or each.kind in kinds]

    def meta(self, name: str) -> str:
        """A stored fact about the database itself; empty where unknown."""
        rows = self.duck.fetch("SELECT value FROM meta WHERE name = ?", [name])
        return str(rows[0]["value"]) if rows else ""

    def set_meta(self, name: str, value: str) -> None:
        """Store a fact about the database itself."""
        self.duck.run("INSERT OR REPLACE INTO meta VALUES (?, ?)", [name, value], table="meta")

    def close(self) -> None:
        """Write everything down and let the database go."""
        self.duck.close()


def new_case(folder: Path, *, name: str = "") -> Case:
    """Make a case folder and open it; refuses a folder that holds anything."""
    if folder.exists() and any(folder.iterdir()):
        raise CaseExists(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "evidence").mkdir()
    (folder / "reports").mkdir()
    write_settings(folder / "case.toml", name=name or folder.name)
    return open_case(folder)


def open_case(folder: Path, *, read_only: bool = False) -> Case:
    """Open a case folder; makes its database where there is none yet."""
    if not (folder / "case.toml").is_file():
        raise NotACase(folder, "it holds no case.toml")
    settings = read_settings(folder / "case.toml")
    path = folder / "case.duckdb"
    duck = Duck(path, read_only=read_only and path.exists())
    if not (read_only and path.exists()):
        make_tables(duck)
    return Case(folder, settings, duck)


def make_tables(duck: Duck) -> None:
    """Create every declared table that is not there."""
    duck.create("meta", META_DDL)
    for table in TABLES:
        duck.create(table.name, table.ddl())


def drop_database(folder: Path) -> None:
    """Remove the database file; evidence/ and decisions.jsonl can rebuild it."""
    for name in ("case.duckdb", "case.duckdb.wal"):
        (folder / name).unlink(missing_ok=True)
    shutil.rmtree(folder / "case.duckdb.tmp", ignore_errors=True)
