"""Money: whole minor units with a currency; never a float.

keeps  1 yuan is 100 fen, 1 USDT is 1,000,000 micro; a sum never mixes currencies
"""

from dataclasses import dataclass

from zhanlian.terms.refusal import Refusal

MINOR_DIGITS = {
    "CNY": 2, "USD": 2, "HKD": 2, "CAD": 2, "EUR": 2, "JPY": 0, "THB": 2, "MMK": 2, "TWD": 2,
    "MOP": 2, "GBP": 2, "AUD": 2, "SGD": 2, "KRW": 0, "VND": 0, "PHP": 2, "LAK": 2, "KHR": 2,
    "USDT": 6, "USDC": 6, "TRX": 6, "BTC": 8, "ETH": 9,
}  # fmt: skip


class UnknownCurrency(Refusal):
    """A currency whose minor unit is not declared."""

    code = "ZL-TERMS-001"

    def __init__(self, currency: str, *, where: str) -> None:
        super().__init__(
            f"The minor unit of {currency!r} is not known.",
            where=where,
            why="amounts are kept in whole minor units, so the unit must be declared",
            do_next="correct the currency in the source row, or declare its digits in terms.money",
        )


class MixedCurrencies(Refusal):
    """A sum across currencies was asked for."""

    code = "ZL-TERMS-002"

    def __init__(self, first: str, second: str) -> None:
        super().__init__(
            f"{first} and {second} cannot be added.",
            where="terms.money",
            why="one trace and one total hold one currency",
            do_next="trace each currency apart, or declare the conversion as an event",
        )


def minor_digits(currency: str, *, where: str = "terms.money") -> int:
    """How many decimal digits the minor unit of ``currency`` has."""
    try:
        return MINOR_DIGITS[currency]
    except KeyError:
        raise UnknownCurrency(currency, where=where) from None


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An exact amount: ``minor`` whole minor units of ``currency``."""

    minor: int
    currency: str = "CNY"

    def __add__(self, other: "Money") -> "Money":
        if other.currency != self.currency:
            raise MixedCurrencies(self.currency, other.currency)
        return Money(self.minor + other.minor, self.currency)

    def __str__(self) -> str:
        return f"{self.plain()} {self.currency}"

    def plain(self, *, grouped: bool = True) -> str:
        """The decimal text, such as ``1,095.00``.

        >>> Money(109_500).plain()
        '1,095.00'
        >>> Money(-5).plain()
        '-0.05'
        """
        digits = minor_digits(self.currency)
        sign = "-" if self.minor < 0 else ""
        whole, part = divmod(abs(self.minor), 10**digits)
        head = f"{whole:,}" if grouped else str(whole)
        return f"{sign}{head}.{part:0{digits}d}" if digits else f"{sign}{head}"
