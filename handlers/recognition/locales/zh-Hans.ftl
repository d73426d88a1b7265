word-kudos = 点赞
cmd-kudos = 公开表扬同事
    .example = /点赞 @小李 帮我救回了发布 +2 #团队协作
cmd-kudos-undo = 撤回我最近一次点赞
    .example = /点赞 撤回
cmd-kudos-mine = 我的积分和剩余额度
    .example = /点赞 我的
cmd-kudos-board = 积分排行
    .example = /点赞 排行 --期间 上个月

field-points = 积分

kudos-points = { $points } 分
kudos-post = 👏 { $giver } 给 { $who } 点赞，+{ $points } 分
kudos-post-each = 👏 { $giver } 给 { $who } 点赞，每人 +{ $points } 分
kudos-post-undone = { $giver } 撤回了给 { $who } 的点赞。
kudos-for-you = 👏 { $giver } 给你点赞，+{ $points } 分：
kudos-seen-in = 大家在 { $where } 都能看到。
kudos-given = 已给 { $who } 点赞，+{ $points } 分。
kudos-given-each = 已给 { $who } 点赞，每人 +{ $points } 分。
kudos-posted-in = 已发到 { $where }。
kudos-not-posted = 你的团队还没有频道，所以只私下告诉了对方。
kudos-left = { $month }你还能送出 { $left } 分（每月 { $allowance } 分）。
kudos-undo-button = 撤回
kudos-undone = 已撤回给 { $who } 的点赞，也告诉对方了。
kudos-lost = { $giver } 撤回了给你的 { $points } 分：

kudos-self = 点赞是给别人的，不能算上自己。
kudos-group = 点赞要点名到人，不能给整个群。
kudos-who-missing = 给谁点赞？
kudos-reason-missing = 请写一句为什么点赞，几个字就行。
kudos-points-whole = 「{ $bad }」不行：积分是一个整数，从 +1 起。
kudos-points-two = { $first } 还是 { $second }？积分只写一次就好。
kudos-points-taken = 「{ $bad }」不行：点赞只加分，不扣分。
kudos-over = 这次需要 { $total } 分，你{ $month }还剩 { $left } 分可送（每月 { $allowance } 分）。
kudos-undo-none = 没有可以撤回的点赞。
kudos-undo-twice = 这次点赞已经撤回过了。
kudos-undo-late = 点赞在 24 小时内可以撤回，这次已经超过了。

kudos-mine-title = { $month }我的点赞
kudos-mine-received = 收到
kudos-mine-received-value = { $points } 分，点赞 { $count } 次
kudos-mine-given = 送出
kudos-mine-left = 还能送
kudos-mine-left-value = { $left } / { $all } 分
kudos-mine-balance = 累计积分
kudos-mine-latest = 最近收到
kudos-mine-line = { $giver } · +{ $points } · { $reason }

kudos-board-title = { $period }点赞排行
kudos-board-empty = 还没有人收到点赞，来做第一个吧：
kudos-board-none = 那段时间没有人收到点赞。
kudos-board-posted = 排行已发到这里。
kudos-board-more = 另有 { $count } 人也收到了积分。
kudos-rank = 名次
