word-my = 我的
cmd-my = 我的團隊、數據、待辦與設定
    .example = /我的
cmd-my-show = 同上
    .example = /我的 檢視
cmd-my-tz = 我的時區
    .example = /我的 時區 台北
cmd-my-lang = 我的語言
    .example = /我的 語言 繁體中文
cmd-my-quiet = 我的勿擾時段
    .example = /我的 勿擾 20:00-09:00
cmd-my-link = 連結我在其他平台的帳號
    .example = /我的 連結
cmd-my-inbox = 私訊傳到哪裡
    .example = /我的 私訊 這裡
field-zone = 城市或時區
field-language = 語言
field-quiet = 勿擾時段
field-code = 另一個平台上的連結碼
field-inbox = 傳到這裡，還是跟著我走

overview-link-code = 十分鐘內，到另一個平台上傳給我：{ $line }
overview-link-once = 只能用一次。誰輸入了它，誰就和你合成同一個人，別給別人看。
overview-link-unknown = 沒有「{ $bad }」這個連結碼。連結碼十分鐘內有效，只能用一次。
overview-link-own = 這就是這個帳號的連結碼，請到另一個平台上輸入。
overview-link-sure = 這個連結碼來自 { $platform } 上的 { $name }，是你本人嗎？
overview-link-both = 確認後，兩邊的數據、點數和待辦會歸到同一個人名下，無法復原。
overview-link-join = 是我，連結
overview-link-done = 這裡的帳號和 { $platform } 上的帳號已合為一人：{ $name }。
overview-link-inbox = 私訊會傳到你最近說話的平台；想固定在這裡，傳 { $line }。
overview-inbox-here = 這裡
overview-inbox-last = 最近說話的平台
overview-inbox-now-here = 以後私訊都傳到這裡。
overview-inbox-now-last = 以後私訊傳到你最近說話的平台。
platform-slack = Slack
platform-feishu = 飛書
platform-dingtalk = 釘釘
platform-local = 本機聊天

overview-title = { $name } · { $right }
overview-no-team = 你還沒有加入團隊。
overview-numbers = 我本月的數據
overview-number = { $name }：{ $value }
overview-number-of = { $name }：{ $value }，目標 { $target }
overview-not-yet = 還沒有紀錄：{ $names }
overview-nothing-logged = 還沒有紀錄
overview-items = 未完成的待辦
overview-no-items = 沒有未完成的待辦。
overview-more = ……還有 { $count } 項：`/待辦 清單`
overview-standup = 今天的站會
overview-standup-answered = { $team }：已回答
overview-standup-away = { $team }：你在請假
overview-standup-waiting = { $team }：等你回答
overview-standup-coming = { $team }：{ $at } 來問你
overview-standup-unasked = { $team }：今天沒有問你，想寫就傳 `/站會`
overview-answer = 回答站會
overview-meeting = 下一場會議
overview-no-agenda = 還沒有議程
overview-choices = 我的設定
overview-time = 我的時間
overview-zone-now = 你那裡現在是 { $now }。
overview-zone-note = 站會提問、每日提醒和期限都依這個時間。
overview-language-now = 好，從現在起用{ $language }和你說話。
overview-language-unknown = 「{ $bad }」我還不會。可以選：{ $known }。
overview-quiet-now = { $begin } 到 { $end } 之間，排程觸發的訊息先幫你留著。
overview-quiet-note = 有人找你，或特意排在這個時間的事，照常送達。
overview-quiet-off = 勿擾已關閉，提醒隨時可能送達。

overview-welcome = 歡迎使用點將
overview-hello-person = 我幫行銷團隊自己運轉起來。{ $count ->
    [one] 還差一步：
   *[other] 先做這 { $count } 步：
}
overview-hello-channel = 大家好！我幫行銷團隊自己運轉起來。{ $count ->
    [one] 還差一步：
   *[other] 先做這 { $count } 步：
}
overview-hello-member = 我幫團隊自己運轉起來。你可以：
overview-step-team = 建立團隊
    .why = 誰一起工作，各做什麼
overview-step-metrics = 採用指標
    .why = 各職務現成的 KPI，也可以用 `/指標 定義` 自己建
overview-step-standup = 設定站會
    .why = 依各人的時間私下提問，彙整發到頻道
overview-step-button = { $number } · { $what }
overview-who-may = 團隊由主管建立，其餘由組長來做。
overview-help = 傳 { $help } 看看我都會什麼。
overview-ready = 都設定好了：團隊、指標、站會都有了。
overview-can-log = 記一個數字：`/指標 記錄 { $metric } 12`
overview-can-thank = 公開感謝同事：`/按讚 @小李 上線那天幫了大忙`
overview-can-my = 看自己的待辦與數據，選語言、時區和勿擾時段：`/我的`
overview-can-help = 看全部功能：`/說明`
overview-do-log = 記一個數字
overview-do-thank = 感謝同事
overview-do-my = 我的
overview-do-help = 全部功能
