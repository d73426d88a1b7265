# Words of DingTalk's own: what a message there needs besides a card's words.

dingtalk-name = Muster
dingtalk-back = Back
dingtalk-cancel = Cancel
dingtalk-more = … There is more than DingTalk has room for here.
dingtalk-choices-more = There are more to choose from: write the one you mean.
dingtalk-told-privately = I answered you privately.
dingtalk-not-privately = I could not write to you privately just now. Please ask me in our private chat.
dingtalk-send-again = I could not take in what you sent just now, and nothing of it was stored. Please send it again in a few minutes.
dingtalk-unsure = Something went wrong on my side, and I cannot tell whether I took in what you sent just now. Please look, and send it again if it is not there.
dingtalk-file-kept = I have { $name }. Now write the command it is for, such as { $example }.
dingtalk-used-up = DingTalk takes no more messages from your organisation’s apps this month: its allowance is used up (90020). Reminders and posts wait; in a private chat I still answer. An administrator can buy more in the developer console, under resource management; I go on by myself then.
dingtalk-page = Open my ballot
dingtalk-typed = There is no page to vote on here, and a link would send your choice as a message. You can type it in this chat, such as { $example }: then it stands here, where you read it, and so could whoever administers DingTalk. I keep nothing of it.
