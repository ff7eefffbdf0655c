"""Compiled: how the kernels' functions are handed to numba.

keeps  such a function allocates nothing: numba's reference counts, an atomic step for every
       array that a helper touches, would cost four times the work itself

``_nrt`` turns that bookkeeping off. A function that allocates is compiled by plain ``njit`` and
may call these; these may not call it. A state of ten arrays is about eighty machine words, which
a call would push one by one: ``inlined`` puts a helper's code where it is called instead, which
halves a trace's time. ``kernel`` is for what Python calls, and for what is large and rarely met.
"""

from numba import njit

kernel = njit(cache=True, nogil=True, _nrt=False)  # type: ignore[call-overload]
inlined = njit(cache=True, nogil=True, _nrt=False, forceinline=True)  # type: ignore[call-overload]
