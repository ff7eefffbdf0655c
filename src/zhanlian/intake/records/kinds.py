"""Which builder reads which kind of sheet."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from zhanlian.intake.records.alipay import (
    build_alipay_balance,
    build_alipay_orders,
    build_alipay_transfers,
)
from zhanlian.intake.records.bank import build_statement
from zhanlian.intake.records.chains import build_tokens
from zhanlian.intake.records.notices import build_stop_pay, build_subscribers
from zhanlian.intake.records.orders import build_exchange_trades, build_otc_orders
from zhanlian.intake.records.payments import build_payment_flows
from zhanlian.intake.records.sheets import (
    build_accounts,
    build_measures,
    build_people,
    build_registration,
    build_sub_accounts,
    build_tasks,
)
from zhanlian.intake.records.travel import (
    build_calls,
    build_crossings,
    build_journeys,
    build_logins,
    build_stays,
)
from zhanlian.intake.records.victims import build_victims
from zhanlian.intake.records.wallets import (
    build_alipay,
    build_exchange,
    build_personal,
    build_tenpay,
)

if TYPE_CHECKING:
    from zhanlian.intake.reading.scanner import Part
    from zhanlian.intake.records.built import Built, Place

Builder = Callable[["Part", "Place"], "Built"]

BUILDERS: dict[str, Builder] = {
    "bank_transactions": build_statement,
    "bank_accounts": build_accounts,
    "sub_accounts": build_sub_accounts,
    "persons": build_people,
    "contacts": build_people,
    "addresses": build_people,
    "measures": build_measures,
    "stop_pay": build_stop_pay,
    "subscribers": build_subscribers,
    "tasks": build_tasks,
    "tenpay_trades": build_tenpay,
    "tenpay_registration": build_registration,
    "tenpay_closed": build_registration,
    "login_track": build_logins,
    "alipay_details": build_alipay,
    "alipay_transfers": build_alipay_transfers,
    "alipay_balance": build_alipay_balance,
    "alipay_orders": build_alipay_orders,
    "alipay_registration": build_registration,
    "alipay_login": build_logins,
    "wechat_personal": build_personal,
    "alipay_personal": build_personal,
    "jd_personal": build_personal,
    "meituan_personal": build_personal,
    "payment_flows": build_payment_flows,
    "exchange_ledger": build_exchange,
    "exchange_trades": build_exchange_trades,
    "otc_orders": build_otc_orders,
    "token_transfers": build_tokens,
    "call_records": build_calls,
    "crossings": build_crossings,
    "rail": build_journeys,
    "air": build_journeys,
    "hotels": build_stays,
    "victims": build_victims,
}
