"""Case trace: every answer this room gives about a case, made anew.

in     a settled ``Case``
out    ``Trace`` per currency and method; the tables ``TABLES`` of ``results``; findings of room
       "tracing"
keeps  all of it is written in one transaction: a killed run leaves the results that were
       there; the same evidence, decisions and settings give the same rows in the same order
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from zhanlian.evidence import Case, forget_findings, keep_findings
from zhanlian.terms import Finding
from zhanlian.tracing.anchor import Match, match_victims
from zhanlian.tracing.apart import keep_conversions, keep_declared, keep_origins
from zhanlian.tracing.books import Books, open_books
from zhanlian.tracing.comparing import compare_methods
from zhanlian.tracing.declaring import read_declared
from zhanlian.tracing.following import ALIKE, Traced
from zhanlian.tracing.freezes import clear_speeds, keep_freezes, note_speeds
from zhanlian.tracing.layering import layer_currencies
from zhanlian.tracing.layers import keep_layers
from zhanlian.tracing.methods import Method
from zhanlian.tracing.passages import keep_passages
from zhanlian.tracing.portraits import keep_portraits
from zhanlian.tracing.queries import clear_gaps, keep_queries, note_gaps
from zhanlian.tracing.reach import Limits
from zhanlian.tracing.results import forget_results, keep_trace, name_rows
from zhanlian.tracing.running import trace_books
from zhanlian.tracing.telling import tell_cuts, tell_late, tell_own_moves, tell_trace
from zhanlian.tracing.thresholds import read_thresholds
from zhanlian.tracing.trace import Trace

ROOM = "tracing"
Progress = Callable[[str, int, int], None]
ByMethod = dict[Method, dict[str, Traced]]


@dataclass(slots=True)
class Run:
    """One run over a case: what it was asked, what it noticed, what it traced."""

    case: Case
    methods: tuple[Method, ...]
    main: Method
    limits: Limits
    thresholds: dict[str, int]
    progress: Progress | None
    findings: list[Finding] = field(default_factory=list)

    def tell(self, step: str, done: int = 0, total: int = 0) -> None:
        """Say where the run is, to whoever listens."""
        if self.progress is not None:
            self.progress(step, done, total)


def trace_case(
    case: Case, *, methods: Sequence[str] | None = None, progress: Progress | None = None
) -> list[Trace]:
    """Anchor victims' payments, follow them by every method, write all results.

    ``methods`` replaces those of case.toml; the main method is always among them. Refuses what
    the main method cannot trace; another method that cannot is left out with a finding.
    """
    run = _plan(case, methods, progress)
    case.duck.run("BEGIN")
    try:
        traces = _do(run)
        case.duck.run("COMMIT")
    except BaseException:
        case.duck.run("ROLLBACK")
        raise
    return traces


def main_method(case: Case) -> Method:
    """The method results are led by: the latest decision about it, else case.toml."""
    decided = [each.facts["main_method"] for each in case.decisions("method")]
    return Method(decided[-1] if decided else case.settings.main_method)


def _plan(case: Case, methods: Sequence[str] | None, progress: Progress | None) -> Run:
    main = main_method(case)
    asked = [Method(each) for each in (methods or case.settings.methods)]
    limits = Limits(
        case.settings.follow_days, case.settings.layer_max, case.settings.follow_minor_min
    )
    wanted = {main, *asked}
    return Run(
        case=case,
        methods=tuple(each for each in Method if each in wanted),
        main=main,
        limits=limits,
        thresholds=read_thresholds(case.settings),
        progress=progress,
    )


def _do(run: Run) -> list[Trace]:
    case = run.case
    forget_results(case)
    forget_findings(case, ROOM)
    clear_gaps(case)
    clear_speeds(case)
    run.tell("anchor")
    matches, findings = match_victims(case)
    anchors = _anchors(matches)
    declared = read_declared(case, {each for name in anchors for each in anchors[name]})
    run.findings += findings + list(declared.findings)
    keep_declared(case, declared)
    books = open_books(case, anchors, declared)
    for built in books.builts.values():
        run.findings += built.findings
        note_gaps(case, built)
    traced, odd = trace_books(books, run.methods, main=run.main, tell=run.tell)
    run.findings += odd
    _keep_traces(run, books, traced)
    _keep_origins(run, books)
    run.tell("portraits")
    keep_portraits(case, run.thresholds)
    run.findings += tell_cuts(case, run.main)
    run.findings += tell_late(case, run.main) + tell_own_moves(case, run.main)
    run.tell("queries")
    run.findings += keep_queries(case, run.main.value, run.thresholds)
    run.findings += keep_freezes(case, run.main.value, run.thresholds)
    run.tell("compare")
    rows_max = run.thresholds["list_rows_max"]
    run.findings += compare_methods(case, books, traced, main=run.main, rows_max=rows_max)
    keep_findings(case, ROOM, run.findings)
    return [
        each[currency].found
        for currency in books.builts
        for each in traced.values()
        if currency in each
    ]


def _anchors(matches: list[Match]) -> dict[str, dict[int, str]]:
    """Per currency, the transfers that are victims' payments."""
    anchors: dict[str, dict[int, str]] = {}
    for each in matches:
        if each.is_anchored and each.moved:
            found = anchors.setdefault(each.said.currency, {})
            found[each.moved.transfer_id] = each.said.payment_id
    return anchors


def _keep_traces(run: Run, books: Books, traced: ByMethod) -> None:
    direct = traced.get(Method.DIRECT, {})
    for by_currency in traced.values():
        reached = layer_currencies(
            by_currency, books.declared, direct=direct, limits=run.limits,
            mixed_share_ppm=run.thresholds["mixed_share_ppm"],
        )  # fmt: skip
        for currency, each in by_currency.items():
            name_rows(run.case, each.built, books.builts[currency].ledger.origin_ids)
            keep_trace(run.case, each.found, each.built)
            keep_passages(run.case, each.found, each.built)
            keep_layers(run.case, reached[currency])
        keep_conversions(run.case, books.declared, by_currency)
    for currency in books.builts:
        here = {method: each[currency] for method, each in traced.items() if currency in each}
        _note_speeds(run, here)
        main = traced[run.main][currency]
        run.findings += tell_trace(main.found, main.built)


def _keep_origins(run: Run, books: Books) -> None:
    """Declared origins, traced beside the victims by the methods that can tell them apart."""
    methods = tuple(each for each in run.methods if each in ALIKE)
    if books.declared.origins and methods:
        apart, odd = trace_books(books, methods, has_origins=True)
        run.findings += odd
        for by_currency in apart.values():
            keep_origins(run.case, books.declared, by_currency)


def _note_speeds(run: Run, traced: dict[Method, Traced]) -> None:
    """Pro-rata money has no single way, so its speed is read from another method's pieces."""
    for method in (run.main, Method.FIFO, *traced):
        if method in traced and method is not Method.PRO_RATA:
            each, within_s = traced[method], run.thresholds["fast_leave_s"]
            note_speeds(run.case, each.found, each.built, within_s=within_s)
            return
