"""Screening (识骗防骗): which trick a text resembles, why, and what to do; entities in it.

comes in   a message, an advert, a transcript, a narrative, as somebody wrote it
goes out   verdicts with their reasons, entities with their places
stays out  accusation of anybody, any look-up outside this machine, any record of what was pasted
start at   ``screen`` for a verdict, ``find_entities`` for identifiers
"""

from zhanlian.screening.audiences import Audience, Kind
from zhanlian.screening.entities import Entity, EntityType, Found, find_entities
from zhanlian.screening.inputs import Given, Turn, read_codes, read_given, read_many, read_turns
from zhanlian.screening.links import Link, check_link
from zhanlian.screening.refusals import MessageRefused
from zhanlian.screening.saying import plain_screened, screened_lines
from zhanlian.screening.verdict import Screened, screen
from zhanlian.screening.weighing import State
from zhanlian.screening.words import word as screening_word

__all__ = [
    "Audience",
    "Entity",
    "EntityType",
    "Found",
    "Given",
    "Kind",
    "Link",
    "MessageRefused",
    "Screened",
    "State",
    "Turn",
    "check_link",
    "find_entities",
    "plain_screened",
    "read_codes",
    "read_given",
    "read_many",
    "read_turns",
    "screen",
    "screened_lines",
    "screening_word",
]
