"""Pattern kernels: plain arrays in, plain arrays out, compiled by numba.

comes in   counted rows in total order, who pays whom, limits
goes out   hits: the row that closes each, its hub, and where its rows stand in a listing
stays out  names, files, thresholds of a case: ``detectors`` and ``kept`` are their places
start at   ``lists``, which every kernel reads; one file per pattern beside it

A row is counted by its place in the arrays, so "before" is "smaller", and no kernel looks at a
row that stands after the one that closes a hit.
"""
