"""Zhanlian (斩链): follow the money of a telecom-fraud case, to the fen."""
