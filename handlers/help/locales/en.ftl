word-help = Help
cmd-help = Help
    .example = /help
