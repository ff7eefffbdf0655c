"""case.toml: what a person may set for a case, validated, with its defaults in sight."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from zhanlian.terms import Refusal

METHODS = ("fifo", "lifo", "pro-rata", "victim-first", "lowest-balance", "direct")


class BadSetting(Refusal):
    """A value in case.toml that cannot be used."""

    code = "ZL-EVIDENCE-004"

    def __init__(self, name: str, value: object, why: str) -> None:
        super().__init__(
            f"The setting {name} = {value!r} cannot be used.",
            where="case.toml",
            why=why,
            do_next="correct the line; the comments beside it say what it may be",
        )


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a person may set for a case; thresholds print with every result."""

    name: str = ""
    currency: str = "CNY"
    methods: tuple[str, ...] = METHODS
    main_method: str = "fifo"
    follow_days: int = 90
    layer_max: int = 8
    follow_minor_min: int = 0
    mirror_tolerance_s: int = 120
    match_tolerance_s: int = 3600
    sinks: tuple[str, ...] = ()
    thresholds: dict[str, int] = field(default_factory=dict)


TEMPLATE = """\
# 案件设置 / case settings. Every line is optional; what is missing keeps its default.
name = {name}
currency = "CNY"          # 案件币种: the currency the report opens with
main_method = "fifo"      # 主方法: fifo, lifo, pro-rata, victim-first, lowest-balance, direct
follow_days = 90          # 追踪期: days a victim's money is followed after it arrives
layer_max = 8             # 层级上限
follow_minor_min = 0      # 最小追踪金额 (fen): smaller flows stop a branch
mirror_tolerance_s = 120  # 两家银行时钟差: seconds between the two sides of one transfer
match_tolerance_s = 3600  # 被害人所述时间与流水的差: seconds
sinks = []                # 终点账户: accounts where tracing stops

[thresholds]              # 画像阈值: see docs/indicators.md for the names
"""


def write_settings(path: Path, *, name: str) -> None:
    """Write a fresh case.toml with its comments."""
    quoted = '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
    path.write_text(TEMPLATE.format(name=quoted), encoding="utf-8")


def read_settings(path: Path) -> Settings:
    """Read and check case.toml."""
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadSetting(path.name, "", str(error)) from error
    known = {each.name: each for each in fields(Settings)}
    for name in said:
        if name not in known:
            raise BadSetting(name, said[name], f"the known settings are {', '.join(known)}")
    for name in ("methods", "sinks"):
        if name in said:
            said[name] = tuple(said[name])
    _check_types(said)
    settings = Settings(**said)
    _check_values(settings)
    return settings


def _check_types(said: dict[str, Any]) -> None:
    defaults = Settings()
    for name, value in said.items():
        wanted = type(getattr(defaults, name))
        if type(value) is not wanted:
            raise BadSetting(name, value, f"it must be of type {wanted.__name__}")


def _check_values(settings: Settings) -> None:
    for method in (*settings.methods, settings.main_method):
        if method not in METHODS:
            known = f"the methods are {', '.join(METHODS)}"
            raise BadSetting("methods", method, known)  # noqa: EM101  the name of a setting
    for name in ("follow_days", "layer_max", "mirror_tolerance_s", "match_tolerance_s"):
        if getattr(settings, name) < 0:
            raise BadSetting(name, getattr(settings, name), "it cannot be negative")
    for name, value in settings.thresholds.items():
        if type(value) is not int:
            setting = f"thresholds.{name}"
            raise BadSetting(setting, value, "thresholds are whole numbers")
