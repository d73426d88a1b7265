cmd-kpi-review = 每周复盘
    .example = /指标 复盘 周一 10:00 --时长 1小时
cmd-kpi-remark = 说说一线的情况
    .example = /指标 反馈 有两家客户问能不能延长账期
job-review-ask = 复盘前的提问
job-review-hold = 复盘数据
topic-remark = 每周复盘前的提问
    .word = 一线反馈

field-when = 时间
review-field-when = 周几几点，或关闭
review-field-for = 时长
review-field-remark = 你看到的情况

review-title = 每周复盘
review-set = 下次复盘在 { $day }，看{ $teams }的数据。之后每周一次，遇到休息日顺延到下一个工作日。
review-asks = 前一个工作日，我会私下问这些团队的每个人：一线有什么情况。
review-agenda = 当天在这里发出数据、变化、未解决的偏差和大家的反馈，并建好会议和议程。
review-leaves = 每个偏差都要有原因和对策，没有的下次再列出来。
review-off = 这里不再每周复盘。
review-button-now = 看看现在
review-button-off = 关闭
review-where = 复盘要在群里进行，请在群里说这句话。
review-none = 这里还没有每周复盘。在群里说 `/指标 复盘 周一 10:00` 就可以开始。
review-when = “{ $bad }”不是周几加时间。
review-length = 复盘时长在 5 分钟到 4 小时之间。

review-ask = { $day } 复盘。你在一线看到了什么？客户、竞品、渠道都可以说。
review-ask-how = 一两句就好，直接回复。会带上你的名字放进议程。
review-remarked = 谢谢，会放进 { $day } 的复盘。
review-remarked-again = 改好了，{ $day } 的复盘用这一条。

review-no-figures = 本月还没有数据。
review-last-week = 上周
review-week-before = 再上一周
review-points = 偏差
review-no-points = 没有偏差，一切正常。
review-remarks = 一线反馈
review-crossed = { $id } { $value }（{ $what }）
review-missed = { $value }，目标 { $target }
review-over = 已自行恢复
review-plan = { $cause } → { $plan }
review-no-plan = 还没有对策
review-since = { $day }以来没有对策
review-button-remark = 回答
review-button-plan = 定对策：{ $what }
review-button-start = 开始会议
