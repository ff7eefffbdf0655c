"""Speech acts: a warning names a trick without playing it; a request is a request all the same."""

import pytest

from zhanlian.screening.normal import normalise
from zhanlian.screening.signals import find_signals
from zhanlian.screening.speech import Act, hear


def heard(text, *, has_target=False):
    normal = normalise(text).text
    return hear(normal, find_signals(normal), has_target=has_target)


def total(text, **asked):
    return sum(each.weight for each in heard(text, **asked).heard)


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("警方提示：凡是要求转到安全账户的都是诈骗", Act.WARNED),
        ("昨天有人说我开了百万保障，我没理他，直接挂了", Act.REPORTED),
        ("您的账户即将到期，请到柜台办理", Act.NOTICED),
        ("说我中了二等奖，这是不是诈骗？", Act.ASKED),
        ("报警人称被拉入刷单群，发现被骗", Act.NARRATED),
    ],
)
def test_an_act_is_known_by_its_words(text, act):
    assert act in heard(text).acts


@pytest.mark.parametrize(
    "text",
    [
        "要求共享屏幕的一律是诈骗",
        "请勿把验证码告诉他人",
        "谨防刷单返利骗局",
        "我们不会要求您转到安全账户",
        "银行提醒：出租银行卡属于违法行为",
    ],
)
def test_a_warning_weighs_nothing(text):
    assert total(text) == 0


@pytest.mark.parametrize(
    "text",
    [
        "请勿泄露给别人，把验证码报我一下",
        "反诈提醒：请把验证码发给我核实",
        "谨防诈骗，请转到安全账户，我教你操作",
    ],
)
def test_a_request_to_me_keeps_its_weight_beside_a_warning(text):
    assert total(text) > 0


def test_a_link_to_go_to_keeps_a_request_alive():
    text = "反诈中心提醒：请点击 http://fz.example/a 登录核实"
    assert total(text, has_target=True) > total(text, has_target=False)


def test_a_case_as_an_officer_writes_it_keeps_its_signals():
    assert total("受害人被骗，对方要求转到安全账户") > 0


@pytest.mark.parametrize("text", ["在吗？", "你好，还记得我吗？", "您的快递有点问题，请回电"])
def test_a_stranger_who_names_no_matter_is_vague(text):
    assert heard(text).is_vague
