"""words.txt: words that are no names, beside which a word of no list is likely to be one.

    python data/names/make_words.py WORDS SPEND...

WORDS is `frequency_dictionary_en_82_765.txt` of the package `symspellpy` (MIT): words of English from SCOWL with their frequencies, small
letters, no names. SPEND are folders of published spend files: a word that stands in two or more names of firms there is a firm's.
"""

from __future__ import annotations

import sys
from pathlib import Path

from make_names import of_firms, packed

from cwbaudit.people import listed

TARGET = Path(__file__).parents[2] / "src/cwbaudit/data/words.txt"
FEWEST_FIRMS, SHORTEST, LONGEST, MOST = 2, 3, 14, 40_000
HEADER = f"""# Words that are no names, made by data/names/make_words.py: the {MOST:,} most frequent of English in symspellpy, Copyright (c)
# 2025 mmb L, (c) 2021 Wolf Garbe, MIT licence; and words that stand in {FEWEST_FIRMS} or more names of firms in published spend files.
# Words alone: no name can be read out of it. Given names and family names of people.toml are left out.
"""


def of_english(path: Path) -> list[str]:
    """The words, the most frequent first."""
    counted = (line.split() for line in path.read_text(encoding="utf-8-sig").splitlines())
    return [word for word, _ in sorted(counted, key=lambda entry: (-int(entry[1]), entry[0]))]


def main(words: Path, *spend: Path) -> None:
    """Write the list."""
    lists, firms = listed("people.toml"), of_firms(list(spend))
    found = {*of_english(words)[:MOST], *(word for word, names in firms.items() if names >= FEWEST_FIRMS)}
    found -= lists["given"] | lists["surnames"] | lists["trades"]
    kept = sorted(word for word in found if SHORTEST <= len(word) <= LONGEST and word.isascii() and word.isalpha())
    TARGET.write_text(HEADER + packed(kept), encoding="utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
