"""Tables of people, measures, requests and movements of people."""

from zhanlian.evidence.shape import table
from zhanlian.evidence.tables.money import ROW

PERSON = table(
    "person", "人员", "One row that says something about a person: identity, contact, address.",
    source="person, contact and address sheets, registrations", key="file_id sheet_no line_no",
    columns=ROW + """
name text | name
id_type text | kind of document
id_no text | number of document
phone text | phone
address text | address
employer text | employer
agent_name text | who acted for the person
valid_to int us UTC | until when, for former owners
extra text JSON | other cells
""",
)  # fmt: skip

MEASURE = table(
    "measure", "强制措施", "A stop-payment, freeze or waiting freeze as fed back.",
    source="measure sheets", key="file_id sheet_no line_no",
    columns=ROW + """
account text | account number
bank text | bank
kind text! | stop_pay, freeze, queued_freeze, release or unknown
rank_no text | order number of the measure
agency text | agency
from_at int us UTC | start
to_at int us UTC | end
amount_minor int minor units | amount
currency text! | currency
extra text JSON | other cells
""",
)  # fmt: skip

REQUEST = table(
    "request", "查询任务", "A query sent to a bank, and what came of it.",
    source="task sheets, registration replies", key="file_id sheet_no line_no",
    columns=ROW + """
request_no text | request
task_no text | task
bank text | bank asked
number text | card, account or person asked for
sent_at int us UTC | sent
replied_at int us UTC | replied
outcome text! | ok, failed, pending
reason text | reason of a failure
row_count_said int | transaction rows announced
extra text JSON | other cells
""",
)  # fmt: skip

VICTIM = table(
    "victim", "被害人", "A victim.",
    source="victim tables", key="victim_id",
    columns="""
victim_id text! | V1, V2 … in order of first report
name text | name
id_no text | identity number
phone text | phone
file_id int! | file
sheet_no int! | sheet
line_no int! | line
""",
)  # fmt: skip

VICTIM_PAYMENT = table(
    "victim_payment", "被害人付款", "One payment a victim reports.",
    source="victim tables", key="payment_id",
    columns="""
payment_id text! | V1-1 …
victim_id text! | victim
""" + ROW + """
paid_at int us UTC | said time
paid_at_text text | the table's own words
paid_at_precision text | s, m, h or d
amount_minor int minor units | said amount
amount_text text | the table's own words
currency text! | currency
method text | bank, wallet …
from_number text | paying account as said
to_name text | payee as said
to_number text | payee's number as said, usable for linking
to_number_text text | payee's number as written
fraud_type text | kind of fraud as said
reported_at int us UTC | when reported
reported_to text | where reported
remark text | remark
""",
)  # fmt: skip

VICTIM_MATCH = table(
    "victim_match", "被害人对应", "Which transfer a victim's payment was anchored to.",
    source="tracing", key="payment_id",
    columns="""
payment_id text! | payment
state text! | matched, amount_differs, time_differs, not_fed_back, no_row, ambiguous
transfer_id int | transfer
account_id text | account that first received the money
difference_minor int minor units | transfer less said amount
basis text! | what tied the two
""",
)  # fmt: skip

CALL = table(
    "call", "通话", "One call or message record.",
    source="call records", key="file_id sheet_no line_no",
    columns=ROW + """
kind text! | call or message
role text! | caller, callee, forward, message_out, message_in, unknown
is_international flag! | other side abroad
own_number text | own number
other_number text | other number
third_number text | forwarded for
started_at int us UTC | start
started_at_text text | as written
duration_s int s | duration
imei text | device
imsi text | subscriber
cell text | LAC-cell, decimal
place text | place
copy_of_line_no int | the line of the same sheet this one repeats
extra text JSON | other cells
""",
)  # fmt: skip

CROSSING = table(
    "crossing", "出入境", "One border crossing.",
    source="crossing records", key="file_id sheet_no line_no",
    columns=ROW + """
name text | name
id_no text | identity number
document_type text | document
document_no text | its number
crossed_at int us UTC | when
direction text! | out, in or unknown
port text | port
country text | to or from
vehicle text | means and number
extra text JSON | other cells
""",
)  # fmt: skip

JOURNEY = table(
    "journey", "行程", "One ticket.",
    source="rail and air records", key="file_id sheet_no line_no",
    columns=ROW + """
name text | traveller
id_no text | identity number
service text | train or flight
departs_at int us UTC | departure
from_place text | from
to_place text | to
coach text | coach
seat text | seat
order_no text | order
buyer_name text | buyer
buyer_id_no text | buyer's identity number
bought_at int us UTC | when bought
ticket_no text | ticket
status text! | valid, refunded, rebooked
extra text JSON | other cells
""",
)  # fmt: skip

STAY = table(
    "stay", "住宿", "One hotel stay.",
    source="hotel records", key="file_id sheet_no line_no",
    columns=ROW + """
name text | guest
id_no text | identity number
hotel text | hotel
hotel_no text | its code
room text | room
from_at int us UTC | check-in
to_at int us UTC | check-out
extra text JSON | other cells
""",
)  # fmt: skip

LOGIN = table(
    "login", "登录", "One login.",
    source="login tracks", key="file_id sheet_no line_no",
    columns=ROW + """
account text | account or wallet
logged_in_at int us UTC | when
ip text | address
device text | device
extra text JSON | other cells
""",
)  # fmt: skip

ALL = (
    PERSON, MEASURE, REQUEST, VICTIM, VICTIM_PAYMENT, VICTIM_MATCH,
    CALL, CROSSING, JOURNEY, STAY, LOGIN,
)  # fmt: skip
