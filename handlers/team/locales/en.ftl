word-team = Teams
cmd-team = Your team at a glance
    .example = /team
cmd-team-new = Make a team
    .example = /team new Growth
cmd-team-add = Add people
    .example = /team add @bob @carol --role content
cmd-team-lead = Make somebody a lead
    .example = /team lead @bob
cmd-team-remove = Take somebody out
    .example = /team remove @bob
cmd-team-leave = Leave a team
    .example = /team leave
cmd-team-show = Who is in it, as what
    .example = /team show Growth
cmd-team-bind = Make this channel the team’s
    .example = /team bind
cmd-team-tz = The team’s time zone
    .example = /team tz Berlin
cmd-team-country = The country whose holidays the team has
    .example = /team country Singapore
cmd-team-dayoff = Days of the team’s own
    .example = /team dayoff 2026-10-09 Company day
cmd-team-colours = The colours of the team’s certificates
    .example = /team colours red
field-colours = Colours

team-made = Team { $team } is there, and you lead it.
team-made-next = Next: add people with `/team add`, and send `/team bind` in your channel.
team-next-standup = Set up a standup
team-exists = There is a team “{ $name }” already.
team-none-yet = There is no team for you yet.
team-which = Which team? { $known }.
team-unknown = I do not know the team “{ $bad }”. There is { $known }.
team-added = { $many ->
    [one] { $who } is in { $team } now.
   *[other] { $who } are in { $team } now.
}
team-added-as = { $many ->
    [one] { $who } is in { $team } now, as { $role }.
   *[other] { $who } are in { $team } now, as { $role }.
}
team-role-now = { $many ->
    [one] { $who } is { $role } in { $team } now.
   *[other] { $who } are { $role } in { $team } now.
}
team-there = { $many ->
    [one] { $who } is in { $team } already.
   *[other] { $who } are in { $team } already.
}
team-you-added = { $by } added you to { $team }. Welcome!
team-you-added-as = { $by } added you to { $team } as { $role }. Welcome!
team-leads-now = { $who } leads { $team } now.
team-you-lead = { $by } made you a lead of { $team }.
team-removed = { $who } is no longer in { $team }.
team-left = You have left { $team }.
team-not-in = { $who } is not in { $team }.
team-bound = { $channel } is { $team }’s channel now: what concerns the team is posted here.
team-bind-where = Send { $example } in the channel that shall be the team’s.
team-lead-only = That is for a lead of { $team }.
team-lead-all = That is for a manager, or for somebody who leads all of { $team }.
team-lead-part = That is for a lead of one of { $team }.
team-not-together = { $team } share no target yet.
team-together-most = At most { $limit } teams share a target.
team-members-only = That is for members of { $team }.
team-not-self = You cannot make yourself a lead.
team-not-for = You can do this for yourself and for members of a team you lead, not for { $who }.
team-not-seen = { $who }’s figures are for their team.
team-title = { $team } · { $count ->
    [one] { $count } person
   *[other] { $count } people
}
team-line = { $team }: { $count ->
    [one] { $count } person
   *[other] { $count } people
}
team-who = Name
team-role = Role
team-place = Part
team-lead = lead
team-duties = Duties
team-size = Size
team-channels = Posts go to { $channels }.
team-no-channel = No channel yet: send `/team bind` in the team’s channel.
team-zone = Team time: { $zone }.
team-zone-now = For { $team } it is { $now }.
team-zone-note = The monthly check goes by it. Standup questions and digests go by each person’s own: `/my tz`.
team-titles = Titles
team-colours = Colours
team-colours-now = { $team }’s certificates are { $colours } from now on.
team-certificate-sample = Certificate of honour
team-certificate-award = This is how it looks
team-colours-red = red
team-colours-orange = orange
team-colours-green = green
team-colours-blue = blue
team-colours-purple = purple
team-colours-grey = grey
team-size-reports = A lead here has more than seven direct reports: add a group lead, or work as a matrix.
team-size-small = { $count ->
    [one] One person
   *[other] { $count } people
}: a team starts well with five to eight.
team-size-growing = { $count } people: past the five to eight of a start. Grow on when the work is proven, not before.
team-size-large = { $count } people: a group works best with 15 to 20. Split by business line.

team-channel-archived = I cannot post in { $channel } any more: it is archived. Reopen it, or type `/team bind` in the channel that takes its place.
team-channel-removed = I cannot post in { $channel } any more: I am not in it. Please invite me again.
team-person-left = I cannot reach { $who } any more: their account is closed, or I may not see it. If they left, take them off the team with `/team remove`.
team-person-closed = I cannot write to { $who }: they take no messages from me, or I was not made available to them. Please ask them, or whoever looks after the app.
team-unreachable-kept = What did not arrive is kept: an administrator sends it again with { $command }.

role-none = –
role-analyst = market analyst
    .duties = industry, competitor and user-behaviour analysis
role-content = content planner
    .duties = copy, video and graphics, together with other departments
role-channel = channel manager
    .duties = online and offline placement, monitoring, return on investment
role-customer = customer relations
    .duties = customer life cycle, complaints and feedback, loyalty, crises
role-sales = sales
    .duties = leads into orders: win rate and average order value
team-day-change = What to do
team-day-details = Day and name
team-day-change-list = list them
team-day-change-add = add a day
team-day-change-remove = remove a day
team-country-now = { $team } has the holidays of { $country } now.
team-country-none = { $team } has the organisation’s holidays now.
team-country-next = The next one: { $day }, { $name }.
team-country-note = The standup, reminders, working days and the monthly check go by it. Days off of the organisation’s own stay; whoever chose a country with /my country keeps it.
team-day-works = { $team } works on { $day }.
team-day-off = { $team } has { $day } off.
team-day-name = ({ $name })
team-day-undo = Take it back
team-day-again-works = { $day } is a working day of { $team } again, by the calendar.
team-day-again-off = { $day } is off for { $team } by the calendar.
team-days = Days of { $team }’s own
team-days-none = There are none to come.
team-day-kind-works = working day
team-day-kind-off = off
team-day-which = Which day?
team-day-not-own = { $day } is no day of { $team }’s own.
