"""Docs that run: every case, threshold, finding and count a page states is computed here."""

import ast
import re
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import groupby
from pathlib import Path

import numpy as np
import pytest

from tests.tracing.written_cases import pen
from zhanlian.evidence import TABLES, append_decision, new_case
from zhanlian.intake import add_files
from zhanlian.intake.records.kinds import BUILDERS
from zhanlian.intake.synonyms import kinds
from zhanlian.tracing import (
    POISON_RULE,
    THRESHOLDS,
    BornFirst,
    Ledger,
    Method,
    poison,
    proposing,
    trace,
    trace_case,
)
from zhanlian.tracing.anchor import LEVELS
from zhanlian.tracing.methods import method_named
from zhanlian.tracing.portraits.drawing import KEYWORDS

REPO = Path(__file__).resolve().parents[1]
DOCS, SRC = REPO / "docs", REPO / "src" / "zhanlian"
SAMPLES = REPO / "examples" / "case"
MICROS, OWN = 1_000_000, 0
NOW = 1_711_929_600_000_000
MONEY = re.compile(r"(?<![\d.,-])\d{1,3}(?:,\d{3})*\.\d\d(?![\d%])")


def page(name):
    return (DOCS / name).read_text(encoding="utf-8")


def tables_of(text):
    """Every markdown table of a page as rows of cells, its header first, with its place."""
    found = []
    for is_table, together in groupby(
        re.finditer(r"^.*$", text, re.MULTILINE), lambda line: line[0].startswith("|")
    ):
        if is_table:
            lines = list(together)
            rows = [[cell.strip() for cell in line[0].strip("|").split("|")] for line in lines]
            found.append((lines[0].start(), [row for row in rows if set(row[0]) - set("- ")]))
    return found


def unmarked(cell):
    return cell.replace("`", "")


# --- the method note --------------------------------------------------------------------------


@dataclass
class Case:
    """A ledger block of the page, the options on its first line, and the tables below it."""

    options: dict
    rows: list
    names: list
    opening: dict
    sinks: set
    tables: list = field(default_factory=list)

    @property
    def victims(self):
        return [row["victim"] for row in self.rows if row["victim"]]

    def ledger(self, row_count=None):
        rows = self.rows[:row_count]
        number = {name: place for place, name in enumerate(self.names)}
        return Ledger(
            src=np.array([number[row["from"]] for row in rows], dtype=np.int32),
            dst=np.array([number[row["to"]] for row in rows], dtype=np.int32),
            at=np.array([row["at_s"] * MICROS for row in rows], dtype=np.int64),
            amount_minor=np.array([row["fen"] for row in rows], dtype=np.int64),
            undo_row=np.array([row["returns"] - 1 for row in rows], dtype=np.int32),
            origin=np.array(
                [self.victims.index(row["victim"]) + 1 if row["victim"] else 0 for row in rows],
                dtype=np.int32,
            ),
            opening_minor=np.array([self.opening.get(n, 0) for n in self.names], dtype=np.int64),
            is_sink=np.array([name in self.sinks for name in self.names], dtype=np.bool_),
            account_ids=tuple(self.names),
            transfer_ids=np.arange(1, len(rows) + 1, dtype=np.int64),
            origin_ids=tuple(self.victims),
            currency="CNY",
        )


def seconds(text):
    hours, minutes, *rest = (int(part) for part in text.split(":"))
    return 3600 * hours + 60 * minutes + (rest[0] if rest else 0)


def fen(yuan):
    return round(Fraction(yuan.replace(",", "")) * 100)


def yuan(amount_fen):
    return f"{amount_fen // 100:,}.{amount_fen % 100:02d}"


def read_case(options, body):
    case = Case(options, [], [], {}, set())
    for line in body.strip().splitlines():
        first, *words = line.split()
        if first == "opening":
            case.opening[words[0]] = fen(words[1])
        elif first == "sink":
            case.sinks.add(words[0])
        elif first != "at":
            payer, payee, amount, *marks = words
            victim = marks[0] if marks and marks[0] != "-" else ""
            case.rows.append({
                "at_s": seconds(first), "from": payer, "to": payee, "fen": fen(amount),
                "victim": victim, "returns": int(marks[1]) if len(marks) > 1 else 0,
            })  # fmt: skip
            case.names += [name for name in (payer, payee) if name not in case.names]
    return case


