"""A disk as a crash may leave it: the calls of a run, recorded with strace, replayed on a model.

The model is stricter than any file system: what was written to a file is safe after its fsync, what was done in a folder
after the fsync of the folder; syncfs saves everything. Between, a kernel writes what it likes, so after each call there
are many disks: nothing beyond what was synced; all of it; the names without the content (a rename that overtook its
data); the content without the names; all but one name; all but the content of one file, or half of it.
"""
import os
import re

CALLS = "openat,creat,write,pwrite64,writev,rename,renameat,renameat2,fsync,fdatasync,syncfs,ftruncate,unlink,unlinkat,mkdir,mkdirat,symlink,symlinkat,linkat,lseek,copy_file_range,sendfile,splice,fallocate"


def record(root, run):
    """The calls on files below root, in order: (name, paths, rest of the arguments, result)."""
    log = f"{root}.calls"
    run(["strace", "-f", "-qq", "-y", "-xx", "-s", "100000000", "-o", log, "-e", f"trace={CALLS}"])
    with open(log, encoding="ascii") as file:
        lines = file.read().splitlines()
    os.unlink(log)
    root = os.path.realpath(root)
    events = []
    unfinished = {}
    for line in lines:
        pid, _, call = line.partition(" ")
        call = call.strip()
        if call.endswith("<unfinished ...>"):
            unfinished[pid] = call[: -len("<unfinished ...>")]
            continue
        resumed = re.match(r"<\.\.\. \w+ resumed>(.*)", call)
        if resumed:
            call = unfinished.pop(pid, "") + resumed.group(1)
        event = parse(call, root)
        if event:
            events.append(event)
    return events


def unescape(text):
    return bytes.fromhex(text.replace("\\x", ""))


def parse(call, root):
    match = re.match(r"(\w+)\((.*)\)\s+= (-?\d+)", call)
    if not match or int(match.group(3)) < 0:
        return None
    name, arguments, result = match.group(1), match.group(2), int(match.group(3))
    files = [unescape(one).decode(errors="replace") for one in re.findall(r"<((?:\\x[0-9a-f]{2})+)>", arguments)]
    texts = [unescape(one) for one in re.findall(r'"((?:\\x[0-9a-f]{2})*)"', arguments)]

    def below(path):
        full = os.path.normpath(os.path.join(root, path))
        return os.path.relpath(full, root) if full == root or full.startswith(root + "/") else None

    if name in ("write", "pwrite64", "writev"):
        path = below(files[0]) if files else None
        data = b"".join(texts)[:result]
        at = int(arguments.rsplit(",", 1)[1]) if name == "pwrite64" else None
        return ("write", path, data, at) if path else None
    if name in ("fsync", "fdatasync", "syncfs"):
        path = below(files[0]) if files else None
        return (name if name == "syncfs" else "fsync", path) if path else None
    if name == "ftruncate":
        path = below(files[0])
        return ("truncate", path, int(arguments.rsplit(",", 1)[1])) if path else None
    if name == "lseek":
        path = below(files[0]) if files else None
        return ("seek", path, result) if path else None
    # Those with names: relative to a folder of their own, which strace shows before each.
    names = []
    for base, text in re.findall(r'(?:(?:AT_FDCWD|\d+)<((?:\\x[0-9a-f]{2})*)>, )?"((?:\\x[0-9a-f]{2})*)"', arguments):
        folder = unescape(base).decode(errors="replace") if base else root
        names.append(below(os.path.join(folder, unescape(text).decode(errors="replace"))))
    if name in ("symlink", "symlinkat"):
        return ("symlink", names[-1], texts[0].decode(errors="replace")) if names[-1] else None
    if not names or names[0] is None:
        return None
    if name in ("openat", "creat"):
        if "O_CREAT" not in arguments and "O_TRUNC" not in arguments and "O_APPEND" not in arguments:
            return ("open", names[0], False) if "O_RDONLY" not in arguments else None
        return ("create" if "O_CREAT" in arguments else "open", names[0], "O_TRUNC" in arguments, "O_APPEND" in arguments)
    if name.startswith("rename"):
        return ("exchange" if "RENAME_EXCHANGE" in arguments else "rename", names[0], names[1])
    if name == "linkat":
        return ("link", names[0], names[1])
    if name.startswith("unlink"):
        return ("unlink", names[0])
    return ("mkdir", names[0]) if name.startswith("mkdir") else None


