"""Verifying: that every published figure still follows from the files and the decisions.

comes in   a case folder, ours or somebody else's
goes out   ``Verified``: the chain, the evidence, every figure, the reports
stays out  repairing anything: nothing in the folder is changed
start at   ``verify``
"""

from zhanlian.desk.verifying.verify import Verified, verify

__all__ = ["Verified", "verify"]
