"""The balance chain of one account: order inside a second, missing directions, breaks.

in     the rows of one account that moved its balance, in time and file order
out    their order, their signed effect, what settled it, and where the chain breaks
keeps  a stated direction is never overturned; a row is inferred only where the balance
       before and after leaves one reading; nothing is reordered across instants
source docs/intake.md, Twelve steps, 9; How it is decided
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby

SEARCH_STEPS_MAX = 2_000


@dataclass(slots=True)
class Link:
    """One row of a chain: amounts as magnitude with sign 1, -1 or 0 where not known yet."""

    row: int
    at: int
    amount_minor: int
    sign: int
    balance_minor: int | None
    basis: str = "time"
    inferred: bool = False


@dataclass(slots=True)
class Break:
    """The balance after ``row`` is not what the row before it and its amount make."""

    row: int
    row_before: int | None
    expected_minor: int
    found_minor: int


@dataclass(slots=True)
class Chain:
    """The rows of an account in their final order, and where they do not add up."""

    links: list[Link] = field(default_factory=list)
    breaks: list[Break] = field(default_factory=list)


def close_chain(links: list[Link]) -> Chain:
    """Order ``links`` inside each instant, infer unknown signs, and list breaks.

    Cost: linear where the file order closes the chain; at most ``SEARCH_STEPS_MAX`` steps
    for an instant whose rows must be permuted.
    """
    chain = Chain()
    balance: int | None = None
    groups = [list(together) for _, together in groupby(links, key=lambda link: link.at)]
    following: list[list[Link]] = [*groups[1:], []]
    for group, after in zip(groups, following, strict=True):
        ends = set(_openings(after)) if balance is None else set()
        ordered, basis = _order_group(group, balance, ends)
        for link in ordered:
            link.basis = basis if len(group) > 1 else "time"
        balance = _walk(chain, ordered, balance, is_batch=basis == "batch")
    return chain


def _order_group(group: list[Link], balance: int | None, ends: set[int]) -> tuple[list[Link], str]:
    """The order of one instant's rows, and what settled it: file, balance, batch, credits.

    Seen as steps from balance to balance, rows that close are a path, and a path's end follows
    from its start. Only where the start is unknown may several ends close: then ``ends``, the
    balances the next instant can start from, decide.
    """
    if len(group) == 1:
        return group, "time"
    if all(link.balance_minor is None for link in group):
        return sorted(group, key=lambda link: link.sign < 0), "credits_first"
    turned = group[::-1]
    closing = [(order, basis) for order, basis in ((group, "file"), (turned, "balance"))
               if _misses(order, balance) == 0]  # fmt: skip
    if not any(_ends_in(order, ends) for order, _ in closing):
        closing += [(order, "balance") for order in _search(group, balance, ends)]
    if closing:
        fitting = [each for each in closing if _ends_in(each[0], ends)]
        return (fitting or closing)[0]
    if _closes_as_batch(group, balance):
        return group, "batch"
    is_better = _misses(turned, balance) < _misses(group, balance)
    return (turned, "balance") if is_better else (group, "file")


def _ends_in(order: list[Link], ends: set[int]) -> bool:
    return not ends or order[-1].balance_minor in ends


def _misses(ordered: list[Link], balance: int | None) -> int:
    """How many rows of this order do not follow from the balance before them."""
    misses = 0
    for link in ordered:
        if link.balance_minor is None:
            balance = None if balance is None or not link.sign else _after(balance, link)
            continue
        if balance is not None and not _fits(balance, link):
            misses += 1
        balance = link.balance_minor
    return misses


def _fits(balance: int, link: Link) -> bool:
    step = (link.balance_minor or 0) - balance
    return abs(step) == abs(link.amount_minor) if not link.sign else (
        step == link.sign * link.amount_minor
    )  # fmt: skip


def _after(balance: int, link: Link) -> int:
    return balance + link.sign * link.amount_minor


def _search(group: list[Link], balance: int | None, ends: set[int]) -> list[list[Link]]:
    """Orders that close the chain, one for each start, up to the first whose end fits."""
    if any(link.balance_minor is None for link in group):
        return []
    found = []
    steps = 0
    for start in [balance] if balance is not None else dict.fromkeys(_openings(group)):
        stack: list[tuple[int, list[Link], list[Link]]] = [(start, [], group)]
        while stack and steps < SEARCH_STEPS_MAX:
            steps += 1
            here, done, left = stack.pop()
            if not left:
                found.append(done)
                break
            for place in range(len(left) - 1, -1, -1):
                link = left[place]
                if _fits(here, link):
                    rest = left[:place] + left[place + 1 :]
                    stack.append((link.balance_minor or 0, [*done, link], rest))
        if found and _ends_in(found[-1], ends):
            break
    return found


def _openings(group: list[Link]) -> list[int]:
    return [
        (link.balance_minor or 0) - link.sign * link.amount_minor
        for link in group
        if link.sign and link.balance_minor is not None
    ]


def _closes_as_batch(group: list[Link], balance: int | None) -> bool:
    """Some systems write the closing balance of a batch on each of its rows."""
    known = {link.balance_minor for link in group if link.balance_minor is not None}
    total = sum(link.sign * link.amount_minor for link in group)
    return balance is not None and len(known) == 1 and balance + total in known


def _walk(chain: Chain, ordered: list[Link], balance: int | None, *, is_batch: bool) -> int | None:
    if is_batch:
        chain.links.extend(ordered)
        return next(link.balance_minor for link in ordered if link.balance_minor is not None)
    for link in ordered:
        before = chain.links[-1].row if chain.links else None
        balance = _step(chain, link, balance, before)
        chain.links.append(link)
    return balance


def _step(chain: Chain, link: Link, balance: int | None, before: int | None) -> int | None:
    if link.balance_minor is None:
        return _after(balance, link) if balance is not None and link.sign else None
    if balance is None:
        return link.balance_minor
    if not link.sign and link.amount_minor and _fits(balance, link):
        link.sign = 1 if link.balance_minor - balance == link.amount_minor else -1
        link.inferred = True
    expected = _after(balance, link)
    if expected != link.balance_minor:
        chain.breaks.append(Break(link.row, before, expected, link.balance_minor))
    return link.balance_minor
