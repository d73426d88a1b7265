cmd-kpi-alert = Watch a metric
    .example = /kpi alert leads below 100 --by channel --owner @bob
cmd-kpi-alerts = Alerts
    .example = /kpi alerts
cmd-kpi-ack = Take an alert on
    .example = /kpi ack A3
cmd-kpi-snooze = Put an alert off
    .example = /kpi snooze A3 next Monday
cmd-kpi-plan = Cause and plan for a deviation
    .example = /kpi plan A3 new pictures for the ads --cause the old ones are worn out --owner @bob --due Friday
cmd-kpi-remove = Remove an alert
    .example = /kpi remove A3
job-alert-check = Daily check of alerts
job-alert-wake = Alerts that were put off

field-side = Above, below, up or down
field-every = Over how long
field-clear = Over at
field-floor = Only if it rests on at least
field-about = Which alert or metric
field-cause = Cause
field-as = Points or relative

alerts-whose = Whose figure
alerts-side-above = above
alerts-side-below = below
alerts-side-up = up by
alerts-side-down = down by
alerts-every-day = a day
alerts-every-week = a week
alerts-every-month = a month
alerts-every-quarter = a quarter
alerts-every-year = a year

# When an alert speaks.
alerts-per-day = in a day
alerts-per-week = in a week
alerts-per-month = in a month
alerts-per-quarter = in a quarter
alerts-per-year = in a year
alerts-before-day = the day before
alerts-before-week = the week before
alerts-before-month = the month before
alerts-before-quarter = the quarter before
alerts-before-year = the year before
alerts-level-above = { $name } above { $limit } { $every }
alerts-level-below = { $name } below { $limit } { $every }
alerts-relative-above = { $name } up { $limit } or more, relative to { $before }
alerts-relative-below = { $name } down { $limit } or more, relative to { $before }
alerts-points-above = { $name } up { $limit } or more on { $before }
alerts-points-below = { $name } down { $limit } or more on { $before }
alerts-by-channel = by channel
alerts-by-campaign = by campaign
alerts-by-region = by region

# Setting one.
alerts-set = { $id } is set: { $what } · { $whose }
alerts-changed = { $id } is changed: { $what } · { $whose }
alerts-goes = It tells { $where }, and { $owner }, who looks after it.
alerts-when-over = It is judged when the period is over: until then more may be logged.
alerts-when-logged = It is judged with every value logged, and each working morning.
alerts-clears = It is over at { $clear }, and then armed again.
alerts-floor = What rests on less than { $floor } is not judged.
alerts-on-already = That is so already: it has just spoken.
alerts-leads = whoever leads { $team }
alerts-given = { $by } put you in charge of the alert { $id }: { $what } · { $whose }
alerts-removed = { $id } is gone: { $what } · { $whose }
alerts-clear-side = It would be over where it has not begun: --clear belongs on the good side of the limit.
alerts-floor-level = Of { $name } the limit alone decides: --floor is for rates, averages and movements.
alerts-owner-outside = { $who } is not in { $team } and would not see its figures.
alerts-points-level = Points are for movements: say up or down.
alerts-points-rate = { $name } is no percentage, so a movement of it is in percent.
alerts-move-percent = A movement is in percent of what it was before.
alerts-move-zero = A movement of zero is none.
alerts-points-or-relative = { $number } percentage points, or { $number }% of what it was?
alerts-as-points = { $number } points
alerts-as-relative = { $number }% of what it was

# When it speaks.
alerts-title = Alert { $id }
alerts-over = Alert { $id } is over
alerts-limit = Limit
alerts-before = Before
alerts-mover = Moved most
alerts-owner = Owner
alerts-nobody = nobody
alerts-figure = { $value } ({ $period })
alerts-figure-points = { $value } ({ $period }), { $change }
alerts-figure-relative = { $value } ({ $period }), { $change } relative
alerts-limit-level-above = at most { $limit }
alerts-limit-level-below = at least { $limit }
alerts-limit-relative-above = up by less than { $limit }
alerts-limit-relative-below = down by less than { $limit }
alerts-limit-points-above = up by less than { $limit }
alerts-limit-points-below = down by less than { $limit }
alerts-moved = { $name }: { $before } → { $now }
alerts-still = It was put off until now, and is still on.
alerts-taken = { $who } has it
alerts-plan = { $cause } → { $plan }
alerts-ended = The alert was removed.
alerts-back = Back at { $value }.
alerts-recovered = { $id } is over: { $what } is back at { $value }, after it went beyond its limit on { $since }.
alerts-armed = Armed again: { $what }
alerts-button-ack = I have it
alerts-button-plan = Cause and plan
alerts-button-snooze = Tomorrow
alerts-button-remove = Remove

# What people do about it.
alerts-acked = You have it: { $alert }. What is the cause, and the plan?
alerts-snoozed = { $alert } is quiet until { $until }. If it is still on then, I say so again.
alerts-snooze-today = That is today. Say an hour, or how long.
alerts-agreed = Agreed, for { $about }:
alerts-unknown = There is no alert { $id } that you could see.
alerts-quiet = { $id } is quiet: nothing to take on.
alerts-not-yours = { $id } is looked after by { $who }. Only they or a lead can do that.

# The list.
alerts-none = No alerts yet. One line makes a figure speak up by itself.
alerts-summary = { $count ->
    [one] { $count } alert
   *[other] { $count } alerts
}, { $on } on.
alerts-summary-always = { $count ->
    [one] { $count } is always on: its limit or its plan wants another look.
   *[other] { $count } are always on: their limits or plans want another look.
}
alerts-summary-ownerless = { $count ->
    [one] Nobody looks after { $count } of them.
   *[other] Nobody looks after { $count } of them.
}
alerts-on = On
alerts-off = Quiet
alerts-on-since = { $value }, on since { $since }
alerts-always-on = { $value }, always on, since { $since }
alerts-until = put off until { $until }
alerts-own-it = Setting an alert again changes it, its owner too: { $example }
alerts-measure-relative = relative
alerts-measure-points = points
