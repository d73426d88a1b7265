word-goal = Goals
cmd-goal = Yearly targets and their pace
    .example = /goal
cmd-goal-milestones = Set a yearly target’s milestones
    .example = /goal milestones leads 20% 45% 70% 100% --for Growth
cmd-goal-check = Check last month’s milestones now
    .example = /goal check
cmd-goal-list = Yearly targets with their milestones
    .example = /goal list --period 2026
job-goal-check = Monthly milestone check

field-percents = Percents from January on
goal-metric = Metric

goal-percents-many = That is { $count } percents, and a year has twelve months.
goal-percents-fall = { $after } comes after { $before }: milestones are cumulative and cannot fall.
goal-percents-end = December stands at { $last }: the year’s last milestone is 100%.
goal-percents-unit = “{ $bad }” is not a percent.
goal-percents-range = “{ $bad }” lies outside 0% to 100%.
goal-period-year = Milestones belong to a whole year, and { $bad } is not one.
goal-lead-only = { $who }’s milestones are set by a lead of theirs.
goal-which = Whose target? { $known }.

goal-plan-title = Milestones: { $whose } · { $metric }, { $year }
goal-plan-told = { $by } set the milestones on the way to your target:
goal-plan-no-target = There is no target for that year yet: { $example }
goal-note-even = Even twelfths, as no percents were given.
goal-note-filled = { $count ->
    [one] January is as you gave it; the months after it rise
   *[other] The first { $count } months are as you gave them; those after rise
} evenly from { $last } to 100% in December.
goal-note-level = What does not add up over the year (an average, a rate, a latest value) is measured by its level: the percent says how much of the target’s level is to be reached.
goal-note-level-unset = What does not add up over the year (an average, a rate, a latest value) is held against the target itself.
goal-note-unset = No milestones are set for { $what }: checked against even twelfths. { $example } sets them.
goal-note-forecast = Forecast for the year’s end: linear pace, twelve months like the average of those so far.
goal-note-forecast-day = Forecast for the year’s end: linear pace, by the days so far.

goal-head-month = By the end of
goal-head-share = Percent
goal-head-milestone = Milestone
goal-head-milestones = Milestones
goal-head-target = Target
goal-head-goal = Year
goal-head-so-far = So far
goal-head-done = Of target
goal-head-forecast = Forecast
goal-head-verdict = Status
goal-head-pace = Pace
goal-head-by = By { $day }

goal-check-title = Milestones for { $month }
goal-check-team = { $team }: milestones for { $month }
goal-running-title = On the way in { $month }
goal-list-title = Targets for { $year }
goal-lagging-only = The target is lagging behind its milestone.
goal-lagging-count = { $lagging ->
    [0] Everything is on track.
    [one] One of { $count } targets is lagging.
   *[other] { $lagging } of { $count } targets are lagging.
}
goal-on-track = on track
goal-lagging = lagging
goal-lagging-by = lagging by { $gap }
goal-unknown = no data
goal-nothing = nothing logged
goal-on-pace = on pace
goal-behind = behind
goal-at-most = at most { $value }
goal-chart = Progress against the milestone, { $period }

goal-starts = What starts now
goal-start-talk = { $what }: a 1:1 with { $coach } by { $due }, to find what would help.
goal-start-team = { $what }: { $coach } plans how to catch up by { $due }; the manager decides whether to shift resources.
goal-start-nobody = { $what }: nobody leads here yet; a manager should take it up.
goal-button-talk = Plan the 1:1: { $whose } · { $metric }
goal-button-team = Plan the catch-up: { $whose } · { $metric }
goal-next = Due by { $day }
goal-next-line = { $what }: { $goal }
goal-so-far = { $month } so far, as of { $day }

goal-course-line = { $what }: { $course }
goal-course-unset = none set; even twelfths until then
goal-course-level = none set; held against the target itself
goal-course-even = even twelfths
goal-course-filled = { $typed }, then evenly to 100% in December

