#!/usr/bin/env python3
"""Puts a case of this set together:  python3 make.py bad/CASE FOLDER
A case without "of" in its expect.json is whole as it lies there."""
import json, os, shutil, sys

case, to = sys.argv[1:]
root = os.path.dirname(os.path.abspath(__file__))
expect = json.load(open(os.path.join(case, "expect.json"), encoding="utf-8"))
if "of" in expect:  # the files of another case, then those that differ
    shutil.copytree(os.path.join(root, *expect["of"].split("/")), to)
    if os.path.exists(os.path.join(to, "log.head")):
        os.remove(os.path.join(to, "log.head"))
shutil.copytree(case, to, dirs_exist_ok=True)
os.remove(os.path.join(to, "expect.json"))
for name in expect.get("remove", []):
    os.remove(os.path.join(to, name))
for name, target in expect.get("links", {}).items():
    os.makedirs(os.path.dirname(os.path.join(to, name)), exist_ok=True)
    os.symlink(target, os.path.join(to, name))
