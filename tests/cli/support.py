# SPDX-License-Identifier: Apache-2.0
"""What the tests of the program share: run it, write files for it, check its JSON against docs/schema.
A test file is run as: FILE.py CAPIAS"""
import atexit
import csv
import fcntl
import io
import json
import os
import pty
import shutil
import struct
import subprocess
import sys
import tempfile
import termios

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
import tap

CAPIAS = os.path.abspath(sys.argv[1])
ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
BUILTIN = os.path.join(os.path.dirname(CAPIAS), "builtin.capias")
WORK = tempfile.mkdtemp(prefix="capias-cli-")
atexit.register(shutil.rmtree, WORK, ignore_errors=True)


def capias(*args, stdin=b"", **kw):
    return subprocess.run([CAPIAS, *args], input=stdin, cwd=ROOT, capture_output=True, timeout=120, **kw)


def terminal():
    try:
        return pty.openpty()
    except OSError as why:
        raise tap.Skip(f"no terminal can be opened here: {why}") from None


def at_terminal(*args, columns=80, **env):
    """What a person sees: all that the program writes to a terminal of so many columns; and its status."""
    master, slave = terminal()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    environment = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "NO_COLOR")}
    environment.update({"TERM": "xterm", **env})
    with subprocess.Popen([CAPIAS, *args], stdin=subprocess.DEVNULL, stdout=slave, stderr=slave, cwd=ROOT, env=environment) as p:
        os.close(slave)
        seen = b""
        while True:
            try:
                some = os.read(master, 65536)
            except OSError: # Linux says so when the other side is closed
                break
            if not some:
                break
            seen += some
        p.wait(timeout=120)
    os.close(master)
    return seen.decode().replace("\r\n", "\n"), p.returncode


def work(name):
    return os.path.join(WORK, name)


def write(name, data):
    with open(work(name), "wb") as f:
        f.write(data)
    return work(name)


def schema_of(verb, answer):
    try:
        import jsonschema
    except ImportError:
        raise tap.Skip("python3-jsonschema is not installed")
    store = {}
    folder = os.path.join(ROOT, "docs", "schema")
    for name in os.listdir(folder):
        with open(os.path.join(folder, name), encoding="utf-8") as f:
            store[name] = json.load(f)
    schema = store[verb + ".json"]
    resolver = jsonschema.RefResolver(base_uri="", referrer=schema, store=store)
    jsonschema.Draft202012Validator(schema, resolver=resolver).validate(answer)


def fails(status, args, *words, stdin=b""):
    def check():
        r = capias(*args, stdin=stdin)
        said = r.stderr.decode()
        assert r.returncode == status, (r.returncode, said)
        assert said.startswith("capias: "), said
        assert not r.stdout, r.stdout
        for word in words:
            assert word in said, (word, said)
    return check


def own_register(name, **lists):
    """A register of lists of one's own, and what the build said."""
    files = [write(n + ".csv", OWN % (n.encode(), rows)) for n, rows in lists.items()]
    r = capias("build", "-o", work(name), *files)
    assert r.returncode == 0, r.stderr.decode()
    return work(name), r.stderr.decode()


OWN = b"# capias-list dataset=%s\nid,schema,name,alias\n%s\n"


def list_register():
    """OFAC's and the UN's fixtures with the built-in register, built once."""
    path = work("lists.capias")
    if not os.path.exists(path):
        r = capias("build", "-o", path, "tests/formats/ofac", "tests/formats/un")
        assert r.returncode == 0, r.stderr.decode()
    return path


def un_list(name, change=lambda text: text, *more):
    """A register of the UN's fixture after a change of its text, and of more inputs."""
    with open(os.path.join(ROOT, "tests", "formats", "un", "consolidated.xml"), encoding="utf-8") as f:
        text = f.read()
    changed = change(text)
    assert change("") == "" or changed != text, "the fixture has no such text"
    os.makedirs(work(name), exist_ok=True)
    write(name + "/un.xml", changed.encode())
    r = capias("build", "--no-builtin", "-o", work(name + ".capias"), work(name), *more)
    assert r.returncode == 0, r.stderr.decode()
    return work(name + ".capias")


def two_editions():
    return [un_list("before"), un_list("after", edited(
        ("2026-08-01T23", "2026-08-02T23"),
        ("<ALIAS_NAME>The Example<", "<ALIAS_NAME>The Sample<"),
        ("<NOTE>Expired<", "<NOTE>Renewed<"),
        ("2015-07-01-04:00", "2015-07-02-04:00"),
        ("CDe.901", "CDe.902"),
        ("<DATAID>4</DATAID>", "<DATAID>5</DATAID>")))]


def edited(*pairs):
    def change(text):
        for old, new in pairs:
            assert text == "" or old in text, old
            text = text.replace(old, new)
        return text
    return change


def screened_lines(out, as_csv):
    """Every line of capias screen, checked against what docs/ say of it."""
    if as_csv:
        rows = list(csv.DictReader(io.StringIO(out.decode())))
        for row in rows:
            assert None not in row and 0 <= float(row["score"]) <= 1 and int(row["rank"]) >= 1, row
        return rows
    lines = [json.loads(line) for line in out.decode().splitlines()]
    for line in lines:
        schema_of("screen", line)
    return lines
