"""Copying: our declarations, templates and layout into a folder where a user changes them.

keeps  a file that already lies there is left as it is and named, for it may be somebody's work
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from zhanlian.reports.documents.kinds import kind_names, read_kind
from zhanlian.reports.documents.pdf import LAYOUT, shipped_layout
from zhanlian.reports.documents.templates import make_template, shipped_template

__all__ = ["copy_templates"]


def copy_templates(
    folder: Path, kinds: tuple[str, ...] = (), *, with_declarations: bool = False
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Copy the templates of ``kinds`` (all, when empty); gives what was written and what was kept.

    Declarations and the layout of PDF are copied only when asked for: a copied declaration
    stands in the place of ours from then on, changed or not.
    """
    folder.mkdir(parents=True, exist_ok=True)
    wanted: dict[str, bytes] = {}
    for name in kinds or kind_names():
        kind = read_kind(name)
        wanted[f"{name}.docx"] = shipped_template(name) or make_template(kind)
        if with_declarations:
            place = files("zhanlian.reports.documents").joinpath("data").joinpath("kinds")
            wanted[f"{name}.toml"] = place.joinpath(f"{name}.toml").read_bytes()
    if with_declarations:
        wanted[LAYOUT] = shipped_layout()
    kept = tuple(name for name in wanted if (folder / name).exists())
    written = tuple(name for name in wanted if name not in kept)
    for name in written:
        (folder / name).write_bytes(wanted[name])
    return written, kept
