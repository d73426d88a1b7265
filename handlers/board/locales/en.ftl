cmd-kpi-board = Board in this channel
    .example = /kpi board
job-board-refresh = Boards brought up to date

field-turn = On or off

board-made = Here it is: { $team }’s figures, kept up to date in place. Pin it, and it is always at hand.
board-moved = { $team }’s board goes on here, the earlier one has stopped.
board-goes-on = { $team }’s board goes on further down.
board-ended = { $team }’s board is off. The figures are still there to be shown.
board-empty = No figures yet this month. They appear here as they are logged.
board-as-of = As of { $at }. Changes by itself.
board-more = { $count ->
    [one] { $count } more in the whole list.
   *[other] { $count } more in the whole list.
}
board-all = All figures
board-off = Take it down
board-where = A board stands in a channel: say this there.
board-none = There is no board in this channel.
board-turn-off = off
