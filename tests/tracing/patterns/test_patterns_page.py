"""docs/patterns.md runs: every example closes what its table says; the limits are in force."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from tests.tracing.kernels.small_ledgers import SECOND, make_ledger
from zhanlian.tracing.patterns import PATTERN_THRESHOLDS, Limits, Pattern, find_hits
from zhanlian.tracing.patterns.finding import limits_of

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "patterns.md").read_text(encoding="utf-8")
BLOCK = re.compile(
    r"^```pattern (\w+) ([^\n]*)\n(.*?)^```\n\n((?:^\|[^\n]*\n)+)", re.MULTILINE | re.DOTALL
)
EXAMPLES = BLOCK.findall(PAGE)


def minutes(clock):
    hour, minute = clock.split(":")
    return 60 * int(hour) + int(minute)


def limits_said(pattern, words):
    limits = Limits()
    said = dict(word.split("=") for word in words.split())
    own = {name: int(value) for name, value in said.items() if "." not in name}
    below = {name[6:]: int(value) for name, value in said.items() if name.startswith("below.")}
    field = "structuring" if pattern.value.startswith("structuring") else pattern.value
    limits = replace(limits, **{field: replace(limits_of(limits, pattern), **own)})
    return replace(limits, bipartite=replace(limits.bipartite, **below)) if below else limits


def ledger_said(body):
    lines = [line.split() for line in body.strip().splitlines()[1:]]
    names = sorted({name for _, payer, payee, _ in lines for name in (payer, payee)})
    rows = [
        (names.index(payer), names.index(payee), 60 * minutes(at) * SECOND, int(yuan) * 100, 0, -1)
        for at, payer, payee, yuan in lines
    ]
    return make_ledger(rows, accounts=len(names)), names, [line[0] for line in lines]


def hits_shown(hits, names, clocks):
    return [
        [
            clocks[hits.closing[hit]],
            " ".join(names[h] for h in (hits.hub[hit], hits.second_hub[hit]) if h >= 0) or "-",
            " ".join(clocks[row] for row in hits.rows_of(hit)),
        ]
        for hit in range(hits.closing.size)
    ]


@pytest.mark.parametrize("example", EXAMPLES, ids=[each[0] for each in EXAMPLES])
def test_every_example_closes_what_the_page_says(example):
    name, words, body, table = example
    pattern = Pattern(name)
    ledger, names, clocks = ledger_said(body)
    hits = find_hits(ledger, asked=[pattern], limits=limits_said(pattern, words))[pattern]
    shown = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()]
    assert sorted(hits_shown(hits, names, clocks)) == shown[2:]


def test_every_pattern_has_its_example():
    told = {each[0] for each in EXAMPLES} | {"structuring_in"}
    assert told == {each.value for each in Pattern}


def test_the_page_lists_the_limits_in_force():
    table = re.findall(r"^\| `(\w+)` \| ([\d,]+) \| ([^|]+) \| ([^|]+) \|$", PAGE, re.MULTILINE)
    shown = {name: (int(value.replace(",", "")), zh, en) for name, value, zh, en in table}
    assert shown == PATTERN_THRESHOLDS
