"""The words by which a goal's sentence is read: of time, of size, of means; on plain text (``dating.text``)."""

from __future__ import annotations

import re

# --- time ---

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
PERIOD = re.compile(
    rf"(?<![a-z0-9])(?:(?:this|next|the coming|current) (?:month|quarter|year|week)"
    rf"|(?:in |during |for |over )?20\d\d(?:[- ]?q[1-4]|-(?:0[1-9]|1[0-2])(?![-/])|[- ]?w[0-5]\d)"
    rf"|q[1-4](?:[ -]?20\d\d)?"
    rf"|(?:the )?(?:first|second|third|fourth) quarter(?: of 20\d\d)?|{MONTH} 20\d\d|(?:in |during |for ){MONTH}"
    r"|(?:in |during |for )may(?: 20\d\d)?|(?:in |during |for |over )20\d\d|h[12](?: 20\d\d)?"
    r"|(?:first|second) half(?: of (?:the year|this year|20\d\d))?)(?![a-z0-9%])"
    r"|(?:20\d\d年|今年|明年|本年|全年)?的?(?:第?[一二三四1-4]季度?|[上下]半年|(?:1[0-2]|[1-9]|十[一二]?"
    r"|[一二三四五六七八九])月(?:份|内|里)?(?![底末初中上下\d]))"
    r"|(?:本|这个?|下个?|当)(?:季度?|月|年度?|周)|20\d\d年(?:度|内|全年)?(?![底末初\d])|(?:今年|明年|本年度?"
    r"|全年|年内)(?![底末初])"
)
SPACED = re.compile(r"(?<=^20\d\d) (?=[qw]\d)")
LEAD = re.compile(r"^(?:in|during|for|over|within|在|于|到)\s*|(?:内|里|之内|以内|期间)$")
INSIDE = re.compile(r"^(?:within|in|during|this|next)\b|内|期间|^(?:在)?(?:本|这|下)(?!.*[底末前])")
SHORT = re.compile(r"小时|分钟|\b(?:hours?|hrs?|minutes?|mins?)\b")  # how fast something is done, not by when
DUE = re.compile(
    r"(?:到|至|于|在|截至|by (?:the )?)?((?:20\d\d年?|今年?|明年?|本?年)年?(?:底|末)(?![的])"
    r"|(?:20\d\d年|今年|明年)?\d{1,2}月(?:\d{1,2}[日号]|底|末)|end of 20\d\d)前?"
)
GONE = re.compile(
    r"\b(?:by|before|until) (?:yesterday|last (?:week|month|quarter|year))\b|(?:昨[天日]|上个?[周月]"
    r"|上个?季度?|去年)(?:底|末)?[之以]?前"
)
PAST_IDS = frozenset({"date-past", "date-past-time"})
HALF = re.compile(r"(?:(20\d\d|今年|明年)年?的?)?(?:(上|first|h1)|(下|second|h2))(?:.*?(20\d\d))?")

# --- size ---

