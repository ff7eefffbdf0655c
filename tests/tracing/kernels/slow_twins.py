"""Slow twins: every method said in plain Python, with whole histories instead of marks.

A lot is [origin, minor, path, is_strict]; a path is ((row, place in that row), ...), so a lot
that a row brought is known by the last step of its path, and putting it back is dropping it.
"""

from collections import Counter, defaultdict, deque

ORIGIN, MINOR, PATH, STRICT = 0, 1, 2, 3
SECOND = 1_000_000


class Twin:
    """FIFO; the other queue methods below change what leaves first or where arrivals stand."""

    def __init__(self, ledger, *, shortfall_is_origin=False):
        self.ledger = ledger
        self.shortfall_is_origin = shortfall_is_origin
        self.line = defaultdict(deque)
        self.born, self.flows, self.short = Counter(), Counter(), []
        for account, minor in enumerate(ledger.opening_minor.tolist()):
            self.open(account, minor)
        self.is_undo = []
        for row in range(ledger.row_count):
            self.apply(row)

    def open(self, account, minor):
        if minor:
            self.line[account].append([0, minor, (), False])

    def apply(self, row):
        book = self.ledger
        payer, payee = int(book.src[row]), int(book.dst[row])
        minor, origin, undone = (
            int(book.amount_minor[row]), int(book.origin[row]), int(book.undo_row[row])
        )  # fmt: skip
        returns = payer != payee and undone >= 0 and not self.is_undo[undone]
        self.is_undo.append(returns)
        if payer == payee:
            return
        if origin:
            self.arrive(row, payee, [[origin, minor, (), True]], origin)
            return
        if returns:
            minor -= self.give_back(row, undone, payee, payer, minor)
            if not minor:
                return
            self.short.append((row, minor))
        if book.is_sink[payer]:
            self.arrive(row, payee, [self.new_lot(payer, minor)], 0)
        else:
            self.arrive(row, payee, *self.take(row, payer, minor))

    def new_lot(self, account, minor):
        self.born[account] += minor
        return [1 + account if self.shortfall_is_origin else 0, minor, (), False]

    def take(self, row, payer, minor):
        return self.take_front(payer, minor), 0

    def take_front(self, payer, minor):
        taken, line = [], self.line[payer]
        while minor and line:
            lot = line.popleft()
            part = min(minor, lot[MINOR])
            if part < lot[MINOR]:
                line.appendleft([lot[ORIGIN], lot[MINOR] - part, lot[PATH], lot[STRICT]])
            taken.append([lot[ORIGIN], part, lot[PATH], lot[STRICT]])
            minor -= part
        return [*taken, self.new_lot(payer, minor)] if minor else taken

    def arrive(self, row, payee, lots, origin):
        for place, lot in enumerate(lots):
            self.flows[row, lot[ORIGIN]] += lot[MINOR]
            lot[PATH] = (*lot[PATH], (row, place))
            self.put(payee, lot)

    def put(self, payee, lot):
        self.line[payee].append(lot)

    def give_back(self, row, undone, payer, payee, minor):
        here = [lot for lot in self.line[payee] if lot[PATH] and lot[PATH][-1][0] == undone]
        self.line[payee] = deque(lot for lot in self.line[payee] if lot not in here)
        places = defaultdict(list)
        for lot in here:
            places[lot[PATH][-1][1]].append(lot)
        back = []
        for place in sorted(places):
            lots = places[place]
            origin, path = lots[0][ORIGIN], lots[0][PATH]
            is_new = origin > 0 and len(path) == 1
            path = (*path, (row, place)) if is_new else path[:-1]
            total = sum(lot[MINOR] for lot in lots)
            back.append([origin, total, path, all(lot[STRICT] for lot in lots)])
            self.flows[row, origin] += total
        self.line[payer].extendleft(reversed(back))
        self.after_return(payer, payee, undone, back, minor)
        return sum(lot[MINOR] for lot in back)

    def after_return(self, payer, payee, undone, back, minor):
        pass

    def lots_of(self, account):
        return list(self.line[account])

    def pieces(self):
        """Per account, (origin, minor, rows of the path, strict), equal neighbours joined."""
        found = {}
        for account in range(self.ledger.account_count):
            shown = [self.shown(lot) for lot in self.lots_of(account) if lot[MINOR]]
            if shown:
                found[account] = join_neighbours(shown)
        return found

    def shown(self, lot):
        if not lot[ORIGIN]:
            return (0, lot[MINOR], (), False)
        return (lot[ORIGIN], lot[MINOR], tuple(row for row, _ in lot[PATH]), False)

    def holdings(self):
        held = Counter()
        for account in range(self.ledger.account_count):
            for lot in self.lots_of(account):
                held[account, lot[ORIGIN]] += lot[MINOR]
        return {key: minor for key, minor in held.items() if minor}


