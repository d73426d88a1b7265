"""What people type for dates: `value = phrase | phrase`, seen on Thursday 26 November 2026, 9:30 in Shanghai."""

from __future__ import annotations

ENGLISH = """
2026-11-26 = today | EOD | Thanksgiving | tonight | Thursday | midnight | by end of day | by close of business
2026-11-26 = today EOD | later today | end of today | Thurs | Nov 26 | 11/26 | Thursday Nov 26 | this Thursday
2026-11-26 = in 0 days
2026-11-26 10:00 = in half an hour | half an hour
2026-11-26 10:15 = in 45 minutes
2026-11-26 10:30 = in 1 hour | within an hour
2026-11-26 11:00 = in 1h30 | in an hour and a half | 90 minutes | 1h30 | 1h 30m
2026-11-26 11:30 = 2h | within 2 hours | two hours
2026-11-26 12:00 = noon | by noon | before noon
2026-11-26 13:00 = 13pm
2026-11-26 17:00 = Thursday 5pm | before 5pm | 5 pm | 5pm | 17:00 | today 5pm | Nov 26 5pm
2026-11-26 17:30 = 5:30pm | 5.30pm
2026-11-26 20:00 = tonight at 8
2026-11-26 21:00 = tonight 9pm
2026-11-27 = tomorrow | tmr | by Friday | this Friday | end of week | EOW | EOD Friday | by COB tomorrow
2026-11-27 = last Friday of the month | before the weekend | by the weekend | Black Friday | no later than Fri
2026-11-27 = before next week | end of day tomorrow | tomorrow eod | this week | by this week
2026-11-27 = by the end of this week | by end of business Friday | COB Friday | Friday evening | Friday EOD
2026-11-27 = Friday the 27th | Friday 27th | Fri 27 Nov | within the week | within this week | Friday by EOD
2026-11-27 = EOD on Friday | coming Friday | by tomorrow | by tomorrow EOD
2026-11-27 08:00 = 8am
2026-11-27 08:45 = quarter to 9 am
2026-11-27 09:00 = tomorrow 9am | at 9
2026-11-27 09:30 = friday, 9:30 am | half past nine | within 24 hours
2026-11-27 10:00 = tomorrow 10am
2026-11-27 12:00 = tomorrow morning | Friday noon | tomorrow at noon | tomorrow noon | noon tomorrow | Friday by noon
2026-11-27 17:00 = Fri 5pm | Friday 17:00 | 5pm tomorrow | tomorrow at 5 in the afternoon
2026-11-27 17:00 = Friday, 27 November 2026 at 17:00 | Friday - 5pm
2026-11-27 18:00 = by tmr 6pm
2026-11-28 = the day after tomorrow | Saturday | day after tomorrow | by Sat
2026-11-28 10:00 = the day after tomorrow at 10am
2026-11-29 = in 3 days | 3 days from now | this weekend | Sunday night | in three days' time | in 3 days time
2026-11-29 = within the next 3 days | 3d
2026-11-29 10:00 = Sun 10:00
2026-11-30 = end of month | by end of November | Nov 30 | 30 Nov | Nov. 30th | 30th of November | the 30th
2026-11-30 = 30th November 2026 | Monday, Nov 30 | 11/30/2026 | by EOB Monday | by month end | EOM
2026-11-30 = last day of the month | last working day of the month | within the month | at the end of the month
2026-11-30 = by the end of the month | start of next week | before December | before next month
2026-11-30 = before the end of the month | this coming Monday | the coming Monday | Cyber Monday
2026-11-30 09:00 = next Monday 9:00 | Monday next week at 9
2026-11-30 12:00 = Monday morning
2026-11-30 17:00 = Mon Nov 30 17:00 | Nov 30 at 5pm | 5pm on Nov 30 | Nov 30, 5 pm | 11/30 17:00 | 2026-11-30 17:00
2026-12-01 = Dec 1 | 1 Dec | December 1st | 2026-12-01 | 12/1 | 2026/12/1 | within 3 working days | in 3 business days
2026-12-01 = next Tuesday (Dec 1) | Tuesday Dec 1 | Tue, 1 December 2026 | first working day of next month
2026-12-01 = 3 working days | 1st Dec | the 1st of December | first of December | December first | 12/1 (Tue)
2026-12-01 = 2026.12.01 | 12-01
2026-12-01 09:00 = 2026-12-01T09:00
2026-12-01 15:00 = Tues 3pm
2026-12-01 17:00 = 2026-12-01T09:00+00:00
2026-12-02 = weds | Wednesday 2 December | 2nd Dec
2026-12-03 = in a week | in 5 working days | within five business days | 5 business days from now
2026-12-03 = one week from today
2026-12-03 09:00 = Thursday 9am
2026-12-04 = a week from tomorrow
2026-12-04 = next week | next Friday | a week from Friday | Friday next week | next week Friday | Friday, Dec 4
2026-12-04 = Dec. 4 | 4 Dec 2026 | 4-Dec-2026 | December 4th, 2026 | by 4 December | Dec 4 (Fri) | end of next week
2026-12-04 17:00 = Fri, Dec 4 @ 5pm | next friday at 5 p.m.
2026-12-05 = until Dec 5 | no later than Dec 5 | Dec 5 at the latest | latest Dec 5
2026-12-06 = next weekend | 10 days
2026-12-07 = first Monday of next month | a week from Monday
2026-12-10 = in two weeks | within two weeks | in a fortnight | two weeks from now | in the next two weeks | 2w
2026-12-11 = week after next
2026-12-12 = Double 12
2026-12-15 = mid-month | the 15th | 15th of next month | by 12/15 | due 12/15 | mid-December | mid next month
2026-12-17 = third Thursday of December | 3 weeks
2026-12-24 = before Christmas | Christmas Eve
2026-12-25 = the last Friday of December | Christmas | by Christmas | next Christmas
2026-12-26 = 1 month | within a month | Boxing Day
2026-12-31 = next month | end of Q4 | year-end | December | end of year | end of the year | end of the quarter
2026-12-31 = quarter end | end of December | end of next month | EOQ | EOY | before New Year | New Year's Eve
2026-12-31 = before the holiday | before the next public holiday | Dec 2026 | in December
2027-01-01 = New Year's Day | beginning of January | New Year | the new year
2027-01-04 = first Monday in January
2027-01-26 = in 2 months
2027-01-31 = end of Jan 2027
2027-02-04 = before Spring Festival
2027-02-06 = Chinese New Year | Lunar New Year | CNY
2027-02-14 = Valentine's Day
2027-03-28 = Easter
2027-03-31 = end of next quarter | Q1 | end of Q1 2027
2027-04-05 = Qingming
2027-05-01 = Labor Day
2027-05-09 = Mother's Day
2027-06-09 = Dragon Boat Festival
2027-06-18 = 618
2027-07-04 = 4th of July
2027-09-15 = Mid-Autumn Festival
2027-09-30 = before National Day
2027-10-01 = National Day
2027-10-31 = Halloween
2027-11-11 = Singles Day
2027-11-20 = Nov 20 | 11/20
2027-11-25 = Nov 25
2027-11-26 = in a year
2027-12-25 = Christmas 2027
2027-12-31 = Dec 31, 2027
2026-11-27 = by 周五 | 截止 Friday | by end of day Friday | by Friday EOD | Friday by close of business
2026-11-27 17:00 = 周五 5pm | Fri 17:00前 | tomorrow, 5pm | 5pm, Friday | Friday evening at 5 | Fri. 5pm
2026-11-30 = until 月底 | COB on Monday the 30th | Monday the 30th | the last day of November
2026-11-30 17:00 = Monday 30 November 2026, 5:00 PM | Nov 30 2026 5pm | at 5pm on Monday
2026-12-01 = 12/1前 | 12/1之前 | by EOD 12/1 | EOD Dec 1
2028-02-29 = Feb 29 2028
"""

