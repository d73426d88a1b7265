# What is said of dates, times and periods that cannot be read or cannot be meant.

date-unreadable = I cannot read “{ $bad }” as a date.
date-left-over = I read the date, but not “{ $bad }”.
date-past = “{ $bad }” is { $day }, and that has passed.
date-past-time = “{ $bad }” is { $when }, and that has passed.
date-future = “{ $bad }” is { $day }, and that is still to come.
date-mismatch = In “{ $bad }” the weekday does not fit: that date is { $day }.
date-no-such-day = There is no “{ $bad }” in { $year }.
date-no-such-lunar = There is no such lunar day as “{ $bad }” that I know of.
date-no-such-figure = “{ $figure }” is not one number.
date-short-month = “{ $bad }”: that month ends on { $last }.
date-no-such-month = There is no such month as “{ $bad }”.
date-no-such-quarter = “{ $bad }” is no quarter: a year has four.
date-no-such-time = There is no such time as “{ $bad }”.
date-unclear-hour = “{ $bad }” may be either half of the day.
date-unclear-by = “{ $bad }” may mean before it begins or by its end.
date-order-month = “{ $bad }”: the month comes first here, and no year has that many.
date-order-day = “{ $bad }”: the day comes first here, then the month, and no year has that many.
date-far = “{ $bad }” is beyond the calendar I know.
date-no-holiday = “{ $bad }”: my calendar knows of no holiday ahead.
date-too-few = “{ $bad }”: there are not that many.
date-several-days = “{ $bad }” is several days. Which one?
date-no-time = Just the day, please: “{ $bad }” names a time as well.
date-needs-time = At what time? “{ $bad }” leaves that open.

date-clock-unreadable = I cannot read “{ $bad }” as a time of day.
date-duration-unreadable = I cannot read “{ $bad }” as a length of time.
date-days-unreadable = I cannot read “{ $bad }” as days of the week.
date-quiet-unreadable = I cannot read “{ $bad }” as quiet hours, from one time to another.
date-period-unreadable = I cannot read “{ $bad }” as a period.
date-period-half = “{ $bad }”: I count by year, quarter, month and week, not by half-year.

date-example-due = Dec 1, next Wed, Fri 17:00, in 3 working days
date-example-snooze = 2h, tomorrow 9am, next Mon
date-example-moment = Fri 15:00, tomorrow 9:30am, Dec 1 14:00
date-example-day = tomorrow, next Mon, Dec 1
date-example-past = yesterday, last Fri, 2 days ago
date-example-duration = 30m, 1h30, 2 days
date-example-clock = 09:30, 3pm
date-example-days = workdays; mon-fri; mon,wed
date-example-quiet = 20:00-08:00
date-example-period = 2026-Q1, last month, 2026-01
