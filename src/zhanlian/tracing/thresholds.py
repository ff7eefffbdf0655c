"""Thresholds: every whole number an indicator or an advice is measured by, with its name.

in     case.toml's [thresholds], which may replace any of them
out    ``read_thresholds``: name -> value
keeps  thresholds sort accounts for a person's attention, they prove nothing; each is printed
       with every result it led to; unknown names are refused; limits of patterns are known names
"""

from dataclasses import dataclass

from zhanlian.evidence import Settings
from zhanlian.terms import Refusal
from zhanlian.tracing.pattern_limits import PATTERN_THRESHOLDS


@dataclass(frozen=True, slots=True)
class Threshold:
    """A named whole number: its unit stands in the name, its meaning in two languages."""

    value: int
    zh: str
    en: str


class UnknownThreshold(Refusal):
    """case.toml sets a threshold that no indicator reads."""

    code = "ZL-TRACE-020"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"There is no threshold {name!r}.",
            where="case.toml [thresholds]",
            why=f"the thresholds are {', '.join([*THRESHOLDS, *PATTERN_THRESHOLDS])}",
            do_next="correct the name, or take the line out",
        )


def read_thresholds(settings: Settings) -> dict[str, int]:
    """Every threshold with the value in force for a case; those of patterns are read there."""
    for name in settings.thresholds:
        if name not in THRESHOLDS and name not in PATTERN_THRESHOLDS:
            raise UnknownThreshold(name)
    return {name: settings.thresholds.get(name, each.value) for name, each in THRESHOLDS.items()}


YUAN = 100