goal-none = There are no yearly targets for { $year } yet.
goal-none-how = Set one, then its milestones: { $example }
goal-none-ask = Your team’s lead can set them.

cmd-goal-revise = Ask for another target, with the reason
    .example = /goal revise leads 80 --for @bob --because policy --reason the new ad rules --from 1 March
cmd-goal-approve = Approve a revision
    .example = /goal approve V3
cmd-goal-reject = Reject a revision
    .example = /goal reject V3 the rules change only in autumn
job-goal-remind = Reminder of a revision to decide

field-per = Per person or for the team
field-because = Cause
field-from = Holds from
field-evidence = Evidence
field-weight = Weight
field-milestones = Milestones

goal-cause-policy = policy
goal-cause-competitor = competitor
goal-cause-other = other cause outside the team
goal-cause-internal = inside the team

goal-revise-what = What is to change? Give a new value, or new milestones with { $example }.
goal-revise-what-goal = What is to change? Give a new value, or a weight with { $example }.
goal-revise-no-figure = { $id } has no figure that could be revised: edit its sentence.
goal-weight-range = “{ $bad }” is not a weight from 0 to 100.
goal-revise-same = The target is { $value } already.
goal-revise-outside = { $day } lies outside the target’s time, { $first } to { $last }.
goal-revise-none = There is no target for { $metric } to revise. Set one first.
goal-revise-not-yours = Only whoever answers for { $who } can ask to revise that target.
goal-revise-waiting = { $id } waits for a decision on the same target already.
goal-revise-own = Nobody decides what they asked for, or what is their own target: { $id } is for somebody else.
goal-revise-not-approver = { $id } is for a manager to decide.
goal-revision-unknown = There is no revision { $id }.
goal-revision-over = { $id } is decided. { $decided }
goal-button-approve = Approve
goal-button-reject = Reject
goal-revision-title = Revision { $id }: { $what }
goal-revision-sent = Waiting for approval by { $who }. Until then the old figure holds.
goal-revision-sent-admin = No manager may decide it, so an administrator does: { $who }. Until then the old figure holds.
goal-revision-withdrawn = Withdrawn: somebody it is about has been forgotten. Nothing changes.
goal-revision-nobody = Nobody here may approve it but you. An administrator can name a manager: { $example }
goal-revision-asks = { $who } asks for your approval.
goal-revision-shared = { $who } asks for a change of a target that your team shares.
goal-revision-reminder = Still waiting for your decision; { $who } asked for it.
goal-revision-slow = Nobody has decided yet. Perhaps take it up with { $who } in person.
goal-revision-approved = Approved by { $who }.
goal-revision-rejected = Rejected by { $who }.
goal-revision-from = Holds from
goal-revision-because = Cause
goal-revision-inside = ⚠ The cause lies inside the team. Targets are meant to move only for causes outside its control.
goal-revised = Revised
goal-revised-line = { $id } { $what }: { $change } from { $day } ({ $cause }; approved by { $who })
goal-revised-waiting = { $id } { $what }: { $change } from { $day } ({ $cause }), waiting for approval

cmd-goal-add = Set a goal and check it letter by letter
    .example = /goal add Raise leads to 500 by 30 June by running two fairs a month
cmd-goal-show = A goal with its figures and comments
    .example = /goal show G1
cmd-goal-edit = Put another sentence in a goal’s place
    .example = /goal edit G1 Raise leads to 600 by 30 June by running two fairs a month
cmd-goal-link = Put a goal under another
    .example = /goal link G2 G1
cmd-goal-comment = Comment on a goal
    .example = /goal comment G1 The first fair brought 120 leads
cmd-goal-confidence = Say how sure you are of a goal
    .example = /goal confidence G1 70% the second fair is booked
cmd-goal-close = End a goal
    .example = /goal close G1 reached

