# 共用詞句：提示、提問、說明、權限。

kit-busy = 我這會兒忙不過來，什麼都沒有儲存，請再傳一次。
kit-failed = 我這邊出了點狀況（{ $id }），什麼都沒有儲存；管理員可以用這個編號查記錄。
kit-not-posted = 你剛才做的已經儲存，但沒能發到 { $channel }。如果我不在裡面，請先邀請我，再請管理員用 { $command } 重傳。
kit-together = { $count } 則訊息，一起傳給你
kit-not-active = 你在這裡的帳號已停用。如有誤會，請聯絡管理員。
kit-foreign = 我只為本公司的同事服務，這裡不便提供內容。請聯絡該公司的同事。
kit-right-missing = 這需要「{ $right }」權限，你目前沒有。
kit-example = 例如：{ $example }
kit-secret-done = 好了。內容只留在該在的地方。
kit-secret-refused = 剛才那則沒有辦成，請再傳一次。

kit-file-large = { $name } 太大，這裡傳不了。請分幾次匯出。
kit-file-refused = 我在這裡沒有傳檔案的權限，{ $name } 沒能送出。請管理員執行 `muster doctor` 看看怎麼補，然後再來一次。
kit-file-unmade = { $name } 沒能做出來，請再來一次。

kit-word-unknown = 沒有 { $bad } 這個指令。傳 { $help } 看看我會什麼。
kit-word-near = 沒有 { $bad } 這個指令。你是想用 { $near } 嗎？
kit-verb-unknown = { $word } 不認得「{ $bad }」。傳 { $help } 看看它會什麼。
kit-verb-near = { $word } 不認得「{ $bad }」。你是想用 { $near } 嗎？
kit-not-understood = 這句我沒看懂。傳 { $help } 看看我會什麼。
kit-not-understood-near = 這句我沒看懂。你是想用 { $near } 嗎？

kit-left-over = 「{ $bad }」我沒看懂。
kit-empty = 這裡還缺點內容。
kit-too-long = 太長了，最多 { $limit } 個字。
kit-ref = 「{ $bad }」不是編號，編號長這樣：{ $example }。
kit-choice = 「{ $bad }」不在選項裡，可以選：{ $known }。
kit-option-twice = { $bad } 寫了兩次。
kit-option-empty = { $bad } 後面沒有內容。
kit-option-near = 沒有 { $bad } 這個選項。你是想用 { $near } 嗎？
kit-option-unknown = { $command } 沒有 { $bad } 這個選項。
kit-channel-unknown = 找不到頻道「{ $bad }」，或者我還不在裡面。
kit-person-unknown = 找不到「{ $bad }」。
kit-person-near = 找不到「{ $bad }」。你說的是 { $near } 嗎？
kit-person-two = 有兩位都叫「{ $bad }」，請用 @ 點名。

kit-zone-unknown = 找不到「{ $bad }」這個地方。寫城市名或時區名都可以。
kit-zone-near = 找不到「{ $bad }」這個地方。你是說 { $near } 嗎？
kit-zone-several = 「{ $bad }」不只一個時區。你在哪座城市？

kit-ask = { $field }？
kit-one-line = 一句話搞定：{ $example }
kit-taken-as = 已當作「{ $command }」的回答。
kit-cancelled = 好，「{ $command }」不繼續了。
kit-first-question = 這已經是第一個問題了。
kit-nothing-open = 目前沒有等你回答的問題。
kit-form-gone = 這張表單已經關閉，請重新開啟。

kit-help-title = 我能幫你做什麼
kit-help-word = { $word } — { $what }
kit-help-more = 在任何指令後加「說明」就能看到例子，例如 `/指標 說明`。私訊時可以不寫斜線。
kit-help-reserved = { $words } 在這裡歸聊天軟體自己用，請寫 { $example }；中文指令前面也要加 /muster，例如 `/muster 待辦`。
kit-help-options = --日期 這類選項放在最後，先後不限。數字和日期照平常說就好：1.2萬、12%、下週五。
kit-target = 目標
kit-yes = 是
kit-no = 否
kit-none = 無
kit-forgotten = —

right-member = 成員
right-hr = 人資
right-lead = 組長
right-manager = 主管
right-admin = 管理員

