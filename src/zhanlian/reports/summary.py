"""Summary: what was lost, what is anchored, and where it lies under every method.

in     victim_payment, victim_match, trace_run, holding, source_line and findings of a case
out    ``Summary``: whole numbers, nothing said in words yet
keeps  per method and currency, the places add up to what was anchored, or ``is_whole`` is
       False and the report says so; an amount nobody gave is counted apart, never as 0
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from zhanlian.evidence import METHODS, Case
from zhanlian.reports.asking import ask
from zhanlian.tracing import main_method

PLACES = (
    "held", "un_queried", "cash", "channel", "merchant", "chain", "converted", "declared", "fee",
    "gap", "unnamed",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lost:
    """What victims say they lost in one currency, and how much of it a bank row shows."""

    currency: str
    victims: int
    payments: int
    said_minor: int
    unsaid: int  # payments whose amount nobody could read
    anchored: int
    anchored_minor: int
    loose: int  # payments no transfer was tied to
    loose_minor: int


@dataclass(frozen=True, slots=True)
class Place:
    """Victims' money in one kind of place under one method."""

    amount_minor: int
    strict_minor: int
    accounts: int
    figures: tuple[str, ...]
    holdings: int


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """One method, one currency: what came in, and the places it lies in."""

    run: dict[str, Any]
    places: dict[str, Place]

    @property
    def is_whole(self) -> bool:
        """In = out + held, as the trace says and as the holdings add up."""
        lying = sum(place.amount_minor for place in self.places.values())
        held = self.places["held"].amount_minor if "held" in self.places else 0
        run = self.run
        return bool(
            run["victim_minor"] == run["held_minor"] + run["outside_minor"]
            and lying == run["victim_minor"]
            and held == run["held_minor"]
        )


@dataclass(frozen=True, slots=True)
class Summary:
    """Everything the first page says."""

    lost: tuple[Lost, ...]
    whereabouts: tuple[Whereabouts, ...]
    main_method: str
    lines: dict[str, int]
    files: int
    findings: tuple[dict[str, Any], ...]
    questions: int

    def of_currency(self, currency: str) -> tuple[Whereabouts, ...]:
        """The methods' answers in one currency, in the order the methods are listed."""
        return tuple(each for each in self.whereabouts if each.run["currency"] == currency)

    @property
    def currencies(self) -> tuple[str, ...]:
        """Currencies that were traced, in order."""
        return tuple(dict.fromkeys(each.run["currency"] for each in self.whereabouts))


def summarise(case: Case) -> Summary:
    """Add up the first page of a case."""
    lines: dict[str, int] = {}
    for row in ask(case, "line_counts"):
        lines[row["class"]] = lines.get(row["class"], 0) + row["lines"]
    return Summary(
        lost=_lost(ask(case, "victims")),
        whereabouts=_whereabouts(case),
        main_method=main_method(case),
        lines=lines,
        files=int(case.duck.fetch("SELECT count(*) AS n FROM source_file")[0]["n"]),
        findings=tuple(ask(case, "finding_groups")),
        questions=int(case.duck.fetch("SELECT count(*) AS n FROM question")[0]["n"]),
    )


def _lost(payments: list[dict[str, Any]]) -> tuple[Lost, ...]:
    by_currency: dict[str, list[dict[str, Any]]] = {}
    for row in payments:
        by_currency.setdefault(row["currency"], []).append(row)
    return tuple(_lost_in(currency, rows) for currency, rows in sorted(by_currency.items()))


def _lost_in(currency: str, rows: list[dict[str, Any]]) -> Lost:
    anchored = [row for row in rows if row["is_anchored"]]
    loose = [row for row in rows if not row["is_anchored"]]
    return Lost(
        currency,
        victims=len({row["victim_id"] for row in rows}),
        payments=len(rows),
        said_minor=_total(rows),
        unsaid=sum(row["amount_minor"] is None for row in rows),
        anchored=len(anchored),
        anchored_minor=sum(row["transfer_minor"] for row in anchored),
        loose=len(loose),
        loose_minor=_total(loose),
    )


def _total(rows: list[dict[str, Any]]) -> int:
    return sum(row["amount_minor"] or 0 for row in rows)


def _whereabouts(case: Case) -> tuple[Whereabouts, ...]:
    places: dict[tuple[str, str], dict[str, Place]] = {}
    for row in ask(case, "whereabouts"):
        found = places.setdefault((row["method"], row["currency"]), {})
        found[row["place"]] = Place(
            row["amount_minor"], row["strict_minor"], row["accounts"], tuple(row["figures"]),
            row["holdings"],
        )  # fmt: skip
    runs = case.duck.fetch("SELECT * FROM trace_run ORDER BY currency, method")
    runs.sort(key=lambda run: (run["currency"] != case.settings.currency, run["currency"],
                               METHODS.index(run["method"])))  # fmt: skip
    return tuple(Whereabouts(run, places.get((run["method"], run["currency"]), {})) for run in runs)
