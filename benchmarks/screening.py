"""Screening: messages a second on one core, from the raw text to the whole answer.

Sizes: messages as the first argument, default 20,000, drawn from the look-alikes of the tests and
filled templates of tricks, three in four harmless. Times are of the process, not of the clock on
the wall. Steps are timed apart, then whole: alone, as a citizen asks, and many at once, as a queue.

Expected cost: one minute at twenty thousand.

    python benchmarks/screening.py 20000
"""

import argparse
import platform
import random
import time
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path

from zhanlian.screening import find_entities, screen, screen_many
from zhanlian.screening.normal import normalise
from zhanlian.screening.signals import find_signals

REPO = Path(__file__).resolve().parents[1]
HARMLESS = REPO / "tests" / "screening" / "harmless.toml"
TRICKS = (
    "姐，您的百万保障没取消，每月扣800，请下载会议软件打开屏幕共享，我教您",
    "点赞一条6元，做完任务当天结算，加V❤信 abc_123x 领取",
    "我是市公安局的，你涉嫌洗钱，把钱转到安全账户，案件保密，不许告诉家人",
    "【建行】您的手机银行今日失效，请登录 wap-ccb.example 更新，需输入短信码",
)
SEED, HARMLESS_SHARE, ALONE = 20261124, 0.75, 2000


def messages(count: int) -> list[str]:
    """Made-up messages in a fixed order; each differs from the others by its number."""
    harmless = [row["text"] for row in tomllib.loads(HARMLESS.read_text("utf-8"))["texts"]]
    draw = random.Random(SEED)
    return [
        f"{draw.choice(harmless if draw.random() < HARMLESS_SHARE else TRICKS)}（{number}）"
        for number in range(count)
    ]


def rate(name: str, run: Callable[[Sequence[str]], object], texts: Sequence[str]) -> None:
    """Print how many texts a second of this process ``run`` takes."""
    before = time.process_time()
    run(texts)
    spent_s = time.process_time() - before
    print(f"{name:<24} {len(texts) / spent_s:>10,.0f} messages/s")


def each(step: Callable[[str], object]) -> Callable[[Sequence[str]], object]:
    """A step as a run over many texts."""
    return lambda texts: [step(text) for text in texts]


def main() -> None:
    """Time the steps and the whole."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("messages", type=int, nargs="?", default=20_000)
    texts = messages(parser.parse_args().messages)
    screen_many(TRICKS)  # loads the rules, the model and the list of public suffixes
    print(f"python {platform.python_version()}, {platform.machine()}, {len(texts):,} messages")
    rate("normal form", each(normalise), texts)
    rate("signals", each(find_signals), texts)
    rate("entities", each(find_entities), texts)
    rate("whole, one by one", each(screen), texts[:ALONE])
    rate("whole, many at once", screen_many, texts)


if __name__ == "__main__":
    main()
