"""Notes (依据): every figure points to a numbered note that lists the rows behind it.

in     figure ids while a page is made; at its end, the rows from the case
out    small links beside figures, and the index of notes in the appendix
keeps  a note that lists fewer rows than there are says how many more, and how to see them
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from zhanlian.evidence import Case
from zhanlian.reports.asking import ask
from zhanlian.reports.edition import Edition, row_from, row_of
from zhanlian.reports.page.tags import Html, join, tag

TRANSFERS_SHOWN = 4
ROWS_SHOWN = 6


@dataclass(slots=True)
class Notes:
    """Figures met so far, in order; sums list the figures they add up."""

    edition: Edition
    numbers: dict[str, int] = field(default_factory=dict)
    parts: dict[str, tuple[tuple[str, ...], int]] = field(default_factory=dict)

    def link(self, figure: str) -> Html:
        """The link beside a figure; nothing for a figure without an id."""
        if not figure:
            return Html("")
        number = self.numbers.setdefault(figure, len(self.numbers) + 1)
        label = self.edition.words("text.basis")
        return tag(
            "a", label, tag("b", str(number)), class_="basis", href=f"#note-{number}",
            aria_label=f"{label} {number}",
        )  # fmt: skip

    def link_sum(self, figure: str, parts: tuple[str, ...], count: int) -> Html:
        """The link beside a sum of ``count`` figures, of which ``parts`` are named."""
        self.parts[figure] = (parts, count)
        return self.link(figure)

    def index(self, case: Case, *, method: str) -> Html:
        """The list of notes: figure, rows, and the command that shows them all."""
        for parts, _ in list(self.parts.values()):
            for part in parts:
                self.numbers.setdefault(part, len(self.numbers) + 1)
        behind = _places_behind(case, self.edition, list(self.numbers), method)
        items = [
            tag("li", self._note(case, figure, *behind.get(figure, ([], 0))), id=f"note-{number}")
            for figure, number in self.numbers.items()
        ]
        return tag("ol", *items, class_="notes")

    def _note(self, case: Case, figure: str, places: list[str], count: int) -> Html:
        words = self.edition.words
        name = tag("code", self.edition.figure(figure.removeprefix("V:")))
        if figure in self.parts:
            return join(name, " ", self._sum_of(*self.parts[figure]))
        rows = words("mark.semicolon").join(places) if places else words("text.no_rows")
        more = words("text.and_more_transfers", count=count) if count else ""
        return join(name, " ", rows, more, self._command(case, figure))

    def _sum_of(self, parts: tuple[str, ...], count: int) -> Html:
        words = self.edition.words
        links = [
            tag("a", str(self.numbers[part]), href=f"#note-{self.numbers[part]}") for part in parts
        ]
        mixed = [piece for link in links for piece in (link, Html(" "))]
        more = words("text.and_more_figures", count=count - len(parts))
        return join(words("text.sum_of", count=count), *mixed, more if count > len(parts) else "")

    def _command(self, case: Case, figure: str) -> Html:
        if self.edition.mask:
            return Html("")
        said = f"zhanlian why {case.folder.name} '{figure.removeprefix('V:')}'"
        return join(" ", tag("code", said, class_="why"))


def _places_behind(
    case: Case, edition: Edition, figures: list[str], method: str
) -> dict[str, tuple[list[str], int]]:
    """Figure -> places of its first rows, and how many transfers are left unsaid."""
    found: dict[str, tuple[list[str], int]] = {}
    for row in ask(case, "rows_behind", [figures, method, TRANSFERS_SHOWN]):
        left = max(0, row["transfers"] - TRANSFERS_SHOWN)
        places, _ = found.setdefault(row["figure_id"], ([], left))
        for side in ("in_entry_id", "out_entry_id"):
            if row[side] is not None:
                places.append(edition.place(row_of(row[side])))
    return found | _portrait_places(case, edition, figures)


def _portrait_places(
    case: Case, edition: Edition, figures: list[str]
) -> dict[str, tuple[list[str], int]]:
    query = "SELECT figure_id, rows FROM portrait WHERE figure_id IN (SELECT unnest(?::VARCHAR[]))"
    found = {}
    for row in case.duck.fetch(query, [figures]):
        places = json.loads(row["rows"])
        shown = [edition.place(row_from(str(place))) for place in places[:ROWS_SHOWN]]
        found[row["figure_id"]] = (shown, max(0, len(places) - ROWS_SHOWN))
    return found