SIMPLIFIED = """
2026-11-26 = 今天 | 下班前 | 今天内 | 晚上12点 | 半夜12点 | 今晚12点 | 24点 | 感恩节
2026-11-26 09:40 = 十分钟后
2026-11-26 09:45 = 十五分钟内 | 一刻钟后
2026-11-26 10:00 = 半小时后 | 半个小时后 | 30分钟后
2026-11-26 10:30 = 一小时后
2026-11-26 11:00 = 一个半小时后 | 1.5小时后
2026-11-26 11:30 = 两个小时内
2026-11-26 12:00 = 中午12点 | 中午 | 今天中午 | 正午 | 中午前 | 上午 | 12点前 | 2小时30分钟后
2026-11-26 15:00 = 下午3点
2026-11-26 17:00 = 今天下午5点 | 17点前
2026-11-26 17:30 = 今天17:30
2026-11-26 18:00 = 下午
2026-11-26 20:00 = 今晚8点 | 晚上八点 | 晚8点
2026-11-26 22:00 = 今晚十点
2026-11-26 23:00 = 夜里11点
2026-11-27 = 明天 | 周五 | 本周五 | 这周五 | 周五前 | 周五下班前 | 本周内 | 周末前 | 本月最后一个周五 | 明天晚上
2026-11-27 = 周五24:00 | 下周前 | 不晚于周五 | 这星期五 | 这周内 | 明天下班前 | 周五24点 | this 周五 | 周内 | 到周五
2026-11-27 = 在周五前 | 周五以前 | 周五之前 | 明天内 | 本周末前 | 明儿 | 最晚周五 | 周五当天 | 黑五
2026-11-27 00:00 = 周五零点 | 0点
2026-11-27 02:00 = 明天凌晨2点
2026-11-27 08:00 = 早上8点 | 早8点
2026-11-27 09:00 = 明早9点 | 明天早上9点 | 上午九点
2026-11-27 09:30 = 24小时内 | 9点半
2026-11-27 12:00 = 明天上午 | 明天中午12点
2026-11-27 15:00 = 明天下午三点 | Friday 下午3点 | 周五下午3点前 | 周五15:00前
2026-11-27 15:30 = 下午三点半周五
2026-11-27 17:00 = 周五17点
2026-11-27 17:30 = 周五 下午5:30 | 周五下午5：30
2026-11-27 20:00 = 周五晚上8点
2026-11-27 20:30 = 明晚8点半
2026-11-28 = 后天 | 本周六 | 二十八号 | 28号 | 28日 | 廿八号 | 本月28日 | 这个月28号
2026-11-28 09:30 = 48小时内
2026-11-28 12:00 = 后天中午
2026-11-29 = 大后天 | 三天后 | 这周末 | 3天 | 星期天 | 周日 | 周日晚上 | 三天内 | 3天之内 | 3日内 | 三天以后
2026-11-29 = 3天之后 | 本周日 | 周末
2026-11-29 18:00 = 大后天下午
2026-11-30 = 月底 | 月底前 | 月底最后一个工作日 | 12月前 | 月末 | 周一 | 本月30日前 | 本月底 | 这个月底 | 月末前
2026-11-30 = 本月内 | 十一月三十号 | 十一月三十日 | 11月30号（周一） | 11月30日星期一 | 星期一11月30日 | 月内 | 11月底
2026-11-30 = 11月末 | 下周第一个工作日 | 十二月前
2026-11-30 09:00 = 下周一 9:00
2026-11-30 12:00 = 周一早上
2026-12-01 = 12月1日 | 12月1号 | 十二月一号 | 一号 | 三个工作日后 | 2026年12月1日 | 12月1日（周二） | 周二（12月1日）
2026-12-01 = 下个月第一个工作日 | 最迟下周二 | 下月初 | 下个月初 | 二〇二六年十二月一日 | 2026年12月1号 | 26年12月1日
2026-12-01 = 12 月 1 日 | 1号前 | 12月1 | 十二月一
2026-12-01 10:00 = 12月1日 上午 10 点
2026-12-01 14:15 = 12月1日周二下午两点一刻
2026-12-01 17:00 = １２月１日 １７：００
2026-12-02 = 下周三 | 下星期三 | 下礼拜三 | next 周三 | 下 周三
2026-12-03 = 一周内 | 一个星期内 | 5个工作日内 | 三号 | 3号 | 三日
2026-12-03 15:00 = 3号下午3点
2026-12-04 = 下周 | 下周五前 | 下周内 | 下周末前
2026-12-05 = 下月5号 | 截止12月5日 | 截止到12月5日 | 截止：12月5日 | 不迟于12月5日 | 12月5日截止 | 12月5日为止
2026-12-05 18:00 = 截止时间12月5日18:00
2026-12-06 = 下周日 | 下周末
2026-12-07 = 下下周一 | 下个月第一个周一
2026-12-10 = 两周内 | 12月上旬 | 两个星期内 | 两周后
2026-12-11 = 下下周五 | 双十二前 | 半个月内 | 下下周 | 12月第二个周五
2026-12-12 = 双十二
2026-12-15 = 15号前 | 月中 | 12月15号前 | 12月15日之前 | 12月15日以前 | 15日前 | 下个月中
2026-12-20 = 12月中旬
2026-12-21 = 二十一号 | 冬至前
2026-12-22 = 冬至
2026-12-24 = 圣诞前 | 圣诞节前 | 平安夜
2026-12-26 = 一个月内 | 一个月后
2026-12-31 = 下个月底 | 年底 | 年底前 | 元旦前 | 季度末 | 本季度末 | 四季度末 | Q4末 | 今年年底 | 下个月 | 12月
2026-12-31 = 12月底 | 年末 | 本季度内 | 年内 | 今年内 | 本季度 | 第四季度末 | 十二月底 | 下月 | 下个月内 | 今年年底前
2026-12-31 = 下月最后一个工作日 | 本季度最后一个工作日 | 12月内
2027-01-01 = 明年初 | 元旦
2027-01-15 = 明年1月15日 | 农历十二月初八 | 腊八
2027-01-30 = 腊月二十三
2027-01-31 = 明年一月 | 一月
2027-02-04 = 春节前 | 明年春节前 | 2027年春节前 | 除夕前 | 年三十前
2027-02-05 = 大年三十
2027-02-08 = 大年初三
2027-02-14 = 情人节
2027-02-19 = 元宵节前
2027-02-20 = 正月十五
2027-02-26 = 三个月后 | 3个月内
2027-03-01 = 明年3月1号
2027-03-31 = 下季度末 | Q1末 | 一季度末
2027-04-30 = 劳动节前 | 五一前 | 五一假期前
2027-05-09 = 母亲节
2027-05-20 = 五月二十
2027-05-26 = 半年内
2027-06-01 = 儿童节
2027-06-09 = 端午节
2027-06-17 = 618前
2027-08-08 = 七夕
2027-09-14 = 中秋前
2027-09-15 = 中秋节 | 农历八月十五
2027-09-30 = 国庆前 | 十一前 | 国庆节前 | 国庆长假前
2027-10-01 = 10月1日
2027-10-08 = 重阳节
2027-11-10 = 双十一前 | 双11前
2027-11-11 = 双11
2027-11-20 = 11月20日
2027-11-25 = 11月25日
2027-11-26 = 一年后
2027-12-31 = 明年 | 明年年底 | 明年底
2028-02-29 = 2028年2月29日
"""

