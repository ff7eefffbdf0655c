"""Engines: one seam to the database that does the relational steps.

comes in   statements, rows as columns
goes out   ``Duck``: create, append, run, fetch, explain, close
stays out  what the tables mean (``evidence``)
start at   ``Duck``
"""

from zhanlian.engines.duck import NOTHING, Duck, as_columns

__all__ = ["NOTHING", "Duck", "as_columns"]
