# SPDX-License-Identifier: Apache-2.0
"""build, info, verify: registers, and files that are none."""
import datetime
import json
import os
import shutil

from support import BUILTIN, OWN, ROOT, WORK, capias, fails, own_register, tap, work, write


def register_with(change):
    """A damaged copy of the built-in register."""
    with open(BUILTIN, "rb") as f:
        data = bytearray(f.read())
    return change(data)


def damaged(name, change, *words):
    def check():
        path = write(name, register_with(change))
        for args in (("info", "-r", path), ("search", "-r", path, "Putin"), ("verify", path)):
            r = capias(*args)
            if r.returncode == 0 and args[0] != "verify":
                continue # damage in the middle is found by verify, which reads it all
            assert r.returncode == 3, (args[0], r.returncode, r.stderr.decode())
            said = r.stderr.decode()
            assert name in said and all(w in said for w in words), said
    return check


def flip(at):
    def change(data):
        data[at if at >= 0 else len(data) + at] ^= 0x5a
        return data
    return change


def newer(data):
    data[8] += 1
    return data


def bad_build(name, data, status, *words):
    def check():
        out = work("keep.capias")
        shutil.copy(BUILTIN, out)
        before = open(out, "rb").read()
        r = capias("build", "--no-builtin", "-o", out, write(name, data))
        said = r.stderr.decode()
        assert r.returncode == status, (r.returncode, said)
        assert name in said and all(w in said for w in words), said
        assert open(out, "rb").read() == before, "the old register was touched"
        left = [f for f in os.listdir(WORK) if f.startswith("keep.capias.")]
        assert not left, left
    return check


def same_bytes_twice():
    inputs = [os.path.join(ROOT, "tests", "formats", f) for f in ("ofac", "un")]
    for name in ("one.capias", "two.capias"):
        r = capias("build", "-o", work(name), *inputs)
        assert r.returncode == 0, r.stderr.decode()
    assert open(work("one.capias"), "rb").read() == open(work("two.capias"), "rb").read()
    assert capias("verify", work("one.capias")).returncode == 0


def folder_with_other_things():
    folder = work("folder")
    shutil.copytree(os.path.join(ROOT, "tests", "formats", "un"), folder)
    write("folder/notes.txt", b"Dear all,\nsee you on Monday.\n")
    r = capias("build", "--json", "-o", work("folder.capias"), folder)
    assert r.returncode == 0, r.stderr.decode()
    assert b"notes.txt" in r.stderr and b"left out" in r.stderr, r.stderr
    names = [s["name"] for s in json.loads(r.stdout)["sources"]]
    assert "un_sc_sanctions" in names, names
    os.mkdir(work("others"))
    write("others/notes.txt", b"Dear all,\nsee you on Monday.\n")
    assert capias("build", "-o", work("folder.capias"), work("others")).returncode == 3


def one_id_on_two_lists():
    _, said = own_register("ids.capias", list_a=b"1,Person,Zorvan Kelmadi,", list_b=b"1,Person,Ulla Brandt,")
    assert "list_b.csv:3" in said and "list_a.csv, line 3" in said, said


def rows_without_a_name():
    _, said = own_register("noname.capias", list_a=b"1,Person,,Zorvan Kelmadi")
    assert "list_a.csv:3: the row has no name" in said and "nothing stands in the list" in said, said


def many_other_files_are_all_named():
    folder = work("many")
    shutil.copytree(os.path.join(ROOT, "tests", "formats", "un"), folder)
    for i in range(30):
        write("many/notes%d.txt" % i, b"Dear all,\n")
    r = capias("build", "-o", work("many.capias"), folder)
    assert r.returncode == 0 and r.stderr.count(b": it is left out") == 30, r.stderr


def unnamed_collections():
    """Entities that name no dataset, or several, are called after their file: two files, two datasets."""
    person = b'{"id": "p%d", "schema": "Person", "properties": {"name": ["Zorvan Kelmadi"]}%s}\n'
    a = write("donors.json", person % (1, b""))
    b = write("Old Donors.ftm.json", person % (2, b', "datasets": ["x", "y"]'))
    r = capias("build", "--no-builtin", "--json", "-o", work("donors.capias"), a, b)
    assert r.returncode == 0, r.stderr
    assert [s["name"] for s in json.loads(r.stdout)["sources"]] == ["donors", "old_donors"], r.stdout
    assert b"donors.json:1: the entities name no dataset" in r.stderr and b"old_donors" not in r.stderr, r.stderr


