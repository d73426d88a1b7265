word-goal = 目标
cmd-goal = 年度目标和进度
    .example = /目标
cmd-goal-milestones = 设定年度目标的里程碑
    .example = /目标 里程碑 线索 20% 45% 70% 100% --对象 增长组
cmd-goal-check = 现在核对上个月的里程碑
    .example = /目标 检查
cmd-goal-list = 年度目标和里程碑
    .example = /目标 列表 --年度 2026
job-goal-check = 每月里程碑检查

field-percents = 从一月起的百分比
goal-metric = 指标

goal-percents-many = 这里有 { $count } 个百分比，一年只有 12 个月。
goal-percents-fall = { $before } 之后是 { $after }：里程碑是累计的，不能往下走。
goal-percents-end = 十二月停在 { $last }：全年最后一个里程碑应是 100%。
goal-percents-unit = 「{ $bad }」不是百分比。
goal-percents-range = 「{ $bad }」不在 0% 到 100% 之间。
goal-period-year = 里程碑以整年为单位，{ $bad } 不是一年。
goal-lead-only = { $who } 的里程碑要由其组长来设定。
goal-which = 是谁的目标？{ $known }。

goal-plan-title = 里程碑：{ $whose } · { $metric }，{ $year }
goal-plan-told = { $by } 为你的目标设定了里程碑：
goal-plan-no-target = 这一年还没有目标，先设一个：{ $example }
goal-note-even = 没有给百分比，按十二个月平均。
goal-note-filled = 前 { $count } 个月按你给的；之后从 { $last } 匀速升到十二月的 100%。
goal-note-level = 不能逐月累加的指标（平均值、比率、最新值）看水平：百分比表示应达到目标水平的多少。
goal-note-level-unset = 不能逐月累加的指标（平均值、比率、最新值）直接对照目标本身。
goal-note-unset = { $what } 没有设里程碑，按十二个月平均核对。用 { $example } 设定。
goal-note-forecast = 年底预测：线性推算，全年按已过月份的平均进度。
goal-note-forecast-day = 年底预测：线性推算，按已过天数的进度。

goal-head-month = 截至
goal-head-share = 百分比
goal-head-milestone = 里程碑
goal-head-milestones = 里程碑
goal-head-target = 目标
goal-head-goal = 全年
goal-head-so-far = 目前
goal-head-done = 完成率
goal-head-forecast = 年底预测
goal-head-verdict = 状态
goal-head-pace = 进度
goal-head-by = { $day }前

goal-check-title = { $month }里程碑检查
goal-check-team = { $team }：{ $month }里程碑检查
goal-running-title = { $month }进行中
goal-list-title = { $year }目标
goal-lagging-only = 目标落后于里程碑。
goal-lagging-count = { $lagging ->
    [0] 全部达到进度。
   *[other] { $count } 个目标中有 { $lagging } 个落后。
}
goal-on-track = 达到进度
goal-lagging = 落后
goal-lagging-by = 落后 { $gap }
goal-unknown = 无数据
goal-nothing = 还没有记录
goal-on-pace = 跟上进度
goal-behind = 落后
goal-at-most = 不超过 { $value }
goal-chart = { $period }进度与里程碑

goal-starts = 现在启动
goal-start-talk = { $what }：{ $due }前与 { $coach } 一对一，专项辅导。
goal-start-team = { $what }：{ $coach } 在 { $due }前拿出追赶方案，由经理决定是否资源倾斜。
goal-start-nobody = { $what }：这里还没有组长，请经理跟进。
goal-button-talk = 安排一对一：{ $whose } · { $metric }
goal-button-team = 安排追赶方案：{ $whose } · { $metric }
goal-next = { $day }前应达到
goal-next-line = { $what }：{ $goal }
goal-so-far = { $month }目前进度（截至{ $day }）

goal-course-line = { $what }：{ $course }
goal-course-unset = 未设定，暂按十二个月平均
goal-course-level = 未设定，直接对照目标本身
goal-course-even = 十二个月平均
goal-course-filled = { $typed }，之后匀速升到十二月的 100%

goal-none = { $year }还没有年度目标。
goal-none-how = 先设目标，再设里程碑：{ $example }
goal-none-ask = 可以请组长来设定。

cmd-goal-revise = 申请调整目标，说明原因
    .example = /目标 调整 线索 80 --对象 @小李 --类别 政策 --原因 广告新规 --自 3月1日
cmd-goal-approve = 批准调整
    .example = /目标 批准 V3
cmd-goal-reject = 驳回调整
    .example = /目标 驳回 V3 新规秋天才生效
job-goal-remind = 提醒审批目标调整

field-because = 原因类别
field-from = 生效日
field-evidence = 依据
field-weight = 权重
field-milestones = 里程碑

goal-cause-policy = 政策
goal-cause-competitor = 竞品
goal-cause-other = 团队之外的其他原因
goal-cause-internal = 团队内部原因

goal-revise-what = 要改什么？给出新数值，或用 { $example } 给出新里程碑。
goal-revise-same = 目标本来就是 { $value }。
goal-revise-outside = { $day }不在目标期间内（{ $first }至{ $last }）。
goal-revise-none = { $metric } 还没有可调整的目标，请先设定。
goal-revise-not-yours = { $who } 的目标，只有本人或负责的组长可以申请调整。
goal-revise-waiting = 同一目标已有 { $id } 在等审批。
goal-revise-own = 自己申请的或自己的目标，不能自己审批：{ $id } 请由他人决定。
goal-revise-not-approver = { $id } 要由经理审批。
goal-revision-unknown = 没有 { $id } 这个调整申请。
goal-revision-over = { $id } 已有结论。{ $decided }
goal-button-approve = 批准
goal-button-reject = 驳回
goal-revision-title = 目标调整 { $id }：{ $what }
goal-revision-sent = 等待 { $who } 审批；批准前仍按原目标。
goal-revision-nobody = 这里除了你没有人可以审批。管理员可以任命经理：{ $example }
goal-revision-asks = { $who } 请你审批。
goal-revision-reminder = 这个申请还在等你决定，是 { $who } 提出的。
goal-revision-slow = 还没有人审批，不妨当面问问 { $who }。
goal-revision-approved = { $who } 已批准。
goal-revision-rejected = { $who } 已驳回。
goal-revision-from = 生效日
goal-revision-because = 原因类别
goal-revision-inside = ⚠ 原因在团队内部。弹性调整只针对团队无法控制的因素，请斟酌。
goal-revised = 调整记录
goal-revised-line = { $id } { $what }：{ $change }，{ $day }起（{ $cause }；{ $who } 批准）
goal-revised-waiting = { $id } { $what }：{ $change }，{ $day }起（{ $cause }），待审批