THRESHOLDS: dict[str, Threshold] = {
    "active_minor_min": Threshold(
        10_000 * YUAN, "账户进出合计低于此金额不画像", "accounts that moved less are not portrayed"
    ),
    "rows_min": Threshold(
        10, "按比例计算的指标至少需要的笔数", "rows an indicator of shares needs at least"
    ),
    "transit_ppm": Threshold(
        900_000, "过渡账户: 进出较小者与较大者之比", "transit: lesser of in and out over greater"
    ),
    "transit_strong_ppm": Threshold(950_000, "过渡账户(强)", "transit, strong"),
    "transit_hold_s_max": Threshold(
        86_400, "过渡账户: 平均留存秒数上限", "transit: mean seconds money stays, at most"
    ),
    "transit_closing_ppm_max": Threshold(
        50_000, "过渡账户: 期末余额占流入上限", "transit: closing balance over money in, at most"
    ),
    "settling_ppm": Threshold(
        200_000, "沉淀账户: 净留存占流入", "settling: kept over money in, at least"
    ),
    "settling_minor_min": Threshold(
        10_000 * YUAN, "沉淀账户: 净留存金额", "settling: kept, at least"
    ),
    "collecting_sources_min": Threshold(
        3, "归集账户: 三十日内来源数", "collecting: sources within 30 days"
    ),
    "collecting_minor_min": Threshold(
        100_000 * YUAN, "归集账户: 三十日内流入", "collecting: money in within 30 days"
    ),
    "distributing_rows_min": Threshold(
        5, "分散账户: 二十四小时内转出笔数", "distributing: payments out within 24 hours"
    ),
    "distributing_minor_min": Threshold(
        50_000 * YUAN, "分散账户: 二十四小时内转出金额", "distributing: money out within 24 hours"
    ),
    "distributing_alike_ppm": Threshold(
        800_000, "分散账户: 金额相似度(均值/最大值)", "distributing: mean payment over the largest"
    ),
    "degree_ratio_min": Threshold(
        3, "集中与分散: 来源数与去向数之比", "sources over targets, or targets over sources"
    ),
    "same_day_minor_min": Threshold(
        50_000 * YUAN, "快进快出: 同日进与出均超过", "fast: in and out on one day both above"
    ),
    "half_hour_minor_min": Threshold(
        50_000 * YUAN, "快进快出: 三十分钟内进与出均达", "fast: in and out within 30 minutes both"
    ),
    "day_out_ppm": Threshold(
        800_000, "快进快出: 二十四小时内转出占流入", "fast: out over in within 24 hours"
    ),
    "day_out_minor_min": Threshold(
        10_000 * YUAN, "快进快出: 二十四小时内转出金额", "fast: out within 24 hours"
    ),
    "emptied_minor_max": Threshold(10 * YUAN, "余额清零: 余额低于", "emptied: balance below"),
    "emptied_in_minor_min": Threshold(
        10_000 * YUAN,
        "余额清零: 此前二十四小时流入",
        "emptied: money in within the 24 hours before",
    ),
    "balanced_ppm_max": Threshold(
        50_000, "收支平衡度低于", "balance of in and out: difference over sum, below"
    ),
    "balanced_strong_ppm_max": Threshold(10_000, "收支平衡度(强)", "balance, strong"),
    "test_minor_max": Threshold(100 * YUAN, "测试小额上限", "test payment, at most"),
    "test_large_minor_min": Threshold(
        5_000 * YUAN, "测试小额: 其后首笔大额", "test payment: first large one after it, at least"
    ),
    "night_ppm": Threshold(300_000, "夜间(23至5时)笔数占比", "share of rows from 23:00 to 05:00"),
    "round_ppm": Threshold(300_000, "整千元笔数占比", "share of rows in whole thousands of yuan"),
    "round_strong_ppm": Threshold(450_000, "整千元笔数占比(强)", "the same, strong"),
    "near_limit_rows_min": Threshold(
        3, "临界金额笔数", "rows just below a limit (9,900 19,900 49,000 yuan)"
    ),
    "dormant_days_min": Threshold(180, "休眠天数", "days of silence"),
    "dormant_minor_min": Threshold(
        50_000 * YUAN, "休眠激活: 首笔金额", "after silence: first payment, at least"
    ),
    "frequent_day_rows_min": Threshold(30, "高频: 每日笔数", "frequent: rows a day"),
    "frequent_burst_rows_min": Threshold(
        10, "高频: 十分钟内笔数", "frequent: rows within 10 minutes"
    ),
    "turnover_times_min": Threshold(
        50, "周转倍数: 流出为日均余额的倍数", "turnover: money out over mean balance"
    ),
    "concentration_ppm": Threshold(
        400_000, "集中度: 前三对手占比", "three largest counterparties' share"
    ),
    "concentration_parties_min": Threshold(
        6, "集中度: 对手数下限", "counterparties needed to speak of concentration"
    ),
    "cash_ppm": Threshold(500_000, "现金占转出比例", "cash over money out"),
    "cash_strong_ppm": Threshold(700_000, "现金占转出比例(强)", "the same, strong"),
    "shared_device_holders_max": Threshold(
        50, "共用设备: 超过此户数视为公共设施", "shared device: more holders are a public facility"
    ),
    "mixed_share_ppm": Threshold(
        50_000,
        "混同: 被害人资金占账户流入低于此比例且不能逐笔对应的, 分支止于此",
        "mixed: a branch stops where victims' money is a smaller share and untied",
    ),
    "query_days_before": Threshold(
        30, "补调: 建议期间早于首笔入账的天数", "query: days before the first money to ask for"
    ),
    "list_rows_max": Threshold(
        2_000,
        "补调清单与止付清单行数上限",
        "rows of the query and freeze lists at most; the rest is counted in a finding",
    ),
    "fast_leave_s": Threshold(
        1_800, "扩散速度: 到账后多少秒内转出", "speed: seconds from arrival to leaving"
    ),
    "stop_pay_s": Threshold(172_800, "紧急止付期限(秒)", "term of a stop payment, seconds"),
    "stop_pay_times_max": Threshold(
        2, "同一账户止付次数上限", "stop payments of one account, at most"
    ),
    "renew_alert_days": Threshold(
        15, "冻结到期前提示续冻的天数", "days before a freeze ends to renew it"
    ),
}