def empty_folder():
    os.mkdir(work("nothing"))
    un = os.path.join(ROOT, "tests", "formats", "un")
    for inputs in ([work("nothing")], [un, work("nothing")]):
        r = capias("build", "-o", work("nothing.capias"), *inputs)
        assert r.returncode == 3 and b"nothing: no file lies" in r.stderr, r.stderr
    assert not os.path.exists(work("nothing.capias"))


xml_bomb = b"<!DOCTYPE r [<!ENTITY a 'x'><!ENTITY b '&a;&a;'>]><CONSOLIDATED_LIST>&b;</CONSOLIDATED_LIST>"


def ages():
    """How old each list is stands beside its date."""
    for as_of in ("2024-02-29", "2023-12-31", "2026-01-01", "2000-03-01"):
        register = work("aged.capias")
        r = capias("build", "--no-builtin", "--as-of", as_of, "-o", register, write("aged.csv", OWN % (b"aged", b"1,Person,Anna Zorvan,")))
        assert r.returncode == 0, r.stderr
        age = (datetime.datetime.now(datetime.timezone.utc).date() - datetime.date.fromisoformat(as_of)).days
        assert "%s, %d days old" % (as_of, age) in capias("info", "-r", register).stdout.decode(), as_of


def no_text():
    """What is no text or table is named, wherever one is wanted, and told what to do."""
    for name, data, word in (("a.xlsx", b"PK\3\4[Content_Types].xml", "spreadsheet"), ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1", "old Office"),
                             ("a.pdf", b"%PDF-1.7\n", "pdftotext"), ("a.rtf", b"{\\rtf1 Anna}", "RTF"), ("a.capias", open(BUILTIN, "rb").read(), "register"),
                             ("a.bin", b"name\0\1\2", "binary")):
        path = write(name, data)
        for command in (["screen", path], ["compare", "--csv", path], ["read", path], ["build", "-o", work("x.capias"), path], ["explain", "read", path]):
            r = capias(*command)
            assert r.returncode == 3 and not r.stdout and name in r.stderr.decode() and word in r.stderr.decode(), (command, r.returncode, r.stderr)


tap.run([
    ("the age of a list", ages),
    ("entities that name no dataset", unnamed_collections),
    ("files that are no text", no_text),
    ("a register that is not there", fails(4, ["info", "-r", "/nowhere/x.capias"], "/nowhere/x.capias")),
    ("a register that is a folder", fails(4, ["info", "-r", "/"], "/")),
    ("a register that is another file", fails(3, ["info", "-r", os.path.join(ROOT, "dev")], "dev")),
    ("a truncated register", damaged("cut.capias", lambda d: d[:len(d) // 2])),
    ("an empty register", damaged("empty.capias", lambda d: b"")),
    ("a damaged header", damaged("header.capias", flip(20))),
    ("a damaged end", damaged("tail.capias", flip(-1000))),
    ("a register of a newer version", damaged("newer.capias", newer)),
    ("an unknown format", bad_build("notes.txt", b"Dear all,\nsee you on Monday.\n", 3, "format")),
    ("an empty list", bad_build("empty.csv", b"", 3)),
    ("a binary file", bad_build("noise.bin", bytes(range(256)) * 40, 3)),
    ("a truncated XML list", bad_build("cut.xml", b"<?xml version='1.0'?><CONSOLIDATED_LIST dateGenerated='2026-01-01T00:00:00Z'><INDIVIDUALS><INDIVIDUAL>", 3)),
    ("an XML bomb", bad_build("bomb.xml", xml_bomb, 3)),
    ("an input that is not there", fails(4, ["build", "-o", work("x.capias"), "/nowhere/list.csv"], "/nowhere/list.csv")),
    ("an output that cannot be written", fails(4, ["build", "-o", "/nowhere/x.capias", os.path.join(ROOT, "tests", "formats", "un")], "/nowhere/x.capias")),
    ("the same input gives the same bytes", same_bytes_twice),
    ("a folder that holds other things", folder_with_other_things),
    ("a folder that holds nothing", empty_folder),
    ("every file that is left out is named", many_other_files_are_all_named),
    ("one id on two lists of one's own", one_id_on_two_lists),
    ("rows without a name", rows_without_a_name),
])
