"""Running: several methods over the same books, two at a time.

in     ``Books``, methods
out    per method and currency what was traced; a finding for a method that met a limit
keeps  the kernels hold no lock and share nothing, so two threads give what one would; the main
       method's limits refuse, another method's leave it out of all currencies it is joined to
"""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor

from zhanlian.terms import Finding, Level
from zhanlian.tracing.books import Books
from zhanlian.tracing.following import Traced, follow, take_origins
from zhanlian.tracing.ledger import Ledger
from zhanlian.tracing.methods import Method
from zhanlian.tracing.trace import TooManyEntries, TooManyMoves, Trace, trace, trace_all

AT_ONCE = 2
Tell = Callable[[str, int, int], None]
TooMuch = TooManyMoves | TooManyEntries
Found = dict[str, Traced] | TooMuch


def trace_books(
    books: Books,
    methods: Iterable[Method],
    *,
    main: Method | None = None,
    tell: Tell | None = None,
    has_origins: bool = False,
) -> tuple[dict[Method, dict[str, Traced]], list[Finding]]:
    """Trace all currencies by each method. Raises ``Refusal`` where ``main`` meets a limit."""
    wanted = tuple(methods)
    for number, method in enumerate(wanted):
        if tell is not None:
            tell(f"trace {method}", number, len(wanted))
    findings: list[Finding] = []
    traced: dict[Method, dict[str, Traced]] = {method: {} for method in wanted}
    for group in books.groups():
        run = _trace_joined if group.declared.conversions else _trace_apart
        for method, found in run(group, wanted, has_origins=has_origins).items():
            if isinstance(found, dict):
                traced[method] |= found
            elif method is main:
                raise found
            else:
                findings.append(_not_run(method, found))
    ordered = {
        method: {name: found[name] for name in books.builts if name in found}
        for method, found in traced.items()
        if found
    }
    return ordered, findings


def _not_run(method: Method, refusal: TooMuch) -> Finding:
    facts: dict[str, str | int] = {"method": method.value, "why": refusal.sentence}
    return Finding("method_not_run", Level.ALARM, facts)


def _trace_apart(
    group: Books, methods: Sequence[Method], *, has_origins: bool
) -> dict[Method, Found]:
    """A currency that no conversion touches: one ledger for every method."""
    found: dict[Method, Found] = {}
    for currency, own in group.builts.items():
        built = take_origins(own, group.declared, has_origins=has_origins)
        for method, each in trace_all(built.ledger, methods).items():
            assert isinstance(method, Method)
            if isinstance(each, Trace):
                found[method] = {currency: Traced(each, built)}
            else:
                found[method] = each
    return found


def _trace_joined(
    group: Books, methods: Sequence[Method], *, has_origins: bool
) -> dict[Method, Found]:
    """Currencies that conversions join: each method leads to ledgers of its own."""

    def traced_by(method: Method) -> Found:
        def tracer(ledger: Ledger) -> Trace:
            return trace(ledger, method=method)

        try:
            return follow(group.builts, group.declared, tracer, has_origins=has_origins)
        except (TooManyMoves, TooManyEntries) as refusal:
            return refusal

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return dict(zip(methods, pool.map(traced_by, methods), strict=True))