HAN = "〇零一二两三四五六七八九十百千万亿"
POINTS = r"(?: ?(?:percentage |% ?)?(?:points?|pts?|pp)\b| ?个?百分[点點])"
SCALE = r"(?: ?(?:k|w|m|bn|b|thousand|million|billion)(?![a-z])| ?[十百千]?[万亿]| ?[千百](?!分))?"
MARK = r"(?: ?(?:%|‰|percent\b|per cent\b|成(?![交单本])|元|块|rmb\b|cny\b|usd\b|dollars?\b|yuan\b))?"
NUMBER = re.compile(
    rf"(?<![\w.])(?P<a>[+-]?(?:nt\$|hk\$|us\$|[¥$€£]|rmb |cny "
    rf"|usd )?\d[\d,.]*(?<![,.]){SCALE}{MARK})(?P<ap>{POINTS})?"
    rf"|(?<=[^\x00-\x7f])(?P<b>[¥$€£]?\d[\d,.]*(?<![,.]){SCALE}{MARK})(?P<bp>{POINTS})?"
    rf"|(?P<c>百分之[{HAN}\d.点]+|[{HAN}]+(?:点[{HAN}]+)?(?:成半?|(?= ?个?百分点)))(?P<cp>{POINTS})?"
    rf"|(?<=[到至达为过加长升高少低多])(?P<d>[{HAN}]{{2,}})(?P<dp>{POINTS})?"
)
TIME_UNIT = re.compile(
    r" ?(?:个?月|天|日|周(?!期)|年|季度?|小时|分钟|倍|x\b|times\b|[- ]?(?:days?|weeks?|months?|quarters?"
    r"|years?|hours?|hrs?"
    r"|minutes?|mins?)\b|:\d|(?:st|nd|rd|th)\b|月|号)"
)
NOT_BEFORE = re.compile(r"(?:top|no\.?|第|每|every|g|q|[x*×/])\s*$")
TO = re.compile(
    r"(?:\b(?:to|at|reach(?:es|ing)?|hit|hitting|achiev(?:e|es|ing)|get(?:ting)? to|above|over|exceed(?:s"
    r"|ing)?|below|under"
    r"|at least|at most|more than|less than|no more than|no less than|a total of)\s+(?:a |an |about |around "
    r"|at least |at most |over |under |above |below )?"
    r"|(?:[到至]|达成?|达到|成为|保持在?|维持在?|維持在?|稳定在|穩定在|控制在|超过|超過|突破|不低于|不低於"
    r"|不高于|不高於|不超过|不超過|不少于|不少於|完成|实现|實現|拿下|做到|[高低少多]于|[高低少多]於)\s*)$"
)
BY = re.compile(
    r"(?:\bby\s+(?:a further |another |about |around |at least |over )?"
    r"|(?:提升|提高|增长|增長|增加|增|涨|漲|上升|多|降低|减少|減少|下降|缩短|縮短|压缩|壓縮|降|减|減|下调|上调"
    r"|扩大|擴大|改善|优化|優化|多[拿获獲做签簽接开開赚賺找拉])(?:了|约|約|至少)?\s*)$"
)
MORE = re.compile(r"^\s*(?:more|fewer|less|higher|lower|additional|extra)\b")
UP_WORD = re.compile(r"\b(?:rais|increas|grow|improv|lift|boost|gain|expand)\w*")
DOWN = re.compile(
    r"\b(?:cut|reduc|lower|decreas|shorten|drop|shrink|trim|bring down|bring\b.*\bdown|fewer|less|below|under)\w*"
    r"|降|减|減|缩|縮|压|壓|少|低于|低於|控制在|以内|以內|以下"
)
FLOOR = re.compile("不[少低]于|不[少低]於|no less than")
TWICE = re.compile(r"\bdoubl(?:e|ing)\b|翻一?[倍番]|[提增升]\w{1}(?:1|一)倍")
RELATIVE = re.compile(r"\brelative(?:ly)?\b|相对|相對")

# --- means ---

GERUND = r"(?:re)?[a-z][a-z-]+ing\b"
MEANS = re.compile(
    rf"\bby (?:also |first )?{GERUND}|\b(?:through|via|using|with the help of|thanks to|by means of)\s+(?:the "
    rf"|a |an |our )?[a-z\u3400-\u9fff]"
    r"|\bwith (?:the |a |an |our |new |better |more |weekly |monthly )*[a-z]{3,}"
    r"|(?:通过|通過|透过|透過|借助|藉助|藉由|借由|利用|依靠|凭借|憑藉|靠|经由|經由|运用|運用|采用"
    r"|採用)\s*[^\s,.;、。…]"
    r"|以[\u3400-\u9fff]{2,}(?:方式|手段|活动|活動|来|來)|用[\u3400-\u9fff]{2,}(?:来|來|的方式)"
)
# A clause that does something beside the one with the size: 优化落地页，将转化率提升5%; launch X to raise Y.
DOING_HAN = re.compile(
    r"(?:优化|優化|开展|開展|举办|舉辦|上线|上線|推出|建立|建置|投放|拓展|培训|培訓|重做|改版|发布|發布|引入"
    r"|导入|導入|搭建|简化|簡化|增设|增設|新增|每周|每週|每月)"
    r"[^,，。;；]{2,}[,，、;；]"
)
DOING = re.compile(
    r"^(?:we |i |the team )?(?:will |shall )?(?:launch|run|build|redesign|optimi[sz]e|publish|hold|train"
    r"|introduce|start"
    r"|set up|create|open|host|test|automate|simplify|hire|partner)\b.{3,}?\b(?:to|so that|and|in order to)\b"
)
