# 飞书卡片用语：表单按钮、填写提示、放不下的内容。

feishu-submit = 提交
feishu-choose = 请选择
feishu-hint-date = 如：昨天、下周五、12月31日
feishu-hint-time = 如：9:30、下午3点
feishu-hint-number = 如：1200、1.2万、12%
feishu-hint-person = 姓名，填「我」也行
feishu-hint-channel = #群名
feishu-hint-long = 最多 1000 字
feishu-filled-in = 已经填好，太长了，这里不再显示。
feishu-more = …还有 { $count } 行放不下
feishu-told-privately = 已私下回复你。
feishu-file = 文件收到了。请回复这条文件消息，说明用它做什么，例如「管理 假期 导入」。
