word-my = 我的
cmd-my = 我的团队、数据、待办和设置
    .example = /我的
cmd-my-show = 同上
    .example = /我的 查看
cmd-my-tz = 我的时区
    .example = /我的 时区 上海
cmd-my-lang = 我的语言
    .example = /我的 语言 简体中文
cmd-my-quiet = 我的免打扰时间
    .example = /我的 免打扰 20:00-09:00
cmd-my-link = 关联我在其他平台的账号
    .example = /我的 关联
cmd-my-inbox = 私信发到哪里
    .example = /我的 私信 这里
field-zone = 城市或时区
field-language = 语言
field-quiet = 免打扰时间
field-code = 另一个平台上的关联码
field-inbox = 发到这里，还是跟着我走

overview-link-code = 十分钟内，到另一个平台上发给我：{ $line }
overview-link-once = 只能用一次。谁输入了它，谁就和你合成同一个人，别给别人看。
overview-link-unknown = 没有「{ $bad }」这个关联码。关联码十分钟内有效，只能用一次。
overview-link-own = 这就是本账号的关联码，请到另一个平台上输入。
overview-link-sure = 这个关联码来自 { $platform } 上的 { $name }，是你本人吗？
overview-link-both = 确认后，两边的数据、积分和待办会归到同一个人名下，不能撤回。
overview-link-join = 是我，关联
overview-link-done = 这里的账号和 { $platform } 上的账号已合为一人：{ $name }。
overview-link-inbox = 私信发到你最近说话的平台；想固定在这里，发 { $line }。
overview-inbox-here = 这里
overview-inbox-last = 最近说话的平台
overview-inbox-now-here = 以后私信都发到这里。
overview-inbox-now-last = 以后私信发到你最近说话的平台。
platform-slack = Slack
platform-feishu = 飞书
platform-dingtalk = 钉钉
platform-local = 本地聊天

overview-title = { $name } · { $right }
overview-no-team = 你还没有加入团队。
overview-numbers = 我本月的数据
overview-number = { $name }：{ $value }
overview-number-of = { $name }：{ $value }，目标 { $target }
overview-not-yet = 还没有记录：{ $names }
overview-nothing-logged = 还没有记录
overview-items = 未完成的待办
overview-no-items = 没有未完成的待办。
overview-more = ……还有 { $count } 项：`/待办 列表`
overview-standup = 今天的站会
overview-standup-answered = { $team }：已回答
overview-standup-away = { $team }：你在休假
overview-standup-waiting = { $team }：等你回答
overview-standup-coming = { $team }：{ $at } 来问你
overview-standup-unasked = { $team }：今天没有问你，想写就发 `/站会`
overview-answer = 回答站会
overview-meeting = 下一场会议
overview-no-agenda = 还没有议程
overview-choices = 我的设置
overview-time = 我的时间
overview-zone-now = 你那里现在是 { $now }。
overview-zone-note = 站会提问、每日提醒和截止日期都按这个时间。
overview-language-now = 好，从现在起用{ $language }和你说话。
overview-language-unknown = 「{ $bad }」我还不会。可以选：{ $known }。
overview-quiet-now = { $begin } 到 { $end } 之间，定时触发的消息先替你留着。
overview-quiet-note = 有人找你，或特意定在这个时间的事，照常送到。
overview-quiet-off = 免打扰已关闭，提醒随时可能到。

overview-welcome = 欢迎使用点将
overview-hello-person = 我帮市场团队自己运转起来。{ $count ->
    [one] 还差一步：
   *[other] 先做这 { $count } 步：
}
overview-hello-channel = 大家好！我帮市场团队自己运转起来。{ $count ->
    [one] 还差一步：
   *[other] 先做这 { $count } 步：
}
overview-hello-member = 我帮团队自己运转起来。你可以：
overview-step-team = 建一个团队
    .why = 谁在一起工作，各做什么
overview-step-metrics = 采用指标
    .why = 各岗位现成的 KPI，也可以用 `/指标 定义` 自己建
overview-step-standup = 设置站会
    .why = 按各人的时间私下提问，汇总发到频道
overview-step-button = { $number } · { $what }
overview-who-may = 团队由经理来建，其余由组长来做。
overview-help = 发 { $help } 看看我都会什么。
overview-ready = 都设置好了：团队、指标、站会都有了。
overview-can-log = 记一个数：`/指标 记录 { $metric } 12`
overview-can-thank = 公开感谢同事：`/点赞 @小李 上线那天帮了大忙`
overview-can-my = 看自己的待办和数据，选语言、时区和免打扰时间：`/我的`
overview-can-help = 看全部功能：`/帮助`
overview-do-log = 记一个数
overview-do-thank = 感谢同事
overview-do-my = 我的
overview-do-help = 全部功能
