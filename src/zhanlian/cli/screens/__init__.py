"""Screens: how each answer of the desk is drawn in a terminal.

comes in   a ``Face`` and a frozen shape
goes out   lines, tables and trees on stdout
stays out  figures: nothing is computed here but sums that a reader checks
start at   ``tables`` for lists, ``summary`` for the first screen, ``tree`` for ``why``
"""

__all__ = ()