class File:
    def __init__(self, content=b""):
        self.content = bytearray(content)
        self.saved = bytes(content)
        self.at = 0


class Disk:
    """Names that are there now, names that are safe, and the files they lead to."""

    def __init__(self, tree):
        self.names = {path: content if isinstance(content, tuple) else File(content) for path, content in tree.items()}
        self.saved = dict(self.names)

    def apply(self, event):
        kind, path = event[0], event[1]
        file = self.names.get(path)
        if kind in ("create", "open"):
            if kind == "create" and not isinstance(file, File):
                file = self.names[path] = File()
            if isinstance(file, File):
                if event[2]:
                    file.content.clear()
                file.at = len(file.content) if len(event) > 3 and event[3] else 0
        elif kind == "write" and isinstance(file, File):
            at = file.at if event[3] is None else event[3]
            if at > len(file.content):
                file.content.extend(bytes(at - len(file.content)))
            file.content[at : at + len(event[2])] = event[2]
            if event[3] is None:
                file.at = at + len(event[2])
        elif kind == "seek" and isinstance(file, File):
            file.at = event[2]
        elif kind == "truncate" and isinstance(file, File):
            del file.content[event[2] :]
            file.content.extend(bytes(event[2] - len(file.content)))
        elif kind == "symlink":
            self.names[path] = ("link", event[2])
        elif kind == "rename":
            moved = {one: one for one in self.names if one == path or one.startswith(path + "/")}
            for one in moved:
                self.names[event[2] + one[len(path) :]] = self.names.pop(one)
        elif kind == "exchange":
            self.names[path], self.names[event[2]] = self.names[event[2]], self.names[path]
        elif kind == "link":
            self.names[event[2]] = file
        elif kind == "unlink":
            self.names.pop(path, None)
        elif kind == "fsync":
            self.save(path)
        elif kind == "syncfs":
            self.saved = dict(self.names)
            for one in self.names.values():
                if isinstance(one, File):
                    one.saved = bytes(one.content)

    def save(self, path):
        file = self.names.get(path)
        if isinstance(file, File):
            file.saved = bytes(file.content)
            return
        folder = "" if path == "." else path
        for one in set(self.names) | set(self.saved):
            if os.path.dirname(one) != folder:
                continue
            if one in self.names:
                self.saved[one] = self.names[one]
            else:
                self.saved.pop(one, None)

    def state(self, names, wants_saved):
        return {path: one if isinstance(one, tuple) else one.saved if wants_saved else bytes(one.content)
                for path, one in names.items()}

    def states(self):
        everything = self.state(self.names, False)
        yield "everything", everything
        yield "what was synced", self.state(self.saved, True)
        yield "names without content", self.state(self.names, True)
        yield "content without names", self.state(self.saved, False)
        for path, one in self.names.items():
            if isinstance(one, File) and bytes(one.content) != one.saved:
                yield f"all but the content of {path}", {**everything, path: one.saved}
                for share in (4, 2):
                    torn = bytes(one.content[: len(one.content) // share])
                    yield f"1/{share} of {path}", {**everything, path: torn}
        for path in set(self.names) | set(self.saved):
            if self.names.get(path) is self.saved.get(path):
                continue
            other = dict(everything)
            earlier = self.saved.get(path)
            if earlier is None:
                other.pop(path, None)
            else:
                other[path] = earlier if isinstance(earlier, tuple) else bytes(earlier.content)
            yield f"all but the name {path}", other


def crash_states(tree, events):
    """After each call the disks that differ from those before it: (text, tree)."""
    disk = Disk(tree)
    seen = set()
    for i, event in enumerate(events, 1):
        disk.apply(event)
        for what, state in disk.states():
            known = hash(tuple(sorted(state.items())))
            if known in seen:
                continue
            seen.add(known)
            yield f"after call {i} ({event[0]} {event[1]}): {what}", state
