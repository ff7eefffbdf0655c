"""Proof: the four answers of ``verify``."""

from __future__ import annotations

from zhanlian.cli.face import Face
from zhanlian.desk import Verified

DIFFERENCES_SHOWN = 40
GOOD, BAD = "green", "bold red"


def draw_verified(face: Face, verified: Verified) -> None:
    """Draw the chain, the evidence, the figures, the reports."""
    face.say(face.words("verify.title", case=verified.case), style="bold")
    _draw_chain(face, verified)
    _draw_files(face, verified)
    _draw_figures(face, verified)
    _draw_papers(face, verified)


def _draw_chain(face: Face, verified: Verified) -> None:
    if verified.chain_fault:
        face.say(face.words("verify.chain_bad", fault=verified.chain_fault), style=BAD)
    else:
        face.say(face.words("verify.chain_ok", count=verified.decision_count), style=GOOD)
    if verified.is_behind:
        face.say(face.words("verify.behind"), style=BAD)


def _draw_files(face: Face, verified: Verified) -> None:
    if not verified.changed_files:
        face.say(face.words("verify.files_ok", count=verified.file_count), style=GOOD)
    for each in verified.changed_files:
        paths = face.codes("mark.comma").join(face.shown(path) for path in each.paths)
        found = each.found or face.words("verify.file_gone")
        text = face.words("verify.file_changed", paths=paths, digest=each.digest, found=found)
        face.say(text, style=BAD)


def _draw_figures(face: Face, verified: Verified) -> None:
    words = face.words
    if verified.rebuild_fault:
        face.say(words("verify.no_rebuild", fault=verified.rebuild_fault), style=BAD)
        return
    if not verified.differences:
        text = words(
            "verify.figures_ok", count=f"{verified.figure_count:,}", rows=f"{verified.row_count:,}"
        )
        face.say(text, style=GOOD)
        return
    face.say(
        words("verify.figures_differ", count=verified.changed_figure_count,
              more=verified.changed_row_count, figures=verified.figure_count,
              rows=verified.row_count),
        style=BAD,
    )  # fmt: skip
    for each in verified.differences[:DIFFERENCES_SHOWN]:
        text = words(
            "verify.difference", figure=face.shown(each.figure), column=each.column,
            stored=face.shown(each.stored), recomputed=face.shown(each.recomputed),
        )  # fmt: skip
        face.say(f"    {text}")
    more = len(verified.differences) - DIFFERENCES_SHOWN
    if more > 0:
        face.say("    " + words("verify.more", count=more))


def _draw_papers(face: Face, verified: Verified) -> None:
    if not verified.paper_count:
        face.say(face.words("verify.no_papers"))
    elif not verified.changed_papers:
        face.say(face.words("verify.papers_ok", count=verified.paper_count), style=GOOD)
    for path in verified.changed_papers:
        face.say(face.words("verify.paper_changed", path=path), style=BAD)
