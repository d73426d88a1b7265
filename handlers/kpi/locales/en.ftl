word-kpi = KPIs
cmd-kpi = My numbers this month
    .example = /kpi
cmd-kpi-log = Log a value
    .example = /kpi log leads 12 --date yesterday --channel Douyin
cmd-kpi-show = See the figures
    .example = /kpi show leads --period last month --by channel
cmd-kpi-history = Entries and corrections
    .example = /kpi history leads
cmd-kpi-fix = Correct an entry
    .example = /kpi fix K12 15
cmd-kpi-undo = Undo
    .example = /kpi undo
cmd-kpi-target = Set a target
    .example = /kpi target leads 300 --period this month --for @bob
cmd-kpi-list = All metrics
    .example = /kpi list
cmd-kpi-define = Define a metric
    .example = /kpi define win rate --unit percent --of "won / leads" --roles sales
cmd-kpi-adopt = Adopt the metrics of a role
    .example = /kpi adopt sales
cmd-kpi-rename = Rename a metric
    .example = /kpi rename leads qualified leads
cmd-kpi-alias = Another name for a metric
    .example = /kpi alias leads prospects
cmd-kpi-retire = Retire a metric
    .example = /kpi retire leads
cmd-kpi-restore = Use a metric again
    .example = /kpi restore leads
cmd-kpi-import = Import a file
    .example = /kpi import
cmd-kpi-total = Add targets up
    .example = /kpi total leads --period this month
cmd-kpi-export = Export entries
    .example = /kpi export leads --period last month
cmd-kpi-split = Share a target out
    .example = /kpi split leads --period this month

field-private = Private
field-unit = Unit
field-better = Better when
field-combine = Values combine by
field-of = Ratio of
field-roles = Offered to
field-by = In parts by
field-campaign = Campaign
field-region = Region
field-more = More
field-again = Again
field-precision = Decimals
field-new = New name
field-also = Also called
field-drop = Take away
field-sure = Sure
field-into = Into
field-format = Format
field-weights = By weight

kpi-format = File format
kpi-metric = Metric
kpi-target-for = For whom, or which team

# Units, directions, how values combine.
kpi-unit-number = number
kpi-unit-percent = percent
kpi-unit-permille = permille
kpi-unit-minutes = minutes
kpi-unit-hours = hours
kpi-unit-days = days
kpi-better-higher = higher is better
kpi-better-lower = lower is better
kpi-combine-sum = values add up
kpi-combine-average = average of the values
kpi-combine-last = the latest value counts
kpi-combine-ratio = one sum over another
kpi-combine-of = { $top } / { $bottom }

# Metrics.
kpi-defined = Metric { $name } is there: { $what }.
kpi-offered-to = Offered first to: { $roles }.
kpi-exists = There is a metric { $name } already: { $what }.
kpi-define-again = Change it to this
kpi-name-long = “{ $bad }” is too long for a name: 60 characters at most.
kpi-name-option = “{ $bad }” cannot be a name: it reads like an option, a mention or a command.
kpi-name-number = “{ $bad }” cannot be a name: a number in that place is a value. To log one, use `/kpi log`.
kpi-name-id = “{ $bad }” cannot be a name: it reads like an entry’s id.
kpi-of-missing = What is { $name } a ratio of? Name its two metrics.
kpi-of-example = --of "won / leads"
kpi-of-two = I cannot read “{ $bad }” as two metrics.
kpi-of-only-ratio = Only a ratio has two parts. Leave out --combine, or --of.
kpi-of-ratio = { $bad } is itself a ratio. A ratio is made of two metrics that are logged.
kpi-of-same = { $bad } over itself is always one.
kpi-adopted = { $count ->
    [one] One metric is
   *[other] { $count } metrics are
} ready to be logged:
kpi-adopted-none = All of these were there already.
kpi-adopted-there = There already: { $names }.
kpi-list-title = { $count ->
    [one] One metric
   *[other] { $count } metrics
}
kpi-none-yet = There are no metrics yet. Adopt the ready-made ones of a role, or define your own.
kpi-none-yet-ask = There are no metrics yet. Your team lead can adopt some with `/kpi adopt`.
kpi-unknown = I do not know the metric “{ $bad }”. There is { $known }.
kpi-unknown-near = I do not know the metric “{ $bad }”. Did you mean { $near }?

