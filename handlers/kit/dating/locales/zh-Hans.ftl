# 日期、时间和周期读不懂或不成立时说的话。

date-unreadable = 「{ $bad }」我没读懂，不像是日期。
date-left-over = 日期读懂了，但「{ $bad }」没读懂。
date-past = 「{ $bad }」是{ $day }，已经过去了。
date-past-time = 「{ $bad }」是{ $when }，已经过去了。
date-future = 「{ $bad }」是{ $day }，还没到呢。
date-mismatch = 「{ $bad }」里的星期对不上：那天是{ $day }。
date-no-such-day = { $year }年没有「{ $bad }」这一天。
date-no-such-lunar = 农历里找不到「{ $bad }」这一天。
date-no-such-figure = 「{ $figure }」不是一个确定的数。
date-short-month = 「{ $bad }」：那个月到{ $last }为止。
date-no-such-month = 没有「{ $bad }」这个月份。
date-no-such-quarter = 没有「{ $bad }」这个季度，一年只有四个。
date-no-such-time = 没有「{ $bad }」这个时间。
date-unclear-hour = 「{ $bad }」分不清是上午还是下午。
date-unclear-by = 「{ $bad }」可以是开始之前，也可以是结束之前。
date-order-month = 「{ $bad }」：这里先写月、后写日，没有这个月份。
date-order-day = 「{ $bad }」：这里先写日、后写月，没有这个月份。
date-far = 「{ $bad }」超出了我认得的年份。
date-no-holiday = 「{ $bad }」：日历里接下来没有节假日。
date-too-few = 「{ $bad }」：没有那么多。
date-several-days = 「{ $bad }」有好几天，是哪一天？
date-no-time = 这里只要日期，「{ $bad }」还带了时间。
date-needs-time = 几点？「{ $bad }」没说清楚。

date-clock-unreadable = 「{ $bad }」我没读懂，不像是时间。
date-duration-unreadable = 「{ $bad }」我没读懂，不像是时长。
date-days-unreadable = 「{ $bad }」我没读懂，不像是星期几。
date-quiet-unreadable = 「{ $bad }」我没读懂，免打扰时段要写从几点到几点。
date-period-unreadable = 「{ $bad }」我没读懂，不像是周期。
date-period-half = 「{ $bad }」：我按年、季度、月、周来算，没有半年。

date-example-due = 12月1日、下周三、周五17:00、三个工作日内
date-example-snooze = 2小时后、明天9:00、下周一
date-example-moment = 周五下午3点、明天9:30、12月1日14:00
date-example-day = 明天、下周一、12月1日
date-example-past = 昨天、上周五、两天前
date-example-duration = 30分钟、1个半小时、2天
date-example-clock = 09:30、下午3点
date-example-days = 工作日；周一到周五；周一、周三
date-example-quiet = 20:00-08:00
date-example-period = 2026-Q1、上个月、2026年1月