field-sentence = Goal in one sentence
field-under = Under which goal
field-percent = Percent
goal-result = Result
goal-letters = Letters
goal-confidence = Confidence
goal-progress = Progress
goal-measured = Measured on
goal-when = Time
goal-under = Under
goal-below = Goals under it
goal-remarks = Said of it
goal-goals = Goals
goal-better = Better so
goal-span = { $first } to { $last }
goal-sure = { $percent } sure
goal-commented = On goal { $id }: { $what }
goal-told = { $who } set a goal for you:
goal-told-shared = { $who } set a goal that your team shares:

goal-unknown-id = There is no goal { $id }.
goal-not-yours = { $id } is { $who }’s: they or whoever leads them can change it.
goal-closed-already = { $id } is over: { $state }.
goal-under-itself = { $id } cannot stand under itself.
goal-sure-range = “{ $bad }” is not a percent from 0 to 100.

goal-state-open = open
goal-state-reached = reached
goal-state-missed = missed
goal-state-dropped = dropped
goal-light-green = on track
goal-light-amber = slightly behind
goal-light-red = behind
goal-light-none = no data

goal-title = Goal { $id }
goal-smart-all = SMART, as far as a sentence can be.
goal-smart-missing = Kept. Still missing: { $letters }.
goal-letter-S = Specific
goal-letter-M = Measurable
goal-letter-A = Achievable
goal-letter-R = Relevant
goal-letter-T = Time-bound
goal-why-specific = says how much, and by what means
goal-why-means = no means: by doing what?
goal-why-size = no size: by how much, or to what figure?
goal-why-both = neither a size nor a means
goal-why-level = { $metric }: { $to }
goal-why-change = { $metric }, a change to { $to }
goal-why-relative = { $metric }, relative: to { $to }
goal-why-change-open = { $metric }, a change; nothing is logged yet to start from
goal-why-relative-open = { $metric }, relative; nothing is logged yet to start from
goal-why-number = no number
goal-why-nothing = no number, and no metric that is kept here
goal-why-metric = no metric that is kept here, such as { $known }
goal-why-metric-none = no metrics are kept here yet: { $example }
goal-why-points = { $metric } is itself in percent: points, or relative to today’s figure?
goal-why-unit = that number does not fit { $metric }
goal-base-unknown = nothing is logged yet to start from
goal-why-near = to { $needs }; the best month was { $best }, the usual one { $usual }
goal-why-far = to { $needs } is more than half again as far as it ever moved in such a time; the best month was { $best }
goal-why-near-pace = takes { $needs } a month; the best month was { $best }, the usual one { $usual }
goal-why-far-pace = takes { $needs } a month, more than half again beyond the best one, { $best } (usual { $usual })
goal-why-history = cannot be told yet: it takes three months of figures
goal-why-base = cannot be told: nothing is logged to start from
goal-why-unmeasured = can be told once there is a number and a time
goal-why-parent = serves { $parent }
goal-why-target = there is a target for this metric
goal-why-role = it is a metric of the team’s roles
goal-why-logged = it is a metric that is kept here
goal-why-relevant = tied to no other goal and to none of the team’s metrics
goal-why-bound = { $when }
goal-why-time = no day or period
goal-why-past = that time has gone by

goal-button-points = Percentage points
goal-button-relative = Relative
goal-button-mend = Use this sentence
goal-button-complete = Complete the sentence
goal-button-under = Under { $id } { $what }
goal-button-comment = Comment
goal-button-confidence = How sure?
goal-button-close = End it

cmd-goal-confirm = Confirm this month’s milestones
    .example = /goal confirm leads
cmd-goal-coach = Plan a talk about what lags
    .example = /goal coach leads --for @bob --at next Friday
