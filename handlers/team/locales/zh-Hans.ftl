word-team = 团队
cmd-team = 看看我的团队
    .example = /团队
cmd-team-new = 新建团队
    .example = /团队 新建 增长组
cmd-team-add = 加成员
    .example = /团队 添加 @小李 @小王 --岗位 内容
cmd-team-lead = 任命组长
    .example = /团队 组长 @小李
cmd-team-remove = 移出一位成员
    .example = /团队 移除 @小李
cmd-team-leave = 退出团队
    .example = /团队 退出
cmd-team-show = 成员和岗位
    .example = /团队 查看 增长组
cmd-team-bind = 把本频道设为团队频道
    .example = /团队 绑定
cmd-team-tz = 团队时区
    .example = /团队 时区 上海
cmd-team-country = 团队按哪里的节假日休息
    .example = /团队 国家 新加坡
cmd-team-dayoff = 团队自己的休息日
    .example = /团队 休息日 2026-10-09 公司日
cmd-team-colours = 团队证书的配色
    .example = /团队 颜色 红
field-colours = 配色

team-made = 「{ $team }」建好了，你是组长。
team-made-next = 接下来：用 `/团队 添加` 拉人，再到你们的频道里发 `/团队 绑定`。
team-next-standup = 设置站会
team-exists = 已经有叫「{ $name }」的团队了。
team-none-yet = 你还没有团队。
team-which = 是哪个团队？{ $known }。
team-unknown = 没有「{ $bad }」这个团队，现有：{ $known }。
team-added = { $many ->
    [1] { $who } 已加入{ $team }。
   *[other] { $who } 都已加入{ $team }。
}
team-added-as = { $many ->
    [1] { $who } 已加入{ $team }，岗位：{ $role }。
   *[other] { $who } 都已加入{ $team }，岗位：{ $role }。
}
team-role-now = { $many ->
    [1] { $who } 在{ $team }的岗位改为：{ $role }。
   *[other] { $who } 在{ $team }的岗位都改为：{ $role }。
}
team-there = { $many ->
    [1] { $who } 本来就在{ $team }里。
   *[other] { $who } 本来就都在{ $team }里。
}
team-you-added = { $by } 把你加进了{ $team }，欢迎！
team-you-added-as = { $by } 把你加进了{ $team }，岗位：{ $role }。欢迎！
team-leads-now = { $who } 现在是{ $team }的组长。
team-you-lead = { $by } 请你担任{ $team }的组长。
team-removed = { $who } 已离开{ $team }。
team-left = 你已退出{ $team }。
team-not-in = { $who } 不在{ $team }里。
team-bound = { $channel } 现在是{ $team }的频道，团队的消息都发在这里。
team-bind-where = 请到团队的频道里发 { $example }。
team-lead-only = 这件事要由{ $team }的组长来做。
team-lead-all = 这件事要由经理来做，或由同时带{ $team }的人来做。
team-lead-part = 这件事要由{ $team }当中一个团队的组长来做。
team-not-together = { $team }还没有联合目标。
team-together-most = 一个联合目标最多由 { $limit } 个团队共担。
team-members-only = 这是{ $team }成员才能看的。
team-not-self = 不能任命自己当组长。
team-not-for = 你可以替自己和自己带的成员操作，不能替 { $who }。
team-not-seen = { $who } 的数据只有同组的人能看。
team-title = { $team } · { $count } 人
team-line = { $team }：{ $count } 人
team-who = 姓名
team-role = 岗位
team-place = 身份
team-lead = 组长
team-duties = 岗位职责
team-size = 规模
team-channels = 消息发到 { $channels }。
team-no-channel = 还没有频道：到团队的频道里发 `/团队 绑定`。
team-zone = 团队时间：{ $zone }。
team-zone-now = { $team } 现在是 { $now }。
team-zone-note = 每月检查按这个时间。站会提问和每日提醒仍按各人自己的时区：`/我的 时区`。
team-titles = 称号
team-colours = 配色
team-colours-now = { $team }的证书从现在起用{ $colours }。
team-certificate-sample = 荣誉证书
team-certificate-award = 看起来是这样
team-colours-red = 朱红
team-colours-orange = 橙色
team-colours-green = 松绿
team-colours-blue = 靛蓝
team-colours-purple = 绛紫
team-colours-grey = 墨灰
team-size-reports = 有组长直接带超过 7 人：可以增设小组长，或改用矩阵管理。
team-size-small = 现在 { $count } 人，起步阶段 5～8 人比较合适。
team-size-growing = 现在 { $count } 人，已超过起步的 5～8 人；业务验证之后再扩，别过早扩张。
team-size-large = 现在 { $count } 人，成熟期每组 15～20 人为宜，建议按业务线拆分。

team-channel-archived = 我没法再往 { $channel } 发消息了：频道已归档或解散。请恢复它，或者在接替它的频道里输入 `/团队 绑定`。
team-channel-removed = 我没法再往 { $channel } 发消息了：我不在里面。请重新邀请我。
team-person-left = 我联系不上 { $who } 了：账号已停用，或者我看不到。如果 TA 已经离开，请用 `/团队 移除` 移出团队。
team-person-closed = 我没法给 { $who } 发消息：对方不接收我的消息，或者不在应用的可用范围内。请问问本人，或联系管理应用的同事。
team-unreachable-kept = 没送到的消息都留着，管理员可以用 { $command } 重发。

role-none = –
role-analyst = 市场分析专员
    .duties = 行业、竞品和用户行为分析
role-content = 内容创意策划
    .duties = 文案、视频、图文，与各部门协作
role-channel = 渠道运营经理
    .duties = 线上线下投放、监测、ROI
role-customer = 客户关系专员
    .duties = 客户生命周期、投诉与反馈、忠诚度、危机处理
role-sales = 销售
    .duties = 把线索变成订单：成单率与客单价
team-day-change = 做什么
team-day-details = 日期和名称
team-day-change-list = 列出
team-day-change-add = 添加一天
team-day-change-remove = 移除一天
team-country-now = { $team } 现在按 { $country } 的节假日休息。
team-country-none = { $team } 现在按组织的节假日休息。
team-country-next = 下一个：{ $day } { $name }。
team-country-note = 站会、提醒、工作日计算和每月检查都按它来。组织自己的休息日照常有效；用 /我的 国家 选过的人不变。
team-day-works = { $day } 是 { $team } 的工作日。
team-day-off = { $day } 是 { $team } 的休息日。
team-day-name = （{ $name }）
team-day-undo = 撤回
team-day-again-works = { $day } 按日历又是 { $team } 的工作日。
team-day-again-off = { $day } 按日历是 { $team } 的休息日。
team-days = { $team } 自己的日子
team-days-none = 之后没有。
team-day-kind-works = 工作日
team-day-kind-off = 休息
team-day-which = 哪一天？
team-day-not-own = { $day } 不是 { $team } 自定的日子。
