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
goal-revision-nobody = Nobody here may approve it but you. An administrator can name a manager: { $example }
goal-revision-asks = { $who } asks for your approval.
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
