# 钉钉自己的话：卡片之外还要说的几句。

dingtalk-name = 点将
dingtalk-back = 上一步
dingtalk-cancel = 取消
dingtalk-more = ……后面还有，钉钉这里放不下了。
dingtalk-choices-more = 还有别的可选，直接写出来就行。
dingtalk-told-privately = 已私聊回复你。
dingtalk-not-privately = 刚才没能给你发私聊，请直接在和我的私聊里问。
dingtalk-send-again = 你刚发的内容我没能收下，什么都没有保存。请过几分钟再发一次。
dingtalk-unsure = 刚才我这边出了点问题，不确定有没有收下你发的内容。请看一下，没有的话再发一次。
dingtalk-file-kept = 已收到 { $name }。现在请发用到它的命令，比如 { $example }。
dingtalk-used-up = 钉钉这个月不再接收贵组织应用发的消息：接口调用量已经用完（90020）。提醒和群消息先存着，私聊里我照常回答。管理员可以在开发者后台「资源管理」里加购，之后我会自动继续。
dingtalk-page = 打开我的选票
dingtalk-typed = 这里没有投票页面，而点链接会把你的选择作为消息发出。你可以在这个私聊里输入，例如 { $example }：它会留在聊天记录里，你看得到，钉钉的管理员也可能看到。我这里什么都不留。