goal-own-title = Your targets after { $month }
goal-lead-title = { $team } after { $month }
goal-lead-lags = { $count ->
    [0] Nothing lags.
    [one] One target lags.
   *[other] { $count } targets lag.
}
goal-of = { $actual } of { $goal }
goal-forecast = forecast { $value }
goal-confirm-ask = This month: do these milestones hold?
goal-button-confirm = Confirm
goal-confirm-none = There is no milestone of this month for you to confirm.
goal-confirmed-title = Confirmed for { $month }
goal-confirmed-by = { $what } (by { $who })
goal-confirmed-note = Confirmed for this month: { $which }.
goal-resources-title = Teams after { $month }
goal-resources = Should resources be shifted? That is yours to decide; { $due } would be a good day to have done so.
goal-ahead = Ahead
goal-ahead-by = { $what } by { $gap }
goal-button-decide = Decide on { $what }
goal-button-meeting = See { $id }
goal-coached = { $coach } talks with { $whose } on { $day }.
goal-coached-team = { $coach } plans on { $day } how { $whose } catches up.
goal-coached-ids = Meeting { $meeting }, action item { $item }.
goal-coached-told = { $who } planned a talk about { $whose }, with { $coach }, on { $day }.
goal-coached-already = That talk is planned already: meeting { $meeting }, action item { $item }.
goal-coach-no-target = { $whose } has no yearly target for { $metric }.
goal-coach-nobody = Nobody leads { $whose } yet; a manager should take it up.

cmd-goal-quarter = A quarter’s figures against target
    .example = /goal quarter 2026-Q1
goal-period-quarter = { $bad } is not a quarter.
goal-quarter = Results for { $quarter }
goal-quarter-own = Your results for { $quarter }
goal-quarter-team = { $team }: results for { $quarter }
goal-quarter-goal = Goal
goal-quarter-reached = Reached
goal-quarter-none = There are no targets of yours to look at in { $quarter }.
goal-quarter-running = The quarter still runs.
goal-quarter-yearly = Without a target of the quarter’s own, the yearly one’s milestones say what the quarter owes.

# What bounds a goal: capacity, and others.
cmd-goal-capacity = How much can be done in a month
    .example = /goal capacity leads 60 --per person --for Growth
cmd-goal-benchmark = What competitors reach
    .example = /goal benchmark win rate 32% --who Acme
goal-per = Counted
goal-per-person = per person
goal-per-team = for the whole team
goal-rival = Competitor
goal-source = Source
goal-capacity-title = Capacity · { $metric }
goal-capacity-line = { $whose }: up to { $value } a month
goal-capacity-heads = { $whose }: up to { $value } a month ({ $heads } × { $each })
goal-capacity-none = Nobody has said yet how much can be done in a month.
goal-capacity-how = A lead says it so: { $example }; or for each of the team, with `--per person`.
goal-capacity-level = { $metric } does not add up, so there is no capacity a month.
goal-capacity-head = “Per person” is for a team. For somebody’s own capacity leave it out.
goal-capacity-nought = A capacity is more than nothing. `--drop yes` takes one back.
goal-bounds-used = Goals are held against it when they are set: the A of SMART.
goal-benchmark-title = Others · { $metric }
goal-benchmark-none = Nothing is known of competitors yet.
goal-benchmark-how = Say what one reaches: { $example }
goal-benchmark-who = Whose figure is it? Name the competitor, in 120 characters at most.
goal-benchmark-by = from { $who }
goal-why-capacity = takes { $needs } a month; the capacity is { $most } a month
goal-why-room = takes { $needs } a month, within the capacity of { $most }; three months of figures will tell more
goal-why-rival = to { $needs }; { $who } reaches { $best }, so it can be done
goal-why-rival-pace = takes { $needs } a month; { $who } makes { $best } a month
goal-why-beyond = to { $needs }, beyond the best that is known of others: { $who }, { $best }
goal-why-beyond-pace = takes { $needs } a month, beyond the best that is known of others: { $who }, { $best } a month
goal-why-others = ; { $who } reaches { $best }
goal-why-others-pace = ; { $who } makes { $best } a month
