"""What the checks of the documents share: fenced blocks, headings, links of a Markdown file."""
import re
import unicodedata

FENCE = re.compile(r"^(\s*)(`{3,}|~{3,})\s*(\S*)")


def split(text):
    """Yields (line number from 1, kind, value): "text" lines, and ("block", Block) for a fenced block."""
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        fence = FENCE.match(lines[at])
        if not fence:
            yield at + 1, "text", lines[at]
            at += 1
            continue
        begin, indent = at, len(fence[1])
        at += 1
        content = []
        while at < len(lines) and not lines[at].strip() == fence[2]:
            content.append(lines[at][indent:] if lines[at][:indent].isspace() else lines[at])
            at += 1
        at += 1
        yield begin + 1, "block", Block(begin + 1, fence[3], content)


class Block:
    """A fenced block: its first line's number, its language, its lines, and the comment that stands before it."""

    def __init__(self, line, language, lines):
        self.line, self.language, self.lines, self.mark = line, language, lines, ""


def blocks(text):
    """The fenced blocks, each with the text of the HTML comment right before it (`mark`)."""
    found, mark = [], ""
    for _, kind, value in split(text):
        if kind == "block":
            value.mark = mark
            found.append(value)
            mark = ""
        elif value.strip():
            comment = re.fullmatch(r"\s*<!--\s*(.*?)\s*-->\s*", value)
            mark = comment[1] if comment else ""
    return found


def headings(text):
    """(level, title) of each heading."""
    found = []
    for _, kind, value in split(text):
        heading = re.match(r"(#{1,6}) +(.*?)(?: +#+)? *$", value) if kind == "text" else None
        if heading:
            found.append((len(heading[1]), heading[2]))
    return found


def anchors(text):
    """The names of a document's headings, as GitHub makes them, and its explicit ones."""
    names, seen = set(), {}
    for _, title in headings(text):
        plain = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", title)
        plain = re.sub(r"<[^>]+>", "", plain).replace("`", "").replace("*", "")
        kept = "".join(c for c in plain.lower() if c in " -_" or unicodedata.category(c)[0] in "LNM")
        name = kept.strip().replace(" ", "-")
        count = seen.get(name, 0)
        seen[name] = count + 1
        names.add(f"{name}-{count}" if count else name)
    names.update(re.findall(r"<a\s+(?:id|name)=\"([^\"]+)\"", text))
    return names


def links(text):
    """(line, target) of each link and image outside of code."""
    found = []
    for number, kind, value in split(text):
        if kind != "text":
            continue
        plain = re.sub(r"(`+).*?\1", "", value)
        for target in re.findall(r"\]\(\s*<?([^)\s>]*)>?(?:\s+\"[^\"]*\")?\s*\)", plain):
            found.append((number, target))
        for target in re.findall(r"^\s*\[[^\]]+\]:\s*(\S+)", plain):
            found.append((number, target))
        for target in re.findall(r"<(?:a|img)\s[^>]*(?:href|src)=\"([^\"]+)\"", plain):
            found.append((number, target))
    return found
