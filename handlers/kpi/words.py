"""The word ``/kpi`` and the names of its options: features that add verbs to the word spell them alike."""

from __future__ import annotations

from handlers.kit.commands import Word
from handlers.kit.kinds import OneOf

KPI_WORD = Word("kpi", ("指标",), ("指標",))

NAMES = ("指标", "指標", "metric")
FOR = ("替", "给", "給", "对象", "對象")
PERIODS = ("周期", "期间", "期間", "時期")
WHO = ("谁", "誰", "人", "person")
TEAMS = ("团队", "團隊", "小组", "小組")
CHANNEL = ("渠道", "通路")
CAMPAIGN = ("活动", "活動")
REGION = ("区域", "區域", "地区", "地區")
_DIMENSIONS = {"channel": CHANNEL, "campaign": CAMPAIGN, "region": REGION}
_PERSON = ("人", "人员", "人員", "个人", "個人", "成员", "成員", "who", "member")

DIMENSION = OneOf(_DIMENSIONS, label="kpi-part")
BY = OneOf({**_DIMENSIONS, "person": _PERSON}, label="kpi-part")
