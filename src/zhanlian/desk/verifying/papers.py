"""Papers: whether the report files are the ones that were written.

in     the manifest in reports/
out    how many files it names, and which of them changed or are gone
"""

from __future__ import annotations

import json
from pathlib import Path

from zhanlian.evidence import digest_file


def check_papers(folder: Path) -> tuple[int, tuple[str, ...]]:
    """Count the report files of ``folder`` and name those that are not what was written."""
    count, changed = 0, []
    for manifest in sorted((folder / "reports").glob("*manifest*.json")):
        said = json.loads(manifest.read_text(encoding="utf-8"))
        for name, digest in sorted(said.get("files", {}).items()):
            count += 1
            path = folder / "reports" / name
            if not path.is_file() or digest_file(path) != digest:
                changed.append(name)
    return count, tuple(changed)
