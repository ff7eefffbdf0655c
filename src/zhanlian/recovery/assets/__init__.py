"""Assets (涉案财物): what is known of every thing of value, and how much of it is victims' money.

comes in   decisions ``asset``; held accounts of the case with their measures
goes out   ``Asset`` per thing: value, holder and owner, share traced to victims, third party
stays out  who is given what (``planning``, ``executing``)
start at   ``list_assets``
"""

from zhanlian.recovery.assets.listing import Asset, Kind, Outcome, Share, list_assets
from zhanlian.recovery.assets.recording import DECISION, Ground, check_asset, outcome_of

__all__ = [
    "DECISION",
    "Asset",
    "Ground",
    "Kind",
    "Outcome",
    "Share",
    "check_asset",
    "list_assets",
    "outcome_of",
]
