word-goal = 目標
cmd-goal = 年度目標與進度
    .example = /目標
cmd-goal-milestones = 設定年度目標的里程碑
    .example = /目標 里程碑 名單 20% 45% 70% 100% --對象 成長組
cmd-goal-check = 現在檢查上個月的里程碑
    .example = /目標 檢查
cmd-goal-list = 年度目標與里程碑
    .example = /目標 清單 --年度 2026
job-goal-check = 每月里程碑檢查

field-percents = 從一月起的百分比
goal-metric = 指標

goal-percents-many = 這裡有 { $count } 個百分比，一年只有 12 個月。
goal-percents-fall = { $before } 之後是 { $after }：里程碑是累計的，不能往下走。
goal-percents-end = 十二月停在 { $last }：全年最後一個里程碑應為 100%。
goal-percents-unit = 「{ $bad }」不是百分比。
goal-percents-range = 「{ $bad }」不在 0% 到 100% 之間。
goal-period-year = 里程碑以整年為單位，{ $bad } 不是一年。
goal-lead-only = { $who } 的里程碑要由其組長來設定。
goal-which = 是誰的目標？{ $known }。

goal-plan-title = 里程碑：{ $whose } · { $metric }，{ $year }
goal-plan-told = { $by } 為你的目標設定了里程碑：
goal-plan-no-target = 這一年還沒有目標，先設一個：{ $example }
goal-note-even = 沒有給百分比，依十二個月平均。
goal-note-filled = 前 { $count } 個月照你給的；之後從 { $last } 平均升到十二月的 100%。
goal-note-level = 不能逐月累加的指標（平均值、比率、最新值）看水準：百分比表示應達到目標水準的多少。
goal-note-level-unset = 不能逐月累加的指標（平均值、比率、最新值）直接對照目標本身。
goal-note-unset = { $what } 沒有設里程碑，依十二個月平均檢查。用 { $example } 設定。
goal-note-forecast = 年底預測：線性推算，全年依已過月份的平均進度。
goal-note-forecast-day = 年底預測：線性推算，依已過天數的進度。

goal-head-month = 截至
goal-head-share = 百分比
goal-head-milestone = 里程碑
goal-head-milestones = 里程碑
goal-head-target = 目標
goal-head-goal = 全年
goal-head-so-far = 目前
goal-head-done = 達成率
goal-head-forecast = 年底預測
goal-head-verdict = 狀態
goal-head-pace = 進度
goal-head-by = { $day }前

goal-check-title = { $month }里程碑檢查
goal-check-team = { $team }：{ $month }里程碑檢查
goal-running-title = { $month }進行中
goal-list-title = { $year }目標
goal-lagging-only = 目標落後於里程碑。
goal-lagging-count = { $lagging ->
    [0] 全部達到進度。
   *[other] { $count } 個目標中有 { $lagging } 個落後。
}
goal-on-track = 達到進度
goal-lagging = 落後
goal-lagging-by = 落後 { $gap }
goal-unknown = 沒有數據
goal-nothing = 還沒有紀錄
goal-on-pace = 跟上進度
goal-behind = 落後
goal-at-most = 不超過 { $value }
goal-chart = { $period }進度與里程碑

goal-starts = 現在啟動
goal-start-talk = { $what }：{ $due }前與 { $coach } 一對一，專項輔導。
goal-start-team = { $what }：{ $coach } 在 { $due }前提出追趕方案，由經理決定是否傾斜資源。
goal-start-nobody = { $what }：這裡還沒有組長，請經理跟進。
goal-button-talk = 安排一對一：{ $whose } · { $metric }
goal-button-team = 安排追趕方案：{ $whose } · { $metric }
goal-next = { $day }前應達到
goal-next-line = { $what }：{ $goal }
goal-so-far = { $month }目前進度（截至{ $day }）

goal-course-line = { $what }：{ $course }
goal-course-unset = 未設定，暫依十二個月平均
goal-course-level = 未設定，直接對照目標本身
goal-course-even = 十二個月平均
goal-course-filled = { $typed }，之後平均升到十二月的 100%

goal-none = { $year }還沒有年度目標。
goal-none-how = 先設目標，再設里程碑：{ $example }
goal-none-ask = 可以請組長來設定。

cmd-goal-revise = 申請調整目標，說明原因
    .example = /目標 調整 名單 80 --對象 @小李 --類別 政策 --原因 廣告新規 --自 3月1日
cmd-goal-approve = 核准調整
    .example = /目標 核准 V3
cmd-goal-reject = 駁回調整
    .example = /目標 駁回 V3 新規秋天才上路
job-goal-remind = 提醒審核目標調整

field-because = 原因類別
field-from = 生效日
field-evidence = 依據
field-weight = 權重
field-milestones = 里程碑

goal-cause-policy = 政策
goal-cause-competitor = 競品
goal-cause-other = 團隊以外的其他原因
goal-cause-internal = 團隊內部原因

goal-revise-what = 要改什麼？請給新的數值，或用 { $example } 給新的里程碑。
goal-revise-same = 目標本來就是 { $value }。
goal-revise-outside = { $day }不在目標期間內（{ $first }至{ $last }）。
goal-revise-none = { $metric } 還沒有可調整的目標，請先設定。
goal-revise-not-yours = { $who } 的目標，只有本人或負責的組長可以申請調整。
goal-revise-waiting = 同一目標已有 { $id } 在等待核准。
goal-revise-own = 自己申請的或自己的目標，不能自己核准：{ $id } 請由他人決定。
goal-revise-not-approver = { $id } 要由經理核准。
goal-revision-unknown = 沒有 { $id } 這個調整申請。
goal-revision-over = { $id } 已有結論。{ $decided }
goal-button-approve = 核准
goal-button-reject = 駁回
goal-revision-title = 目標調整 { $id }：{ $what }
goal-revision-sent = 等待 { $who } 核准；核准前仍依原目標。
goal-revision-nobody = 這裡除了你沒有人可以核准。管理員可以指派經理：{ $example }
goal-revision-asks = { $who } 請你核准。
goal-revision-reminder = 這個申請還在等你決定，是 { $who } 提出的。
goal-revision-slow = 還沒有人核准，不妨當面問問 { $who }。
goal-revision-approved = { $who } 已核准。
goal-revision-rejected = { $who } 已駁回。
goal-revision-from = 生效日
goal-revision-because = 原因類別
goal-revision-inside = ⚠ 原因在團隊內部。彈性調整只針對團隊無法掌控的因素，請斟酌。
goal-revised = 調整紀錄
goal-revised-line = { $id } { $what }：{ $change }，{ $day }起（{ $cause }；{ $who } 核准）
goal-revised-waiting = { $id } { $what }：{ $change }，{ $day }起（{ $cause }），待核准
