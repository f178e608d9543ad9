# SPDX-License-Identifier: Apache-2.0
"""help, man page, completion and README.md: all that is made from the table of verbs."""
import json
import os
import shlex
import subprocess

from support import ROOT, capias, work, schema_of, two_editions, screened_lines, tap


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


def readme_tells_the_truth():
    """What README.md shows is what the program prints; a line of dots stands for lines left out."""
    with open(os.path.join(ROOT, "README.md"), encoding="utf-8") as f:
        blocks = f.read().split("```console\n")[1:]
    assert len(blocks) >= 3
    for block in blocks:
        command, *shown = block.split("\n```")[0].split("\n")
        assert command.startswith("$ capias "), command
        r = capias(*shlex.split(command[len("$ capias "):]))
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


def every_verb_has_help_with_an_example():
    text = capias("--help").stdout.decode()
    verbs = [line.split()[0] for line in text.split("\n\n")[2].splitlines()]
    assert len(verbs) >= 9, verbs
    manual, completion = capias("--manual").stdout.decode(), capias("--completion").stdout.decode()
    for verb in verbs:
        r = capias(verb, "--help")
        assert r.returncode == 0 and b"Example" in r.stdout, verb
        assert ".SS capias " + verb in manual and verb + ")" in completion, verb
    assert '.B capias search \\(dqMaria Lavova\\-Belova\\(dq' in manual, "quotes are lost on the page"
    assert capias().returncode == 2


def completion_is_a_script():
    subprocess.run(["bash", "-n"], input=capias("--completion").stdout, check=True)


cases = [("example: capias " + e, example(e)) for e in capias("--examples").stdout.decode().splitlines()] + [
    ("help, man page and completion know every verb", every_verb_has_help_with_an_example),
    ("completion is a bash script", completion_is_a_script),
    ("what README.md shows is what the program prints", readme_tells_the_truth),
]
tap.run(cases)
