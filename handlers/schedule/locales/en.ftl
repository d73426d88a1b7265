word-schedule = Schedules
cmd-schedule = What runs by the clock
    .example = /schedule
cmd-schedule-list = All schedules
    .example = /schedule list
cmd-schedule-set = Move one to another time of day
    .example = /schedule set digest 08:30
cmd-schedule-pause = Pause one
    .example = /schedule pause 1
cmd-schedule-resume = Resume one
    .example = /schedule resume 1
field-job = Job

schedule-number = No.
schedule-job = Job
schedule-whom = For
schedule-next = Next
schedule-everybody = all
schedule-whom-zone = { $whom } ({ $zone })
schedule-paused = paused
schedule-never = –
schedule-once = { $job }: { $count ->
    [one] once, at { $first }
   *[other] { $count } times, first at { $first }
}
schedule-how = By number or by the job’s name: { $example }
schedule-none = Nothing runs by the clock yet.
schedule-paused-now = { $number } is paused: { $job }, { $whom }.
schedule-runs-again = { $number } runs again: { $job }, { $whom }. Next: { $next }.
schedule-moved = { $number } runs at { $at } from now on: { $job }, { $whom }. Next: { $next }.
schedule-pause-button = Pause { $number }
schedule-resume-button = Resume { $number }
schedule-paused-already = That is paused already.
schedule-running-already = That is not paused.
schedule-unknown = I know no schedule “{ $bad }”. There is { $known }, or a number of the list.
schedule-set-elsewhere = “{ $job }” has its time from where it was set up, such as `/standup set`.
