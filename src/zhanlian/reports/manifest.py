"""Manifest: what lies in reports/, with digests, parameters and versions.

in     a case whose reports were just written
out    reports/manifest.json
keeps  the same case, files and moment give the same bytes; a file not named here was not
       written by this program
"""

from __future__ import annotations

import json
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

from zhanlian.evidence import Case, digest_file
from zhanlian.terms import show_instant
from zhanlian.tracing import main_method

NAME = "manifest.json"


def write_manifest(case: Case, written: Path, *, lang: str, mask: bool, now: int) -> Path:
    """Name ``written`` in the manifest, beside what was written before and still lies there."""
    path = case.reports / NAME
    said = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    editions = {
        name: edition
        for name, edition in said.get("editions", {}).items()
        if (case.reports / name).is_file()
        and digest_file(case.reports / name) == said["files"].get(name)
    }
    editions[written.name] = {
        "lang": lang, "mask": mask, "made_at": show_instant(now), "made_at_us": now,
    }  # fmt: skip
    manifest = {
        "files": {name: digest_file(case.reports / name) for name in sorted(editions)},
        "editions": dict(sorted(editions.items())),
        "case": case.settings.name,
        "program": {"zhanlian": version("zhanlian"), "duckdb": version("duckdb"),
                    "xlsxwriter": version("xlsxwriter")},
        "parameters": asdict(case.settings) | {"main_method": main_method(case)},
        "methods": case.duck.fetch(
            "SELECT method, method_version, rounding, currency FROM trace_run ORDER BY ALL"
        ),
        "evidence": [
            row["digest"]
            for row in case.duck.fetch("SELECT digest FROM source_file ORDER BY file_id")
        ],
        "decisions": digest_file(case.decisions_path) if case.decisions_path.exists() else None,
    }  # fmt: skip
    text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
    path.write_text(text, encoding="utf-8")
    return path
