# One part of what a tool prints under --help, for its manual page: awk -v want=PART -f help-parts.awk <help
# PART is synopsis, description, options, status, environment or files.
# The form of the help is that of bin/support/cli.cpp: a summary, a line "Usage:", headings that end in ":", options that
# begin with two blanks and have their text from column 35 on, and at the end paragraphs, the last one "Exit status:".

function escape(text) {
  gsub(/\\/, "\\e", text)
  gsub(/-/, "\\-", text)
  return text
}

# "0 done, 1 the gate is closed" as a list.
function statuses(text, item) {
  while (match(text, /^[0-9]/)) {
    item = match(text, /, [0-9] /) ? substr(text, 1, RSTART - 1) : text
    text = substr(text, length(item) + 3)
    printf ".TP\n.B %s\n%s\n", substr(item, 1, 1), escape(substr(item, 3))
  }
}

# Names and text of one option; a long name has its text on the next line.
function option(names, text) {
  if (want == "options") {
    if (!headed++) print "\nOptions:"
    sub(/^-h,/, "-h, ", names)
    printf "  %s  %s\n", names, text
  }
  if (want == "environment" && match(names, /\(Env:[A-Z_]+\)/)) {
    variable = substr(names, RSTART + 5, RLENGTH - 6)
    split(names, words, /[ ,]/)
    printf ".TP\n.B %s\nStands for %s.\n", variable, escape(words[1])
  }
  if (want == "files" && match(names, /=[^ =]*\/[^ ]*/) && names !~ /:\/\/|^--tz /) {
    printf ".TP\n.I %s\n%s.\n", escape(substr(names, RSTART + 1, RLENGTH - 1)), escape(text)
  }
}

function end_option() {
  if (pending != "") option(pending, pending_text)
  pending = pending_text = ""
}

NR == 1 {
  if (want == "description") print $0 ".\n"
  next
}
/^Usage: / {
  if (want == "synopsis") {
    sub(/^Usage: (soak )?[^ ]+ /, "")
    print "\\&" escape($0)  # a line that begins with "[" would be a heading to help2man
  }
  next
}
/^  / && !tail {
  if (substr($0, 3, 1) != " ") {
    end_option()
    pending = substr($0, 1, 34) ~ / $/ && length($0) > 34 ? substr($0, 1, 34) : $0
    if (pending != $0) pending_text = substr($0, 35)
    sub(/^ +/, "", pending)
    sub(/ +$/, "", pending)
  } else {
    sub(/^ +/, "")
    pending_text = pending_text (pending_text == "" ? "" : " ") $0
  }
  next
}
/^[^ ].*:$/ && !tail {
  end_option()
  if (want == "options") {
    print "\n" $0
    headed = 1
  }
  next
}
/./ {
  end_option()
  tail = 1
  if (want == "environment" && match($0, /^Reads [A-Z_, ]+ from the environment/)) {
    gsub(/^Reads | from the environment.*|,/, "")
    split($0, names, " ")
    for (i = 1; i in names; ++i) printf ".TP\n.B %s\nNo option carries it, since it is or comes with a secret.\n", names[i]
  }
  if (sub(/^Exit status: /, "")) {
    if (want == "status") statuses($0)
  } else if (want == "description") {
    print $0 "\n"
  }
}
END {
  end_option()
  if (want == "environment") {
    print ".TP\n.B NO_COLOR\nNo colour on a terminal."
    print ".TP\n.B COLUMNS\nHow wide lines may be, if not as wide as the terminal."
    print ".TP\n.B MM_FREEZE_UTC_ISO\nThe time that reports show."
    print ".PP\nA variable that is not set is looked for in\n.I .env\nof the working directory."
  }
  if (want == "files") print ".TP\n.I .env\nSettings and secrets in the working directory."
}
