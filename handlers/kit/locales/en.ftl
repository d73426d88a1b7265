# The kit's own words: errors, questions, help, rights.

kit-busy = I am busy just now and have stored nothing. Please send it again.
kit-failed = Something went wrong on my side ({ $id }). Nothing was stored; your administrator can look that id up.
kit-not-posted = What you did is stored, but I could not post it in { $channel }. If I am not in there, invite me; an administrator can then send it again with { $command }.
kit-together = { $count ->
    [one] { $count } message
   *[other] { $count } messages
} at once
kit-not-active = Your account here has been closed. Ask an administrator if that is a mistake.
kit-foreign = This bot belongs to another organisation and cannot share anything here. Please ask somebody who works there.
kit-right-missing = That takes the right “{ $right }”, which you do not have.
kit-example = For example: { $example }
kit-secret-done = Done. What it was is kept nowhere but where it belongs.
kit-secret-refused = That was not done. Please say it again.

kit-file-large = { $name } is too large to be sent here. Please ask for a part of it.
kit-file-refused = I may not send files here, so { $name } stayed behind. Whoever set me up finds the cure with `muster doctor`; after that, ask once more.
kit-file-unmade = I could not make { $name }. Please ask for it once more.

kit-word-unknown = I do not know { $bad }. { $help } lists what I can do.
kit-word-near = I do not know { $bad }. Did you mean { $near }?
kit-verb-unknown = { $word } does not know “{ $bad }”. { $help } shows what it can do.
kit-verb-near = { $word } does not know “{ $bad }”. Did you mean { $near }?
kit-not-understood = I did not understand that. { $help } lists what I can do.
kit-not-understood-near = I did not understand that. Did you mean { $near }?

kit-left-over = I could not read “{ $bad }”.
kit-empty = Something is missing here.
kit-too-long = That is too long: { $limit } characters at most.
kit-ref = “{ $bad }” is not an id. Ids look like { $example }.
kit-choice = “{ $bad }” is not one of { $known }.
kit-option-twice = { $bad } stands there twice.
kit-option-empty = { $bad } has no value.
kit-option-near = I do not know { $bad }. Did you mean { $near }?
kit-option-unknown = { $command } has no { $bad }.
kit-channel-unknown = I do not know the channel “{ $bad }”, or I am not in it.
kit-person-unknown = I do not know “{ $bad }”.
kit-person-near = I do not know “{ $bad }”. Did you mean { $near }?
kit-person-two = Two people are called “{ $bad }”. Please mention the one you mean with @.

kit-zone-unknown = I know no place called “{ $bad }”. A city will do, or the zone’s own name.
kit-zone-near = I know no place called “{ $bad }”. Did you mean { $near }?
kit-zone-several = “{ $bad }” has more than one time zone. Which city?

kit-ask = { $field }?
kit-one-line = In one line: { $example }
kit-taken-as = Taken as your answer to “{ $command }”.
kit-cancelled = All right, “{ $command }” is off.
kit-first-question = That was the first question already.
kit-nothing-open = There is no open question.
kit-form-gone = This form is closed. Please open it again.

kit-help-title = What I can do
kit-help-word = { $word } — { $what }
kit-help-more = Add “help” to any word for its examples, such as `/kpi help`. In a private chat the slash may be left out.
kit-help-reserved = Here { $words } belongs to the chat itself: write { $example }.
kit-help-options = Options such as --date go at the end, in any order. Numbers and dates as you say them: 1.2k, 12 %, next Friday.
kit-target = Target
kit-yes = yes
kit-no = no
kit-none = none
kit-forgotten = —

right-member = member
right-hr = HR
right-lead = team lead
right-manager = manager
right-admin = administrator

field-who = Who
field-for = For whom
field-date = Date
field-note = Note
field-team = Team
field-name = Name
field-period = Period
field-value = Value
field-channel = Channel
field-due = Due
field-what = What
field-text = Text
field-reason = Reason
field-id = Id
field-until = Until
field-role = Role
field-title = Title
field-at = When
weekday-0 = Monday
weekday-1 = Tuesday
weekday-2 = Wednesday
weekday-3 = Thursday
weekday-4 = Friday
weekday-5 = Saturday
weekday-6 = Sunday
kit-country-unknown = I know no country “{ $bad }”, or not its holidays.
kit-country-near = I know no country “{ $bad }”. Did you mean { $near }?
kit-certificate-award = Award
kit-certificate-who = For
kit-photo = Picture
kit-file-not-text = I cannot read the file: it is not a text in UTF-8 or GB 18030.
kit-file-date = Line { $line }: “{ $bad }” is not a date such as 2026-10-09. Nothing was stored.
kit-leave-days = Which days
kit-leave-from = First day
kit-leave-now = You are away until { $until }, that day included. I will not ask you, and you are not named as missing.
kit-leave-today = You are away today, { $day }. I will not ask you, and you are not named as missing.
kit-leave-now-open = You are away until you send `/my back`. I will not ask you, and you are not named as missing.
kit-leave-planned = Noted: you are away { $days }. I will not ask you then, nor name you as missing; when it is over I simply go on.
kit-leave-span = { $first } to { $last }
kit-leave-open = from { $first } on, until you are back
kit-leave-back = Welcome back! I will ask you again.
kit-leave-next = Your next leave: { $days }.
kit-leave-answer-today = Answer today’s now
kit-leave-not-away = You are not away.
kit-leave-none = You have no leave planned.
kit-leave-how = Plan it with `/my away --from 2026-12-24 --until 2026-12-28`, or attach your calendar to `/my leave import`.
kit-leave-line = { $count ->
    [0] { $days } · no working day
    [one] { $days } · one working day
   *[other] { $days } · { $count } working days
}
kit-leave-more = { $count ->
    [one] One more.
   *[other] { $count } more.
}
kit-leave-cancel = Cancel { $day }
kit-leave-cancelled = Cancelled: { $days }. I will ask you on these days.
kit-leave-which = Which leave? Name one of its days.
kit-leave-not-on = You have no leave on { $day }.
kit-leave-backwards = That would end on { $last }, more than half a year later. If you mean that, write the year.
kit-leave-file = Attach your calendar as an iCalendar file (.ics), or a CSV file with a line a leave (first day, last day).
kit-leave-file-all = Attach the calendar as an iCalendar file (.ics) with people’s names, or a CSV file with a line a leave (name or mail address, first day, last day).
kit-leave-file-empty = The file has no leave in it.
kit-leave-file-long = More than { $limit } lines: that is no list of leave.
kit-leave-file-called = No whole day in the file is called leave, vacation, holiday, sick or out of office. Name it so, or give the days as CSV.
kit-leave-file-backwards = Line { $line }: it ends before it begins. Nothing was stored.
kit-leave-imported = { $count ->
    [0] Nothing in the file is still to come.
    [one] One leave is noted.
   *[other] { $count } leaves are noted.
}
kit-leave-imported-all = { $people ->
    [0] Nothing in the file is still to come.
    [one] Leave of one person is noted.
   *[other] Leave of { $people } people is noted.
}
kit-leave-who = { $who }: { $days }
kit-leave-unknown-head = Left out
kit-leave-unknown = I find nobody here for { $names }.
kit-leave-left-out = { $count ->
    [one] One entry is no leave of whole days, or repeats, and was left out.
   *[other] { $count } entries are no leave of whole days, or repeat, and were left out.
}
kit-leave-past = { $count ->
    [one] One leave is over already and was left out.
   *[other] { $count } leaves are over already and were left out.
}
kit-leave-nobody = Nobody is on leave, and none is planned.
