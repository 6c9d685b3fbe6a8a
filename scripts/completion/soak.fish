# fish completion for soak and, where they are in PATH, for its tools by their own names. What may stand where is asked of
# soak itself each time (soak --complete), so this file does not grow old.

function __soak_complete
    set -l asked (commandline -opc) (commandline -ct)
    set asked[1] (string replace -r '.*/' '' -- $asked[1])
    test $asked[1] != soak; or set -e asked[1]
    set -l lines (soak --complete $asked 2>/dev/null)
    switch "$lines[1]"
        case words
            printf '%s\n' $lines[2..]
        case files
            __fish_complete_path (commandline -ct)
        case dirs
            __fish_complete_directories (commandline -ct) ''
    end
end

complete -c soak -f -a '(__soak_complete)'
# Some tools have names that are too common to be spoken for.
for tool in (soak --tools 2>/dev/null)
    contains $tool status doctor ack silence; or complete -c $tool -f -a '(__soak_complete)'
end
