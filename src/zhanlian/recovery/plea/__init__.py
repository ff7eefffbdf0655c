"""Plea (退赃退赔与认罪认罚): means, amount and willingness over time, reasons on both sides.

comes in   a record of one person: loss answered for, means, offers and payments with their days
goes out   ``PleaSheet``: what was paid, shares of loss and of means, reasons for and against
           "clearly too little"
stays out  the finding and the reduction: a prosecutor finds, ``law.sentencing`` holds the ranges
start at   ``read_plea``, then ``make_plea_sheet``
"""

from zhanlian.recovery.plea.sheet import Offer, Plea, PleaSheet, Side, make_plea_sheet, read_plea

__all__ = ["Offer", "Plea", "PleaSheet", "Side", "make_plea_sheet", "read_plea"]
