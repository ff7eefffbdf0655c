"""Tree: an explanation from the figure down to the raw lines."""

from __future__ import annotations

from rich.text import Text
from rich.tree import Tree

from zhanlian.cli.face import Face
from zhanlian.cli.screens.say import say_facts
from zhanlian.desk import Explanation, Reason

STYLES = {"fact": "green", "inference": "yellow", "assumption": "magenta"}


def draw_explanation(face: Face, explanation: Explanation) -> None:
    """Draw the whole tree, then what it rests on and what the marks mean."""
    tree = Tree(_label(face, explanation.reason), guide_style="dim")
    _grow(face, tree, explanation.reason)
    face.console.print(tree)
    face.say()
    face.say(
        face.words(
            "why.rests", transfers=explanation.transfer_count, entries=explanation.entry_count,
            lines=explanation.line_count, files=explanation.file_count,
        ),
        style="bold",
    )  # fmt: skip
    face.say(face.words("why.legend"), style="dim")


def _grow(face: Face, tree: Tree, reason: Reason) -> None:
    for step in reason.rests_on:
        _grow(face, tree.add(_label(face, step)), step)
    if reason.more_count:
        tree.add(Text(face.words("why.more", count=reason.more_count), style="dim"))


def _label(face: Face, reason: Reason) -> Text:
    ground = face.words.value("ground", reason.ground)
    label = Text(f"[{ground}] ", style=STYLES.get(reason.ground, ""))
    if reason.kind == "line":
        return label.append_text(_line(face, reason))
    kind = face.words.value("kind", reason.kind)
    label.append(f"{kind} {face.shown(reason.name)}  ", style="bold")
    return label.append(say_facts(face, reason.facts), style="default")


def _line(face: Face, reason: Reason) -> Text:
    facts = reason.facts
    key = "why.sheet_line" if facts["sheet"] else "why.line"
    where = face.words(
        key, path=face.shown(facts["path"]), sheet=facts["sheet"], line=facts["line_no"]
    )
    says = f"（{face.words.value('value', facts['says'])}）" if "says" in facts else ""
    text = face.shown(facts["text"]).replace("\t", " ").strip()
    return Text(f"{where}{says}\n", style="dim").append(text, style="cyan")
