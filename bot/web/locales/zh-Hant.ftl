# Words of the pages behind links of one's own.

web-page-unknown = 這個連結無效。請完整開啟我傳給你的那一個。
web-page-used = 這裡沒有要做的了：已經投過，或時間已過。
web-page-choose = 請先選一位。
web-page-send = 投票
