"""Settling: from entries as written to accounts, bookings and transfers; start at ``settle``."""