def join_neighbours(shown):
    """Equal neighbours are one piece: how a kernel splits and joins is its own affair."""
    joined = []
    for origin, minor, path, is_strict in shown:
        is_same = joined and (joined[-1][0], *joined[-1][2:]) == (origin, path, is_strict)
        before = joined.pop()[1] if is_same else 0
        joined.append((origin, before + minor, path, is_strict))
    return joined


class LifoTwin(Twin):
    def put(self, payee, lot):
        self.line[payee].appendleft(lot)


class VictimFirstTwin(Twin):
    """The line holds victims' money only; clean money is one number beside it."""

    clean_first = False

    def __init__(self, ledger, **options):
        self.clean, self.clean_carried = Counter(), Counter()
        super().__init__(ledger, **options)

    def open(self, account, minor):
        self.clean[account] = minor

    def take_front(self, payer, minor):
        clean = min(minor, self.clean[payer]) if self.clean_first else 0
        taken, line = [[0, clean, (), False]] if clean else [], self.line[payer]
        tainted = min(minor - clean, sum(lot[MINOR] for lot in line))
        taken += super().take_front(payer, tainted) if tainted else []
        later = min(minor - clean - tainted, self.clean[payer] - clean)
        taken += [[0, later, (), False]] if later else []
        self.clean[payer] -= clean + later
        lacking = minor - clean - tainted - later
        return [*taken, self.new_lot(payer, lacking)] if lacking else taken

    def arrive(self, row, payee, lots, origin):
        for lot in lots:
            if not lot[ORIGIN]:
                self.clean[payee] += lot[MINOR]
                self.clean_carried[row] += lot[MINOR]
        super().arrive(row, payee, [lot for lot in lots if lot[ORIGIN]], origin)

    def give_back(self, row, undone, payer, payee, minor):
        clean = min(self.clean_carried[undone], self.clean[payee])
        self.clean_carried[undone] -= clean
        self.clean[payee] -= clean
        self.clean[payer] += clean
        return clean + super().give_back(row, undone, payer, payee, minor)

    def lots_of(self, account):
        clean = [[0, self.clean[account], (), False]]
        tainted = list(self.line[account])
        return clean + tainted if self.clean_first else tainted + clean


class LowestBalanceTwin(VictimFirstTwin):
    clean_first = True


