"""Again: a case made once more in another folder, from its evidence and decisions alone.

in     a case folder and the evidence files whose bytes are not what their names say
out    a folder beside it with the same case, computed anew
keeps  the case itself is only read; changed bytes are used as they are now, under their
       present digest, so that what the change does to the figures can be seen
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

from zhanlian.desk.opening import retrace
from zhanlian.desk.progress import Progress
from zhanlian.evidence import append_decision, open_case, read_decisions
from zhanlian.intake import rebuild


def make_again(
    folder: Path, into: Path, *, changed: dict[str, str], progress: Progress
) -> Path:
    """Rebuild the case of ``folder`` in ``into``; ``changed`` maps old digests to present ones."""
    vault = into / "evidence"
    vault.mkdir(parents=True)
    (into / "reports").mkdir()
    shutil.copyfile(folder / "case.toml", into / "case.toml")
    for file in sorted((folder / "evidence").iterdir()):
        _lend(file, vault / changed.get(file.name, file.name))
    _copy_decisions(folder / "decisions.jsonl", into / "decisions.jsonl", changed)
    case = open_case(into)
    try:
        rebuild(case, progress=progress)
        if case.duck.fetch("SELECT 1 FROM source_line LIMIT 1"):
            retrace(case, progress=progress)
    finally:
        case.close()
    return into


def _lend(file: Path, target: Path) -> None:
    try:
        os.symlink(file.resolve(), target)
    except OSError:
        shutil.copyfile(file, target)


def _copy_decisions(source: Path, target: Path, changed: dict[str, str]) -> None:
    if not changed:
        if source.exists():
            shutil.copyfile(source, target)
        return
    for each in read_decisions(source):
        text = json.dumps(each.facts, ensure_ascii=False)
        for old, new in changed.items():
            text = text.replace(old, new)
        append_decision(
            target, each.kind, json.loads(text), author=each.author, at=each.at,
            reason=each.reason,
        )  # fmt: skip
