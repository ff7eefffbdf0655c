"""Education (防骗宣传): warning cards and bulletins out of closed cases, ready to print.

comes in   closed cases; a month, a region, an audience
goes out   ``Bulletin`` with counts and cards, and its page for the printer
stays out  open cases, names, numbers and places: removed by rule and looked for again
start at   ``read_cases``, then ``make_bulletin``, then ``bulletin_sheet``
"""

from zhanlian.screening.education.bulletins import Asked, Bulletin, Card, make_bulletin
from zhanlian.screening.education.cases import CaseFile, ClosedCase, Month, read_cases
from zhanlian.screening.education.counting import TypeCount, count_types
from zhanlian.screening.education.removing import Cleaned, clean, left_over
from zhanlian.screening.education.sheets import bulletin_sheet, education_word

__all__ = [
    "Asked",
    "Bulletin",
    "Card",
    "CaseFile",
    "Cleaned",
    "ClosedCase",
    "Month",
    "TypeCount",
    "bulletin_sheet",
    "clean",
    "count_types",
    "education_word",
    "left_over",
    "make_bulletin",
    "read_cases",
]
