"""The library's headers as text, for the checks that read them."""
import os
import re


def headers(root):
    """Paths of all headers below `root`, from there on, in order."""
    for directory, folders, files in os.walk(root):
        folders.sort()
        for name in sorted(files):
            if name.endswith(".hpp"):
                yield os.path.relpath(os.path.join(directory, name), root)


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def code_of(text):
    """The text without comments and the content of literals, line for line."""
    def blank(match):
        literal = match.group(0)
        return "\n" * literal.count("\n") if literal.startswith("/") else '""' + "\n" * literal.count("\n")

    return re.sub(r'R"([^(\s]*)\(.*?\)\1"|//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|(?<![0-9a-fA-F])\'(?:\\.|[^\'\\\n])+\'',
                  blank, text, flags=re.S)


def floor_of(header):
    return header.split("/")[0] if "/" in header else None