def cases_of(text):
    """The ledger blocks of a page, each with the tables between it and the next heading."""
    found = []
    for options, body, tables in blocks_of(text, "ledger"):
        case = read_case(options, body)
        case.tables = tables
        found.append(case)
    return found


def blocks_of(text, kind):
    """(options, body, tables below it) of every block of that kind."""
    pattern = r"^```(ledger|case) *([^\n]*)\n(.*?)^```$"
    blocks = list(re.finditer(pattern, text, re.MULTILINE | re.DOTALL))
    headings = re.finditer(r"^## ", text, re.MULTILINE)
    stops = sorted([*(each.start() for each in (*blocks, *headings)), len(text)])
    for block in blocks:
        stop = next(place for place in stops if place > block.start())
        tables = [rows for at, rows in tables_of(text) if block.end() < at < stop]
        if block[1] == kind:
            yield dict(each.split("=") for each in block[2].split()), block[3], tables


METHODS_PAGE = page("methods.md")
CASES = cases_of(METHODS_PAGE)


def pieces_shown(found, case, account):
    """What an account holds, next out first, as the page writes it."""
    pieces = found.pieces
    here = np.flatnonzero(pieces.account == case.names.index(account))
    order = here[np.argsort(pieces.position[here], kind="stable")]
    lots = [(int(pieces.origin[p]), bool(pieces.is_strict[p]), int(pieces.amount_minor[p]))
            for p in order]  # fmt: skip
    shown = []
    for (origin, is_strict), together in groupby(lots, lambda lot: lot[:2]):
        name = case.victims[origin - 1] if origin else "own"
        shown.append(f"{name} {yuan(sum(lot[2] for lot in together))}" + " ✔" * is_strict)
    return ", ".join(shown) or "nothing"


@pytest.mark.parametrize(
    "case",
    [case for case in CASES if case.options["method"] not in ("all", "poison")],
    ids=lambda case: f"{case.options['method']}-{len(case.rows)}",
)
def test_every_row_of_a_worked_case_is_what_the_program_says(case):
    header, *rows = case.tables[0]
    accounts = [re.search(r"`(\w+)`", cell)[1] for cell in header[1:]]
    assert int(rows[-1][0]) == len(case.rows), "the table must end with the last row"
    for number, *cells in rows:
        found = trace(case.ledger(int(number)), method=method_named(case.options["method"]))
        shown = [pieces_shown(found, case, account) for account in accounts]
        assert cells == shown, f"after row {number}"


POISONED = next(case for case in CASES if case.options["method"] == "poison")


def test_every_bound_of_the_poison_case_is_what_the_program_says():
    header, *rows = POISONED.tables[0]
    accounts = [re.search(r"`(\w+)`", cell)[1] for cell in header[1:]]
    for number, *cells in rows:
        found = poison(POISONED.ledger(int(number)))
        shown = [
            ", ".join(
                f"{POISONED.victims[origin - 1]} {yuan(minor)}"
                for account, origin, minor in zip(
                    found.account.tolist(), found.origin.tolist(), found.upper_minor.tolist(),
                    strict=True,
                )
                if POISONED.names[account] == name
            ) or "nothing"
            for name in accounts
        ]  # fmt: skip
        assert cells == shown, f"after row {number}"


def test_no_method_leaves_anything_where_the_poison_case_says_so():
    for method in Method:
        found = trace(POISONED.ledger(), method=method)
        assert not any(held(found, POISONED, "D")[1:]), method


# --- the method note's settled cases ------------------------------------------------------------


