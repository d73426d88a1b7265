cmd-kpi-board = 在本群放看板
    .example = /指标 看板
job-board-refresh = 看板更新

field-turn = 开或关

board-made = { $team }的看板放好了，数据有变化会就地更新。置顶它，随时都能看到。
board-moved = { $team }的看板移到这里，之前那张不再更新。
board-goes-on = { $team }的看板移到下面了。
board-ended = { $team }的看板已撤下，数据仍然可以查看。
board-empty = 本月还没有数据，记了就会出现在这里。
board-as-of = 截至 { $at }，会自动更新。
board-more = 完整列表里还有 { $count } 项。
board-all = 全部数据
board-off = 撤下
board-where = 看板要放在群里，请在群里说这句话。
board-none = 这个群里没有看板。
board-turn-off = 撤下