field-who = 誰
field-for = 替誰
field-date = 日期
field-note = 備註
field-team = 團隊
field-name = 名稱
field-period = 期間
field-value = 數值
field-channel = 頻道
field-due = 期限
field-what = 做什麼
field-text = 內容
field-reason = 理由
field-id = 編號
field-until = 到哪天
field-role = 職務
field-title = 標題
field-at = 時間
weekday-0 = 週一
weekday-1 = 週二
weekday-2 = 週三
weekday-3 = 週四
weekday-4 = 週五
weekday-5 = 週六
weekday-6 = 週日
kit-country-unknown = 找不到「{ $bad }」這個國家或地區，或者不知道它的假日。
kit-country-near = 找不到「{ $bad }」。你是說 { $near } 嗎？
kit-certificate-award = 獎項
kit-certificate-who = 得獎人
kit-photo = 圖片
kit-file-not-text = 檔案讀不出來：不是 UTF-8 或 GB 18030 文字檔。
kit-file-date = 第 { $line } 行：「{ $bad }」不是 2026-10-09 這樣的日期。什麼都沒有儲存。
kit-leave-days = 哪幾天
kit-leave-from = 第一天
kit-leave-now = 請假到{ $until }，含當天。這段期間不提問，也不會點你的名。
kit-leave-today = 今天（{ $day }）請假。今天不提問，也不會點你的名。
kit-leave-now-open = 已記為請假，傳 `/我的 銷假` 就恢復。這段期間不提問，也不會點你的名。
kit-leave-planned = 記下了：{ $days }請假。那幾天不提問，也不會點你的名；假期結束後自動恢復，不用再說。
kit-leave-span = { $first }到{ $last }
kit-leave-open = { $first }起，到你銷假為止
kit-leave-back = 歡迎回來！之後照常提問。
kit-leave-next = 你的下一個假期：{ $days }。
kit-leave-answer-today = 補填今天的
kit-leave-not-away = 你現在沒有請假。
kit-leave-none = 你沒有安排假期。
kit-leave-how = 用 `/我的 請假 --從 2026-12-24 --到 2026-12-28` 事先安排，或把行事曆檔案附在 `/我的 假期 匯入` 後面。
kit-leave-line = { $days } · { $count } 個工作天
kit-leave-more = 還有 { $count } 個。
kit-leave-cancel = 取消 { $day }
kit-leave-cancelled = 已取消：{ $days }。那幾天照常提問。
kit-leave-which = 取消哪個假期？說其中任何一天就行。
kit-leave-not-on = 你{ $day }沒有請假。
kit-leave-backwards = 這樣要到{ $last }才結束，長達半年以上。真是這個意思的話，請寫上年份。
kit-leave-file = 請附上行事曆檔案（iCalendar，.ics），或 CSV 檔（每列一個假期：第一天,最後一天）。
kit-leave-file-all = 請附上寫有姓名的行事曆檔案（iCalendar，.ics），或 CSV 檔（每列一個假期：姓名或電子郵件,第一天,最後一天）。
kit-leave-file-empty = 檔案裡沒有假期。
kit-leave-file-long = 超過 { $limit } 列，不像是請假表。
kit-leave-file-called = 檔案裡沒有哪個全天行程叫「請假」「休假」「特休」「病假」之類。請這樣命名，或用 CSV 寫日期。
kit-leave-file-backwards = 第 { $line } 列：結束日期早於開始日期。什麼都沒有儲存。
kit-leave-imported = { $count ->
    [0] 檔案裡的假期都已經過去了。
   *[other] 已記下 { $count } 個假期。
}
kit-leave-imported-all = { $people ->
    [0] 檔案裡沒有以後的假期。
   *[other] 已記下 { $people } 個人的假期。
}
kit-leave-who = { $who }：{ $days }
kit-leave-unknown-head = 已略過
kit-leave-unknown = 這些找不到對應的人：{ $names }。
kit-leave-left-out = 有 { $count } 筆不是全天假期，或是重複行程，已略過。
kit-leave-past = 有 { $count } 個假期已經過去，已略過。
kit-leave-nobody = 沒有人在請假，也沒有人安排假期。
