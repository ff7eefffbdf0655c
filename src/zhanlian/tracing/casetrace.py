"""Case trace: every answer this room gives about a case, made anew.

in     a settled ``Case``
out    ``Trace`` per currency and method; tables victim_match, trace_run, holding, flow, layer,
       portrait, next_query, freeze_candidate; findings of room "tracing"
keeps  all of it is written in one transaction: a killed run leaves the results that were
       there; the same evidence, decisions and settings give the same rows in the same order
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from zhanlian.evidence import Case, forget_findings, keep_findings
from zhanlian.terms import Finding, Level
from zhanlian.tracing.anchor import Match, match_victims
from zhanlian.tracing.build import Built, build_ledger
from zhanlian.tracing.freezes import clear_speeds, keep_freezes, note_speeds
from zhanlian.tracing.layers import find_layers, keep_layers
from zhanlian.tracing.methods import Method
from zhanlian.tracing.moving import strict_rows
from zhanlian.tracing.portraits import keep_portraits
from zhanlian.tracing.queries import clear_gaps, keep_queries, note_gaps
from zhanlian.tracing.reach import Limits
from zhanlian.tracing.results import forget_results, keep_trace, name_rows
from zhanlian.tracing.telling import tell_cuts, tell_trace
from zhanlian.tracing.thresholds import read_thresholds
from zhanlian.tracing.trace import TooManyEntries, TooManyMoves, Trace, trace

ROOM = "tracing"
Progress = Callable[[str, int, int], None]


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
    traces: list[Trace] = field(default_factory=list)

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
        _do(run)
        case.duck.run("COMMIT")
    except BaseException:
        case.duck.run("ROLLBACK")
        raise
    return run.traces


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


def _do(run: Run) -> None:
    case = run.case
    forget_results(case)
    forget_findings(case, ROOM)
    clear_gaps(case)
    clear_speeds(case)
    run.tell("anchor")
    matches, findings = match_victims(case)
    run.findings += findings
    for currency in _currencies(case, matches):
        _trace_currency(run, currency, _origins(matches, currency))
    run.tell("portraits")
    keep_portraits(case, run.thresholds)
    run.findings += tell_cuts(case, run.main)
    run.tell("queries")
    run.findings += keep_queries(case, run.main.value, run.thresholds)
    run.findings += keep_freezes(case, run.main.value, run.thresholds)
    keep_findings(case, ROOM, run.findings)


def _origins(matches: list[Match], currency: str) -> dict[int, str]:
    return {
        each.moved.transfer_id: each.said.payment_id
        for each in matches
        if each.is_anchored and each.moved and each.said.currency == currency
    }


def _currencies(case: Case, matches: list[Match]) -> list[str]:
    """Currencies with anchored payments, the case's own first and always if it has transfers."""
    found = {each.said.currency for each in matches if each.is_anchored}
    own = case.settings.currency
    query = "SELECT 1 FROM transfer WHERE currency = ? LIMIT 1"
    if case.duck.fetch(query, [own]):
        found.add(own)
    return sorted(found, key=lambda each: (each != own, each))


def _trace_currency(run: Run, currency: str, origins: dict[int, str]) -> None:
    built = build_ledger(run.case, currency, origins)
    run.findings += built.findings
    name_rows(run.case, built)
    note_gaps(run.case, built)
    traces = _trace_methods(run, built)
    direct = traces.get(Method.DIRECT)
    is_strict = None if direct is None else strict_rows(direct)
    for found in traces.values():
        keep_trace(run.case, found, built)
        reached = find_layers(
            found, built, limits=run.limits, is_strict=is_strict,
            mixed_share_ppm=run.thresholds["mixed_share_ppm"],
        )  # fmt: skip
        keep_layers(run.case, reached)
    _note_speeds(run, traces, built)
    run.findings += tell_trace(traces[run.main], built)
    run.traces += traces.values()


def _trace_methods(run: Run, built: Built) -> dict[Method, Trace]:
    traces: dict[Method, Trace] = {}
    for number, method in enumerate(run.methods):
        run.tell(f"trace {method}", number, len(run.methods))
        try:
            traces[method] = trace(built.ledger, method=method)
        except (TooManyMoves, TooManyEntries) as refusal:
            if method is run.main:
                raise
            facts: dict[str, str | int] = {"method": method.value, "why": refusal.sentence}
            run.findings.append(Finding("method_not_run", Level.ALARM, facts))
    return traces


def _note_speeds(run: Run, traces: dict[Method, Trace], built: Built) -> None:
    """Pro-rata money has no single way, so its speed is read from another method's pieces."""
    for method in (run.main, Method.FIFO, *traces):
        if method in traces and method is not Method.PRO_RATA:
            within_s = run.thresholds["fast_leave_s"]
            note_speeds(run.case, traces[method], built, within_s=within_s)
            return
