"""Summary: the first screen after ``run``: what is held, where the money is, what to do next."""

from __future__ import annotations

from zhanlian.cli.face import Face
from zhanlian.cli.screens.lists import draw_list, freeze_cells, next_cells, totals_cells
from zhanlian.cli.screens.say import say_amount, say_code, say_counts
from zhanlian.cli.screens.tables import draw_table
from zhanlian.desk import Summary

PPM = 1_000_000
NEXT_SHOWN = ("rank", "account", "bank", "reason", "amount")
FREEZE_SHOWN = ("rank", "account", "holder", "bank", "victim", "range", "advice")


def draw_summary(face: Face, summary: Summary) -> None:
    """Draw the summary, from what was received to what to do next."""
    words = face.words
    face.say(words("summary.case", case=summary.case), style="bold")
    counts = say_counts(face, "class", summary.classes)
    face.say(
        words("summary.files", files=summary.file_count, lines=f"{summary.line_count:,}",
              classes=counts)
    )  # fmt: skip
    face.say(
        words(
            "summary.victims", victims=summary.victim_count, payments=summary.payment_count,
            claimed=say_amount(summary.claimed_minor, summary.currency),
            anchored=summary.anchored_count,
        )
    )  # fmt: skip
    _draw_places(face, summary)
    _draw_methods(face, summary)
    _draw_next_steps(face, summary)
    _draw_ends(face, summary)


def _draw_places(face: Face, summary: Summary) -> None:
    if not summary.places:
        return
    words, total_minor = face.words, sum(each.victim_minor for each in summary.places)
    face.say()
    method = say_code(face, "method", summary.main_method)
    face.say(words("summary.places", method=method, currency=summary.currency), style="bold")
    rows = [
        [
            say_code(face, "place_kind", each.kind),
            str(each.account_count),
            say_amount(each.victim_minor, summary.currency),
            say_share(each.victim_minor, total_minor),
        ]
        for each in summary.places
    ]
    rows.append([words("lines.total"), "", say_amount(total_minor, summary.currency), ""])
    columns = [words(f"summary.{name}") for name in ("place", "accounts", "amount", "share")]
    draw_table(face, columns, rows, right=columns[1:])


def _draw_methods(face: Face, summary: Summary) -> None:
    if not summary.totals:
        face.say(face.words("trace.none"))
        return
    face.say()
    low, high = (
        say_amount(each, summary.currency)
        for each in (summary.held_minor_low, summary.held_minor_high)
    )
    title = face.words("summary.methods", low=low, high=high)
    draw_list(face, "totals", totals_cells(face, summary.totals), titled=title)


def _draw_next_steps(face: Face, summary: Summary) -> None:
    lists = (
        ("next", NEXT_SHOWN, summary.next_count, next_cells(face, summary.next_queries)),
        ("freeze", FREEZE_SHOWN, summary.freeze_count, freeze_cells(face, summary.freezes)),
    )
    for group, names, count, cells in lists:
        if not count:
            continue
        face.say()
        face.say(face.words(f"summary.{group}", count=count, shown=len(cells)), style="bold")
        headings = face.words.columns(f"{group}.columns")
        places = [list(headings).index(name) for name in names]
        draw_table(
            face, [headings[name] for name in names],
            [[row[place] for place in places] for row in cells],
            right=[headings[name] for name in names if name in ("amount", "victim", "range")],
        )  # fmt: skip


def _draw_ends(face: Face, summary: Summary) -> None:
    words = face.words
    face.say()
    if summary.findings:
        levels = say_counts(face, "level", summary.findings)
        face.say(words("summary.findings", levels=levels))
    if summary.question_count:
        face.say(
            words("summary.questions", count=summary.question_count,
                  blocking=summary.blocking_count, folder=summary.folder)
        )  # fmt: skip
    for name, path in (("report", summary.report), ("workbook", summary.workbook)):
        if path:
            face.say(words(f"summary.{name}", path=path))
    if summary.freezes:
        figure = face.shown(summary.freezes[0].figure)
        face.say(words("summary.why", folder=summary.folder, figure=f"'{figure}'"))


def say_share(part_minor: int, whole_minor: int) -> str:
    """A share in percent with one decimal, rounded down.

    >>> say_share(109_500, 8_000_000)
    '1.3%'
    """
    if not whole_minor:
        return ""
    tenths = part_minor * PPM // whole_minor * 1000 // PPM
    return f"{tenths // 10}.{tenths % 10}%"