TRADITIONAL = """
2026-11-26 = 今日內
2026-11-26 11:30 = 兩小時後
2026-11-26 12:00 = 12點
2026-11-26 17:00 = 17點
2026-11-27 = 週五 | 這個禮拜五 | 這禮拜五
2026-11-27 09:00 = 明天早上九點
2026-11-27 09:30 = 九點半
2026-11-27 17:00 = 本週五下午五點
2026-11-28 = 後天
2026-11-29 = 大後天
2026-11-30 = 下禮拜一
2026-11-30 10:00 = 下週一上午十點
2026-12-01 = 民國115年12月1日 | 三個工作天內 | 民國一一五年十二月一日
2026-12-02 = 下週三
2026-12-03 = 五個工作天內
2026-12-05 14:30 = 下個月五號下午兩點半
2026-12-10 = 兩週內
2026-12-15 = 下個月十五號
2026-12-24 = 聖誕節前
2027-02-04 = 農曆春節前 | 過年前
2027-06-08 = 端午節前
2027-10-01 = 國慶日
2027-10-10 = 雙十節
2026-11-26 = 今天下班前 | 今天內
2026-11-27 = 這週五 | 這週五前 | 本週末前 | 明天內 | 週五下班前 | 這個星期五 | 本週內
2026-11-27 15:00 = 明天下午三點 | 明天下午3點前 | 週五下午三點
2026-11-28 15:00 = 後天下午三點
2026-11-30 = 下週一 | 下週一前 | 月底前 | 這個月底 | 11/30(一) | 11/30（一）前 | 11/30（週一）
2026-12-01 = 12/1(二) | 十二月一號 | 下個月第一個工作天
2026-12-10 = 兩個禮拜內 | 兩個星期後
2026-12-26 = 一個月內 | 一個月後
2026-12-31 = 下個月底 | 年底前 | 這一季末 | 今年內
"""

