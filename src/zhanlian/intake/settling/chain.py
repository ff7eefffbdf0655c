"""The balance chain of one account: order inside a second, missing directions, breaks.

in     the rows of one account that moved its balance, in time and file order
out    their order, their signed effect, what settled it, and where the chain breaks
keeps  a stated direction is never overturned; a row is inferred only where the balance
       before and after leaves one reading; nothing is reordered across instants
source bank-data.md §6.1, §6.9
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
    for _, together in groupby(links, key=lambda link: link.at):
        group = list(together)
        ordered, basis = _order_group(group, balance)
        for link in ordered:
            link.basis = basis if len(group) > 1 else "time"
        balance = _walk(chain, ordered, balance, is_batch=basis == "batch")
    return chain


def _order_group(group: list[Link], balance: int | None) -> tuple[list[Link], str]:
    if len(group) == 1:
        return group, "time"
    if all(link.balance_minor is None for link in group):
        return sorted(group, key=lambda link: link.sign < 0), "credits_first"
    if _misses(group, balance) == 0:
        return group, "file"
    turned = group[::-1]
    if _misses(turned, balance) == 0:
        return turned, "balance"
    found = _search(group, balance)
    if found is not None:
        return found, "balance"
    if _closes_as_batch(group, balance):
        return group, "batch"
    return (turned, "balance") if _misses(turned, balance) < _misses(group, balance) else (
        group, "file",
    )  # fmt: skip


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


def _search(group: list[Link], balance: int | None) -> list[Link] | None:
    """The first order, in file order of choice, that closes the chain; None if none is found."""
    if any(link.balance_minor is None for link in group):
        return None
    steps = 0
    starts = [balance] if balance is not None else _openings(group)
    for start in starts:
        stack: list[tuple[int, list[Link], list[Link]]] = [(start, [], group)]
        while stack and steps < SEARCH_STEPS_MAX:
            steps += 1
            here, done, left = stack.pop()
            if not left:
                return done
            for place in range(len(left) - 1, -1, -1):
                link = left[place]
                if _fits(here, link):
                    rest = left[:place] + left[place + 1 :]
                    stack.append((link.balance_minor or 0, [*done, link], rest))
    return None


def _openings(group: list[Link]) -> list[int]:
    return [
        (link.balance_minor or 0) - link.sign * link.amount_minor for link in group if link.sign
    ]


def _closes_as_batch(group: list[Link], balance: int | None) -> bool:
    """Some systems write the closing balance of a batch on each of its rows."""
    known = {link.balance_minor for link in group if link.balance_minor is not None}
    total = sum(link.sign * link.amount_minor for link in group)
    return balance is not None and len(known) == 1 and balance + total in known


def _walk(
    chain: Chain, ordered: list[Link], balance: int | None, *, is_batch: bool
) -> int | None:
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
