#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Does a model of recorded visits tell better than counting who was arrested? Fits it, leaves visits, persons and
states out in turn, and writes what came of it to data/law/outlook.csv.

usage: outlook_model.py [--check]     --check: write nothing; exit status 1 if the table is not what comes out

Rows       visits abroad that were looked up (`verified`) and took place: neither cancelled nor only in the air. At home
           only arrests are recorded, so those visits say nothing about a share.
Outcome    arrested or surrendered.
Compared   base rate   the share of all other visits, for everybody
           k of n      the share of other visits by the same kind of person (sitting head of state or government, other
                       office, none) to the same kind of host (party to the Rome Statute or not), as `capias visit` has it
           model       logistic regression on what stands in TERMS, each known before the visit, with a normal prior
                       of standard deviation 2.5 on each weight and 10 on the constant (A. Gelman and others, "A weakly
                       informative default prior distribution", Ann. Appl. Stat. 2 (2008), 1360-1383, there with
                       Cauchy's), found by Newton's method
           Shares are (k + 1/2) / (n + 1), Jeffreys' prior, so that none of them is 0 or 1.
Judged     log loss in nats, and Brier's score (Monthly Weather Review 78 (1950), 1-3): the smaller, the better. The
           model is used only if it is better in both than k of n with each person left out.
"""
import csv
import math
import os
import sys

LAW = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../data/law")
TABLE = os.path.join(LAW, "outlook.csv")
PRIOR, PRIOR_CONSTANT = 2.5, 10.0
THERE = {"not_arrested", "arrested", "surrendered"}
KINDS = ["no office", "other office", "sitting head of state or government"]
TERMS = ["constant", "sitting_head", "other_office", "host_is_party", "host_is_bound", "in_common", "border"]


def rows(table):
    with open(os.path.join(LAW, table + ".csv"), encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


def within(on, since, until):
    """Of a year or a month: from its last day on, as docs/law.md has it; text compares as dates do."""
    return (not since or since + "~" <= on + "~") and (not until or on < until)


class Tables:
    def __init__(self):
        self.persons = {p["id"]: p for p in rows("persons")}
        self.offices, self.relations, self.borders = rows("offices"), rows("relations"), rows("borders")
        self.visits = [v for v in rows("visits") if v["outcome"] in THERE and v["verified"] == "yes" and
                       v["state"] != self.persons[v["person_id"]]["nationality"]]

    def rank(self, person, on):
        heads = ("head_of_state", "head_of_government")
        return max([2 if o["kind"] in heads else 1 for o in self.offices
                    if o["person_id"] == person and within(on, o["from"], o["until"])], default=0)

    def in_common(self, a, b, on):
        of = [{r["organisation"] for r in self.relations if r["state"] == s and within(on, r["from"], r["until"])} for s in (a, b)]
        return len(of[0] & of[1])

    def features(self, v):
        on, home = v["arrived"], self.persons[v["person_id"]]["nationality"]
        rank = self.rank(v["person_id"], on)
        border = any({b["state_a"], b["state_b"]} == {home, v["state"]} for b in self.borders)
        return [1.0, float(rank == 2), float(rank == 1), float(v["state_was_party"] == "yes"), float(v["duty"] == "binding"),
                float(min(self.in_common(home, v["state"], on), 3)), float(border)]


def solve(a, b):
    """Gauss with pivots; a is small and positive definite."""
    n = len(b)
    m = [list(a[i]) + [b[i]] for i in range(n)]
    for i in range(n):
        p = max(range(i, n), key=lambda r: abs(m[r][i]))
        m[i], m[p] = m[p], m[i]
        for r in range(n):
            if r != i:
                f = m[r][i] / m[i][i]
                m[r] = [x - f * y for x, y in zip(m[r], m[i])]
    return [m[i][n] / m[i][i] for i in range(n)]


def logistic(z):
    return 1 / (1 + math.exp(-z)) if z >= 0 else math.exp(z) / (1 + math.exp(z))


def fit(x, y):
    """Weights, and the curvature at them: the inverse of the weights' covariance."""
    n = len(x[0])
    w = [0.0] * n
    inverse = [1 / PRIOR_CONSTANT ** 2] + [1 / PRIOR ** 2] * (n - 1)
    for _ in range(100):
        p = [logistic(sum(a * b for a, b in zip(w, r))) for r in x]
        gradient = [inverse[j] * w[j] - sum((t - q) * r[j] for t, q, r in zip(y, p, x)) for j in range(n)]
        curve = [[sum(q * (1 - q) * r[i] * r[j] for q, r in zip(p, x)) + (inverse[i] if i == j else 0) for j in range(n)]
                 for i in range(n)]
        step = solve(curve, gradient)
        w = [a - b for a, b in zip(w, step)]
        if max(map(abs, step)) < 1e-10:
            return w, curve
    raise ArithmeticError("Newton's method did not settle")


def share(outcomes):
    return (sum(outcomes) + 0.5) / (len(outcomes) + 1)


def backtest(x, y, kinds, people, groups):
    """Predictions for each visit from the visits outside its group: {way: [p]}."""
    out = {"base rate": [], "k of n": [], "model": []}
    fits = {}
    for i, g in enumerate(groups):
        rest = [j for j in range(len(y)) if j != i and groups[j] != g]
        if g not in fits:
            fits[g] = fit([x[j] for j in rest], [y[j] for j in rest])[0]
        out["base rate"].append(share([y[j] for j in rest]))
        out["k of n"].append(share([y[j] for j in rest if kinds[j] == kinds[i] or
                                         (people[j] == people[i] and kinds[j][1] == kinds[i][1])]))
        out["model"].append(logistic(sum(a * b for a, b in zip(fits[g], x[i]))))
    return out


def log_loss(p, y):
    return -sum(math.log(q if t else 1 - q) for q, t in zip(p, y)) / len(y)


def brier(p, y):
    return sum((q - t) ** 2 for q, t in zip(p, y)) / len(y)


def calibration(p, y):
    for low in range(0, 10, 2):
        here = [(q, t) for q, t in zip(p, y) if low / 10 <= q < (low + 2) / 10 or (q == 1 and low == 8)]
        if here:
            yield low / 10, (low + 2) / 10, len(here), sum(q for q, _ in here) / len(here), sum(t for _, t in here)


def measure(quiet=False):
    say = (lambda *words: None) if quiet else print
    t = Tables()
    x, y = [t.features(v) for v in t.visits], [float(v["outcome"] != "not_arrested") for v in t.visits]
    kinds = [(t.rank(v["person_id"], v["arrived"]), v["state_was_party"]) for v in t.visits]
    people = [v["person_id"] for v in t.visits]
    say("%d visits, %d ended in arrest, %d persons, %d states" %
          (len(y), sum(y), len({v["person_id"] for v in t.visits}), len({v["state"] for v in t.visits})))
    for kind, name in enumerate(KINDS):
        for party in ("yes", "no"):
            of = [b for b, k in zip(y, kinds) if k == (kind, party)]
            say("  %-40s host %-8s %2d of %2d" % (name, "party" if party == "yes" else "no party", sum(of), len(of)))
    measured, tested = {}, {}
    for left_out, key in (("visit", "id"), ("person", "person_id"), ("state", "state")):
        predicted = tested[left_out] = backtest(x, y, kinds, people, [v[key] for v in t.visits])
        for way, p in predicted.items():
            measured[left_out, way] = log_loss(p, y), brier(p, y)
            say("each %-7s left out  %-10s log loss %.4f  Brier %.4f" % ((left_out, way) + measured[left_out, way]))
    for way in ("k of n", "model"):
        say("calibration of %s, each person left out" % way)
        for low, high, n, mean, k in calibration(tested["person"][way], y):
            say("  said %.1f to %.1f: %3d visits, said on average %.3f, came true %.3f" % (low, high, n, mean, k / n))
    w, curve = fit(x, y)
    for term, weight, j in zip(TERMS, w, range(len(w))):
        sd = math.sqrt(solve(curve, [float(i == j) for i in range(len(w))])[j])
        say("  %-14s %+.3f (standard deviation %.3f)" % (term, weight, sd))
    better = all(a < b for a, b in zip(measured["person", "model"], measured["person", "k of n"]))
    say("the model is %s than k of n" % ("better" if better else "not better"))
    return measured, len(y), int(sum(y)), better


def table(measured, n, arrests):
    yield ["id", "left_out", "way", "visits", "arrests", "log_loss", "brier", "source", "confidence", "verified"]
    for (left_out, way), (loss, score) in measured.items():
        yield ["%s-%s" % (left_out, way.replace(" ", "-")), left_out, way, str(n), str(arrests), "%.3f" % loss, "%.3f" % score,
               "tools/outlook_model.py on visits, offices, relations and borders", "high", "yes"]


def main():
    if sys.argv[1:] not in ([], ["--check"]):
        sys.exit(__doc__)
    measured, n, arrests, better = measure()
    now = list(table(measured, n, arrests))
    if sys.argv[1:] == ["--check"]:
        with open(TABLE, encoding="utf-8", newline="") as f:
            if list(csv.reader(f)) != now:
                sys.exit("data/law/outlook.csv is not what comes out: run tools/outlook_model.py")
        if better:
            sys.exit("the model is better than k of n by now: lib/law/outlook.c should give it")
        return
    with open(TABLE, "w", encoding="utf-8", newline="") as f:
        csv.writer(f, lineterminator="\n").writerows(now)


if __name__ == "__main__":
    main()
