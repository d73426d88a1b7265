word-praise = Customer praise
cmd-praise = Hand in what a customer said of somebody
    .example = /praise @bob the launch went like clockwork --customer Acme --proof https://mail.example/4711
cmd-praise-approve = Approve a customer’s praise
    .example = /praise approve P1
cmd-praise-reject = Reject one, with a reason
    .example = /praise reject P1 please add the customer’s mail
cmd-praise-undo = Take back what I handed in, or approved within a day
    .example = /praise undo P1
cmd-praise-list = What waits and what counts
    .example = /praise list @bob
cmd-praise-show = One praise in full
    .example = /praise show P1
cmd-praise-rule = What praise is worth in a team: 10 points unless its lead says otherwise
    .example = /praise rule --points 10 --privilege half a day off
job-praise-remind = Reminder of customer praise that waits
topic-praise = reminders of customer praise that waits for me
    .word = praise

field-customer = Customer
field-score = Score
field-proof = Proof
field-privilege = Privilege

praise-praised = Who is praised
praise-said = The customer’s words
praise-proof-ask = Proof (a link, or send a picture with your line)
praise-by = Handed in by
praise-title = { $id } · Praise from { $customer }
praise-what = What did the customer say? Their words, or a score (--score 4.8/5), have to be there.
praise-score-bad = “{ $bad }” is no score I can read.
praise-no-picture = “{ $bad }” is no picture I can show: PNG, JPEG or GIF, please, or a link (--proof).
praise-sent = Waits for { $who } to approve; until then it is not told.
praise-alone = Nobody else here may approve it, so the decision is yours.
praise-nobody = Nobody here may approve it yet: nobody does so for themselves. An administrator can name a manager: { $example }
praise-asks = { $by } handed in a customer’s praise. Does it count?
praise-reminder = This praise still waits for you. { $by } handed it in.
praise-slow = { $id } has waited for a while
praise-button-approve = Approve
praise-button-reject = Reject
praise-button-undo = Take back
praise-button-mute = No more reminders
praise-button-show = Show { $id }

praise-approved = { $who } approved it.
praise-rejected = { $who } did not approve it:
praise-rejected-told = Rejected. { $by } hears why, and may hand it in anew.
praise-withdrawn = { $who } took it back.
praise-taken-back = { $who } took back the approval of { $customer }’s praise for { $names }; what it gave is taken back too.
praise-post = 🌟 { $customer } praises { $who }
praise-yours = 🌟 { $customer } praises you
praise-you-get = You get: { $gift }
praise-from = Handed in by { $by }, approved by { $who } · { $id }
praise-gift = { $who }: { $gift }
praise-points = { $points ->
    [one] { $points } point
   *[other] { $points } points
}
praise-no-gift = our thanks

praise-unknown = There is no praise { $id }.
praise-own = { $id } is about you: somebody else has to decide it.
praise-not-yours = { $id } is decided by a lead of everybody praised, or by a manager.
praise-not-alone = You handed { $id } in yourself: somebody else has to decide it.
praise-not-seen = { $id } is not yours to see.
praise-is-approved = { $id } is approved already, by { $who }.
praise-is-rejected = { $id } is rejected already, by { $who }.
praise-is-withdrawn = { $id } was taken back by { $who }.
praise-twice = This praise from { $customer } is here already. { $state } If it is another, add more of what the customer said, or the link to it.
praise-twice-waiting = { $by } handed it in on { $day } as { $id }; it waits to be approved.
praise-twice-approved = { $by } handed it in on { $day } as { $id }, and it counts.
praise-undo-none = None of the praise you handed in still waits.
praise-undo-not-yours = { $id } was handed in by somebody else.
praise-undo-late = An approval can be taken back for 24 hours, and this one is older.

praise-list = Customer praise
praise-list-of = Customer praise for { $who }
praise-none = There is no customer praise yet. Did a customer say something kind?
praise-none-of = There is no customer praise for { $who } yet.
praise-head-decide = Waits for you
praise-head-mine = Handed in by you, waits
praise-head-counted = Counts
praise-head-privileges = Privileges granted
praise-words = “{ $words }”
praise-more = { $count ->
    [one] and one more
   *[other] and { $count } more
}
praise-rule = For a customer’s praise { $team } gives: { $gift }
