"""Entities (实体): accounts, numbers, addresses, amounts and days named in Chinese narratives.

comes in   a text as somebody wrote it
goes out   ``Found``: entities with their spans in that very text, normal forms and checks
stays out  who the people are, and whether two numbers are one account: a person confirms
start at   ``find_entities``
"""

from zhanlian.screening.entities.finding import Found, find_entities
from zhanlian.screening.entities.shapes import Entity, EntityType, Role

__all__ = ["Entity", "EntityType", "Found", "Role", "find_entities"]
