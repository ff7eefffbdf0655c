"""Inputs: what people hand over: a text, a chat export, a transcript, a picture, a file of many."""

from zhanlian.screening.inputs.many import read_many
from zhanlian.screening.inputs.pictures import read_codes
from zhanlian.screening.inputs.reading import Given, read_given
from zhanlian.screening.inputs.turns import Turn, read_turns

__all__ = ["Given", "Turn", "read_codes", "read_given", "read_many", "read_turns"]