def made_by_pen(folder, options, body):
    """A case written by the lines of a block, traced."""
    settings = {name: int(value) for name, value in options.items() if name != "method"}
    paper = pen(folder, main_method=options["method"], **settings)
    decisions = []
    for line in body.strip().splitlines():
        what, *words = line.split()
        if what == "hold":
            known = dict(each.split("=") for each in words[1:])
            paper.hold(words[0], **({"holder_id_no": known["id"]} if known else {}))
        elif what == "pay":
            paper.pay(words[0], words[1], words[2], " ".join(words[3:]))
        elif what in ("convert", "origin"):
            decisions.append((what, words))
        else:
            paper.write(line)
    case = paper.done()
    for what, words in decisions:
        declare(case, what, words)
    trace_case(case)
    return case


def declare(case, what, words):
    entries = [
        case.duck.fetch(
            """SELECT coalesce(in_entry_id, out_entry_id) AS id FROM transfer
               WHERE transfer_id = ?""",
            [int(each)],
        )[0]["id"]
        for each in words
        if each.isdecimal()
    ]
    facts = (
        {"out": entries[:1], "in": entries[1:]}
        if what == "convert"
        else {"entry_id": entries[0], "kind": words[1]}
    )
    append_decision(
        case.decisions_path, what, facts, author="甲", at="2024-04-01T00:00:00+00:00", reason="乙"
    )


SETTLED = list(blocks_of(METHODS_PAGE, "case"))


@pytest.mark.parametrize(
    ("options", "body", "tables"), SETTLED, ids=[str(n) for n in range(len(SETTLED))]
)
def test_every_settled_case_is_what_the_program_says(tmp_path, options, body, tables):
    case = made_by_pen(tmp_path, options, body)
    held = case.duck.fetch(
        """SELECT account_id, payment_id, currency, amount_minor, followed FROM holding
           WHERE method = $1
           UNION ALL
           SELECT account_id, origin_id, currency, amount_minor, '' FROM origin_holding
           WHERE method = $1""",
        [options["method"]],
    )
    known = {(row["account_id"], row["payment_id"] or "own"): row for row in held}
    header, *rows = tables[0]
    told = set()
    for account, whose, amount, *more in rows:
        row = known[account, whose]
        unit = "" if row["currency"] == "CNY" else f" {row['currency']}"
        assert amount == yuan(row["amount_minor"]) + unit, (account, whose)
        if header[3:] == ["followed"]:
            assert more == [row["followed"]]
        elif header[3:]:
            figure = case.duck.fetch(
                "SELECT * FROM sensitivity WHERE figure_id = ?", [f"M:{account}:{whose}"]
            )[0]
            assert more == [yuan(figure["low_all_minor"]), yuan(figure["high_all_minor"])]
        told.add((account, whose))
    assert {key for key in known if key[1] != "own"} <= told


def held(found, case, account):
    here = found.holdings.account == case.names.index(account)
    amounts = dict.fromkeys(range(len(case.victims) + 1), 0)
    amounts.update(zip(found.holdings.origin[here].tolist(),
                       found.holdings.amount_minor[here].tolist(), strict=True))  # fmt: skip
    return list(amounts.values())


def exact_held(case, account):
    """Pro-rata with exact fractions through every row, rounded once by largest remainder."""
    purse = {name: [Fraction(0)] * (len(case.victims) + 1) for name in case.names}
    carried = []
    for row in case.rows:
        if row["victim"]:
            moved = [Fraction(0)] * len(purse[row["to"]])
            moved[case.victims.index(row["victim"]) + 1] = Fraction(row["fen"])
        elif row["returns"]:
            moved = carried[row["returns"] - 1]
        else:
            payer = purse[row["from"]]
            payer[OWN] += max(0, row["fen"] - sum(payer))
            moved = [part * row["fen"] / sum(payer) for part in payer]
        if not row["victim"]:
            purse[row["from"]] = [a - b for a, b in zip(purse[row["from"]], moved, strict=True)]
        purse[row["to"]] = [a + b for a, b in zip(purse[row["to"]], moved, strict=True)]
        carried.append(moved)
    exact = purse[account]
    whole = [int(part) for part in exact]
    missing = int(sum(exact)) - sum(whole)
    for place in sorted(range(len(exact)), key=lambda k: whole[k] - exact[k])[:missing]:
        whole[place] += 1
    return whole


