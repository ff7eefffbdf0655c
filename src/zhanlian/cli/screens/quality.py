"""Quality: what came in, where each line went, what is odd, what is open."""

from __future__ import annotations

from collections.abc import Sequence
from string import Formatter

from zhanlian.cli.face import Face
from zhanlian.cli.screens.say import say_counts, say_fact, say_facts
from zhanlian.cli.screens.tables import draw_table
from zhanlian.desk import Added, Checked, Decided, FileLines, Found, FoundRow, OpenQuestion

PLACES_SHOWN = 5
STYLES = {"alarm": "bold red", "warn": "yellow", "note": "dim"}


def draw_added(face: Face, added: Added) -> None:
    """Draw what one delivery brought."""
    if not added.is_new:
        face.say(face.words("add.nothing"))
        return
    lines = sum(added.classes.values())
    face.say(face.words("add.run", run_id=added.run_id, files=len(added.files), lines=lines))
    draw_files(face, added.files, added.classes)


def draw_files(face: Face, files: Sequence[FileLines], classes: dict[str, int]) -> None:
    """Every file with its lines by class; the last row adds up."""
    words = face.words
    face.say(words("lines.title"), style="bold")
    heads = ["", words("lines.file"), words("lines.count")]
    heads += [face.codes.value("class", name) for name in classes]
    rows = [
        [str(each.file_id), _name_of(face.shown(each.path)), str(each.line_count)]
        + [str(each.classes.get(name, "")) for name in classes]
        for each in files
    ]
    total = ["", words("lines.total"), str(sum(classes.values()))]
    rows.append(total + [str(classes[name]) for name in classes])
    draw_table(face, heads, rows, right=heads[2:])


def _name_of(path: str) -> str:
    """The file's own name; its folders and archive stand in --json."""
    return path.replace("!", "/").rpartition("/")[2]


def draw_checked(face: Face, checked: Checked) -> None:
    """Draw the data quality of a case."""
    words = face.words
    face.say(words("check.title", case=checked.case), style="bold")
    draw_files(face, checked.files, checked.classes)
    face.say(words("check.states", states=say_counts(face, "booking_state", checked.states)))
    face.say(words("check.transfers", count=checked.transfer_count, both=checked.mirrored_count))
    face.say()
    if not checked.findings:
        face.say(words("check.no_findings"))
        return
    face.say(words("check.findings", count=len(checked.findings)), style="bold")
    for each in checked.findings:
        draw_finding(face, each)


def draw_finding(face: Face, found: Found) -> None:
    """One finding with the first places it was seen in."""
    words = face.words
    level = face.codes.value("level", found.level)
    face.say(f"{level} {found.code}  {say_finding(face, found)}", style=STYLES[found.level])
    places = face.codes("mark.semicolon").join(
        _place(face, row) for row in found.rows[:PLACES_SHOWN]
    )
    more = found.row_count - min(len(found.rows), PLACES_SHOWN)
    if places:
        tail = words("check.more", count=more) if more > 0 else ""
        face.say("    " + words("check.rows", count=found.row_count, places=places + tail))


def say_finding(face: Face, found: Found) -> str:
    """The finding's sentence where the catalogue has one for its facts, else its facts."""
    codes, facts = face.codes, found.facts
    if codes.has("finding", found.code):
        said = {name: _say(face, facts, name) for name in facts}
        text = codes(f"finding.{found.code}")
        if {name for _, name, _, _ in Formatter().parse(text) if name} <= set(said):
            return text.format(**said)
    kind = codes.value("finding_kind", found.code)
    return f"{kind}  {say_facts(face, facts)}"


def _say(face: Face, facts: dict[str, object], name: str) -> str:
    """A fact; what a file announces is counted in the unit of the figure it names."""
    if name == "figure":
        return face.codes.value("fact", str(facts[name]))
    unit = str(facts.get("figure", name)) if name in ("said", "found") else name
    return say_fact(face, unit, facts[name])


def draw_questions(face: Face, folder: str, questions: Sequence[OpenQuestion]) -> None:
    """Draw the open questions with samples and how to answer."""
    words = face.words
    if not questions:
        face.say(words("map.none"))
        return
    face.say(words("map.title", count=len(questions)), style="bold")
    for each in questions:
        about = words(
            "map.about", about=each.about, path=face.shown(each.path), line=each.header_line_no
        )
        face.say(f"{each.question}  {about}", style="bold")
        samples = " | ".join(face.shown(sample) for sample in each.samples)
        chosen = words("map.chosen", chosen=each.chosen) if each.chosen else words("map.blocking")
        why = face.codes.value("question_why", each.why)
        for text in (
            words("map.why", why=why), words("map.choices", choices=", ".join(each.choices)),
            words("map.samples", samples=samples), chosen,
            words("map.answer", folder=folder, question=each.question),
        ):  # fmt: skip
            face.say(f"    {text}")


def draw_decided(face: Face, decided: Decided) -> None:
    """Draw a decision as it was written."""
    facts = ", ".join(f"{name} {value}" for name, value in decided.facts.items())
    face.say(face.words("decided.done", seq=decided.seq, kind=decided.kind, facts=facts))
    face.say(face.words("decided.by", author=decided.author, at=decided.at, reason=decided.reason))


def _place(face: Face, row: FoundRow) -> str:
    key = "place.sheet_line" if row.sheet_no else "place.line"
    return face.words(key, path=face.shown(row.path), sheet=row.sheet_no, line=row.line_no)
