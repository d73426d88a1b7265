word-kudos = Kudos
cmd-kudos = Thank somebody in public
    .example = /kudos @bob saved my launch +2 #teamwork
cmd-kudos-undo = Take my last kudos back
    .example = /kudos undo
cmd-kudos-edit = Give my last kudos other words or points
    .example = /kudos edit saved my launch in one night #teamwork
cmd-kudos-mine = My points and what I can still give
    .example = /kudos mine
cmd-kudos-board = Who received how many points
    .example = /kudos board --period last month

field-points = Points
field-hashtag = Hashtag
field-given = Points given

kudos-points = { $points ->
    [one] { $points } point
   *[other] { $points } points
}
kudos-post = 👏 { $giver } thanks { $who }: { $points ->
    [one] { $points } point
   *[other] { $points } points
}
kudos-post-each = 👏 { $giver } thanks { $who }: { $points ->
    [one] { $points } point
   *[other] { $points } points
} each
kudos-post-undone = { $giver } took back kudos for { $who }.
kudos-for-you = 👏 { $giver } gave you { $points ->
    [one] { $points } point
   *[other] { $points } points
}:
kudos-seen-in = Everybody can see it in { $where }.
kudos-given = Kudos to { $who }: { $points ->
    [one] { $points } point
   *[other] { $points } points
}.
kudos-given-each = Kudos to { $who }: { $points ->
    [one] { $points } point
   *[other] { $points } points
} each.
kudos-posted-in = Posted in { $where }.
kudos-not-posted = There is no channel of your team yet, so I only passed it on privately.
kudos-left = You can still give { $left ->
    [one] { $left } point
   *[other] { $left } points
} of { $allowance } in { $month }; from { $day } it is all { $allowance } again.
kudos-undo-button = Take back
kudos-undone = Taken back: your kudos for { $who }. They have been told.
kudos-lost = { $giver } took back { $points ->
    [one] { $points } point
   *[other] { $points } points
} given to you for:

kudos-self = Kudos are for others: leave yourself out.
kudos-group = Kudos go to people by name, not to a whole group.
kudos-who-missing = Who is it for?
kudos-reason-missing = Say what for: a few words are enough.
kudos-points-whole = “{ $bad }” will not do: points are one whole number from +1 up.
kudos-points-two = { $first } or { $second }? Please give the points once.
kudos-points-taken = “{ $bad }” will not do: kudos never take points away.
kudos-over = That takes { $total ->
    [one] { $total } point
   *[other] { $total } points
}, and you have { $left } of { $allowance } left to give in { $month }. From { $day } it is all { $allowance } again.
kudos-undo-none = There are no kudos of yours to change or take back.
kudos-undo-twice = You have taken these kudos back already.
kudos-undo-late = Kudos can be changed or taken back for 24 hours, and these are older.

kudos-mine-title = My kudos in { $month }
kudos-mine-received = Received
kudos-mine-received-value = { $points ->
    [one] { $points } point
   *[other] { $points } points
}, kudos: { $count }
kudos-mine-given = Given
kudos-mine-left = Left to give
kudos-mine-left-value = { $left } of { $all }
kudos-mine-renewed = Full again
kudos-mine-renewed-value = from { $day }
kudos-mine-balance = Points in all
kudos-mine-latest = Latest
kudos-mine-line = { $giver } · +{ $points } · { $reason }

kudos-board-title = Kudos in { $period }
kudos-board-empty = Nobody has received kudos yet. Be the first to give some:
kudos-board-none = Nobody received kudos then.
kudos-board-posted = The board is posted here.
kudos-board-more = { $count ->
    [one] One more person
   *[other] { $count } more people
} received points.
kudos-rank = Place
kudos-board-title-for = Kudos for { $hashtag } in { $period }
kudos-board-title-given = Kudos given in { $period }
kudos-board-title-given-for = Kudos given for { $hashtag } in { $period }
kudos-board-none-for = No kudos with { $hashtag } in that time.
kudos-board-none-given = Nobody gave kudos in public in that time.
kudos-hashtag-bad = “{ $bad }” is no hashtag: one word is enough.
kudos-board-more-given = { $count ->
    [one] One more person
   *[other] { $count } more people
} gave points.

kudos-reworded = { $giver } reworded the kudos for you:
kudos-edited = Your kudos for { $who } now say this, and they have been told:

cmd-kudos-rule = How many points everybody can give
    .example = /kudos rule
