# 釘釘自己的話：卡片之外還要說的幾句。

dingtalk-name = 點將
dingtalk-back = 上一步
dingtalk-cancel = 取消
dingtalk-more = ……後面還有，釘釘這裡放不下了。
dingtalk-choices-more = 還有其他選項，直接寫出來就可以。
dingtalk-told-privately = 已私訊回覆你。
dingtalk-not-privately = 剛才沒能私訊你，請直接在和我的私訊裡問。
dingtalk-send-again = 你剛才傳的內容我沒能收下，什麼都沒有儲存。請過幾分鐘再傳一次。
dingtalk-unsure = 剛才我這邊出了點問題，不確定有沒有收下你傳的內容。請看一下，沒有的話再傳一次。
dingtalk-file-kept = 已收到 { $name }。現在請傳用到它的指令，例如 { $example }。
dingtalk-used-up = 釘釘這個月不再接收貴組織應用程式傳的訊息：介面呼叫量已經用完（90020）。提醒和群組訊息先存著，私訊裡我照常回答。管理員可以在開發者後台「資源管理」加購，之後我會自動繼續。
dingtalk-page = 開啟我的選票
dingtalk-typed = 這裡沒有投票頁面，而點連結會把你的選擇當成訊息傳出。你可以在這個私訊裡輸入，例如 { $example }：它會留在聊天記錄裡，你看得到，釘釘的管理員也可能看到。我這裡什麼都不留。
