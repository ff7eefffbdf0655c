"""Books: the ledgers of all currencies of a case, and what decisions join between them.

in     a settled case, which transfers are victims' payments, what decisions declare
out    ``Books``
keeps  the case's own currency stands first; a currency is there if victims' money is known to
       have come to it, or if it is the case's own
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from zhanlian.evidence import Case
from zhanlian.tracing.build import Built, build_ledger
from zhanlian.tracing.declaring import Declared, read_declared
from zhanlian.tracing.following import Traced, follow
from zhanlian.tracing.methods import Method
from zhanlian.tracing.trace import trace

Anchors = Mapping[str, Mapping[int, str]]  # currency -> transfer -> payment
ANCHORED_SQL = """
SELECT t.currency, m.transfer_id, m.payment_id
FROM victim_match AS m JOIN transfer AS t USING (transfer_id)
WHERE m.state = 'matched' OR m.basis LIKE 'decision %' ORDER BY m.transfer_id
"""


@dataclass(frozen=True, slots=True)
class Books:
    """One ledger per currency, in the order of telling, and what joins them."""

    builts: dict[str, Built]
    declared: Declared

    def changed(self, change: Callable[[Built], Built]) -> "Books":
        """The same books with every ledger changed."""
        return Books({name: change(each) for name, each in self.builts.items()}, self.declared)

    def groups(self) -> list["Books"]:
        """Currencies that conversions join belong together; each other stands alone."""
        joined = self.declared.currencies
        alone = replace(self.declared, conversions=())
        found = [Books({name: each}, alone) for name, each in self.builts.items()
                 if name not in joined]  # fmt: skip
        together = {name: each for name, each in self.builts.items() if name in joined}
        return [*found, Books(together, self.declared)] if together else found


def open_books(case: Case, anchors: Anchors, declared: Declared) -> Books:
    """Read every currency's ledger."""
    own = case.settings.currency
    found = {name for name, payments in anchors.items() if payments} | declared.currencies
    query = "SELECT 1 FROM transfer WHERE currency = ? LIMIT 1"
    if case.duck.fetch(query, [own]):
        found.add(own)
    currencies = sorted(found, key=lambda each: (each != own, each))
    builts = {name: build_ledger(case, name, anchors.get(name, {})) for name in currencies}
    return Books(builts, declared)


def trace_again(case: Case, *, method: Method) -> dict[str, Traced]:
    """One method's traces as the result tables have them, per currency; nothing is written."""
    anchors: dict[str, dict[int, str]] = {}
    for row in case.duck.fetch(ANCHORED_SQL):
        anchors.setdefault(row["currency"], {})[row["transfer_id"]] = row["payment_id"]
    declared = read_declared(case, {each for name in anchors for each in anchors[name]})
    traced: dict[str, Traced] = {}
    for group in open_books(case, anchors, declared).groups():
        traced |= follow(group.builts, group.declared, lambda book: trace(book, method=method))
    return traced