REFUSED = """
date-far = in 9999 years | in 9999 working days
date-left-over = Fri blah | 国庆节后 | tomorrow 5 | Friday 5 | 三月后 | 两天半 | 周一三五 | 月底最后一天 | 元旦后
date-left-over = 春节后 | Friday or Monday | 周五或周六
date-mismatch = Friday Dec 1 | 12月1日(周三)
date-no-such-day = Feb 30 | 2026-02-30 | 2月30日 | Feb 29 | Nov 31 | 2026-13-01 | 32 Dec | 二月二十九 | 2月29日
date-no-such-day = 13月1日 | 十三月一日 | 12月32日
date-no-such-time = 25:00 | Friday 25:00 | 0am
date-order-month = 25/12
date-past = this Monday | yesterday | 昨天 | 上周五 | 3天前 | 2025-12-01 | 1 Dec 2025 | 这周三 | 本月25日 | 今年3月1日
date-past = 去年12月1日 | 前天 | 三天前 | 上个月底
date-past-time = this Thursday 9am | today 9am | today 08:00 | Nov 26 9:00
date-short-month = 31号
date-unclear-by = by December | by this quarter | by Q1
date-unclear-hour = at 3 | 3点 | 三点半 | 五點 | 周三三点半下午
date-unreadable = 三四天 | 31 | soon | asap | in a few days | last week | now | in 99999 days | early next week
date-unreadable = late December | 年前 | 隔天 | 周八 | 星期八 | 初一 | 昨晚 | 上周 | 每周五 | 第一个工作日 | 十一
date-unreadable = 12.1 | 1111 | 315 | ??? | 大约周五 | 尽快 | 马上 | 下次 | next time | 2-3
"""

