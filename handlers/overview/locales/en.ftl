word-my = What concerns me
cmd-my = My teams, numbers, tasks and choices
    .example = /my
cmd-my-show = The same
    .example = /my show
cmd-my-tz = My time zone
    .example = /my tz Taipei
cmd-my-lang = My language
    .example = /my lang English
cmd-my-quiet = My quiet hours
    .example = /my quiet 20:00-09:00
cmd-my-link = Join my account on another platform
    .example = /my link
cmd-my-inbox = Where my private messages go
    .example = /my inbox here
field-zone = City or time zone
field-language = Language
field-quiet = Quiet hours
field-code = Code from the other platform
field-inbox = Here, or where I spoke last

overview-link-code = On the other platform, write to me within ten minutes: { $line }
overview-link-once = It works once. Whoever types it becomes one person with you here, so keep it to yourself.
overview-link-unknown = I know no code “{ $bad }”; a code holds for ten minutes, and works once.
overview-link-own = That is the code of this very account. Type it on the other platform.
overview-link-sure = This code is { $name }’s, on { $platform }. Is that you?
overview-link-both = If so, figures, points and action items of both become one person’s. That cannot be undone.
overview-link-join = Yes, that is me
overview-link-done = Your account here and the one on { $platform } are one person’s now: { $name }.
overview-link-inbox = Private messages go to where you spoke last; { $line } keeps them here.
overview-inbox-here = here
overview-inbox-last = where I spoke last
overview-inbox-now-here = Private messages come here from now on.
overview-inbox-now-last = Private messages go to where you spoke last.
platform-slack = Slack
platform-feishu = Feishu
platform-dingtalk = DingTalk
platform-local = the local chat

overview-title = { $name } · { $right }
overview-no-team = You are in no team yet.
overview-numbers = My numbers this month
overview-number = { $name }: { $value }
overview-number-of = { $name }: { $value } of { $target }
overview-not-yet = Nothing yet: { $names }
overview-nothing-logged = nothing yet
overview-items = Open action items
overview-no-items = Nothing is open.
overview-more = … and { $count } more: `/todo list`
overview-standup = Today’s standup
overview-standup-answered = { $team }: answered
overview-standup-away = { $team }: you are away
overview-standup-waiting = { $team }: waiting for your answer
overview-standup-coming = { $team }: I ask you at { $at }
overview-standup-unasked = { $team }: not asked today; `/standup` if you like
overview-answer = Answer the standup
overview-meeting = Next meeting
overview-no-agenda = no agenda yet
overview-choices = My choices
overview-time = My time
overview-zone-now = For you it is { $now }.
overview-zone-note = Standup questions, digests and due dates go by it.
overview-language-now = I speak { $language } with you now.
overview-language-unknown = I do not speak “{ $bad }”. There is { $known }.
overview-quiet-now = From { $begin } to { $end } I hold back whatever a clock causes.
overview-quiet-note = What a person does reaches you all the same, and so does what was set to such an hour on purpose.
overview-quiet-off = You have no quiet hours now: a reminder may come at any time.

overview-welcome = Welcome to Muster
overview-hello-person = I help a marketing team run itself. { $count ->
    [one] One step is left:
   *[other] { $count } steps to begin with:
}
overview-hello-channel = Hello! I help a marketing team run itself. { $count ->
    [one] One step is left:
   *[other] { $count } steps to begin with:
}
overview-hello-member = I help your team run itself. What you can do:
overview-step-team = Make a team
    .why = who works together, as what
overview-step-metrics = Adopt metrics
    .why = the ready-made KPIs of a role, or `/kpi define` for your own
overview-step-standup = Set a standup
    .why = everybody is asked at their own time, the summary comes to the channel
overview-step-button = { $number } · { $what }
overview-who-may = A manager makes teams; a team’s lead does the rest.
overview-help = { $help } shows everything I can do.
overview-ready = All is set up: team, metrics and standup are there.
overview-can-log = Log a figure: `/kpi log { $metric } 12`
overview-can-thank = Thank somebody in public: `/kudos @bob for the launch`
overview-can-my = See your tasks and numbers, choose language, time zone and quiet hours: `/my`
overview-can-help = See everything: `/help`
overview-do-log = Log a figure
overview-do-thank = Thank somebody
overview-do-my = What concerns me
overview-do-help = Everything
