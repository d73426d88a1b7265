# 通用用语：提示、提问、帮助、权限。

kit-busy = 我这会儿忙不过来，什么都没有保存，请再发一次。
kit-failed = 我这边出了点问题（{ $id }），什么都没有保存；管理员可以按这个编号查日志。
kit-not-posted = 你刚才做的已经保存，但没能发到 { $channel }。如果我不在里面，请先邀请我，再请管理员用 { $command } 重发。
kit-together = { $count } 条消息，一起发给你
kit-not-active = 你在这里的账号已停用。如有误会，请联系管理员。
kit-foreign = 我只为本企业的同事服务，这里不便提供内容。请联系对方企业的同事。
kit-right-missing = 这需要「{ $right }」权限，你目前没有。
kit-example = 例如：{ $example }
kit-secret-done = 好了。内容只保存在该在的地方。
kit-secret-refused = 刚才那条没有办成，请再发一次。

kit-file-large = { $name } 太大，这里发不了。请分几次导出。
kit-file-refused = 我在这里没有发文件的权限，{ $name } 没能发出。请管理员运行 `muster doctor` 看看怎么补，然后再来一次。
kit-file-unmade = { $name } 没能做出来，请再来一次。

kit-word-unknown = 没有 { $bad } 这个命令。发 { $help } 看看我会什么。
kit-word-near = 没有 { $bad } 这个命令。你是想用 { $near } 吗？
kit-verb-unknown = { $word } 不认识「{ $bad }」。发 { $help } 看看它会什么。
kit-verb-near = { $word } 不认识「{ $bad }」。你是想用 { $near } 吗？
kit-not-understood = 这句我没看懂。发 { $help } 看看我会什么。
kit-not-understood-near = 这句我没看懂。你是想用 { $near } 吗？

kit-left-over = 「{ $bad }」我没看懂。
kit-empty = 这里还缺点内容。
kit-too-long = 太长了，最多 { $limit } 个字。
kit-ref = 「{ $bad }」不是编号，编号是这样的：{ $example }。
kit-choice = 「{ $bad }」不在可选范围内，可选：{ $known }。
kit-option-twice = { $bad } 写了两次。
kit-option-empty = { $bad } 后面没有内容。
kit-option-near = 没有 { $bad } 这个选项。你是想用 { $near } 吗？
kit-option-unknown = { $command } 没有 { $bad } 这个选项。
kit-channel-unknown = 找不到频道「{ $bad }」，或者我还不在里面。
kit-person-unknown = 找不到「{ $bad }」。
kit-person-near = 找不到「{ $bad }」。你说的是 { $near } 吗？
kit-person-two = 有两位都叫「{ $bad }」，请用 @ 点名。

kit-zone-unknown = 没找到「{ $bad }」这个地方。写城市名或时区名都可以。
kit-zone-near = 没找到「{ $bad }」这个地方。你是说 { $near } 吗？
kit-zone-several = 「{ $bad }」不止一个时区。你在哪座城市？

kit-ask = { $field }？
kit-one-line = 一句话搞定：{ $example }
kit-taken-as = 已作为「{ $command }」的回答。
kit-cancelled = 好，「{ $command }」不继续了。
kit-first-question = 这已经是第一个问题了。
kit-nothing-open = 现在没有等你回答的问题。
kit-form-gone = 这张表单已经关闭，请重新打开。

kit-help-title = 我能帮你做什么
kit-help-word = { $word } — { $what }
kit-help-more = 在任何命令后加「帮助」就能看到例子，比如 `/指标 帮助`。私聊时可以不写斜杠。
kit-help-reserved = { $words } 在这里归聊天软件自己用，请写 { $example }；中文命令前面也要加 /muster，比如 `/muster 待办`。
kit-help-options = --日期 这类选项放在最后，先后不限。数字和日期照平时说就行：1.2万、12%、下周五。
kit-target = 目标
kit-yes = 是
kit-no = 否
kit-none = 无
kit-forgotten = —

right-member = 成员
right-hr = 人事
right-lead = 组长
right-manager = 经理
right-admin = 管理员

