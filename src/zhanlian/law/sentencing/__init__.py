"""Sentencing worksheet (量刑建议): ranges of months with their reasons, and the package beside.

Start at ``charge_of``, then ``worksheet``; ``worksheet_lines`` reads it out. It proposes: a person
picks inside the range, judges the whole case and signs.
"""

from zhanlian.law.sentencing.bans import Ban
from zhanlian.law.sentencing.charge import Charge, charge_of
from zhanlian.law.sentencing.combining import Combined, combined
from zhanlian.law.sentencing.custody import Credit, UnitCrime
from zhanlian.law.sentencing.factors import Factor
from zhanlian.law.sentencing.fines import Confiscation, FineProposal
from zhanlian.law.sentencing.interval import Interval
from zhanlian.law.sentencing.orders import Order
from zhanlian.law.sentencing.probation import May, Probation
from zhanlian.law.sentencing.province import ProvinceTable, read_province_table
from zhanlian.law.sentencing.recidivism import recidivist
from zhanlian.law.sentencing.starting import Line
from zhanlian.law.sentencing.telling import plain_worksheet, worksheet_lines
from zhanlian.law.sentencing.worksheet import Package, Worksheet, worksheet

__all__ = [
    "Ban",
    "Charge",
    "Combined",
    "Confiscation",
    "Credit",
    "Factor",
    "FineProposal",
    "Interval",
    "Line",
    "May",
    "Order",
    "Package",
    "Probation",
    "ProvinceTable",
    "UnitCrime",
    "Worksheet",
    "charge_of",
    "combined",
    "plain_worksheet",
    "read_province_table",
    "recidivist",
    "worksheet",
    "worksheet_lines",
]
