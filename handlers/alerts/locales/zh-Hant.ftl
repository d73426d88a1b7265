cmd-kpi-alert = 設定警示
    .example = /指標 警示 名單 低於 100 --依 通路 --負責人 @小李
cmd-kpi-alerts = 警示
    .example = /指標 警示清單
cmd-kpi-ack = 認領警示
    .example = /指標 知道了 A3
cmd-kpi-snooze = 稍後再提醒
    .example = /指標 稍後 A3 下週一
cmd-kpi-plan = 偏差的原因與對策
    .example = /指標 改善 A3 換一批廣告圖 --原因 素材用太久了 --負責人 @小李 --截止 週五
cmd-kpi-remove = 移除警示
    .example = /指標 移除 A3
job-alert-check = 每日警示檢查
job-alert-wake = 延後的警示

field-side = 高於、低於、上升或下降
field-every = 以多長時間計
field-clear = 回到多少算恢復
field-floor = 至少要有多少才判斷
field-about = 哪個警示或指標
field-cause = 原因
field-as = 百分點或相對

alerts-whose = 誰的數據
alerts-side-above = 高於
alerts-side-below = 低於
alerts-side-up = 上升
alerts-side-down = 下降
alerts-every-day = 一天
alerts-every-week = 一週
alerts-every-month = 一個月
alerts-every-quarter = 一季
alerts-every-year = 一年

# 什麼時候提醒。
alerts-per-day = 每日
alerts-per-week = 每週
alerts-per-month = 每月
alerts-per-quarter = 每季
alerts-per-year = 每年
alerts-before-day = 前一天
alerts-before-week = 前一週
alerts-before-month = 前一個月
alerts-before-quarter = 前一季
alerts-before-year = 前一年
alerts-level-above = { $every }{ $name }高於 { $limit }
alerts-level-below = { $every }{ $name }低於 { $limit }
alerts-relative-above = { $name }比{ $before }相對上升 { $limit } 以上
alerts-relative-below = { $name }比{ $before }相對下降 { $limit } 以上
alerts-points-above = { $name }比{ $before }上升 { $limit }以上
alerts-points-below = { $name }比{ $before }下降 { $limit }以上
alerts-by-channel = 依通路
alerts-by-campaign = 依活動
alerts-by-region = 依區域

# 設定。
alerts-set = { $id } 設好了：{ $what } · { $whose }
alerts-changed = { $id } 改好了：{ $what } · { $whose }
alerts-goes = 觸發時會發到 { $where }，並通知負責人 { $owner }。
alerts-when-over = 期間結束後才判斷：在那之前還會有數據記進來。
alerts-when-logged = 每記一筆就判斷，每個工作日早上再看一次。
alerts-clears = 回到 { $clear } 算恢復，之後重新生效。
alerts-floor = 基數不到 { $floor } 的不判斷。
alerts-on-already = 現在就已經觸發，剛剛發出了提醒。
alerts-leads = { $team }的組長
alerts-given = { $by } 請你負責警示 { $id }：{ $what } · { $whose }
alerts-removed = { $id } 已移除：{ $what } · { $whose }
alerts-clear-side = 這樣還沒觸發就算恢復了：--恢復 要在限值好的那一邊。
alerts-floor-level = 「{ $name }」只看限值，--至少 只用於比率、平均值和漲跌。
alerts-owner-outside = { $who } 不在{ $team }，看不到它的數據。
alerts-points-level = 百分點用來說升降：請寫「上升」或「下降」。
alerts-points-rate = 「{ $name }」不是百分比，升降請用百分數表示。
alerts-move-percent = 升降請寫成原本的百分之幾。
alerts-move-zero = 升降為零就是沒有變化。
alerts-points-or-relative = 是 { $number } 個百分點，還是原本的 { $number }%？
alerts-as-points = { $number } 個百分點
alerts-as-relative = 原本的 { $number }%

# 觸發時。
alerts-title = 警示 { $id }
alerts-over = 警示 { $id } 已恢復
alerts-limit = 限值
alerts-before = 之前
alerts-mover = 變化最大
alerts-owner = 負責人
alerts-nobody = 無人負責
alerts-figure = { $value }（{ $period }）
alerts-figure-points = { $value }（{ $period }），{ $change }
alerts-figure-relative = { $value }（{ $period }），相對 { $change }
alerts-limit-level-above = 不高於 { $limit }
alerts-limit-level-below = 不低於 { $limit }
alerts-limit-relative-above = 升幅不到 { $limit }
alerts-limit-relative-below = 降幅不到 { $limit }
alerts-limit-points-above = 升幅不到 { $limit }
alerts-limit-points-below = 降幅不到 { $limit }
alerts-moved = { $name }：{ $before } → { $now }
alerts-still = 延後到現在，問題還在。
alerts-taken = { $who } 已認領
alerts-plan = { $cause } → { $plan }
alerts-ended = 這個警示已移除。
alerts-back = 已回到 { $value }。
alerts-recovered = { $id } 已恢復：{ $what } 回到 { $value }（{ $since }越過限值）。
alerts-armed = 重新生效：{ $what }
alerts-button-ack = 我來處理
alerts-button-plan = 原因與對策
alerts-button-snooze = 明天再說
alerts-button-remove = 移除

# 之後怎麼辦。
alerts-acked = 由你處理：{ $alert }。原因是什麼，打算怎麼做？
alerts-snoozed = { $alert } 到 { $until } 之前不再提醒。到時問題還在，我會再說一次。
alerts-snooze-today = 那就是今天。請說幾點，或多久以後。
alerts-agreed = { $about } 就這麼決定了：
alerts-unknown = 沒有你看得到的警示 { $id }。
alerts-quiet = { $id } 沒有觸發，不必認領。
alerts-not-yours = { $id } 由 { $who } 負責，只有負責人或組長可以這麼做。

# 清單。
alerts-none = 還沒有警示。設一條，數據不對勁時它會自己開口。
alerts-summary = 共 { $count } 個警示，{ $on } 個觸發中。
alerts-summary-always = { $count } 個一直在觸發：限值或對策該再看看了。
alerts-summary-ownerless = { $count } 個無人負責。
alerts-on = 觸發中
alerts-off = 正常
alerts-on-since = { $value }，{ $since } 起
alerts-always-on = { $value }，一直在觸發，{ $since } 起
alerts-until = 延後到 { $until }
alerts-own-it = 重新設一次就能修改，包括負責人：{ $example }
