"""Clock names: the words that stand in the data of clocks and stages, for the catalogue.

in     ``data/clocks`` and ``data/stages``
out    word by key: ``clock.custody.investigation``, its ``.starts``, ``.then``, ``.grant.…``,
       ``.pause.…`` and ``.restart.…``; ``stage.…`` and ``step.from.to``
keeps  every text stands in both languages (the readers of those files hold that)
"""

import tomllib
from collections.abc import Iterator
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

__all__ = ["clock_names"]

GRANTS = {"terms": "grant", "extensions": "grant", "pauses": "pause", "restarts": "restart"}


def clock_names(lang: str) -> dict[str, str]:
    """Every name and text of the clocks and stages in one language."""
    with as_file(files("zhanlian.law") / "data") as folder:
        return dict([*_clocks(folder / "clocks", lang), *_stages(folder / "stages", lang)])


def _clocks(folder: Path, lang: str) -> Iterator[tuple[str, str]]:
    for file in sorted(folder.rglob("*.toml")):
        said = _read(file)
        key = ".".join(("clock", *file.relative_to(folder).with_suffix("").parts))
        yield key, said[f"name_{lang}"]
        yield f"{key}.starts", said[f"starts_{lang}"]
        yield f"{key}.then", said[f"then_{lang}"]
        for table, word in GRANTS.items():
            for each in said.get(table, []):
                yield f"{key}.{word}.{each['key']}", each[f"when_{lang}"]


def _stages(folder: Path, lang: str) -> Iterator[tuple[str, str]]:
    for file in sorted(folder.glob("*.toml")):
        said = _read(file)
        yield f"track.{file.stem}", said[lang]
        yield from ((f"stage.{each['key']}", each[lang]) for each in said["stages"])
        for each in said["transitions"]:
            yield f"step.{each['from']}.{each['to']}", each[lang]


def _read(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8"))
