# 飛書卡片用語：表單按鈕、填寫提示、放不下的內容。

feishu-submit = 送出
feishu-choose = 請選擇
feishu-hint-date = 如：昨天、下週五、12月31日
feishu-hint-time = 如：9:30、下午3點
feishu-hint-number = 如：1200、1.2萬、12%
feishu-hint-person = 姓名，填「我」也可以
feishu-hint-channel = #群組名稱
feishu-hint-long = 最多 1000 字
feishu-filled-in = 已經填好，太長了，這裡不再顯示。
feishu-more = …還有 { $count } 行放不下
feishu-told-privately = 已私下回覆你。
feishu-file = 檔案收到了。請回覆這則檔案訊息，說明要拿來做什麼，例如「管理 假日 匯入」。
