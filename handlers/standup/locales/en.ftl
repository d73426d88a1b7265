word-standup = Daily standup
cmd-standup = Answer today’s standup
    .example = /standup --yesterday launched the page --today ad copy --blockers waiting for legal
cmd-standup-set = Set up a team’s standup
    .example = /standup set 09:30 --days workdays --window 2h
cmd-standup-away = Go on leave: no questions, not named as missing
    .example = /standup away --until Friday
cmd-standup-back = Be back from leave
    .example = /standup back
cmd-standup-show = When it is, and who has answered
    .example = /standup show
cmd-standup-optional = Ask members without waiting for them
    .example = /standup optional @bob
cmd-standup-required = Wait for members again
    .example = /standup required @bob
cmd-standup-off = Turn a team’s standup off
    .example = /standup off
job-standup-prompt = Standup questions
job-standup-remind = Standup reminders
job-standup-rise = Blockers that stay
job-standup-close = Standup summary
topic-standup = a reminder of an unanswered standup

field-yesterday = Yesterday
field-today = Today
field-blockers = Blockers
field-day = Day
field-days = Days
field-window = Window
field-questions = Questions
field-clock = Whose clock
field-mood = Mood
standup-clock-own = each person’s own
standup-clock-team = the team’s
standup-switch-on = on
standup-switch-off = off
standup-mood-told = asked with one tap, told only as the team’s average
standup-more = Next answer
standup-last-week = Last week
standup-this-week = This week
standup-well = What went well
standup-badly = What did not go well
standup-change-it = What we change

standup-set = { $team }’s standup is set
standup-set-named = { $name } of { $team } is set
standup-of = { $team }’s standup
standup-of-named = { $name } of { $team }
standup-when = Time
standup-at = { $at }, where each person is, asked privately
standup-at-team = { $at } by the team’s clock ({ $zone }), everybody at the same moment, asked privately
standup-summary = Summary
standup-to-channel = in { $channel }, when all have answered or { $window } after the last question
standup-to-lead = to the team’s lead, when all have answered or { $window } after the last question ({ $bind } in a channel to post it there)
standup-next = Next
standup-provisional = Make-up working days of { $year } are not published yet. Until an administrator enters them, I go by the public holidays known so far.
standup-days-workdays = working days: make-up days included, public holidays not
standup-days-first = the first working day of each week
standup-days-last = the last working day of each week
standup-days-but = { $days }, but for public holidays
standup-days-some = { $days }
standup-days-span = { $first } to { $last }
standup-window = The window runs from { $shortest } to { $longest }.
standup-off = { $team }’s standup is off. Nobody will be asked.
standup-off-named = { $name } of { $team } is off. Nobody will be asked.
standup-on-again = Turn it on again
standup-optional = Asked like everybody, but neither waited for nor named as missing: { $names }.
standup-required = Waited for again: { $names }.
standup-optional-mark = optional
standup-optional-again = Make it optional again
standup-required-again = Wait for them again
standup-no-member = { $who } is not in { $team }.
standup-now = Today
standup-state-answered = { $who }: has answered
standup-state-away = { $who }: away
standup-state-waiting = { $who }: asked, no answer yet
standup-state-coming = { $who }: will be asked { $at }
standup-state-unasked = { $who }: not asked today

standup-none = { $team } has no standup.
standup-none-yet = None of your teams has a standup. A team lead sets one up with `/standup set 09:30`.
standup-name-unknown = There is no standup called “{ $bad }”. There is { $known }.
standup-too-many = A team has up to { $count } standups. Turn one off first.
standup-questions-many = Between one and { $most } questions, with semicolons between them.
standup-no-such-question = This standup has { $count ->
    [one] one question
   *[other] { $count } questions
}, so there is nothing to answer there.
standup-not-yours = You are not in { $team }, so its standup is not yours to answer.
standup-which = Which standup? { $teams }.
standup-not-today = There is no standup on { $day }. The next one: { $next }.
standup-never = There is no standup today, and none in sight.
standup-no-run = There was no standup on { $day }.

standup-title = Standup · { $team } · { $day }
standup-title-named = { $name } · { $team } · { $day }
standup-question = What will you do today?
standup-question-week = What do you plan for this week?
standup-since = Since { $day } you have
standup-due = Due today
standup-due-week = Due this week
standup-targets = This month’s targets
standup-target = { $name }: { $actual } of { $target }
standup-how = Just reply here: one text is today; three lines are yesterday, today, blockers.
standup-how-week = Just reply here: one text is this week; three lines are last week, this week, blockers.
standup-how-own = { $count ->
    [one] Just reply here.
   *[other] Just reply here, { $count } answers numbered or on a line each; one text alone answers the first.
}
standup-away-today = Away today
standup-reminder = I have not heard from you yet. The summary goes out { $at }; a reply right here is enough.
standup-answer = Answer
standup-mute = Do not remind me
standup-noted = Noted.
standup-changed = Changed.
standup-followed = What blocks you is an action item of yours now, followed until it is closed.
standup-withdrawn = Withdrawn: { $ids }.
standup-shown-channel = The summary is in { $where }, this included.
standup-shown-lead = The team’s lead has the summary, this included.
standup-will-channel = The summary goes to { $where } when all have answered, at the latest { $at }.
standup-will-lead = The summary goes to the team’s lead when all have answered, at the latest { $at }.
standup-change = Change
standup-mine = Add or change mine

standup-says = { $who }: { $text }
standup-age = { $days ->
    [one] { $days } working day
   *[other] { $days } working days
}
standup-risen = Still blocked after { $days } working days
standup-risen-show = What happened to it
standup-risen-give = Give it to somebody
standup-nobody = Nobody has answered.
standup-missing = Not heard from: { $names }.
standup-not-asked = I was not running at { $at } and came back more than two hours later, so I have not asked { $names }.
standup-not-asked-still = They can still answer with { $answer }; nobody is named as missing.

standup-away = You are away until { $until }, that day included. I will not ask you, and you are not named as missing.
standup-away-open = You are away until you send `/standup back`. I will not ask you, and you are not named as missing.
standup-back = Welcome back! I will ask you again.
standup-still = Answer today’s now
standup-not-away = You are not away.
