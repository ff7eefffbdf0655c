"""Again: a case made once more in another folder, from its evidence and decisions alone.

in     a case folder
out    another folder with the same case, computed anew
keeps  the case itself is only read; bytes are used as they are now, changed or not, so that
       what a change does to the figures can be seen
"""

from __future__ import annotations

import shutil
from pathlib import Path

from zhanlian.desk.opening import PATTERNED, retrace
from zhanlian.desk.progress import Progress
from zhanlian.evidence import open_case
from zhanlian.intake import rebuild


def make_again(folder: Path, into: Path, *, progress: Progress) -> Path:
    """Rebuild the case of ``folder`` in ``into``."""
    (into / "evidence").mkdir(parents=True)
    for file in sorted((folder / "evidence").iterdir()):
        _lend(file, into / "evidence" / file.name)
    for name in ("case.toml", "decisions.jsonl"):
        if (folder / name).exists():
            shutil.copyfile(folder / name, into / name)
    case = open_case(into)
    try:
        rebuild(case, progress, trust_vault=True)
        if case.duck.fetch("SELECT 1 FROM source_line LIMIT 1"):
            case.set_meta(PATTERNED, _patterned(folder))
            retrace(case, progress=progress)
    finally:
        case.close()
    return into


def _patterned(folder: Path) -> str:
    """What the stored patterns rest on; empty where nobody asked for patterns."""
    stored = open_case(folder, read_only=True)
    try:
        return stored.meta(PATTERNED) or ""
    finally:
        stored.close()


def _lend(file: Path, target: Path) -> None:
    try:
        target.symlink_to(file.resolve())
    except OSError:
        shutil.copyfile(file, target)