# Entries.
kpi-logged = { $id }: { $name } { $value }, { $day }.
kpi-logged-for = { $id }: { $name } { $value } for { $who }, { $day }.
kpi-logged-for-you = { $by } logged { $name } { $value } for you: { $id }, { $day }.
kpi-fixed = { $id } is { $value } now, was { $old }: { $name }, { $who }, { $day }.
kpi-undone-log = { $id } is taken back: { $name } { $old }, { $who }, { $day }.
kpi-undone-fix = { $id } is back to { $value }, was { $old }: { $name }, { $who }, { $day }.
kpi-fixed-own = { $id } is { $value } now, was { $old }: { $name }, { $day }.
kpi-undone-log-own = { $id } is taken back: { $name } { $old }, { $day }.
kpi-undone-fix-own = { $id } is back to { $value }, was { $old }: { $name }, { $day }.
kpi-undo-each = Undo takes back one at a time, the last first.
kpi-changed-you = { $by } changed your { $name } of { $day }: { $old } → { $value } ({ $id }).
kpi-changed-them = { $by } changed { $name } of { $who }, { $day }, which you had logged: { $old } → { $value } ({ $id }).
kpi-back-you = { $by } took back your { $name } { $old } of { $day } ({ $id }).
kpi-back-them = { $by } took back { $name } { $old } of { $who }, { $day }, which you had logged ({ $id }).
kpi-taken-back = taken back
kpi-ratio-not-logged = { $name } is not logged itself: it follows from { $top } / { $bottom }. Log those two.
kpi-day-as-option = “{ $bad }” is a day: put it after --date.
kpi-no-value = { $name } has no value yet.
kpi-no-entry = There is no entry { $id }.
kpi-entry-undone = { $id } was taken back. Log it anew.
kpi-fix-same = { $id } is { $value } already.
kpi-nothing-to-undo = You have nothing logged that could be undone.
kpi-changed-since = { $id } has been corrected by { $who } since. Correct it instead of undoing it.
kpi-closed = { $month } was open until { $last }. A lead can still change it, with a note.
kpi-closed-note = { $month } is closed. As a lead you can still change it, with a note that says why.
kpi-closed-example = --note late invoice

# Figures.
kpi-you = you
kpi-your-numbers = Your numbers
kpi-whose = Whose
kpi-standing = { $period }: { $actual }
kpi-standing-of = { $period }: { $actual } of { $target }
kpi-at-most = at most { $target }
kpi-attained = { " " }({ $percent })
kpi-limit-kept = , kept
kpi-limit-broken = , exceeded
kpi-moved = { " " }({ $change })
kpi-moved-better = { " " }({ $change }, better)
kpi-moved-worse = { " " }({ $change }, worse)
kpi-made-of = { $top } / { $bottom }
kpi-same-days = { $period } to the same day
kpi-nothing-yet = Nothing logged here yet.
kpi-whole = In all: { $value }
kpi-share = Share
kpi-reached = Target reached
kpi-by-what = By channel, campaign, region or person goes with one metric. Which?
kpi-by-channel = By channel
kpi-by-campaign = By campaign
kpi-by-region = By region
kpi-by-person = By person
kpi-part-channel = Channel
kpi-part-campaign = Campaign
kpi-part-region = Region
kpi-part-person = Person
kpi-no-channel = no channel
kpi-no-campaign = no campaign
kpi-no-region = no region
kpi-no-person = nobody
kpi-part-unknown = Nothing was logged under “{ $bad }”. There is { $known }.
kpi-part-none = Nothing was logged under “{ $bad }”.
kpi-history-more = The latest { $shown } of { $count }. Narrow it down with --period, --who or --team.
kpi-hidden = Entries of { $teams } count too, and are seen by their own members.
kpi-history-ratio = { $name } has no entries of its own: it follows from { $top } / { $bottom }.
kpi-by-whom = { " " }(by { $by })
kpi-log-this = Log { $name }
kpi-show-this = See { $name }
kpi-history-this = Entries of { $name }
kpi-falling = { $part } went the wrong way furthest: { $value } ({ $change }).

# Targets.
kpi-target = Target for { $name }, { $period }, { $who }: { $target }.
kpi-target-changed = Target for { $name }, { $period }, { $who }: { $target }, was { $old }.
kpi-target-you = { $who } set your target for { $name }, { $period }: { $target }.
kpi-target-you-changed = { $who } changed your target for { $name }, { $period }: { $target }, was { $old }.
kpi-target-team = { $who } set the target of { $teams } for { $name }, { $period }: { $target }.
kpi-target-team-changed = { $who } changed the target of { $teams } for { $name }, { $period }: { $target }, was { $old }.
kpi-target-private = Only { $who } and whoever leads them sees it.
kpi-target-private-you = Only you and whoever leads you see it.
kpi-target-private-team = A team’s target is for the whole team to see; a person’s can be private.
kpi-target-step = Target, { $who }: { $old } → { $new } ({ $by }, { $at })
kpi-target-lead-only = Targets are set by a lead: you do not lead { $who }.
kpi-target-holds = Already set for { $name }, { $period }, { $who }: { $old }. It changes only with a reason and an approval.
kpi-target-revise = Ask for the change
kpi-yes = yes
kpi-no = no
kpi-into-months = months
kpi-into-quarters = quarters
kpi-into-teams = teams
kpi-total-level = The values of { $name } do not add up, so their targets do not either.
kpi-total-none = Nobody in { $team } has a target for { $name } in { $period } that could be added up.
kpi-split-none = { $team } has no target for { $name } in { $period } yet.
kpi-split-stranger = { $who } is not in { $team }.
kpi-split-weights = Name each person once, with a weight above zero.
kpi-split-small = { $period } is too short to come apart.
kpi-split-one-team = { $team } is one team: its target comes apart into people, months or quarters.
kpi-split-same = The values of { $name } do not add up, so each gets the whole.
kpi-split-was = was { $old }
kpi-split-yes = { $count ->
    [one] Set this target
   *[other] Set these { $count } targets
}

