# 日期、時間和週期讀不懂或不成立時說的話。

date-unreadable = 「{ $bad }」我沒看懂，不像是日期。
date-left-over = 日期看懂了，但「{ $bad }」沒看懂。
date-past = 「{ $bad }」是{ $day }，已經過了。
date-past-time = 「{ $bad }」是{ $when }，已經過了。
date-future = 「{ $bad }」是{ $day }，還沒到呢。
date-mismatch = 「{ $bad }」裡的星期對不上：那天是{ $day }。
date-no-such-day = { $year }年沒有「{ $bad }」這一天。
date-no-such-lunar = 農曆裡找不到「{ $bad }」這一天。
date-no-such-figure = 「{ $figure }」不是一個確定的數。
date-short-month = 「{ $bad }」：那個月到{ $last }為止。
date-no-such-month = 沒有「{ $bad }」這個月份。
date-no-such-quarter = 沒有「{ $bad }」這一季，一年只有四季。
date-no-such-time = 沒有「{ $bad }」這個時間。
date-unclear-hour = 「{ $bad }」看不出是上午還是下午。
date-unclear-by = 「{ $bad }」可以是開始之前，也可以是結束之前。
date-order-month = 「{ $bad }」：這裡先寫月、後寫日，沒有這個月份。
date-order-day = 「{ $bad }」：這裡先寫日、後寫月，沒有這個月份。
date-far = 「{ $bad }」超出了我認得的年份。
date-no-holiday = 「{ $bad }」：行事曆裡接下來沒有假日。
date-too-few = 「{ $bad }」：沒有那麼多。
date-several-days = 「{ $bad }」有好幾天，是哪一天？
date-no-time = 這裡只要日期，「{ $bad }」還帶了時間。
date-needs-time = 幾點？「{ $bad }」沒有說清楚。

date-clock-unreadable = 「{ $bad }」我沒看懂，不像是時間。
date-duration-unreadable = 「{ $bad }」我沒看懂，不像是時間長度。
date-days-unreadable = 「{ $bad }」我沒看懂，不像是星期幾。
date-quiet-unreadable = 「{ $bad }」我沒看懂，勿擾時段要寫從幾點到幾點。
date-period-unreadable = 「{ $bad }」我沒看懂，不像是期間。
date-period-half = 「{ $bad }」：我按年、季、月、週計算，沒有半年。

date-example-due = 12月1日、下週三、週五17:00、三個工作天內
date-example-snooze = 2小時後、明天9:00、下週一
date-example-moment = 週五下午3點、明天9:30、12月1日14:00
date-example-day = 明天、下週一、12月1日
date-example-past = 昨天、上週五、兩天前
date-example-duration = 30分鐘、1個半小時、2天
date-example-clock = 09:30、下午3點
date-example-days = 工作日；週一到週五；週一、週三
date-example-quiet = 20:00-08:00
date-example-period = 2026-Q1、上個月、2026年1月
