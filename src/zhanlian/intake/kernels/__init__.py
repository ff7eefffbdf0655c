"""Kernels: cutting and parsing of raw bytes, compiled.

comes in   uint8 arrays and positions in them
goes out   positions, int64 values and a status per row; status 2 sends the row to the readers
           of ``cells``
stays out  text, files, what a column means
start at   ``cut_records``; ``cells.columns`` is the door that joins both speeds
"""
