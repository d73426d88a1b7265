cmd-kpi-review = Weekly review
    .example = /kpi review Monday 10:00 --for 1h
cmd-kpi-remark = Say what you see at the front line
    .example = /kpi remark two customers asked for longer payment terms
job-review-ask = Questions before the weekly review
job-review-hold = Figures for the weekly review
topic-remark = the question before a weekly review
    .word = remark

field-when = When
review-field-when = Weekday and time, or off
review-field-for = Length
review-field-remark = What you see

review-title = Weekly review
review-set = The next review is on { $day }, with the figures of { $teams }. From then on weekly; when the day is off, on the next working day.
review-asks = The working day before, everybody in these teams is asked privately what they see at the front line.
review-agenda = Figures, movements, open deviations and remarks are posted here on the day, as a meeting with its agenda.
review-leaves = Each deviation leaves with a cause and a plan; what has none is listed again.
review-off = There is no weekly review here any more.
review-button-now = As it stands now
review-button-off = Turn it off
review-where = A review belongs to a channel: say this there.
review-none = There is no weekly review here. `/kpi review Monday 10:00` in a channel begins one.
review-when = “{ $bad }” is not a weekday with a time.
review-length = A review takes five minutes to four hours.

review-ask = The review is on { $day }. What do you see at the front line: customers, competitors, channels?
review-ask-how = A sentence or two will do: simply answer. It goes on the agenda with your name.
review-remarked = Thank you, it goes before the review on { $day }.
review-remarked-again = Changed: this goes before the review on { $day }.

review-no-figures = No figures this month.
review-last-week = Last week
review-week-before = Week before
review-points = Deviations
review-no-points = None. All is on its course.
review-remarks = From the front line
review-crossed = { $id } { $value } ({ $what })
review-missed = { $value } of { $target }
review-over = over meanwhile
review-plan = { $cause } → { $plan }
review-no-plan = no plan yet
review-since = no plan since { $day }
review-button-remark = Answer
review-button-plan = Plan: { $what }
review-button-start = Start the meeting
