"""Tables that compare methods: how far figures depend on the rule, and what does not."""

from zhanlian.evidence.shape import table

SENSITIVITY = table(
    "sensitivity", "敏感性", "One amount under every method, every tie order and opening mode.",
    source="tracing", key="figure_id",
    columns="""
figure_id text! | M:account:payment, M:account for all payments, D:payment for all held accounts
scope text! | cell (a payment in an account), account, payment (in accounts with statements)
currency text! | currency
account_id text! | account; empty for scope payment
payment_id text! | victim payment; empty for scope account
main_minor int! minor units | under the main method
low_minor int! minor units | least under the methods that deal out all money (direct apart)
high_minor int! minor units | most under them
spread_minor int! minor units | most less least
by_method text! JSON | method -> minor units, direct included
strict_minor int minor units | tied payment by payment (direct); empty where direct was not run
low_all_minor int! minor units | least, tie orders and opening modes included
high_all_minor int! minor units | most, tie orders and opening modes included
upper_minor int minor units | upper bound (poison): not conserved; empty for scope payment
ties_matter flag! | whether turning the free rows of each second changes any method's amount
openings_matter flag! | whether leaving openings out changes any method's amount
holds text! | same (one amount under all), at_least (never 0), depends
""",
)  # fmt: skip

ROBUST = table(
    "robust", "稳健结论", "A statement, and whether it holds whatever the method.",
    source="tracing", key="figure_id",
    columns="""
figure_id text! | R:kind:subject
rank_no int! | order of telling, from 1
kind text! | first_freeze, held_total, account_at_least, payment_at_least, payment_nothing, at_least
currency text! | currency
account_id text! | account; empty where the statement names none
payment_id text! | victim payment; empty where the statement names none
amount_minor int minor units | amount the statement names
high_minor int minor units | most under any method, tie order and opening mode
by_method text! JSON | method -> minor units or account
holds text! | all (methods, tie orders, opening modes), methods (methods only), no
""",
)  # fmt: skip

UPPER_BOUND = table(
    "upper_bound", "沾染上限",
    "Accounts that victims' money could have reached, with an upper bound. Not conserved.",
    source="tracing", key="currency account_id",
    columns="""
figure_id text! | U:account
currency text! | currency
account_id text! | account
payment_count int! | victim payments that could have reached it
deposit_minor int! minor units | what those payments brought in altogether
balance_minor int! minor units | what lies in the account at the end of the trace
upper_minor int! minor units | the lesser of the two: an upper bound, never to be added up
is_reached flag! | whether any method's victim money came there
is_held flag! | whether a statement is held
""",
)  # fmt: skip

ALL = (SENSITIVITY, ROBUST, UPPER_BOUND)
