word-help = 帮助
cmd-help = 帮助
    .example = /帮助
