"""Tables of patterns: typologies found in the transfers, each with every transfer it rests on."""

from zhanlian.evidence.shape import table

PATTERN_HIT = table(
    "pattern_hit", "资金模式",
    "A pattern of transfers at one hub: closings that share transfers, joined.",
    source="tracing", key="figure_id",
    columns="""
figure_id text! | T:pattern:hub:place of the first closing entry (cycle: and a digest)
pattern text! | fan_in, fan_out, gather_scatter, scatter_gather, cycle, chain …
currency text! | currency
hub_account_id text | hub, source, first payer of a chain or walk; empty for blocks
second_account_id text | sink of scatter_gather
from_at int! us UTC | first of its transfers
to_at int! us UTC | last of its transfers
amount_minor int! minor units | sum of its transfers; money that passes two of them counts twice
row_count int! | transfers it rests on
account_count int! | accounts they touch
closing_count int! | how many of them close the pattern
first_closing_transfer_id int! | transfer that closes it first
last_closing_transfer_id int! | transfer that closes it last
limits text! JSON | limits it was measured by
""",
)  # fmt: skip

PATTERN_ROW = table(
    "pattern_row", "模式所据交易", "One transfer that a pattern rests on.",
    source="tracing", key="figure_id transfer_id",
    columns="""
figure_id text! | pattern_hit
place_no int! | place among its transfers, from 1
transfer_id int! | transfer
""",
)  # fmt: skip

ALL = (PATTERN_HIT, PATTERN_ROW)
