"""Screening (识骗防骗): which trick a text resembles, why, and what to do; entities in it.

comes in   a message, an advert, a transcript, a narrative, as somebody wrote it
goes out   verdicts with their reasons, entities with their places
stays out  accusation of anybody, any look-up outside this machine
start at   ``find_entities``
"""

from zhanlian.screening.entities import Entity, EntityType, Found, find_entities

__all__ = ["Entity", "EntityType", "Found", "find_entities"]
