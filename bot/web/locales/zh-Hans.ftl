# Words of the pages behind links of one's own.

web-page-unknown = 这个链接无效。请完整打开我发给你的那一个。
web-page-used = 这里没有要做的了：已经投过，或时间已过。
web-page-choose = 请先选一位。
web-page-send = 投票
