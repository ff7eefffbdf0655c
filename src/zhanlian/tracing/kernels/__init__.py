"""Tracing kernels: plain arrays in, plain arrays out, compiled by numba.

comes in   ``Rows`` (one trace's columns), openings, a ``Policy`` or the pro-rata rule
goes out   an ``Outcome``: holdings, flows, lineage, pieces, shortfalls
stays out  names, files, law, and every check of arguments: ``trace`` is the door
start at   ``queues`` for FIFO, LIFO and their kin, ``prorata`` for shares

Compiled code is cached per file, and numba does not see a change in a file that a kernel
imports: after editing a helper, delete the ``*.nbi`` files beside it.
"""
