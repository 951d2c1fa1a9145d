#!/usr/bin/env python3
"""Writes the protocol's vector files from the reference implementation beside this script.

    python3 tests/vectors/reference/generate.py           writes the files
    python3 tests/vectors/reference/generate.py --check   compares them, exit code 1 on a difference
"""

import json
import pathlib
import sys

import vectors_ledger
import vectors_log
import vectors_static

FOLDER = pathlib.Path(__file__).resolve().parent.parent


def main() -> int:
    files = {**vectors_static.files(), **vectors_ledger.files(), **vectors_log.files()}
    different = []
    for name, content in files.items():
        text = json.dumps(content, indent=1, ensure_ascii=True) + "\n"
        target = FOLDER / name
        if "--check" in sys.argv:
            if not target.exists() or target.read_text() != text:
                different.append(name)
        else:
            target.write_text(text)
    print(f"{len(files)} files, {len(different)} different: {', '.join(different)}" if different else f"{len(files)} files")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
