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
cmd-standup-optional = Asked like everybody, but neither waited for nor named as missing: { $names }.
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
standup-not-yours = You are not in { $team }, so its standup is not yours to answer.
standup-which = Which standup? { $teams }.
standup-not-today = There is no standup on { $day }. The next one: { $next }.
standup-never = There is no standup today, and none in sight.
standup-no-run = There was no standup on { $day }.

standup-title = Standup · { $team } · { $day }
standup-question = What will you do today?
standup-since = Since { $day } you have
standup-due = Due today
standup-how = Just reply here: one text is today; three lines are yesterday, today, blockers.
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
