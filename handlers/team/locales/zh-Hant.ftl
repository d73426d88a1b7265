word-team = 團隊
cmd-team = 看看我的團隊
    .example = /團隊
cmd-team-new = 新增團隊
    .example = /團隊 新增 成長組
cmd-team-add = 加成員
    .example = /團隊 加入 @小李 @小王 --職務 內容
cmd-team-lead = 指派組長
    .example = /團隊 組長 @小李
cmd-team-remove = 移出一位成員
    .example = /團隊 移除 @小李
cmd-team-leave = 離開團隊
    .example = /團隊 退出
cmd-team-show = 成員與職務
    .example = /團隊 檢視 成長組
cmd-team-bind = 把這個頻道設為團隊頻道
    .example = /團隊 綁定
cmd-team-tz = 團隊時區
    .example = /團隊 時區 台北
cmd-team-country = 團隊依哪裡的假日休息
    .example = /團隊 國家 新加坡
cmd-team-dayoff = 團隊自己的休息日
    .example = /團隊 休息日 2026-10-09 公司日
cmd-team-colours = 團隊證書的配色
    .example = /團隊 顏色 紅
field-colours = 配色

team-made = 「{ $team }」建好了，你是組長。
team-made-next = 接下來：用 `/團隊 加入` 邀人，再到你們的頻道傳 `/團隊 綁定`。
team-next-standup = 設定站會
team-exists = 已經有叫「{ $name }」的團隊了。
team-none-yet = 你還沒有團隊。
team-which = 是哪個團隊？{ $known }。
team-unknown = 沒有「{ $bad }」這個團隊，目前有：{ $known }。
team-added = { $many ->
    [1] { $who } 已加入{ $team }。
   *[other] { $who } 都已加入{ $team }。
}
team-added-as = { $many ->
    [1] { $who } 已加入{ $team }，職務：{ $role }。
   *[other] { $who } 都已加入{ $team }，職務：{ $role }。
}
team-role-now = { $many ->
    [1] { $who } 在{ $team }的職務改為：{ $role }。
   *[other] { $who } 在{ $team }的職務都改為：{ $role }。
}
team-there = { $many ->
    [1] { $who } 本來就在{ $team }裡。
   *[other] { $who } 本來就都在{ $team }裡。
}
team-you-added = { $by } 把你加進了{ $team }，歡迎！
team-you-added-as = { $by } 把你加進了{ $team }，職務：{ $role }。歡迎！
team-leads-now = { $who } 現在是{ $team }的組長。
team-you-lead = { $by } 請你擔任{ $team }的組長。
team-removed = { $who } 已離開{ $team }。
team-left = 你已離開{ $team }。
team-not-in = { $who } 不在{ $team }裡。
team-bound = { $channel } 現在是{ $team }的頻道，團隊的訊息都發在這裡。
team-bind-where = 請到團隊的頻道裡傳 { $example }。
team-lead-only = 這件事要由{ $team }的組長來做。
team-lead-all = 這件事要由經理來做，或由同時帶{ $team }的人來做。
team-lead-part = 這件事要由{ $team }其中一個團隊的組長來做。
team-not-together = { $team }還沒有聯合目標。
team-together-most = 一個聯合目標最多由 { $limit } 個團隊共同承擔。
team-members-only = 這是{ $team }成員才能看的。
team-not-self = 不能指派自己當組長。
team-not-for = 你可以替自己和自己帶的成員操作，不能替 { $who }。
team-not-seen = { $who } 的數據只有同組的人能看。
team-title = { $team } · { $count } 人
team-line = { $team }：{ $count } 人
team-who = 姓名
team-role = 職務
team-place = 身分
team-lead = 組長
team-duties = 職務內容
team-size = 規模
team-channels = 訊息發到 { $channels }。
team-no-channel = 還沒有頻道：到團隊的頻道裡傳 `/團隊 綁定`。
team-zone = 團隊時間：{ $zone }。
team-zone-now = { $team } 現在是 { $now }。
team-zone-note = 每月檢查依這個時間。站會提問和每日提醒仍依各人自己的時區：`/我的 時區`。
team-titles = 稱號
team-colours = 配色
team-colours-now = { $team }的證書從現在起用{ $colours }。
team-certificate-sample = 榮譽證書
team-certificate-award = 看起來是這樣
team-colours-red = 朱紅
team-colours-orange = 橘色
team-colours-green = 松綠
team-colours-blue = 靛藍
team-colours-purple = 絳紫
team-colours-grey = 墨灰
team-size-reports = 有組長直接帶超過 7 人：可以增設小組長，或改用矩陣管理。
team-size-small = 目前 { $count } 人，起步階段 5～8 人比較合適。
team-size-growing = 目前 { $count } 人，已超過起步的 5～8 人；業務驗證之後再擴編，別太早。
team-size-large = 目前 { $count } 人，成熟期每組 15～20 人為宜，建議依業務線拆分。

team-channel-archived = 我沒辦法再往 { $channel } 發訊息了：頻道已封存或解散。請恢復它，或在接替它的頻道輸入 `/團隊 綁定`。
team-channel-removed = 我沒辦法再往 { $channel } 發訊息了：我不在裡面。請重新邀請我。
team-person-left = 我聯絡不上 { $who } 了：帳號已停用，或是我看不到。如果對方已經離開，請用 `/團隊 移除` 移出團隊。
team-person-closed = 我沒辦法傳訊息給 { $who }：對方不接收我的訊息，或不在應用程式的可用範圍內。請問問本人，或聯絡管理應用程式的同事。
team-unreachable-kept = 沒送到的訊息都留著，管理員可以用 { $command } 重傳。

role-none = –
role-analyst = 市場分析專員
    .duties = 產業、競品與使用者行為分析
role-content = 內容創意企劃
    .duties = 文案、影片、圖文，與各部門協作
role-channel = 通路營運經理
    .duties = 線上線下投放、監測、ROI
role-customer = 客戶關係專員
    .duties = 顧客生命週期、客訴與回饋、忠誠度、危機處理
role-sales = 業務
    .duties = 把名單變成訂單：成交率與客單價
team-day-change = 做什麼
team-day-details = 日期與名稱
team-day-change-list = 列出
team-day-change-add = 新增一天
team-day-change-remove = 移除一天
team-country-now = { $team } 現在依 { $country } 的假日休息。
team-country-none = { $team } 現在依組織的假日休息。
team-country-next = 下一個：{ $day } { $name }。
team-country-note = 站會、提醒、上班日計算和每月檢查都依它。組織自己的休息日照常有效；用 /我的 國家 選過的人不變。
team-day-works = { $day } 是 { $team } 的上班日。
team-day-off = { $day } 是 { $team } 的休息日。
team-day-name = （{ $name }）
team-day-undo = 收回
team-day-again-works = { $day } 依行事曆又是 { $team } 的上班日。
team-day-again-off = { $day } 依行事曆是 { $team } 的休息日。
team-days = { $team } 自己的日子
team-days-none = 之後沒有。
team-day-kind-works = 上班日
team-day-kind-off = 休息
team-day-which = 哪一天？
team-day-not-own = { $day } 不是 { $team } 自訂的日子。
