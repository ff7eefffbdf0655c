"""Tables of what persons declared about money: conversions, and origins that are no victim's."""

from zhanlian.evidence.shape import table

PASSAGE = table(
    "passage", "旁路资金",
    "Victims' money that left or joined an account by no transfer of its own.",
    source="tracing", key="method currency kind via_account_id account_id payment_id",
    columns="""
figure_id text! | X:method:via account:kind:account:payment
method text! | method
currency text! | currency
kind text! | gap, converted (left a payee), displaced (left a payer), arrived (joined a payer)
via_account_id text! | gap account, conversion account or account of a declared origin
account_id text! | account it left or joined
payment_id text! | victim payment
amount_minor int! minor units | amount; below 0 where it left
""",
)  # fmt: skip

CONVERSION = table(
    "conversion", "兑换", "What a declared conversion took from one currency to another.",
    source="decisions, tracing", key="method conversion_id payment_id",
    columns="""
figure_id text! | C:method:conversion:payment
method text! | method
conversion_id text! | C and the number of the decision
payment_id text! | victim payment; empty for money of no victim
out_currency text! | currency paid
out_minor int! minor units | amount of it that the payments carried
in_currency text! | currency received
in_minor int! minor units | amount of it that the receipts brought
out_transfers text! JSON | payments
in_transfers text! JSON | receipts
said text | order number or rate as stated
""",
)  # fmt: skip

DECLARED_ORIGIN = table(
    "declared_origin", "来源认定", "A receipt that a person declared to be an origin of its own.",
    source="decisions", key="origin_id",
    columns="""
figure_id text! | O:origin
origin_id text! | O and the number of the decision
kind text! | suspect-funds, wages, other
label text | name given
transfer_id int! | the receipt
account_id text! | account that received it
currency text! | currency
amount_minor int! minor units | amount
decision_seq int! | decision
""",
)  # fmt: skip

ORIGIN_HOLDING = table(
    "origin_holding", "其他来源留存",
    "What of a declared origin lies where; only methods that treat all money alike say so.",
    source="tracing", key="method currency account_id origin_id",
    columns="""
figure_id text! | I:method:account:origin
method text! | fifo, lifo, pro-rata
currency text! | currency
account_id text! | account
origin_id text! | declared origin
amount_minor int! minor units | amount
""",
)  # fmt: skip

ORIGIN_FLOW = table(
    "origin_flow", "其他来源流向", "What each transfer carried of each declared origin.",
    source="tracing", key="method transfer_id origin_id",
    columns="""
figure_id text! | J:method:transfer:origin
method text! | fifo, lifo, pro-rata
transfer_id int! | transfer
origin_id text! | declared origin
amount_minor int! minor units | amount
""",
)  # fmt: skip

ALL = (PASSAGE, CONVERSION, DECLARED_ORIGIN, ORIGIN_HOLDING, ORIGIN_FLOW)