COMPARED = next(case for case in CASES if case.options["method"] == "all")


def test_the_comparison_lists_every_method_and_the_exact_fractions():
    _, *rows = COMPARED.tables[0]
    assert [row[0] for row in rows[:-1]] == [method.value for method in Method]
    account = COMPARED.options["account"]
    assert rows[-1][1:4] == [yuan(part) for part in exact_held(COMPARED, account)]
    for name, *cells in rows[:-1]:
        found = trace(COMPARED.ledger(), method=Method(name))
        assert cells[:3] == [yuan(part) for part in held(found, COMPARED, account)], name
        strict = found.holdings.strict_minor
        here = found.holdings.account == COMPARED.names.index(account)
        assert cells[3] == ("" if strict is None else yuan(int(strict[here].sum()))), name


def test_the_second_victim_is_matched_in_the_next_account():
    found = trace(COMPARED.ledger(), method=Method.DIRECT)
    strict = {
        (COMPARED.names[account], COMPARED.victims[origin - 1]): int(amount)
        for account, origin, amount in zip(
            found.holdings.account, found.holdings.origin, found.holdings.strict_minor, strict=True
        )
        if amount
    }
    assert strict == {("L2A", "V2"): 3_000_000}


def test_the_sensitivity_of_the_frozen_account_is_that_of_the_comparison():
    header, *rows = next(rows for _, rows in tables_of(METHODS_PAGE) if rows[0][0] == "payment")
    methods = [Method(name) for name in header[1:-2]]
    account = COMPARED.options["account"]
    amounts = {
        method: held(trace(COMPARED.ledger(), method=method), COMPARED, account)[1:]
        for method in methods
    }
    assert set(methods) == set(Method) - {Method.DIRECT}
    sums = [*zip(*amounts.values(), strict=True), [sum(each) for each in amounts.values()]]
    for (_, *cells), minors in zip(rows, sums, strict=True):
        assert cells == [yuan(each) for each in (*minors, min(minors), max(minors))]


def test_the_rounding_table_follows_the_rule():
    case = next(c for c in CASES if c.options["method"] == "pro-rata")
    *_, last = case.rows
    before = held(trace(case.ledger(len(case.rows) - 1), method=Method.PRO_RATA), case, "A")
    running = given = 0
    for cells, part in zip(case.tables[1][1:], before, strict=True):
        running += part
        so_far = running * last["fen"] // sum(before)
        assert cells[1:] == [yuan(running), yuan(so_far), yuan(so_far - given)]
        given = so_far
    assert given == last["fen"]


def test_no_figure_of_the_method_note_stands_alone():
    """A sum in the text is in a ledger or a checked table of the page."""
    known = {yuan(row["fen"]) for case in CASES for row in case.rows}
    known |= {yuan(amount) for case in CASES for amount in case.opening.values()}
    for case in CASES:
        known |= {each for rows in case.tables for row in rows for each in MONEY.findall(str(row))}
        known |= balances_of(case)
    for _, body, tables in SETTLED:
        written = [word for line in body.splitlines() for word in line.split()]
        known |= {yuan(fen(word)) for word in written if re.fullmatch(r"\d+(\.\d+)?", word)}
        known |= {each for rows in tables for row in rows for each in MONEY.findall(str(row))}
    known |= {each for _, rows in tables_of(METHODS_PAGE) for row in rows
              for each in MONEY.findall(str(row)) if rows[0][0] == "payment"}  # fmt: skip
    known |= {"27.34"}  # two thirds of 41.01, as test_conversions has it
    said = set(MONEY.findall(METHODS_PAGE))
    assert said <= known, sorted(said - known)


