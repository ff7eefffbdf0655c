"""Expansion records: what the two forms of an expansion keep per row, account and arrival.

keeps  a zeroed ``SEEN`` or ``LINE`` record means "nothing yet": the clock of an expansion
       starts at 1, rows and nodes are kept one too high, so 0 is free to say so
"""

import numpy as np

NOBODY = 0  # no row, no node, no layer

# A row as the levels form reads it, in order of payer: 16 B, or 24 B below whole seconds.
LEG = np.dtype([("at", np.int32), ("dst", np.int32), ("amount_minor", np.int64)])
FINE_LEG = np.dtype([("at", np.int64), ("dst", np.int64), ("amount_minor", np.int64)])

# An account: its least layer, when the last window over it closes, the first row after that.
SEEN = np.dtype([("closes", np.int64), ("late", np.int32), ("layer", np.int32)])

# Money that came to an account: rows after ``row`` and before ``closes`` may pass it on.
# ``parent`` is the row that brought it, or -1 - the seed. ``least_minor`` is what a row must
# carry at least to follow this one, ``path_minor`` what every row of its path must carry.
# ``place``: where the rows that may follow begin, once that has been looked up.
ARRIVAL = np.dtype(
    [
        ("closes", np.int64),
        ("least_minor", np.int64),
        ("path_minor", np.int64),
        ("account", np.int32),
        ("row", np.int32),
        ("parent", np.int32),
        ("place", np.int32),
    ]
)

# The arrivals at an account of one hop that are still worth asking: a line of nodes.
LINE = np.dtype([("first", np.int32), ("last", np.int32)])
NODE = np.dtype(
    [
        ("closes", np.int64),
        ("least_minor", np.int64),
        ("path_minor", np.int64),
        ("parent", np.int32),
        ("before", np.int32),
        ("after", np.int32),
        ("spare", np.int32),
    ]
)

STEP = np.dtype([("row", np.int32), ("hop", np.int32), ("parent", np.int32)])
CUT = np.dtype([("row", np.int32), ("why", np.int32)])

# Why a row inside a window was not followed.
SMALL = 0  # below the least amount
THIN = 1  # too small a part of the row before it
WEAK = 2  # below the part of the seed that a path must carry
