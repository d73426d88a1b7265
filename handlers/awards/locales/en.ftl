word-award = Awards
cmd-award = The awards of my teams
    .example = /award
cmd-award-new = Begin an award
    .example = /award new Best collaboration --until Friday 18:00
cmd-award-nominate = Nominate a colleague
    .example = /award nominate @bob helped three teams launch on time
cmd-award-open = Open the vote
    .example = /award open W1
cmd-award-vote = Vote in secret
    .example = /award vote W1 2
cmd-award-close = Close the vote and count
    .example = /award close W1
cmd-award-list = The awards of my teams
    .example = /award list
cmd-award-show = One in full
    .example = /award show W1
job-award-close = Close of an award’s vote
award-until = Vote ends
award-number = Nominee’s number
award-state = Stands at
award-state-nominating = nominations
award-state-open = vote
award-state-closed = closed
award-begun = { $id } is there, and the team can nominate. Once you open the vote, nothing can be changed.
award-nominate-now = Whom would you thank with this? Nominate a colleague, and say why.
award-rules = The vote is secret. Totals are told at the close, once at least { $floor } have voted; with equal ballots they share it.
award-opened = The vote is open. { $electors ->
    [one] One person has
   *[other] { $electors } people have
} the ballot in a private chat with me.
award-vote-now = The vote is open until { $until }. Your ballot is in your private chat with me.
award-your-ballot = Your ballot, until { $until }. One vote; it cannot be changed.
award-voted = Your vote is counted. The result comes at the close, { $until }.
award-nominee = { $number } · { $who }
award-nominee-for = { $number } · { $who }: { $reasons }
award-reason = { $text } ({ $by })
award-count = { $who } · { $ballots ->
    [one] 1 ballot
   *[other] { $ballots } ballots
}
award-goes-to = 🏆 It goes to { $who }!
award-shared = 🏆 { $who } share it: equal ballots.
award-turnout = { $cast } of { $electors } voted.
award-not-counted = Fewer than { $floor } voted, so nothing is counted, and the ballots are gone.
award-you-won = 🏆 { $team } chose you: { $title }. Congratulations!
award-none = No award yet. Begin one with a title:
award-nobody = nobody
award-line-nominating = { $id } · { $title } · { $team } · nominations
award-line-open = { $id } · { $title } · { $team } · vote open
award-line-closed = { $id } · { $title } · { $team } · { $who }
award-button-own = A title of our own
award-button-nominate = Nominate
award-button-open = Open the vote
award-not-yourself = An award is for others: leave yourself out.
award-not-in-team = { $who } is not in { $team }.
award-too-few-nominees = A vote needs { $fewest } nominees at least.
award-too-few-people = { $people ->
    [one] One person
   *[other] { $people } people
} can vote here, and fewer than { $floor } ballots are never counted.
award-end-past = Its end is past. Say a new one.
award-vote-in-private = Vote in a private chat with me, so that nobody sees it. This one was not counted.
award-over = The time to vote is over.
award-no-such-nominee = Nobody has that number. Look at your ballot again.
award-voted-already = You have voted already, and a ballot cannot be changed.
award-no-elector = This vote is for who was in the team when it opened.
award-unknown = There is no award { $id }.
award-none-nominating = Your team takes no nominations at the moment.
award-which = Which one: { $known }?
award-is-nominating = { $title }: the vote is not open yet.
award-is-open = { $title }: the vote is open, nothing can be changed now.
award-is-closed = { $title } is closed.
award-ballot-unread = That is no ballot I can read; nothing was counted. Press a button of your ballot, or type the number.
award-certificate = Certificate of honour
award-nobody-left = Nobody who could win had a ballot.
award-still-to-vote = Your vote is still missing. The vote is open until { $until }, and one vote cannot be changed.
award-mute = Do not remind me
topic-vote = a reminder of a vote that is open
    .word = vote
job-award-remind = Reminder of an award’s vote
award-none-yet = No award yet. A lead begins one.
award-button-ballot = My ballot: { $title }
award-button-nominate-for = Nominate: { $title }
