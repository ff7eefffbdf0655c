"""Tables of money: entries as written, what they were found to mean, accounts, transfers."""

from zhanlian.evidence.shape import table

ROW = """
file_id int! | file
sheet_no int! | sheet
line_no int! | line
section_id int! | section
"""

ENTRY = table(
    "entry", "流水", "One side of a movement of money as one bank or wallet wrote it.",
    source="statements of banks, wallets, exchanges and chains", key="entry_id",
    columns="""
entry_id int! | file_id * 2^40 + sheet_no * 2^32 + line_no * 4 + part
""" + ROW + """
kind text! | kind of sheet
own_scheme text! | bank, tenpay, alipay, chain:tron, exchange …: the space its numbers live in
own_card text | own card number as normalised
own_account text | own account number as normalised
own_name text | holder as written
own_id_no text | holder's identity number
bank text | bank that holds the own account
booked_at int us UTC | booking instant; empty where unreadable
booked_at_text text | the source's own time text
precision text | s, m, h, d or empty
zone text | zone assumed or stated
amount_minor int minor units | amount as booked, sign kept; empty where unreadable
amount_text text | the source's own amount text
currency text! | currency
direction_text text | the source's own direction mark
direction text! | in, out, own or unknown: what the mark alone says
balance_minor int minor units | balance after the row, where stated
success text! | yes, no or unknown
cp_scheme text | space of the counterparty's number
cp_number text | counterparty number, usable for linking
cp_number_text text | counterparty number as written, where it is not usable
cp_name text | counterparty name as written
cp_id_no text | counterparty identity number
cp_bank text | counterparty bank
summary text | summary
remark text | remark
txn_type text | type of transaction
serial text | serial number, where real
order_no text | order number shared by the rows of one event
channel text | channel or funding: balance, card, cash …
moves_balance flag! | whether the row moved the own account's balance
ip text | IP address
mac text | MAC or device number, one notation
terminal_no text | terminal
merchant_name text | merchant
merchant_no text | merchant number
place text | place
cash_flag text | cash mark
request_no text | request or subject the delivery path names
extra text JSON | mapped or unmapped cells without a column of their own
""",
)  # fmt: skip

BOOKING = table(
    "booking", "入账认定", "What an entry was found to mean: account, direction, order, state.",
    source="settling; made anew whenever the evidence changes", key="entry_id",
    columns="""
entry_id int! | entry
account_id text! | account the entry belongs to
cp_account_id text! | counterparty account; reserved accounts start with @
cp_basis text! | number, card map, completed, channel, cash, fee, interest, name, unknown
direction text! | in or out, or own or unknown
direction_basis text! | stated, sign, columns, balance, polarity, none
signed_minor int minor units | effect on the own balance; 0 where there is none
state text! | effective, failed, reversed, reversal, copy, excluded, unreadable, unpaid
copy_of_entry_id int | the entry this one is a copy of
reversal_of_entry_id int | for a reversal or a returned payment, its original
order_no int! | position in its account, from 1; 0 for copies
order_basis text! | time, balance or file: what settled the order inside one second
mirror_entry_id int | the other side of the same transfer
transfer_id int | the transfer it is part of
""",
)  # fmt: skip

ACCOUNT = table(
    "account", "账户", "An account, card, wallet or address, known by statement or by mention.",
    source="account sheets, statements, counterparties", key="account_id",
    columns="""
account_id text! | canonical number; wallets and addresses carry their scheme in front
scheme text! | bank, tenpay, alipay, chain, exchange, reserved
holder_name text | holder as written most fully
holder_id_no text | holder's identity number
bank text | bank or company
kind text | personal, corporate or empty
opened_on day | opening day
status text | normal, frozen, closed, never
balance_minor int minor units | balance said by the account sheet
available_minor int minor units | available balance said by the account sheet
balance_at int us UTC | what moment that is
currency text | currency of these balances
is_held flag! | whether a statement of it is held
entry_count int! | unique entries held
first_at int us UTC | first held entry
last_at int us UTC | last held entry
""",
)  # fmt: skip

ACCOUNT_ALIAS = table(
    "account_alias", "账户对照", "Another number of an account, and where that is said.",
    source="account sheets, statement rows, wallet registrations, decisions", key="alias",
    columns="""
alias text! | number as it is met
account_id text! | account
basis text! | sheet, row, suffix, wallet, decision
file_id int | file
sheet_no int | sheet
line_no int | line
""",
)  # fmt: skip

TRANSFER = table(
    "transfer", "交易事件", "One movement of money, made of one entry or of two mirrored ones.",
    source="settling", key="transfer_id",
    columns="""
transfer_id int! | number in total order, from 1
payer_id text! | account paying
payee_id text! | account paid
moved_at int! us UTC | instant that orders it
amount_minor int! minor units | amount, above 0
currency text! | currency
state text! | effective, reversed, reversal
out_entry_id int | the payer's row
in_entry_id int | the payee's row
undo_of_transfer_id int | for a reversal or returned payment, the transfer it undoes
kind text! | transfer, cash, fee, interest, own, reversal, token
token text | contract of a token transfer
""",
)  # fmt: skip

ACCOUNT_SHEET = table(
    "account_sheet", "开户资料", "One row of an account or sub-account sheet, as written.",
    source="account sheets, wallet registrations", key="file_id sheet_no line_no part",
    columns=ROW + """
part int! | running number inside the line
scheme text! | space of the number
account text | account number
card text | card number
parent_account text | main account, for sub-accounts
alias text | further name of the same wallet: login, e-mail, phone
relation text! | same (another number of the account) or bound (a card tied to a wallet)
holder_name text | holder
holder_id_no text | identity number
bank text | bank
kind text | kind of account
opened_at int us UTC | opening
closed_at int us UTC | closing
status text | status
balance_minor int minor units | balance
available_minor int minor units | available
currency text | currency
valid_from int us UTC | since when the holder held it
valid_to int us UTC | until when
last_txn_at int us UTC | last transaction said by the sheet
extra text JSON | other cells
""",
)  # fmt: skip

ALL = (ENTRY, BOOKING, ACCOUNT, ACCOUNT_ALIAS, TRANSFER, ACCOUNT_SHEET)
