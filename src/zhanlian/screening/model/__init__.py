"""Model (模型): how likely a text is a trick, and of which type, learned from texts.

comes in   normal forms, and the signals found in them
goes out   ``Scored``: calibrated probability, fraud types, how much of the text was known
stays out  the verdict, which also asks the rules, the speech act and the entities
start at   ``score`` for one text, ``score_many`` for thousands
"""

from zhanlian.screening.model.scoring import (
    Claims,
    Scored,
    TypeShare,
    score,
    score_many,
    type_claims,
)
from zhanlian.screening.model.shipped import Model, model_version, shipped_model

__all__ = [
    "Claims",
    "Model",
    "Scored",
    "TypeShare",
    "model_version",
    "score",
    "score_many",
    "shipped_model",
    "type_claims",
]
