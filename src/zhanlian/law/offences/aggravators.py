"""Aggravators: the circumstances that make a fraud heavier and open the "close to" rule.

in     the list of circumstances that a person found, and facts that are one of them anyway
out    the condition that one of them is there
keeps  a ringleader, a person abroad, a person punished before need not stand in the list
law    法发〔2016〕32号 part 2(2); 法释〔2011〕7号 art. 2 for fraud in general
"""

from zhanlian.law.offences.conditions import Among, Is, Listed
from zhanlian.law.offences.windows import WithinYears

__all__ = ["AGGRAVATED"]

HEAD = "cn.criminal.fraud"
AGGRAVATED = Listed(
    Among("fraud.aggravators", f"{HEAD}.aggravators"),
    also=(
        Is("part.role", "ringleader", f"{HEAD}.aggravator_organiser"),
        Is("fraud.den_member", wanted=True, by=f"{HEAD}.aggravator_abroad"),
        Is("fraud.prior_criminal", wanted=True, by=f"{HEAD}.aggravator_prior"),
        WithinYears("fraud.prior_admin", f"{HEAD}.prior_window"),
    ),
)
