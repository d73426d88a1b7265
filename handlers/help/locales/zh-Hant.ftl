word-help = 說明
cmd-help = 說明
    .example = /說明
