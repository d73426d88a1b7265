# Words of Feishu's cards: the form's button and hints, what a card has no room for.

feishu-submit = Submit
feishu-choose = Choose
feishu-hint-date = such as yesterday, next Friday, 31 Dec
feishu-hint-time = such as 9:30 or 3pm
feishu-hint-number = such as 1200, 1.2k or 12%
feishu-hint-person = a name, or “me”
feishu-hint-channel = #channel
feishu-hint-long = up to 1,000 characters
feishu-filled-in = Filled in already, too long to show here.
feishu-more =
    { $count ->
        [one] … and one more line there is no room for
       *[other] … and { $count } more lines there is no room for
    }
feishu-told-privately = I answered you privately.
feishu-file = Got the file. Now reply to it with what it is for, such as “admin holidays import”.
