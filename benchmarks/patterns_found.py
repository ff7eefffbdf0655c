"""How well patterns are found in public data: names, members and accounts, per typology.

Data is read in place from the shared folder; each table says what was fitted on what. Splits are by
time or by account, never at random. Expected cost: about a minute.

    python benchmarks/patterns_found.py
"""

import os
from collections import Counter
from pathlib import Path

import account_scores as scores
import numpy as np
import pattern_data as data

from zhanlian.tracing.pattern_limits import (
    Bipartite,
    Cycle,
    FanIn,
    FanOut,
    GatherScatter,
    ScatterGather,
    Stack,
)
from zhanlian.tracing.patterns import Limits, Pattern, find_patterns, name_pattern

SHARED = Path(os.environ.get("ZHANLIAN_SHARED", Path(__file__).resolve().parents[2] / "shared"))
RESAMPLES, SEED = 2000, 20240601
HALF_DAY, LAST_DAY = 60, 120
DAY_S = 86_400


# --- names ------------------------------------------------------------------------------------


def naming() -> None:
    """AMLworld: the family of each attempt, from its rows alone."""
    attempts = data.amlworld_attempts(SHARED)
    half = (len(attempts) + 1) // 2
    print("## Naming the family of AMLworld attempts, by rules; halves by time of the first row\n")
    print("| attempts | count | accuracy | 95 % | macro F1 | 95 % |")
    print("| --- | --- | --- | --- | --- | --- |")
    for name, part in (("first half, seen", attempts[:half]), ("second half", attempts[half:])):
        pairs = [(family, family_of(ledger)) for family, ledger in part]
        print(
            f"| {name} | {len(pairs)} | {interval(pairs, accuracy)} | {interval(pairs, macro_f1)} |"
        )
    wrong = Counter(
        (min(ledger.row_count, 3), family != family_of(ledger)) for family, ledger in attempts
    )
    print("\nWrong names by rows of the attempt: " + ", ".join(
        f"{'3 or more' if rows == 3 else rows}: {wrong[rows, True]} of "
        f"{wrong[rows, True] + wrong[rows, False]}" for rows in (1, 2, 3)
    ) + "\n")  # fmt: skip


def family_of(ledger) -> str:
    """Our name, spelt as AMLworld spells it."""
    return name_pattern(ledger)[0].value.upper().replace("_", "-")


def accuracy(pairs) -> float:
    """Share of pairs (truth, name) that are equal."""
    return sum(truth == name for truth, name in pairs) / len(pairs)


def macro_f1(pairs) -> float:
    """The mean over families of the truth of their F1."""
    said, true = Counter(name for _, name in pairs), Counter(truth for truth, _ in pairs)
    right = Counter(truth for truth, name in pairs if truth == name)
    return sum(2 * right[each] / (said[each] + true[each]) for each in true) / len(true)


def interval(pairs, measure) -> str:
    """A measure and its 95 % bootstrap interval as two cells."""
    rng = np.random.default_rng(SEED)
    drawn = [
        measure([pairs[k] for k in rng.integers(0, len(pairs), len(pairs))])
        for _ in range(RESAMPLES)
    ]
    low, high = np.percentile(drawn, [2.5, 97.5])
    return f"{measure(pairs):.3f} | {low:.3f} to {high:.3f}"


# --- planted patterns -------------------------------------------------------------------------

LIMITS = Limits(  # chosen on days 0 to 59 of AMLGentex
    fan_in=FanIn(30 * DAY_S, 8, 0),
    fan_out=FanOut(30 * DAY_S, 8, 0),
    gather_scatter=GatherScatter(30 * DAY_S, 3, 3, 0),
    scatter_gather=ScatterGather(30 * DAY_S, 3),
    cycle=Cycle(14 * DAY_S, length_max=10),
    bipartite=Bipartite(14 * DAY_S, 3, 3),
    stack=Stack(30 * DAY_S, 1),
)
PLANTED = (
    Pattern.FAN_IN, Pattern.FAN_OUT, Pattern.GATHER_SCATTER, Pattern.SCATTER_GATHER,
    Pattern.CYCLE, Pattern.BIPARTITE, Pattern.STACK,
)  # fmt: skip


def planted() -> None:
    """AMLGentex: each typology's planted patterns against the episodes of its detector."""
    types = data.gentex_types(SHARED)
    labelled = data.amlgentex(SHARED, from_day=0, to_day=LAST_DAY)
    found = find_patterns(labelled.ledger, asked=PLANTED, limits=LIMITS)
    day = labelled.ledger.at // (DAY_S * data.MICROS)
    print("## AMLGentex: planted patterns, per typology\n")
    for name, is_late in (("ended on days 0 to 59: limits chosen here", False),
                          ("ended on days 60 to 119: scored", True)):  # fmt: skip
        print(f"{name}\n\n| typology | planted | episodes | accounts: recall | precision |"
              " transfers: recall | precision | members recovered, mean Jaccard |\n"
              "| --- | --- | --- | --- | --- | --- | --- | --- |")  # fmt: skip
        for pattern, episodes in found.items():
            said = [
                episodes.rows_of(each)
                for each in range(episodes.count)
                if (day[episodes.last_closing[each]] >= HALF_DAY) == is_late
            ]
            wanted = [
                rows
                for each in np.unique(labelled.planted_id[labelled.is_planted]).tolist()
                if types[each] == pattern.value
                and (day[(rows := np.flatnonzero(labelled.planted_id == each))[-1]] >= HALF_DAY)
                == is_late
            ]
            print(planted_line(labelled, pattern, said, wanted))
        print()


