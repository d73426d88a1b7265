word-admin = Administration
cmd-admin = Rights, the post and the calendar at a glance
    .example = /admin
cmd-admin-grant = Give somebody a right
    .example = /admin grant @bob manager
cmd-admin-revoke = Take a right back
    .example = /admin revoke @bob
cmd-admin-forget = Forget a person, keep the sums
    .example = /admin forget @bob
cmd-admin-deliveries = Messages that did not arrive
    .example = /admin deliveries
cmd-admin-audit = Who did what, when
    .example = /admin audit
cmd-admin-leave = Everybody’s leave
    .example = /admin leave
admin-leave-change = What to do
admin-leave-change-list = show
admin-leave-change-import = import
cmd-admin-holidays = Working days and days off
    .example = /admin holidays add 2026-10-09 off Company day
field-right = Right
field-yes = Sure
field-treatment = Again or never
field-change = What to do
field-details = Day, year or name

admin-treatment-retry = send again
admin-treatment-drop = give up
admin-change-list = show a year
admin-change-add = add a day
admin-change-remove = remove a day
admin-change-import = import a file

admin-rights = Rights
admin-line = { $who }: { $right }
admin-calendar = Working calendar
admin-granted = { $who } has the right “{ $right }” now, and knows it.
admin-you-granted = { $by } gave you the right “{ $right }”.
admin-see-help = { $help } shows what you can do now.
admin-revoked = { $who } no longer has the right “{ $had }”, and knows it. What is left is “{ $right }”.
admin-you-revoked = { $by } took back your right “{ $had }”. You have “{ $right }” now.
admin-not-self = Nobody decides about themselves. Another administrator can: one always remains.
admin-has-already = { $who } has the right “{ $right }” already.
admin-nothing-granted = { $who } is a member: there is nothing to take back.
admin-lead-by-team = { $who } leads a team; the right “team lead” goes when they no longer do.
admin-lead-how = The right “team lead” comes with leading a team: { $command }

admin-forget-title = Forget { $who }?
admin-forget-name = Name, accounts, choices and team memberships go, and what was said to them privately.
admin-forget-figures = Figures, points and action items stay, as nobody’s: sums do not change.
admin-forget-messages = Messages already in a channel are the channel’s, and stay.
admin-forget-again = Should they write to me again, they start as a newcomer.
admin-forget-final = This cannot be undone.
admin-forget-now = Forget { $who }
admin-forgotten = Done: that person is forgotten. What they added to the sums stays.

admin-post = Deliveries
admin-post-waiting = Waiting for their time
admin-post-held-up = Held up
admin-post-given-up = Did not arrive
admin-all-arrived = Nothing is lost.
admin-letter-id = Id
admin-letter-to = To
admin-letter-since = Since
admin-letter-tries = Tries
admin-letter-why = Why
admin-letter-retry-button = Send { $id } again
admin-letter-drop-button = Give { $id } up
admin-letter-retry = Message { $id } to { $to } goes out once more.
admin-letter-drop = Message { $id } to { $to } is given up.
admin-letter-which = Which message? Its id is in the list.
admin-letter-unknown = There is no undelivered message { $bad }.
admin-letter-all = all of them
admin-letter-retry-all-button = { $count ->
    [one] Send it again
   *[other] Send all { $count } again
}
admin-letter-drop-all-button = { $count ->
    [one] Give it up
   *[other] Give all { $count } up
}
admin-letter-retry-all = { $count ->
    [one] One message did not arrive. Sent again, it arrives late.
   *[other] { $count } messages did not arrive. Sent again, they arrive late, all at once.
}
admin-letter-drop-all = { $count ->
    [one] One message did not arrive. Given up, nobody ever gets it.
   *[other] { $count } messages did not arrive. Given up, nobody ever gets them.
}
admin-letter-oldest = The oldest is from { $at }.
admin-letter-retry-all-done = { $count ->
    [one] One message goes out once more.
   *[other] { $count } messages go out once more.
}
admin-letter-drop-all-done = { $count ->
    [one] One message is given up.
   *[other] { $count } messages are given up.
}

admin-audit = Who did what
admin-audit-when = When
admin-audit-who = Who
admin-audit-what = What
admin-audit-clock = the clock
admin-audit-none = Nothing has been done yet.

admin-works = work
admin-off = off
admin-makeup = make-up day
admin-own = our own
admin-own-named = { $name } (our own)
admin-year = { $year }
admin-day-works = { $day } is a working day now.
admin-day-off = { $day } is a day off now.
admin-day-name = ({ $name })
admin-day-undo = Take it back
admin-day-removed = { $day } is no longer our own decision. By the calendar: { $kind }.
admin-day-not-own = { $day } is no day of our own.
admin-day-which = Which day?
admin-year-which = “{ $bad }” is not a year I have a calendar for.
admin-calendar-title = Working calendar { $year }
admin-calendar-day = Day
admin-calendar-kind = Work?
admin-calendar-name = Name
admin-calendar-country = Country: { $country }. Days of our own win over it.
admin-calendar-none = No country is set: Monday to Friday are worked, but for days of our own.
admin-calendar-empty = No day differs from its weekday.
admin-provisional = ⚠ { $year } IS PROVISIONAL: its make-up working days are not published yet. As soon as they are, add them: { $example }
admin-imported = { $count ->
    [one] One day is our own now.
   *[other] { $count } days are our own now.
}
admin-import-file = Attach a CSV file with a line a day (date, work or off, name), or an iCalendar file (.ics).
admin-import-empty = The file has no days in it.
admin-import-long = More than { $limit } lines: that is no calendar.
admin-import-mark = Line { $line }: “{ $bad }” is neither work nor off. Nothing was stored.
admin-import-twice = Line { $line }: { $day } stands there twice, and differently. Nothing was stored.

job-tidy = Nightly tidying up
admin-other-right = { $who } does not have that right; what they have is “{ $right }”.
job-calendar-open = Reminder of make-up days still unknown
admin-open-title = ⚠ The working calendar is not known
admin-open-why = Until then standups, digests and deadlines go by the public holidays known so far, and may come on a day off or miss a make-up day.
admin-open-import = The official list as a file (CSV or iCalendar) goes in with { $command }; I ask again every Monday, and every day in the year’s last week, until it has.
admin-ical-repeats = Line { $line }: this entry repeats. Give each day an entry of its own. Nothing was stored.
admin-ical-long = Line { $line }: this entry is longer than { $limit } days. Nothing was stored.
admin-imported-without = { $count ->
    [one] One entry says neither work nor off and was left out.
   *[other] { $count } entries say neither work nor off and were left out.
}
