"""The ready-made metrics of each role (methods.md K1, T1): a team adopts them in one step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from handlers.kit.units import NUMBER, PERCENT
from storage.states import Better, Combine, Role

MONEY: Final = "money"  # the organisation's own currency
Language = Literal["en", "zh-Hans", "zh-Hant"]


@dataclass(frozen=True, slots=True)
class Template:
    """A metric to be made; ``of`` are the keys of a ratio's parts. Its names are in English and both scripts."""

    key: str
    en: str
    hans: str
    hant: str
    unit: str = NUMBER
    better: Better = Better.HIGHER
    combine: Combine = Combine.SUM
    of: tuple[str, str] | None = None

    def name(self, language: str) -> str:
        """Its name in a language."""
        return {"zh-Hans": self.hans, "zh-Hant": self.hant}.get(language, self.en)


def _ratio(key: str, en: str, hans: str, hant: str, unit: str, *of: str, better: Better = Better.HIGHER) -> Template:
    top, bottom = of
    return Template(key, en, hans, hant, unit, better, Combine.RATIO, (top, bottom))


_ALL: Final = (
    Template("leads", "leads", "线索", "名單"),
    Template("won", "won", "成单", "成交"),
    Template("orders", "orders", "订单", "訂單"),
    Template("revenue", "revenue", "成交额", "成交額", MONEY),
    _ratio("win-rate", "win rate", "成单率", "成交率", PERCENT, "won", "leads"),
    _ratio("order-value", "average order value", "客单价", "客單價", MONEY, "revenue", "orders"),
    Template("spend", "spend", "花费", "花費", MONEY, Better.LOWER),
    Template("impressions", "impressions", "品牌曝光量", "品牌曝光量"),
    Template("clicks", "clicks", "点击量", "點擊數"),
    Template("new-customers", "new customers", "新客户", "新客戶"),
    Template("ad-revenue", "ad revenue", "投放成交额", "廣告成交額", MONEY),
    _ratio("click-rate", "click rate", "点击率", "點擊率", PERCENT, "clicks", "impressions"),
    _ratio(
        "acquisition-cost",
        "acquisition cost",
        "获客成本",
        "獲客成本",
        MONEY,
        "spend",
        "new-customers",
        better=Better.LOWER,
    ),
    _ratio("roi", "ROI", "投入产出比", "投資報酬率", NUMBER, "ad-revenue", "spend"),
    Template("pieces", "pieces published", "内容发布量", "內容發布數"),
    Template("views", "views", "阅读播放量", "觀看數"),
    Template("engagements", "engagements", "互动量", "互動數"),
    _ratio("engagement-rate", "engagement rate", "互动率", "互動率", PERCENT, "engagements", "views"),
    Template("reports", "reports delivered", "分析报告数", "分析報告數"),
    Template("interviews", "user interviews", "用户访谈数", "使用者訪談數"),
    Template("findings", "findings adopted", "采纳建议数", "採納建議數"),
    Template("complaints", "complaints", "投诉量", "客訴數", better=Better.LOWER),
    Template("complaints-solved", "complaints solved", "投诉解决量", "客訴解決數"),
    _ratio("solving-rate", "solving rate", "投诉解决率", "客訴解決率", PERCENT, "complaints-solved", "complaints"),
    Template("satisfaction", "customer satisfaction", "客户满意度", "客戶滿意度", PERCENT, combine=Combine.AVERAGE),
    Template("repeat-orders", "repeat orders", "复购订单", "回購訂單"),
    _ratio("repeat-rate", "repeat rate", "复购率", "回購率", PERCENT, "repeat-orders", "orders"),
)
TEMPLATES: Final = {template.key: template for template in _ALL}

ROLE_TEMPLATES: Final[dict[Role, tuple[str, ...]]] = {
    Role.SALES: ("leads", "won", "orders", "revenue", "win-rate", "order-value"),
    Role.CHANNEL: (
        "spend", "impressions", "clicks", "new-customers", "ad-revenue", "click-rate", "acquisition-cost", "roi",
    ),
    Role.CONTENT: ("pieces", "views", "engagements", "engagement-rate"),
    Role.ANALYST: ("reports", "interviews", "findings"),
    Role.CUSTOMER: (
        "complaints", "complaints-solved", "solving-rate", "satisfaction", "repeat-orders", "orders", "repeat-rate",
    ),
}  # fmt: skip


def spellings(key: str | None) -> tuple[str, ...]:
    """What a ready-made metric is called in each language, so that either will do in a command."""
    template = TEMPLATES.get(key or "")
    return (template.en, template.hans, template.hant) if template else ()
