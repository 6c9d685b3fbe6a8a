"""Trees of files in memory: what was there, what is there, and whether a file is whole."""
import json
import os
import pathlib
import shutil
import subprocess


# What is not synced on purpose: of the journal a last line may be torn, which the next append sets aside, and where its
# memory cannot be used the journal rules. Both are looked at after the next run.
MAY_TEAR = (".jsonl", ".jsonl.state.json")


def is_ours(name):
    """Temporary files of a writer that was killed are litter, not content."""
    return not any(part.startswith(".") for part in pathlib.PurePath(name).parts)


def read_tree(root, with_hidden=False):
    """Path -> bytes, or ("link", target)."""
    tree = {}
    for folder, folders, files in os.walk(root):
        for name in files + [one for one in folders if os.path.islink(os.path.join(folder, one))]:
            path = os.path.join(folder, name)
            relative = os.path.relpath(path, root)
            if not with_hidden and not is_ours(relative):
                continue
            tree[relative] = ("link", os.readlink(path)) if os.path.islink(path) else pathlib.Path(path).read_bytes()
    return tree


def put_back(root, tree):
    """Makes the folder hold this and nothing else."""
    for entry in os.scandir(root):
        if entry.is_dir(follow_symlinks=False):
            shutil.rmtree(entry.path)
        else:
            os.unlink(entry.path)
    for relative, content in tree.items():
        path = pathlib.Path(root) / relative
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, tuple):
            path.symlink_to(content[1])
        else:
            path.write_bytes(content)
            if path.name == "key":
                path.chmod(0o600)


def wholeness(path, content):
    """What is wrong with a file that may differ from run to run."""
    if isinstance(content, tuple) or path == "lock" or path.endswith(MAY_TEAR):
        return []
    try:
        if path.endswith(".json"):
            json.loads(content)
        elif path.endswith((".zst", ".zst.sha256")):
            if path.endswith(".zst"):
                subprocess.run(["zstd", "-tq"], input=content, check=True)
        elif not content.endswith(b"\n"):
            return [f"{path} does not end with a line end"]
    except (ValueError, subprocess.CalledProcessError) as problem:
        return [f"{path} is torn: {problem}"]
    return []
