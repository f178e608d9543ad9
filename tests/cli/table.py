# SPDX-License-Identifier: Apache-2.0
"""help, man page, completion and README.md: all that is made from the table of verbs."""
import json
import os
import re
import shlex
import shutil
import subprocess

from support import BUILTIN, CAPIAS, ROOT, WORK, capias, schema_of, screened_lines, tap, two_editions, work, write


def example(command):
    def check():
        args = shlex.split(command)
        if args[0] == "build":
            args[args.index("-o") + 1] = work("example.capias")
        if args[0] == "diff":
            args[1:3] = two_editions()
        r = capias(*args)
        assert r.returncode == 0, (r.returncode, r.stderr.decode())
        assert r.stdout, "nothing was printed"
        if args[0] == "screen":
            screened_lines(r.stdout, "csv" in args)
            return
        if args[0] not in ("compare",) and "--json" not in args:
            r = capias(*args, "--json")
            assert r.returncode == 0, r.stderr.decode()
        if "--json" in args or args[0] != "compare":
            for answer in r.stdout.splitlines():
                schema_of(args[0], json.loads(answer))
    return check


PAGES = ["README.md"] + sorted("docs/" + f for f in os.listdir(os.path.join(ROOT, "docs")) if f.endswith(".md"))


def blocks(page, language):
    with open(os.path.join(ROOT, page), encoding="utf-8") as f:
        return [block.split("\n```")[0].split("\n") for block in f.read().split("```%s\n" % language)[1:]]


def readme_tells_the_truth():
    """What a page shows is what the program prints; a line of dots stands for lines left out."""
    shown_blocks = [block for page in PAGES for block in blocks(page, "console")]
    assert len(shown_blocks) >= 3
    for command, *shown in shown_blocks:
        assert command.startswith("$ capias "), command
        r = capias(*shlex.split(command[len("$ capias "):]))
        assert r.returncode == 0, (command, r.stderr)
        printed, at, skipping = r.stdout.decode().rstrip("\n").split("\n"), 0, False
        for line in shown:
            if line.strip() == "...":
                skipping = True
                continue
            if skipping and not line:
                continue
            where = printed.index(line, at) if line in printed[at:] else None
            assert where is not None and (skipping or where == at), (command, line, printed[at:at + 3])
            at, skipping = where + 1, False
        assert skipping or at == len(printed), (command, printed[at:at + 3])


def commands_on_pages():
    """A command that a page tells to type has a verb and options that are there."""
    lines = [line.strip() for page in PAGES for block in blocks(page, "sh") for line in block]
    commands = [shlex.split(line, comments=True)[1:] for line in lines if line.startswith(("build/capias ", "capias "))]
    assert len(commands) >= 6, commands
    for verb, *words in commands:
        r = capias(verb, "--help")
        assert r.returncode == 0, verb
        for word in words:
            assert not word.startswith("-") or word in r.stdout.decode().replace(",", " ").split(), (verb, word)


def verbs_of_help():
    text = capias("--help").stdout.decode()
    return [line.split()[0] for line in text.split("\n\n")[2].splitlines()]


def every_verb_has_help_with_an_example():
    verbs = verbs_of_help()
    assert len(verbs) >= 9, verbs
    manual, completion = capias("--manual").stdout.decode(), capias("--completion").stdout.decode()
    for verb in verbs:
        r = capias(verb, "--help")
        assert r.returncode == 0 and b"Example" in r.stdout, verb
        assert ".SS capias " + verb in manual and verb + ")" in completion, verb
    assert '.B capias search \\(dqMaria Lavova\\-Belova\\(dq' in manual, "quotes are lost on the page"
    assert capias().returncode == 2


def page_renders():
    if not shutil.which("groff"):
        raise tap.Skip("groff is not installed")
    r = subprocess.run(["groff", "-ww", "-man", "-Tutf8"], input=capias("--manual").stdout, capture_output=True)
    assert r.returncode == 0 and not r.stderr, r.stderr.decode()
    text = re.sub(r"\033\[[0-9;]*m|.\x08", "", r.stdout.decode())
    for heading in ("NAME", "VERBS", "EXIT STATUS", "FILES", "ENVIRONMENT", "ERRORS"):
        assert "\n" + heading + "\n" in text, heading


def completed(*words):
    """What bash offers for the last of these words."""
    script = capias("--completion").stdout.decode() + '''
COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
_capias
printf '%s\\n' "${COMPREPLY[@]}"'''
    r = subprocess.run(["bash", "-euc", script.replace("\n_capias\n", "\n_capias || true\n"), "bash", CAPIAS, *words], cwd=WORK,
                       capture_output=True, text=True, timeout=60)
    assert r.returncode == 0 and not r.stderr, r.stderr
    return r.stdout.split("\n")[:-1]


