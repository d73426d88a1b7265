cmd-kpi-review = 每週檢討
    .example = /指標 檢討 週一 10:00 --時長 1小時
cmd-kpi-remark = 說說第一線的狀況
    .example = /指標 回饋 有兩家客戶問能不能延長付款期
job-review-ask = 檢討前的提問
job-review-hold = 檢討數據
topic-remark = 每週檢討前的提問
    .word = 一線回饋

field-when = 時間
review-field-when = 週幾幾點，或關閉
review-field-for = 時長
review-field-remark = 你看到的狀況

review-title = 每週檢討
review-set = 下次檢討在 { $day }，看{ $teams }的數據。之後每週一次，遇到休息日順延到下一個工作日。
review-asks = 前一個工作日，我會私下問這些團隊的每個人：第一線有什麼狀況。
review-agenda = 當天在這裡發出數據、變化、未解決的偏差和大家的回饋，並建好會議與議程。
review-leaves = 每個偏差都要有原因和對策，沒有的下次再列出來。
review-off = 這裡不再每週檢討。
review-button-now = 看看現在
review-button-off = 關閉
review-where = 檢討要在頻道裡進行，請到頻道裡說這句話。
review-none = 這裡還沒有每週檢討。在頻道裡說 `/指標 檢討 週一 10:00` 就能開始。
review-when = 「{ $bad }」不是週幾加時間。
review-length = 檢討時長在 5 分鐘到 4 小時之間。

review-ask = { $day } 檢討。你在第一線看到了什麼？客戶、競品、通路都可以說。
review-ask-how = 一兩句就好，直接回覆。會附上你的名字放進議程。
review-remarked = 謝謝，會放進 { $day } 的檢討。
review-remarked-again = 改好了，{ $day } 的檢討用這一則。

review-no-figures = 本月還沒有數據。
review-last-week = 上週
review-week-before = 再上一週
review-points = 偏差
review-no-points = 沒有偏差，一切正常。
review-remarks = 第一線回饋
review-crossed = { $id } { $value }（{ $what }）
review-missed = { $value }，目標 { $target }
review-over = 已自行恢復
review-plan = { $cause } → { $plan }
review-no-plan = 還沒有對策
review-since = { $day }以來沒有對策
review-button-remark = 回答
review-button-plan = 訂對策：{ $what }
review-button-start = 開始會議