def planted_line(labelled, pattern, said, wanted) -> str:
    """One line of the table: rows of each episode, rows of each planted pattern."""
    ledger = labelled.ledger
    of_type = np.concatenate([np.zeros(0, dtype=np.int64), *wanted])
    rows = np.unique(np.concatenate([np.zeros(0, dtype=np.int64), *said]))
    accounts, true_accounts = members(ledger, rows), members(ledger, of_type)
    bad = members(ledger, np.flatnonzero(labelled.is_planted))
    best = [best_jaccard(members(ledger, each), ledger, said) for each in wanted]
    cells = (
        share(len(accounts & true_accounts), len(true_accounts)),
        share(len(accounts & bad), len(accounts)),
        share(np.isin(of_type, rows).sum(), of_type.size),
        share(labelled.is_planted[rows].sum(), rows.size),
        f"{np.mean(best):.2f}" if best else "-",
    )
    return f"| {pattern} | {len(wanted)} | {len(said)} | " + " | ".join(cells) + " |"


def members(ledger, rows) -> set[int]:
    """The accounts of some rows."""
    return set(ledger.src[rows].tolist()) | set(ledger.dst[rows].tolist())


def best_jaccard(wanted: set[int], ledger, said) -> float:
    """How well the best episode gives the members of a planted pattern."""
    sets = (members(ledger, rows) for rows in said)
    return max((len(wanted & one) / len(wanted | one) for one in sets), default=0.0)


def share(part, whole) -> str:
    """A share as text; a dash for nothing of nothing."""
    return f"{part / whole:.2f}" if whole else "-"


# --- accounts ---------------------------------------------------------------------------------


def gentex_accounts() -> None:
    """AMLGentex: a score fitted on the first sixty days, used on the last sixty."""
    print("## AMLGentex: average precision of an account score; fitted on days 0 to 59\n")
    print("| columns | days 60 to 119 |\n| --- | --- |")
    halves = [
        data.amlgentex(SHARED, from_day=start, to_day=start + HALF_DAY) for start in (0, HALF_DAY)
    ]
    bad = [np.zeros(half.ledger.account_count) for half in halves]
    for half, is_bad in zip(halves, bad, strict=True):
        is_bad[list(members(half.ledger, np.flatnonzero(half.is_planted)))] = 1
    for name, columns_of in COLUMN_SETS.items():
        early, late = (columns_of(half.ledger) for half in halves)
        score = scores.fit_score(early, bad[0])
        print(f"| {name} | {scores.average_precision(bad[1], score(late)):.3f} |")
    print(f"\nBase rate {bad[1].mean():.3f}; logistic score, 5,000 accounts.\n")
    whole = data.amlgentex(SHARED, from_day=0, to_day=LAST_DAY)
    is_bad = np.zeros(whole.ledger.account_count)
    is_bad[list(members(whole.ledger, np.flatnonzero(whole.is_planted)))] = 1
    print("| columns | all days; fitted on accounts of even number, used on odd ones |")
    print("| --- | --- |")
    for name, columns_of in COLUMN_SETS.items():
        print(f"| {name} | {odd_precision(columns_of(whole.ledger), is_bad):.3f} |")
    print(f"\nBase rate {is_bad[1::2].mean():.3f}.\n")


def odd_precision(columns, is_bad) -> float:
    """Average precision on accounts of odd number, fitted on those of even number."""
    score = scores.fit_score(columns[::2], is_bad[::2])
    return scores.average_precision(is_bad[1::2], score(columns[1::2]))


def both_columns(ledger):
    """Degree and amount columns with those of patterns."""
    return np.column_stack([scores.degree_columns(ledger), scores.pattern_columns(ledger)])


COLUMN_SETS = {
    "degree and amount (15)": scores.degree_columns,
    "patterns": scores.pattern_columns,
    "both": both_columns,
}


def sim_accounts() -> None:
    """AMLSim: a score fitted on accounts of even number, used on those of odd number."""
    print(
        "## AMLSim 20K: average precision of an account score; fitted on accounts of even number\n"
    )
    print("| archive | columns | accounts of odd number | base rate |\n| --- | --- | --- | --- |")
    for archive in ("20K_fanin200", "20K_cycle200"):
        ledger, is_fraud = data.amlsim(SHARED, archive)
        for name, columns_of in COLUMN_SETS.items():
            found = odd_precision(columns_of(ledger), is_fraud.astype(np.float64))
            print(f"| {archive} | {name} | {found:.3f} | {is_fraud[1::2].mean():.3f} |")
    print()


def main() -> None:
    """Print all tables, or say why not."""
    if not (SHARED / "data").is_dir():
        print("The shared data is not here: set ZHANLIAN_SHARED to its folder.")
        return
    for table in (naming, planted, gentex_accounts, sim_accounts):
        table()


if __name__ == "__main__":
    main()
