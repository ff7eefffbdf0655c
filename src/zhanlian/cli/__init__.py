"""The terminal face: parse, call the desk, show.

comes in   a command line
goes out   an answer on stdout (text or JSON), notices on stderr, an exit status
stays out  every figure (``desk`` and the rooms below)
start at   ``main``; commands import late, so that ``--help`` is instant

Exit status: 0 done, 1 something to look at, 2 refused, 3 open questions keep data out,
4 evidence or the chain of decisions is broken, 5 the case is busy, 70 our own fault.
"""

from zhanlian.cli.app import app, main, run

__all__ = ["app", "main", "run"]