# The same at other times in Shanghai.
OTHER_DAYS = {
    # before the Spring Festival: Saturday 14 February is worked, then nine days are off
    "2026-01-20T09:00": """
2026-02-14 = 春节前 | before Chinese New Year | 除夕前 | 过年前
2026-02-17 = 春节
2026-02-19 = 年初三
2026-02-28 = 2月最后一个工作日
2026-03-03 = 元宵节
""",
    # before holidays whose make-up days are Sunday the 20th and Saturday 10 October
    "2026-09-15T09:00": """
2026-09-18 = before the weekend
2026-09-20 = within 4 working days
2026-09-21 = 5个工作日内
2026-09-24 = 中秋节前 | before the holiday | 节前 | 放假前 | 長假前
2026-09-30 = before National Day | 国庆前
2026-10-01 = 国庆节
2026-10-10 = 10月第二个周六
""",
    # a Sunday evening
    "2026-11-29T20:00": """
2026-11-29 = Sunday | this weekend | weekend | tonight
2026-11-29 21:00 = 今晚9点
2026-11-30 = next Monday | Monday
2026-11-30 19:00 = 19:00
2026-12-01 = in 2 working days
2026-12-02 = 下周三 | 周三
2026-12-04 = before the weekend | EOW | next week
2026-12-06 = next Sunday
2026-12-06 19:00 = Sunday 7pm
""",
    # the end of a month
    "2026-11-30T10:00": """
2026-11-30 = end of month | 月底前 | the 30th | Monday | Nov 30
2026-12-01 = 1号
2026-12-15 = the 15th | mid-month
2026-12-30 = in a month
2026-12-31 = 下个月底 | next month
2027-02-28 = in 3 months
""",
    # the end of a year, a Thursday
    "2026-12-31T17:30": """
2026-12-31 = end of year | 年底 | before New Year
2027-01-01 = tomorrow | 1/1 | New Year | this week
2027-01-01 17:00 = 5pm
2027-01-04 = 下周一
2027-01-05 = Jan 5 | 下个月5号
2027-01-31 = next month
2027-03-31 = next quarter
2027-12-25 = Christmas
2027-12-31 = 明年 | end of next year
""",
    # before a leap year
    "2027-11-26T09:00": """
2028-02-29 = Feb 29
""",
    # a leap year, a Monday
    "2028-02-28T09:00": """
2028-02-29 = tomorrow | end of month | Feb 29 | 2月29日 | the 29th | end of February
2028-03-01 = in two days
2029-02-28 = in a year
""",
    # a leap day
    "2028-02-29T09:00": """
2028-03-07 = next Tuesday
2029-02-28 = in a year
2032-02-29 = in 4 years
""",
}

# Days of logged values.
PAST = """
2026-10-01 = 国庆节
2026-10-15 = 上个月15号
2026-10-28 = last Wednesday of October
2026-10-30 = last working day of October
2026-10-31 = 上月底 | end of last month | 10月底
2026-11-12 = 两周前
2026-11-19 = a week ago
2026-11-20 = last Friday | 上周五 | 上週五 | Nov 20 | 11/20 | 11月20日
2026-11-20 = 2026-11-20 | 20号 | the 20th | Friday | on Nov 20 | 11月20日（周五）
2026-11-22 = 上周日
2026-11-23 = 大前天 | this Monday | 本周一 | 3 days ago | 三天前 | Monday | 周一
2026-11-24 = 前天 | the day before yesterday
2026-11-25 = yesterday | 昨天
2026-11-26 = today | Thursday
"""


def rows(table: str) -> list[tuple[str, str]]:
    """Each phrase of a table with its value."""
    found = []
    for line in table.strip().splitlines():
        value, _, phrases = line.partition(" = ")
        found += [(phrase.strip(), value.strip()) for phrase in phrases.split(" | ")]
    return found
