"""Screening (识骗防骗): which trick a text resembles, why, and what to do; entities in it.

comes in   a message, an advert, a transcript, a narrative, as somebody wrote it
goes out   verdicts with their reasons, entities with their places
stays out  accusation of anybody, any look-up outside this machine, any record of what was pasted
start at   ``screen`` for a verdict, ``find_entities`` for identifiers
"""

from zhanlian.screening.audiences import Audience, Kind, read_audience
from zhanlian.screening.education import Asked as BulletinAsked
from zhanlian.screening.education import (
    Bulletin,
    Card,
    Month,
    bulletin_sheet,
    education_word,
    make_bulletin,
    read_cases,
)
from zhanlian.screening.entities import Entity, EntityType, Found, find_entities
from zhanlian.screening.inputs import Given, Turn, read_codes, read_given, read_many, read_turns
from zhanlian.screening.links import Link, check_link
from zhanlian.screening.narratives import Classified, NarrativeState, classify, classify_many
from zhanlian.screening.refusals import MessageRefused
from zhanlian.screening.saying import plain_screened, screened_lines
from zhanlian.screening.verdict import Asked, Screened, read_asked, screen, screen_many
from zhanlian.screening.weighing import State
from zhanlian.screening.words import catalogue as screening_words
from zhanlian.screening.words import word as screening_word

__all__ = [
    "Asked",
    "Audience",
    "Bulletin",
    "BulletinAsked",
    "Card",
    "Classified",
    "Entity",
    "EntityType",
    "Found",
    "Given",
    "Kind",
    "Link",
    "MessageRefused",
    "Month",
    "NarrativeState",
    "Screened",
    "State",
    "Turn",
    "bulletin_sheet",
    "check_link",
    "classify",
    "classify_many",
    "education_word",
    "find_entities",
    "make_bulletin",
    "plain_screened",
    "read_asked",
    "read_audience",
    "read_cases",
    "read_codes",
    "read_given",
    "read_many",
    "read_turns",
    "screen",
    "screen_many",
    "screened_lines",
    "screening_word",
    "screening_words",
]