def balances_of(case):
    found = set()
    for count in range(1, len(case.rows) + 1):
        holdings = trace(case.ledger(count), method=Method.FIFO).holdings
        totals = np.bincount(holdings.account, weights=holdings.amount_minor)
        found |= {yuan(int(total)) for total in totals}
    return found


@pytest.mark.parametrize(
    "rule", [*(each.rule for each in (*Method, *BornFirst)), POISON_RULE], ids=lambda r: r.version
)
def test_the_note_names_every_method_with_its_version(rule):
    assert f"`{rule.version}`" in METHODS_PAGE
    assert rule.name.split("(")[0] in METHODS_PAGE
    assert rule.rounding in METHODS_PAGE
    assert rule.caveat.partition(" ")[0] in METHODS_PAGE


def test_links_between_pages_lead_somewhere():
    for name in ("methods.md", "indicators.md", "findings.md", "intake.md"):
        text = page(name)
        for target, anchor in re.findall(r"\]\(([\w./-]+\.md)(?:#([\w-]+))?\)", text):
            assert (DOCS / target).is_file(), f"{name}: {target}"
            if anchor:
                headings = re.findall(r"^#+ +(.+)$", page(target), re.MULTILINE)
                assert anchor in {each.strip("` ") for each in headings}, f"{name}: #{anchor}"


# --- indicators -------------------------------------------------------------------------------

UNITS = {"minor": "fen", "ppm": "ppm", "s": "s", "days": "days", "rows": "rows", "times": "times"}


def unit_of(name):
    return next((unit for word, unit in UNITS.items() if word in name.split("_")), "count")


def said_plainly(name, value):
    """The default as a person would say it."""
    match unit_of(name):
        case "fen":
            return f"{value // 100:,} yuan"
        case "ppm":
            return f"{value // 10_000} %"
        case "s" if value % 3600 == 0:
            return f"{value // 3600} h"
        case "s":
            return f"{value // 60} min"
    return ""


def test_the_indicator_page_states_every_threshold_as_the_code_does():
    stated = [
        [unmarked(cell) for cell in row]
        for _, rows in tables_of(page("indicators.md"))
        if rows[0][0] == "name"
        for row in rows[1:]
    ]
    wanted = [
        [name, f"{each.value:,}", unit_of(name), said_plainly(name, each.value), each.zh, each.en]
        for name, each in THRESHOLDS.items()
    ]
    assert stated == wanted


def indicators_in_sql():
    """Indicators are the texts that the portrait statements put in their second column."""
    found = set()
    for file in (SRC / "tracing" / "portraits").glob("*.sql"):
        sql = file.read_text(encoding="utf-8")
        found |= set(re.findall(r"account_id, '([a-z_]+)'(?: AS indicator)?,\s", sql))
    return found - {"ip", "mac", "phone"}


def test_the_indicator_page_has_every_indicator_and_its_thresholds():
    text = page("indicators.md")
    listed = next(rows for _, rows in tables_of(text) if rows[0][0] == "indicator")
    assert {unmarked(row[0]) for row in listed[1:]} == indicators_in_sql()
    for row in listed[1:]:
        assert set(re.findall(r"`(\w+)`", row[-1])) <= set(THRESHOLDS), row[0]
    for word in KEYWORDS.split("|"):
        assert word in text


# --- findings ---------------------------------------------------------------------------------


def literals(node):
    return [each.value for each in ast.walk(node)
            if isinstance(each, ast.Constant) and isinstance(each.value, str)]  # fmt: skip


def levels(node):
    return {each.attr.lower() for each in ast.walk(node) if isinstance(each, ast.Attribute)
            and ast.unparse(each).startswith("Level.")}  # fmt: skip


