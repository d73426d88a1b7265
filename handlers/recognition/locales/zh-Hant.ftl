word-kudos = 按讚
cmd-kudos = 公開表揚同事
    .example = /按讚 @小李 幫我救回了上線 +2 #團隊合作
cmd-kudos-undo = 收回我最近一次按讚
    .example = /按讚 收回
cmd-kudos-mine = 我的點數與剩餘額度
    .example = /按讚 我的
cmd-kudos-board = 點數排行榜
    .example = /按讚 排行榜 --期間 上個月

field-points = 點數

kudos-points = { $points } 點
kudos-post = 👏 { $giver } 為 { $who } 按讚，+{ $points } 點
kudos-post-each = 👏 { $giver } 為 { $who } 按讚，每人 +{ $points } 點
kudos-post-undone = { $giver } 收回了給 { $who } 的讚。
kudos-for-you = 👏 { $giver } 為你按讚，+{ $points } 點：
kudos-seen-in = 大家在 { $where } 都看得到。
kudos-given = 已為 { $who } 按讚，+{ $points } 點。
kudos-given-each = 已為 { $who } 按讚，每人 +{ $points } 點。
kudos-posted-in = 已發到 { $where }。
kudos-not-posted = 你的團隊還沒有頻道，所以只私下告訴了對方。
kudos-left = { $month }你還能送出 { $left } 點（每月 { $allowance } 點）。
kudos-undo-button = 收回
kudos-undone = 已收回給 { $who } 的讚，也告訴對方了。
kudos-lost = { $giver } 收回了給你的 { $points } 點：

kudos-self = 讚是給別人的，不能算上自己。
kudos-group = 按讚要指名到人，不能給整個群組。
kudos-who-missing = 要為誰按讚？
kudos-reason-missing = 請寫一句按讚的原因，幾個字就好。
kudos-points-whole = 「{ $bad }」不行：點數是一個整數，從 +1 起。
kudos-points-two = { $first } 還是 { $second }？點數寫一次就好。
kudos-points-taken = 「{ $bad }」不行：按讚只加點，不扣點。
kudos-over = 這次需要 { $total } 點，你{ $month }還剩 { $left } 點可送（每月 { $allowance } 點）。
kudos-undo-none = 沒有可以收回的讚。
kudos-undo-twice = 這個讚已經收回過了。
kudos-undo-late = 讚在 24 小時內可以收回，這次已經超過了。

kudos-mine-title = { $month }我的讚
kudos-mine-received = 收到
kudos-mine-received-value = { $points } 點，讚 { $count } 次
kudos-mine-given = 送出
kudos-mine-left = 還能送
kudos-mine-left-value = { $left } / { $all } 點
kudos-mine-balance = 累計點數
kudos-mine-latest = 最近收到
kudos-mine-line = { $giver } · +{ $points } · { $reason }

kudos-board-title = { $period }按讚排行榜
kudos-board-empty = 還沒有人收到讚，來當第一個吧：
kudos-board-none = 那段時間沒有人收到讚。
kudos-board-posted = 排行榜已發到這裡。
kudos-board-more = 另有 { $count } 人也收到了點數。
kudos-rank = 名次
