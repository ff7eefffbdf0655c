"""Tables of results: what tracing concluded, each row a figure that can be opened."""

from zhanlian.evidence.shape import table

TRACE_RUN = table(
    "trace_run", "穿透批次", "One method applied to one currency of the case.",
    source="tracing", key="method currency",
    columns="""
method text! | fifo, lifo, pro-rata, victim-first, lowest-balance, direct
method_version text! | rule and version, such as fifo/1
rounding text! | rounding rule; empty where nothing is rounded
currency text! | currency
victim_minor int! minor units | what victims' anchored payments brought in
held_minor int! minor units | of that, held in accounts with statements
outside_minor int! minor units | of that, gone to accounts without statements, cash, fees, merchants
other_minor int! minor units | money of no victim, all accounts
born_minor int! minor units | money the data does not explain
transfer_count int! | transfers followed
converted_in_minor int minor units | of what came in, brought by conversions from other currencies
converted_out_minor int minor units | of what went outside, exchanged for other currencies
""",
)  # fmt: skip

HOLDING = table(
    "holding", "留存", "Whose money lies in an account at the end of the data.",
    source="tracing", key="method currency account_id payment_id",
    columns="""
figure_id text! | H:method:account:payment, and the currency where it is not the payment's own
method text! | method
currency text! | currency
account_id text! | account
payment_id text! | victim payment; empty for money of no victim
amount_minor int! minor units | amount
strict_minor int! minor units | of that, tied payment by payment (direct); 0 under other methods
since_at int us UTC | when the last of it arrived
followed text | within, partly or after: arrived inside the follow window, in part, after it
""",
)  # fmt: skip

FLOW = table(
    "flow", "流向", "What each transfer carried of each victim payment.",
    source="tracing", key="method transfer_id payment_id",
    columns="""
figure_id text! | F:method:transfer:payment
method text! | method
transfer_id int! | transfer
payment_id text! | victim payment
amount_minor int! minor units | amount
is_own flag | whether payer and payee have one holder, by identity number
""",
)  # fmt: skip

LAYER = table(
    "layer", "层级账户", "An account the money reached: its layer and why the branch stops there.",
    source="tracing", key="method currency account_id",
    columns="""
figure_id text! | L:method:account
method text! | method whose victim money is shown
currency text! | currency
layer_no int! | 1 for the account a victim paid
account_id text! | account
parent_account_id text | account the first victim money came from
first_in_at int us UTC | first victim money in
last_out_at int us UTC | last victim money out
in_count int! | victim-carrying transfers in
in_minor int! minor units | all money in, effective
out_count int! | effective transfers out
out_minor int! minor units | all money out, effective
victim_in_minor int! minor units | victim money in
victim_out_minor int! minor units | victim money out
victim_held_minor int! minor units | victim money left
targets text! JSON | three largest destinations of victim money
exit_kind text! | cash, merchant, channel, chain, un-queried, converted, declared, held, passed on
stop_reason text! | limit, below_minimum, cash, merchant, outside, un_queried, mixed, held …
balance_minor int minor units | last balance said
is_held flag! | whether a statement is held
""",
)  # fmt: skip

PORTRAIT = table(
    "portrait", "账户画像", "An indicator met by an account, with its numbers and threshold.",
    source="tracing", key="account_id indicator",
    columns="""
figure_id text! | P:account:indicator
account_id text! | account
indicator text! | transit, settling, collecting, distributing, fast_in_out, emptied …
value text! JSON | the numbers behind it
threshold text! JSON | the threshold used
counter_facts text! JSON | what speaks against it: salary, living costs
rows text! JSON | rows it rests on
""",
)  # fmt: skip

NEXT_QUERY = table(
    "next_query", "补调清单", "What to ask for next, and why.",
    source="tracing", key="figure_id",
    columns="""
figure_id text! | Q:account:reason
rank_no int! | priority, from 1
account_id text! | account
bank text | bank, where known
from_on day | period to ask for: first day
to_on day | last day; empty for up to now
contents text! | what to ask: statement, opening, counterparty, video …
reason text! | broken_chain, missing_period, one_sided, un_queried, failed_query, named_by_victim …
amount_minor int! minor units | victim money concerned
currency text! | currency
asked text! | whether asked already: no, failed, pending, partly
last_at int us UTC | latest victim money in
""",
)  # fmt: skip

FREEZE_CANDIDATE = table(
    "freeze_candidate", "止付冻结建议", "An account to stop or freeze, ranked.",
    source="tracing", key="figure_id",
    columns="""
figure_id text! | Z:account
rank_no int! | priority, from 1
account_id text! | account
account_kind text | personal, corporate or empty
holder_name text | holder
bank text | bank
bank_code text | bank's code
balance_minor int minor units | last balance known
balance_at int us UTC | as of
victim_minor int! minor units | victim money there, first-listed method
victim_minor_low int! minor units | lowest under all methods
victim_minor_high int! minor units | highest under all methods
from_account_id text | account that paid it
from_minor int minor units | amount of the last such payment
from_at int us UTC | when
minutes_since int minutes | from that payment to the end of the data
speed_ppm int ppm | share of victim money that left within 30 minutes of arriving
measures text! JSON | measures in force: agency, end, rank
advice text! | stop_pay, freeze, renew, queue, none
expires_at int us UTC | when the measure in force ends, or 48 hours of stop-payment
currency text! | currency
reason text! JSON | facts behind the advice
""",
)  # fmt: skip

ALL = (TRACE_RUN, HOLDING, FLOW, LAYER, PORTRAIT, NEXT_QUERY, FREEZE_CANDIDATE)