def findings_in(tree):
    """Codes and levels: in the call, in a table that feeds it, or given to a local maker."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            if called == "Finding" and isinstance(node.args[0], ast.JoinedStr):
                head = node.args[0].values[0].value
                yield from ((head + state, {level.value}) for state, level in LEVELS.items())
            elif called == "Finding":
                yield from ((code, levels(node.args[1])) for code in codes_of(node.args[0]))
            elif called.endswith("_findings") and node.args:
                yield from ((code, {"warn"}) for code in codes_of(node.args[0]))
        elif isinstance(node, ast.Tuple) and len(node.elts) > 2 and levels(node.elts[1]):
            yield from ((code, levels(node.elts[1])) for code in codes_of(node.elts[0]))


def codes_of(node):
    if isinstance(node, ast.IfExp):
        return [*codes_of(node.body), *codes_of(node.orelse)]
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


def emitted():
    found = {}
    for file in sorted(SRC.rglob("*.py")):
        text = file.read_text(encoding="utf-8")
        if "Finding(" in text:
            for code, stated in findings_in(ast.parse(text)):
                found.setdefault(code, set()).update(stated)
    return found


def findings_page():
    """Per heading: its level, and its text."""
    parts = re.split(r"^### `(\w+)`$", page("findings.md"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_every_finding_has_its_heading_and_no_heading_is_stale():
    assert set(findings_page()) == set(emitted())


@pytest.mark.parametrize("code", sorted(emitted()))
def test_a_finding_says_level_meaning_and_what_to_do(code):
    text = findings_page()[code]
    level = re.search(r"^- \*\*level\*\*: (\w+)$", text, re.MULTILINE)[1]
    assert level in (emitted()[code] or {level}), code
    assert re.search(r"^- \*\*含义\*\*: .*[\u4e00-\u9fff]", text, re.MULTILINE)
    assert re.search(r"^- \*\*means\*\*: \w", text, re.MULTILINE)
    assert re.search(r"^- \*\*do\*\*: \w", text, re.MULTILINE)


def test_a_match_state_that_is_told_has_a_level():
    assert {proposing.AMOUNT, proposing.NO_ROW} <= set(LEVELS)


def test_no_finding_is_made_where_the_reader_of_sources_cannot_see_it():
    """Every place that makes a finding gives at least one code to the page."""
    for file in SRC.rglob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        makes = [
            node
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "Finding"
            and not file.is_relative_to(SRC / "evidence")
        ]  # fmt: skip
        seen = list(findings_in(tree))
        assert bool(makes) <= bool(seen), file.name


# --- intake -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def taken(tmp_path_factory):
    """Samples 01 and 02, each a case of its own, kept for the figures of the page."""
    cases = {}
    for number in ("01", "02"):
        folder = next(each for each in SAMPLES.iterdir() if each.name.startswith(number))
        cases[number] = new_case(tmp_path_factory.mktemp("docs") / number)
        add_files(cases[number], [folder], author="测试员", now=NOW)
    yield cases
    for case in cases.values():
        case.close()


LINES = """
SELECT count(*) AS n FROM line_class JOIN source_section USING (section_id)
WHERE kind = 'bank_transactions' AND class <> 'header'
"""
FIGURES = {
    "transaction lines of sample 01": ("01", LINES),
    **{
        f"… of them {name}": ("01", f"{LINES} AND class = '{name}'")
        for name in ("template", "copy", "failed", "reversed", "accepted")
    },
    "effective rows of sample 01": (
        "01", "SELECT count(*) AS n FROM booking WHERE state = 'effective'"),
    "economic events": ("01", "SELECT count(*) AS n FROM transfer WHERE state = 'effective'"),
    "… of them seen from both sides": (
        "01", """SELECT count(*) AS n FROM transfer WHERE state = 'effective'
        AND out_entry_id IS NOT NULL AND in_entry_id IS NOT NULL"""),
    "breaks in its balance chains": (
        "01", "SELECT count(*) AS n FROM finding WHERE code = 'balance_break'"),
    "directions settled by the balance": (
        "01", "SELECT count(*) AS n FROM booking WHERE direction_basis = 'balance'"),
    "title lines of sample 02": (
        "02", """SELECT count(*) AS n FROM line_class JOIN source_file USING (file_id)
        WHERE class = 'title' AND delivered_path LIKE '%_明细.xlsx'"""),
    "footer lines of sample 02": (
        "02", "SELECT count(*) AS n FROM line_class WHERE class = 'footer'"),
    "transactions of sample 02": (
        "02", "SELECT count(*) AS n FROM entry"),
    "counterparty numbers with lost digits": (
        "02", """SELECT count(*) AS n FROM entry
        WHERE cp_number_text LIKE '%E+%' AND cp_number IS NULL"""),
}  # fmt: skip
INTAKE_PAGE = page("intake.md")


def test_the_figures_of_the_intake_page_are_those_of_the_samples(taken):
    stated = next(rows for _, rows in tables_of(INTAKE_PAGE) if rows[0][0] == "figure")
    assert [row[0] for row in stated[1:]] == list(FIGURES)
    for name, value, *_ in stated[1:]:
        number, query = FIGURES[name]
        assert int(value) == taken[number].duck.fetch(query)[0]["n"], name


def test_the_line_classes_of_the_page_are_those_of_the_tables():
    declared = {
        name.strip()
        for table in TABLES
        if table.name in ("source_line", "line_verdict")
        for column in table.columns
        if column.name == "class"
        for name in column.meaning.split(",")
    }
    listed = next(rows for _, rows in tables_of(INTAKE_PAGE) if rows[0][0] == "class")
    assert {unmarked(row[0]) for row in listed[1:]} == declared


def test_the_layouts_of_the_page_are_those_we_know():
    listed = next(rows for _, rows in tables_of(INTAKE_PAGE) if rows[0][0] == "kind")
    wanted = [
        [kind.id, kind.name_zh, kind.name_en, "yes" if kind.id in BUILDERS else "kept as received"]
        for kind in kinds()
    ]
    assert [[unmarked(cell) for cell in row] for row in listed[1:]] == wanted


ROWS_QUOTED = re.compile(r"`(B\d{10})`")


def test_the_serials_the_page_quotes_stand_in_the_sample(taken):
    known = {row["serial"] for row in taken["01"].duck.fetch("SELECT serial FROM entry")}
    assert set(ROWS_QUOTED.findall(INTAKE_PAGE)) <= known


def test_the_sums_the_page_quotes_stand_in_the_samples(taken):
    known = set()
    for case in taken.values():
        for row in case.duck.fetch("SELECT amount_minor, balance_minor FROM entry"):
            known |= {yuan(abs(each)) for each in row.values() if each is not None}
        for row in case.duck.fetch("SELECT facts FROM finding WHERE code = 'announced_agrees'"):
            known |= {yuan(int(each)) for each in re.findall(r"\d+", row["facts"])}
    said = set(MONEY.findall(INTAKE_PAGE))
    assert said <= known, sorted(said - known)


# --- decisions of design ----------------------------------------------------------------------


@pytest.mark.parametrize("record", sorted((DOCS / "decisions").glob("*.md")), ids=lambda p: p.stem)
def test_a_design_record_is_half_a_page_in_four_parts(record):
    text = record.read_text(encoding="utf-8")
    heads = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert heads == ["Context", "Choice", "Roads not taken", "Consequence"]
    assert len(text.splitlines()) <= 45


FORBIDDEN = re.compile(r"\b(simply|just|obviously)\b", re.IGNORECASE)
OWN_PAGES = ["methods.md", "indicators.md", "findings.md", "intake.md"]


@pytest.mark.parametrize("name", OWN_PAGES)
def test_no_page_waves_its_hand(name):
    """Table rows apart: they quote the program."""
    prose = [line for line in page(name).splitlines() if not line.startswith("|")]
    assert not FORBIDDEN.findall("\n".join(prose))


def test_a_stale_case_would_be_noticed():
    """The checks above can fail: a changed ledger gives another table."""
    case = next(c for c in CASES if c.options["method"] == "fifo" and len(c.rows) == 5)
    changed = replace(case, rows=[dict(row, fen=row["fen"] + 1) for row in case.rows])
    found = trace(changed.ledger(), method=Method.FIFO)
    assert pieces_shown(found, changed, "A") != case.tables[0][-1][1]
