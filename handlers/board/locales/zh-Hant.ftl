cmd-kpi-board = 在此頻道放看板
    .example = /指標 看板
job-board-refresh = 看板更新

field-turn = 開或關

board-made = { $team }的看板放好了，數據有變動會就地更新。釘選它，隨時都看得到。
board-moved = { $team }的看板移到這裡，先前那張不再更新。
board-goes-on = { $team }的看板移到下方了。
board-ended = { $team }的看板已撤下，數據仍然可以查看。
board-empty = 本月還沒有數據，記了就會出現在這裡。
board-as-of = 截至 { $at }，會自動更新。
board-more = 完整清單裡還有 { $count } 項。
board-all = 全部數據
board-off = 撤下
board-where = 看板要放在頻道裡，請到頻道裡說這句話。
board-none = 這個頻道沒有看板。
board-turn-off = 撤下
