"""Walks (资金走向): where one payment lies now, which way it went, how far money could have gone.

comes in   a traced ``Case``, an account or a payment as a person writes it, limits
goes out   frozen rows a face can print, encode or export: ``Alerted``, ``Routed``, ``Expanded``,
           ``PatternHit``
stays out  how it is found (``tracing.streams``, ``routes``, ``expansion``, ``patterns``)
start at   ``find_money`` (an alert at the counter); kept apart from the desk's other verbs
           because its kernels take a second to load
"""

from zhanlian.desk.walks.alerting import Alerted, PlacedMoney, find_money
from zhanlian.desk.walks.expanding import Expanded, ExpandedAccount, ExpandedRow, Limits, widen
from zhanlian.desk.walks.patterning import PatternHit, list_patterns, open_patterned
from zhanlian.desk.walks.routing import Path, Routed, RoutedTransfer, find_route

__all__ = [
    "Alerted",
    "Expanded",
    "ExpandedAccount",
    "ExpandedRow",
    "Limits",
    "Path",
    "PatternHit",
    "PlacedMoney",
    "Routed",
    "RoutedTransfer",
    "find_money",
    "find_route",
    "list_patterns",
    "open_patterned",
    "widen",
]