class DirectTwin(Twin):
    """FIFO with strict lots; ``offer`` is the last credit while it can still be matched."""

    def __init__(self, ledger, **options):
        self.offer, self.last_credit = {}, {}
        super().__init__(ledger, **options)

    def take(self, row, payer, minor):
        line, offer = self.line[payer], self.offer.pop(payer, None)
        if offer and sum(lot[MINOR] for lot in offer) == minor:
            self.line[payer] = deque(lot for lot in line if not any(lot is one for one in offer))
            return [list(lot) for lot in offer], offer[0][ORIGIN]
        origins = {lot[ORIGIN] for lot in line}
        is_pure = len(origins) == 1 and all(lot[STRICT] for lot in line)
        if is_pure and sum(lot[MINOR] for lot in line) >= minor:
            return self.take_front(payer, minor), origins.pop()
        for lot in line:
            lot[STRICT] = False
        return self.take_front(payer, minor), 0

    def arrive(self, row, payee, lots, origin):
        at_s = int(self.ledger.at[row]) // SECOND
        is_tied = self.last_credit.get(payee, (0, None, False))[1] == at_s
        self.last_credit[payee] = (row, at_s, is_tied)
        super().arrive(row, payee, lots, origin)
        self.offer.pop(payee, None)
        if origin and not is_tied:
            self.offer[payee] = lots

    def after_return(self, payer, payee, undone, back, minor):
        self.offer.pop(payer, None)
        self.offer.pop(payee, None)
        row, _, is_tied = self.last_credit.get(payer, (-1, None, False))
        is_one = len({lot[ORIGIN] for lot in back}) == 1 and all(lot[STRICT] for lot in back)
        is_whole = sum(lot[MINOR] for lot in back) == minor
        if is_one and is_whole and row < undone and not is_tied:
            self.offer[payer] = back

    def shown(self, lot):
        return (*super().shown(lot)[:3], lot[STRICT])


class ProRataTwin:
    """Every outflow carries the mix, by cumulative rounding, in Python's whole numbers."""

    def __init__(self, ledger, *, shortfall_is_origin=False):
        self.ledger = ledger
        self.held = [Counter({0: int(minor)}) for minor in ledger.opening_minor]
        self.born, self.flows, self.short = Counter(), Counter(), []
        self.shortfall_is_origin = shortfall_is_origin
        self.carried, self.is_undo = [], []
        for row in range(ledger.row_count):
            self.carried.append(Counter())
            self.apply(row)

    def apply(self, row):
        book = self.ledger
        payer, payee = int(book.src[row]), int(book.dst[row])
        minor, origin, undone = (
            int(book.amount_minor[row]), int(book.origin[row]), int(book.undo_row[row])
        )  # fmt: skip
        returns = payer != payee and undone >= 0 and not self.is_undo[undone]
        self.is_undo.append(returns)
        if payer == payee:
            return
        if origin:
            self.give(row, payee, Counter({origin: minor}))
            return
        if returns:
            stored, here = self.carried[undone], self.held[payer]
            back = Counter({one: min(part, here[one]) for one, part in stored.items()})
            here.subtract(back)
            self.give(row, payee, back)
            minor -= back.total()
            if not minor:
                return
            self.short.append((row, minor))
        born_origin = 1 + payer if self.shortfall_is_origin else 0
        if book.is_sink[payer]:
            self.born[payer] += minor
            self.give(row, payee, Counter({born_origin: minor}))
            return
        lacking = max(0, minor - self.held[payer].total())
        self.born[payer] += lacking
        self.held[payer][born_origin] += lacking
        self.give(row, payee, self.split(payer, minor))

    def split(self, payer, minor):
        total, so_far, given, parts = self.held[payer].total(), 0, 0, Counter()
        for origin in sorted(self.held[payer]):
            so_far += self.held[payer][origin]
            upto = so_far * minor // total
            parts[origin] = upto - given
            given = upto
        self.held[payer].subtract(parts)
        return parts

    def give(self, row, payee, parts):
        self.held[payee].update(parts)
        self.carried[row].update(parts)
        for origin, part in parts.items():
            self.flows[row, origin] += part

    def holdings(self):
        return {
            (account, origin): minor
            for account, held in enumerate(self.held)
            for origin, minor in held.items()
            if minor
        }


TWINS = {
    "fifo": Twin,
    "lifo": LifoTwin,
    "victim-first": VictimFirstTwin,
    "lowest-balance": LowestBalanceTwin,
    "direct": DirectTwin,
    "pro-rata": ProRataTwin,
}