field-who = 谁
field-for = 替谁
field-date = 日期
field-note = 备注
field-team = 团队
field-name = 名称
field-period = 周期
field-value = 数值
field-channel = 频道
field-due = 截止
field-what = 做什么
field-text = 内容
field-reason = 理由
field-id = 编号
field-until = 到哪天
field-role = 岗位
field-title = 标题
field-at = 时间
weekday-0 = 周一
weekday-1 = 周二
weekday-2 = 周三
weekday-3 = 周四
weekday-4 = 周五
weekday-5 = 周六
weekday-6 = 周日
kit-country-unknown = 没找到「{ $bad }」这个国家或地区，或者不知道它的节假日。
kit-country-near = 没找到「{ $bad }」。你是说 { $near } 吗？
kit-certificate-award = 奖项
kit-certificate-who = 获奖人
kit-photo = 图片
kit-file-not-text = 文件读不出来：不是 UTF-8 或 GB 18030 文本。
kit-file-date = 第 { $line } 行：「{ $bad }」不是 2026-10-09 这样的日期。什么都没有保存。
kit-leave-days = 哪几天
kit-leave-from = 第一天
kit-leave-now = 请假到{ $until }，含当天。这期间不提问，也不会点你的名。
kit-leave-today = 今天（{ $day }）请假。今天不提问，也不会点你的名。
kit-leave-now-open = 已记为请假，发 `/我的 销假` 就恢复。这期间不提问，也不会点你的名。
kit-leave-planned = 记下了：{ $days }请假。那几天不提问，也不会点你的名；假期结束后自动恢复，不用再说。
kit-leave-span = { $first }到{ $last }
kit-leave-open = { $first }起，到你销假为止
kit-leave-back = 欢迎回来！之后照常提问。
kit-leave-next = 你的下一个假期：{ $days }。
kit-leave-answer-today = 补填今天的
kit-leave-not-away = 你现在没有请假。
kit-leave-none = 你没有安排假期。
kit-leave-how = 用 `/我的 请假 --从 2026-12-24 --到 2026-12-28` 提前安排，或者把日历文件附在 `/我的 假期 导入` 后面。
kit-leave-line = { $days } · { $count } 个工作日
kit-leave-more = 还有 { $count } 个。
kit-leave-cancel = 取消 { $day }
kit-leave-cancelled = 已取消：{ $days }。那几天照常提问。
kit-leave-which = 取消哪个假期？说其中任意一天就行。
kit-leave-not-on = 你{ $day }没有请假。
kit-leave-backwards = 这样要到{ $last }才结束，长达半年以上。真是这个意思的话，请写上年份。
kit-leave-file = 请附上日历文件（iCalendar，.ics），或者 CSV 文件（每行一个假期：第一天,最后一天）。
kit-leave-file-all = 请附上写有姓名的日历文件（iCalendar，.ics），或者 CSV 文件（每行一个假期：姓名或邮箱,第一天,最后一天）。
kit-leave-file-empty = 文件里没有假期。
kit-leave-file-long = 超过 { $limit } 行，不像是请假表。
kit-leave-file-called = 文件里没有哪个全天日程叫「请假」「休假」「年假」「病假」之类。请这样命名，或者用 CSV 写日期。
kit-leave-file-backwards = 第 { $line } 行：结束日期早于开始日期。什么都没有保存。
kit-leave-imported = { $count ->
    [0] 文件里的假期都已经过去了。
   *[other] 已记下 { $count } 个假期。
}
kit-leave-imported-all = { $people ->
    [0] 文件里没有以后的假期。
   *[other] 已记下 { $people } 个人的假期。
}
kit-leave-who = { $who }：{ $days }
kit-leave-unknown-head = 已略过
kit-leave-unknown = 这些找不到对应的人：{ $names }。
kit-leave-left-out = 有 { $count } 条不是全天假期，或者是重复日程，已略过。
kit-leave-past = 有 { $count } 个假期已经过去，已略过。
kit-leave-nobody = 没有人在休假，也没有人安排假期。
