cmd-kpi-alert = 设预警
    .example = /指标 预警 线索 低于 100 --按 渠道 --负责人 @小李
cmd-kpi-alerts = 预警
    .example = /指标 预警列表
cmd-kpi-ack = 认领预警
    .example = /指标 知道了 A3
cmd-kpi-snooze = 稍后再提醒
    .example = /指标 稍后 A3 下周一
cmd-kpi-plan = 偏差的原因和对策
    .example = /指标 改进 A3 换一批广告图 --原因 素材用旧了 --负责人 @小李 --截止 周五
cmd-kpi-remove = 移除预警
    .example = /指标 移除 A3
job-alert-check = 每日预警检查
job-alert-wake = 推迟的预警

field-side = 高于、低于、上涨还是下跌
field-every = 按多长时间算
field-clear = 回到多少算恢复
field-floor = 至少有多少才判断
field-about = 哪个预警或指标
field-cause = 原因
field-as = 百分点还是相对

alerts-whose = 谁的数据
alerts-side-above = 高于
alerts-side-below = 低于
alerts-side-up = 上涨
alerts-side-down = 下跌
alerts-every-day = 一天
alerts-every-week = 一周
alerts-every-month = 一个月
alerts-every-quarter = 一季度
alerts-every-year = 一年

# 什么时候提醒。
alerts-per-day = 每日
alerts-per-week = 每周
alerts-per-month = 每月
alerts-per-quarter = 每季度
alerts-per-year = 每年
alerts-before-day = 前一天
alerts-before-week = 前一周
alerts-before-month = 前一个月
alerts-before-quarter = 前一季度
alerts-before-year = 前一年
alerts-level-above = { $every }{ $name }高于 { $limit }
alerts-level-below = { $every }{ $name }低于 { $limit }
alerts-relative-above = { $name }比{ $before }相对上涨 { $limit } 及以上
alerts-relative-below = { $name }比{ $before }相对下跌 { $limit } 及以上
alerts-points-above = { $name }比{ $before }上升 { $limit }及以上
alerts-points-below = { $name }比{ $before }下降 { $limit }及以上
alerts-by-channel = 分渠道
alerts-by-campaign = 分活动
alerts-by-region = 分区域

# 设置。
alerts-set = { $id } 设好了：{ $what } · { $whose }
alerts-changed = { $id } 改好了：{ $what } · { $whose }
alerts-goes = 触发时发到 { $where }，并告诉负责人 { $owner }。
alerts-when-over = 周期结束后才判断：在那之前还会有数据记进来。
alerts-when-logged = 每记一笔就判断，每个工作日早上再看一遍。
alerts-clears = 回到 { $clear } 算恢复，之后重新生效。
alerts-floor = 基数不到 { $floor } 的不判断。
alerts-on-already = 现在就已经触发，刚刚发出了提醒。
alerts-leads = { $team }的组长
alerts-given = { $by } 请你负责预警 { $id }：{ $what } · { $whose }
alerts-removed = { $id } 已移除：{ $what } · { $whose }
alerts-clear-side = 这样还没触发就算恢复了：--恢复 要在限值好的那一边。
alerts-floor-level = “{ $name }”只看限值，--至少 只用于比率、平均值和涨跌。
alerts-owner-outside = { $who } 不在{ $team }，看不到它的数据。
alerts-points-level = 百分点用来说涨跌：请写“上涨”或“下跌”。
alerts-points-rate = “{ $name }”不是百分比，涨跌请用百分数表示。
alerts-move-percent = 涨跌请写成之前的百分之几。
alerts-move-zero = 涨跌为零就是没有变化。
alerts-points-or-relative = 是 { $number } 个百分点，还是原来的 { $number }%？
alerts-as-points = { $number } 个百分点
alerts-as-relative = 原来的 { $number }%

# 触发时。
alerts-title = 预警 { $id }
alerts-over = 预警 { $id } 已恢复
alerts-limit = 限值
alerts-before = 之前
alerts-mover = 变化最大
alerts-owner = 负责人
alerts-nobody = 无人负责
alerts-figure = { $value }（{ $period }）
alerts-figure-points = { $value }（{ $period }），{ $change }
alerts-figure-relative = { $value }（{ $period }），相对 { $change }
alerts-limit-level-above = 不高于 { $limit }
alerts-limit-level-below = 不低于 { $limit }
alerts-limit-relative-above = 涨幅不到 { $limit }
alerts-limit-relative-below = 跌幅不到 { $limit }
alerts-limit-points-above = 升幅不到 { $limit }
alerts-limit-points-below = 降幅不到 { $limit }
alerts-moved = { $name }：{ $before } → { $now }
alerts-still = 推迟到现在，问题还在。
alerts-taken = { $who } 已认领
alerts-plan = { $cause } → { $plan }
alerts-ended = 这个预警已移除。
alerts-back = 已回到 { $value }。
alerts-recovered = { $id } 已恢复：{ $what } 回到 { $value }（{ $since }越过限值）。
alerts-armed = 重新生效：{ $what }
alerts-button-ack = 我来跟进
alerts-button-plan = 原因和对策
alerts-button-snooze = 明天再说
alerts-button-remove = 移除

# 之后怎么办。
alerts-acked = 由你跟进：{ $alert }。原因是什么，打算怎么办？
alerts-snoozed = { $alert } 到 { $until } 之前不再提醒。到时问题还在，我会再说一次。
alerts-snooze-today = 那就是今天。请说几点，或者多久以后。
alerts-agreed = { $about } 就这么定了：
alerts-unknown = 没有你能看到的预警 { $id }。
alerts-quiet = { $id } 没有触发，不用认领。
alerts-not-yours = { $id } 由 { $who } 负责，只有负责人或组长能这么做。

# 列表。
alerts-none = 还没有预警。设一条，数据不对时它会自己开口。
alerts-summary = 共 { $count } 个预警，{ $on } 个触发中。
alerts-summary-always = { $count } 个一直在触发：限值或对策该再看看了。
alerts-summary-ownerless = { $count } 个无人负责。
alerts-on = 触发中
alerts-off = 正常
alerts-on-since = { $value }，{ $since } 起
alerts-always-on = { $value }，一直在触发，{ $since } 起
alerts-until = 推迟到 { $until }
alerts-own-it = 重新设一次就能修改，包括负责人：{ $example }