kudos-field-private = Private
kudos-private = Passed on privately: it is posted nowhere.
kudos-private-overheard = Whoever reads along here may have seen your words. In our private chat nobody does.
kudos-seen-by-you = Only you can read this.
kudos-seen-by-receivers = Only those it is for can read this.
kudos-over-day = That takes { $total ->
    [one] { $total } point
   *[other] { $total } points
}, and you have { $left } of { $limit } left to give today. From { $day } it is all { $limit } again.
kudos-over-pair = That is { $total ->
    [one] { $total } point
   *[other] { $total } points
} for { $who }, and you have { $left } of { $limit } left to give them in { $month }. From { $day } it is all { $limit } again.
kudos-repointed = { $giver } changed the kudos for you from { $before } to { $points ->
    [one] { $points } point
   *[other] { $points } points
}:
kudos-edited-same = They say this already:
kudos-mine-today = Left today
kudos-rule-allowance = A month, in all
kudos-rule-pair = A month, to the same person
kudos-rule-day = A day
kudos-rule-none = no limit of its own
kudos-rule-why = These hold for everybody. Points do not carry over to the next month.
kudos-rule-how = To change it: { $example }; { $off } ends a limit.
kudos-rule-manager = Only managers set how many points everybody can give.

cmd-kudos-values = The values my team stands for, as hashtags
    .example = /kudos values #teamwork #speed
cmd-kudos-pairs = Who mostly gives points to each other
    .example = /kudos pairs last month
field-values = Values
kudos-values-remove = Remove
kudos-values-title = What { $team } stands for
kudos-values-none = No values are defined yet. They are offered as hashtags whenever somebody gives kudos.
kudos-values-how = Add: { $add } · remove: { $remove }
kudos-values-template = Begin with { $values }
kudos-values-many = { $limit } values are enough: nobody remembers more. Remove some first.
kudos-value-unknown = { $hashtag } is none of { $team }’s values.
kudos-mend = { $unknown } is no value of your team’s. Did you mean { $hashtag }?
kudos-mend-button = Make it { $hashtag }
kudos-board-off-button = Leave me out of boards
kudos-board-on-button = Show me on boards
kudos-board-now-off = Boards, digests and ceremonies leave you out from now on. Your kudos and points stay yours.
kudos-board-now-on = You stand on boards again.
kudos-mine-hidden = You are left out of boards, digests and ceremonies.
kudos-pairs-title = Points given to each other · { $team }, { $period }
kudos-pairs-small = In a team of fewer than { $people } there is hardly anybody else to give to, so this says nothing.
kudos-pairs-none = Nobody gives points mostly to one and the same person who mostly gives them back.
kudos-pairs-why = Named are two who both gave the other more than half of all they gave, and at least { $points } points. It may be close work: ask before you judge. Only figures are shown, private kudos among them.
kudos-pairs-line = { $one } gave { $other } { $there } of { $all } points, { $other } gave { $one } { $back } of { $total }
kudos-pairs-limit = At most 40 a month to the same person

cmd-kudos-ceremony = When the team honours its people
    .example = /kudos ceremony monthly --day 1 --at 16:00
job-kudos-weekly = Kudos of the week
job-kudos-ceremony = Kudos ceremony
job-kudos-pairs = Points given to each other (for the lead)
topic-pairs = the monthly list of who mostly gives points to each other
    .word = pairs
kudos-thank-button = Thank somebody
kudos-story = { $who }: { $reason } ({ $giver }, +{ $points })
kudos-digest-title = Thanked this week · { $team }
kudos-digest-more = And { $count } more.
kudos-digest-values = Values: { $values }.
kudos-digest-value = { $hashtag } × { $count }
kudos-ceremony-title = 🏆 { $team } in { $period }
kudos-ceremony-count = People were thanked { $count ->
    [one] once
   *[other] { $count } times
}. A round of applause!
kudos-ceremony-most = Most points
kudos-ceremony-place = { $rank }. { $who } · { $points ->
    [one] { $points } point
   *[other] { $points } points
}
kudos-ceremony-values = For each value
kudos-ceremony-value = { $who } · { $points ->
    [one] { $points } point
   *[other] { $points } points
}
kudos-ceremony-stories = What for
kudos-ceremony-weekday = “{ $bad }” is no weekday.
kudos-ceremony-day = “{ $bad }” is no day of the month: 1 to 31, first or last.
kudos-rhythm-title = Ceremony of { $team }
kudos-rhythm-none = There is no ceremony yet. It honours whoever was given most points, in all and for each value, and tells what for.
kudos-rhythm-how = To change it: { $example }. On a day off it moves to the nearest working day.
kudos-rhythm-every = How often
kudos-rhythm-day = On which day
kudos-rhythm-next = Next
kudos-rhythm-about = For
kudos-rhythm-weekly = Weekly
kudos-rhythm-monthly = Monthly
kudos-rhythm-quarterly = Quarterly
kudos-rhythm-off = Stop it

kudos-field-picture = With a picture
kudos-picture-from = From
kudos-picture-thanks = Thank you
