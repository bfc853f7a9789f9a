"""Times a pack of all six themes in each format, beside reading the documents that every pack needs first.

Nothing here needs the network. Run it on a machine that has nothing else to do: ``make bench``.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

from lessons.packs.assembly import assemble, fill_basket
from lessons.packs.formats import FORMATS
from lessons.packs.study import load_study
from lessons.settings import load_settings

ROUNDS = 5


def median_seconds(work: Callable[[], object]) -> float:
    """The median of several rounds, in seconds; the first one, which warms up, does not count."""
    taken = []
    for _ in range(ROUNDS + 1):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken[1:])


def main() -> None:
    """Print the seconds of each format and their ratio to the reference."""
    folder = load_settings().corpus_dir
    study = load_study(folder)
    reference = median_seconds(lambda: load_study(folder))
    print(f"{'reading the documents':24}{reference:8.2f} s    1.00")
    for form in FORMATS:
        seconds = median_seconds(lambda form=form: form.write(assemble(fill_basket(study), study), None))  # type: ignore[misc]
        print(f"{'pack as ' + form.ending:24}{seconds:8.2f} s{seconds / reference:8.2f}")


if __name__ == "__main__":
    main()
