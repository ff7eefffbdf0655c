"""Compiled: how the kernels' inner functions are handed to numba.

keeps  such a function allocates nothing: numba's reference counts, an atomic step for every
       array that a helper touches, would cost four times the work itself

``_nrt`` turns that bookkeeping off. A function that allocates is compiled by plain ``njit`` and
may call these; these may not call it.
"""

from numba import njit

kernel = njit(cache=True, nogil=True, _nrt=False)  # type: ignore[call-overload]