# Names, in use or not.
kpi-renamed = { $old } is called { $name } from now on. What was logged stays.
kpi-names = { $name }
kpi-also = Also called { $names }.
kpi-also-short = also { $names }
kpi-no-alias = It has no other name.
kpi-name-same = { $name } is what it is called already.
kpi-name-taken = “{ $name }” is taken: it means { $other }.
kpi-alias-there = { $name } is called { $alias } already.
kpi-alias-many = { $name } has { $count } other names already. Take one away first.
kpi-alias-not = { $name } is not called “{ $alias }” besides.
kpi-retired-now = { $name } is retired: it takes no more values and is not offered. Its figures and entries stay.
kpi-restored = { $name } is in use again.
kpi-retired = { $name } is retired and takes no values. A lead can take it into use again.
kpi-retired-already = { $name } is retired already.
kpi-retire-part = { $ratio } is made of { $name }: retire that first.
kpi-retire-this = Retire { $name }
kpi-not-retired = { $name } is in use.
kpi-out-of-use = retired

# Asked before it is stored.
kpi-there = { $name } is logged for that day already: { $id }, { $value }.
kpi-unusual = { $name } { $value } is more than a hundred times the usual { $usual }.
kpi-not-stored = Nothing is stored yet. What is meant?
kpi-sure-add = Add it as well
kpi-sure-yes = Log it all the same
kpi-sure-fix = Correct it all the same
kpi-sure-replace = Replace it
kpi-sure-leave = Leave it
kpi-left = Everything stays as it was.

# Files.
kpi-import-file = Attach a CSV or Excel file, a heading over each column: date, metric, value, and as you like who, channel, campaign, region, note. Metrics may also be columns of their own.
kpi-import-example = date,metric,value
kpi-import-empty = There are no values in the file.
kpi-import-long = The file is too large: { $limit } rows at most.
kpi-import-not-text = I cannot read the file: it is neither Excel nor a text.
kpi-import-not-excel = I cannot read the file: save it as an Excel workbook (.xlsx) or as CSV.
kpi-import-column = I do not know the column “{ $bad }”: it is neither a metric nor date, metric, value, who, channel, campaign, region or note.
kpi-import-columns = The headings lack something: a date, and either metric and value or a column for each metric.
kpi-import-metric = I do not know the metric “{ $bad }”.
kpi-import-ratio = { $name } is not logged itself: it follows from its two parts.
kpi-import-title = { $name }
kpi-import-wrong = { $count ->
    [one] One row cannot be read. Nothing was stored:
   *[other] { $count } rows cannot be read. Nothing was stored:
}
kpi-import-row = Row { $row }: { "" }
kpi-import-more = { $count ->
    [one] And one more.
   *[other] And { $count } more.
}
kpi-import-again = Mend the file and send it again.
kpi-import-holds = { $count ->
    [one] One new value:
   *[other] { $count } new values:
}
kpi-import-count = { $count ->
    [one] one value
   *[other] { $count } values
}
kpi-import-total = { $value } in all
kpi-import-people = of { $count } people
kpi-import-there = { $count ->
    [one] One value is here already and stays as it is.
   *[other] { $count } values are here already and stay as they are.
}
kpi-import-nothing-new = Nothing new in this file.
kpi-not-stored-yet = Nothing is stored yet.
kpi-import-yes = { $count ->
    [one] Import it
   *[other] Import { $count } values
}
kpi-import-none = There is no file { $id } of yours that waits.
kpi-import-done-already = { $id } was imported already.
kpi-imported = { $count ->
    [one] One value of { $name } is logged.
   *[other] { $count } values of { $name } are logged.
}
kpi-imported-for = { $count ->
    [one] { $by } imported one value of yours from { $name }.
   *[other] { $by } imported { $count } values of yours from { $name }.
}

# A file that goes out.
kpi-export-title = Export
kpi-exported = { $count ->
    [one] One entry: { $name } comes to you privately.
   *[other] { $count } entries: { $name } comes to you privately.
}
kpi-export-back = `/kpi import` reads such a file back: what is here already stays as it is, new rows are logged.
kpi-export-much = Those are { $count } entries, and a file holds { $limit }. Please ask for a shorter period or fewer metrics.
kpi-import-changed = { $id } has another value here. Correct it with { $fix }, or leave the row as it was.