def completion():
    subprocess.run(["bash", "-n"], input=capias("--completion").stdout, check=True)
    shutil.copy(BUILTIN, work("old.capias"))
    write("two words.csv", b"name\n")
    for words, wanted in (
            (["se"], ["search"]), (["--v"], ["--version"]), (["search", "--sch"], ["--schema"]), (["search", "--schema", "Pe"], ["Person"]),
            (["search", "x", "-s", "Ve"], ["Vehicle", "Vessel"]), (["screen", "--format", ""], ["jsonl", "csv"]),
            (["screen", "two"], ["two words.csv"]), (["screen", "x.csv", "-o", "two"], ["two words.csv"]), (["search", "x", "--limit", ""], [""]),
            (["info", "--register", "old"], ["old.capias"]), (["diff", "ol"], ["old.capias"]), (["visit", ""], [""]), (["help", "jou"], ["journey"]),
            (["diff", "old.capias", "old.capias", "--dataset", ""], ["capias"])):
        assert completed(*words) == wanted, (words, completed(*words))
    assert set(completed("")) == set(verbs_of_help() + ["help"])
    for verb in verbs_of_help():
        text = capias(verb, "--help").stdout.decode()
        assert sorted(completed(verb, "--")) == sorted(re.findall(r"^  .{4}(--[a-z-]+)", text, re.M)), verb


def schemas_are_closed():
    """A field that docs/schema does not name fails the tests: every object there says all it may hold."""
    folder = os.path.join(ROOT, "docs", "schema")

    def walk(node, name, key):
        if isinstance(node, dict):
            if node.get("type") == "object" and node.get("additionalProperties") is not False:
                assert isinstance(node.get("additionalProperties"), dict), (name, key, "is open")
            for k, v in node.items():
                walk(v, name, k)
        elif isinstance(node, list):
            for v in node:
                walk(v, name, key)
    for name in os.listdir(folder):
        with open(os.path.join(folder, name), encoding="utf-8") as f:
            walk(json.load(f), name, None)
    for verb in verbs_of_help():
        assert os.path.exists(os.path.join(folder, verb + ".json")), verb


# Fields that others read by name: more may be added, none may go.
FIXED = {
    "build": "entities names instruments seconds sources/name sources/format sources/publisher sources/as_of sources/entities "
             "sources/rejected sources/bytes sources/sha256",
    "search": "query results/id results/caption results/schema results/score results/match results/datasets results/matched_name "
              "results/properties results/features/name results/features/score results/features/weight results/features/detail",
    "screen": "query/id query/name results/id results/score results/match",
    "compare": "score match alignment",
    "read": "mentions/text mentions/start mentions/end mentions/start_char mentions/end_char mentions/kind mentions/id mentions/canonical "
            "mentions/score claims/kind claims/person claims/state claims/date claims/outcome claims/value claims/speaker claims/quote "
            "claims/start claims/end",
    "visit": "person state on known law_as_of duties/instrument duties/regime duties/act duties/addressee duties/forum duties/force "
             "duties/bound duties/request duties/grounds duties/exemptions duties/contested duties/sources decisions comparable_visits "
             "outlook/p_arrest outlook/low outlook/high outlook/k outlook/n outlook/reasons",
    "map": "person on known states/state states/duties/act states/duties/force states/duties/bound states/duties/regime states/duties/grounds",
    "calendar": "person from until known states/state states/periods/from states/periods/until states/periods/duty/act states/periods/duty/force "
                "states/periods/begun states/periods/ended",
}


def fixed_fields():
    folder, schemas = os.path.join(ROOT, "docs", "schema"), {}
    for name in os.listdir(folder):
        with open(os.path.join(folder, name), encoding="utf-8") as f:
            schemas[name] = json.load(f)

    def settled(node, home):
        while "$ref" in node or "items" in node:
            if "items" in node:
                node = node["items"]
            else:
                file, _, path = node["$ref"].partition("#")
                home = file or home
                node = schemas[home]
                for part in path.split("/")[1:]:
                    node = node[part]
        return node, home
    for verb, fields in FIXED.items():
        for field in fields.split():
            node, home = settled(schemas[verb + ".json"], verb + ".json")
            for part in field.split("/"):
                assert part in node["required"], (verb, field, part)
                node, home = settled(node["properties"][part], home)


def version():
    lines = capias("--version").stdout.decode().splitlines()
    info = json.loads(capias("info", "--json").stdout)
    with open(os.path.join(ROOT, "VERSION"), encoding="utf-8") as f:
        assert lines[0] == "capias " + f.read().strip(), lines
    assert lines[1] == "names model " + info["model"], lines
    assert lines[2] == "built-in register %s, as of %s" % (info["register"], info["sources"][0]["as_of"]), lines
    assert capias("-V").stdout.decode().splitlines() == lines


cases = [("example: capias " + e, example(e)) for e in capias("--examples").stdout.decode().splitlines()] + [
    ("help, man page and completion know every verb", every_verb_has_help_with_an_example),
    ("the man page renders without a warning", page_renders),
    ("completion", completion),
    ("every schema is closed, and every verb has one", schemas_are_closed),
    ("fields that others read by name", fixed_fields),
    ("--version names the model and the built-in register", version),
    ("commands on the pages", commands_on_pages),
    ("what the pages show is what the program prints", readme_tells_the_truth),
]
tap.run(cases)
