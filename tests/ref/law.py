# SPDX-License-Identifier: Apache-2.0
"""Who is bound to act, read off the tables of data/law one row after the other: slow, plain, and written from
docs/law.md and the tables' own words, so that lib/law has something to disagree with.

    law = Law("data/law", "data/states"); law.duties("vladimir-putin", "MN", day("2024-09-02"), day("2024-12-31"))

A duty is (instrument, regime, act, force, bound). What binds nobody because nothing speaks to the state (none_found) is
not told. Three values: True, False, None for maybe. A date is the half-open span of days it may mean."""
import csv
import datetime
import os


def day(text):
    return datetime.date.fromisoformat(text).toordinal()


def span(text):
    if not text:
        return None
    parts = [int(p) for p in text.split("-")]
    if len(parts) == 3:
        first = datetime.date(*parts)
        return first.toordinal(), first.toordinal() + 1
    if len(parts) == 2:
        year, month = parts
        after = datetime.date(year + month // 12, month % 12 + 1, 1)
        return datetime.date(year, month, 1).toordinal(), after.toordinal()
    return datetime.date(parts[0], 1, 1).toordinal(), datetime.date(parts[0] + 1, 1, 1).toordinal()


def both(*values):
    return False if False in values else None if None in values else True


def either(*values):
    return True if True in values else None if None in values else False


def no(value):
    return None if value is None else not value


def begun(on, date):
    """Has what is dated `date` begun on that day? Of a year or a month: maybe, until its last day."""
    if on >= date[1] - 1:
        return True
    return False if on < date[0] else None


def within(on, first, last):
    """first <= on < last; an empty date leaves its side open."""
    since, until = span(first), span(last)
    return both(begun(on, since) if since else True, no(begun(on, until)) if until else True)


def known(when, text):
    """Could it be known on the day `when`? What may have been is counted as known."""
    return not text or begun(when, span(text)) is not False


def pieces(text):
    return [p.strip() for p in text.split(";") if p.strip()]


class Law:
    def __init__(self, law, states):
        for folder in (law, states):
            for name in os.listdir(folder):
                if name.endswith(".csv"):
                    with open(os.path.join(folder, name), encoding="utf-8", newline="") as f:
                        setattr(self, name[:-4], list(csv.DictReader(f)))
        self.current = {s["code"] for s in self.states if s["status"] == "current"}
        self.of_territory = {t["territory_code"] for t in self.territories}
        self.of_member = {m["state"] for m in self.memberships}

    # ---- who belongs where, when ----------------------------------------------------------------

    def end_of(self, row, when):
        """The end of a membership as far as it was known; None: none was."""
        if not row["withdrawal_notified"]:
            return span(row["in_force_until"]) if row["in_force_until"] and known(when, row["in_force_until"]) else None
        if not known(when, row["withdrawal_notified"]):
            return None
        revoked = row["withdrawal_revoked"]
        if revoked and begun(when, span(revoked)) is True:
            return None
        return span(row["in_force_until"]) or span(row["would_have_ended"])

    def membership(self, regime, state, on, when):
        """(is it a member, the end that is known)"""
        for row in self.memberships:
            if (row["regime_id"], row["state"]) != (regime, state):
                continue
            since, deposit = span(row["in_force_from"]), span(row["ratified"])
            late = deposit and since and deposit[0] > since[0]  # a succession is told later than it works
            if not since or (deposit and not late and not known(when, row["ratified"])):
                return False, None
            end = self.end_of(row, when)
            return both(begun(on, since), no(begun(on, end)) if end else True), end
        if state in self.of_territory:
            return self.reaches(regime, state, on, when), None
        covered = self.complete(regime, on)
        return (False if covered and (state in self.current or state in self.of_member) else None), None

    def reaches(self, regime, territory, on, when):
        rows = [t for t in self.territories if (t["territory_code"], t["regime_id"]) == (territory, regime)]
        if not rows:
            return None
        return either(*[both(within(on, t["from"], t["until"]), self.membership(regime, t["state"], on, when)[0])
                        for t in rows if t["applies"] == "yes"] or [False])

    def complete(self, regime, on):
        rows = {c["subject"]: c for c in self.coverage}
        if rows.get(regime, {}).get("complete") != "yes" or not rows[regime]["as_of"]:
            return False
        kept = span(rows[regime]["as_of"])
        return kept[0] >= span(rows["tables"]["as_of"])[0] or on < kept[1]

    # ---- instruments ----------------------------------------------------------------------------

    def warrant(self, w, on, when):
        if not known(when, w["unsealed"] or w["issued"]):
            return None
        effects, ends = {e["event"]: e["effect"] for e in self.event_effects}, []
        for e in self.warrant_events:
            effect = effects.get(e["event"])
            if e["warrant_id"] != w["id"] or effect not in ("ends", "ends_after") or not e["date"]:
                continue
            if known(when, e["known"] or e["date"]):
                first, last = span(e["date"])
                later = effect == "ends_after"  # the day itself still counts
                ends.append(begun(on, (first + later, last + later)))
        live = both(begun(on, span(w["issued"])), no(either(*ends) if ends else False))
        situation = next((s for s in self.situations if s["situation"] == w["situation"]), None)
        return {"id": w["id"], "kind": "warrant", "live": live, "situation": situation, "row": w, "probable": False}

    def instruments(self, person, on, when):
        found = [i for w in self.warrants if w["person_id"] == person for i in [self.warrant(w, on, when)] if i]
        if any(i["live"] is not False for i in found):  # a notice serves a warrant
            for n in self.notices:
                if n["person_id"] == person and known(when, n["published"]):
                    found.append({"id": n["id"], "kind": "notice", "situation": None, "row": n, "probable": False,
                                  "live": within(on, n["published"], n["withdrawn"])})
        for k in self.links:
            if k["person_id"] == person and known(when, k["listed"]):
                live = within(on, k["listed"], k["delisted"])
                found.append({"id": k["entity_id"], "kind": "listing", "situation": None, "row": k,
                              "live": live if k["listed"] else both(live, None), "probable": k["status"] != "certain"})
        return found

    def regimes_of(self, i):
        """Measures that an instrument may bring about."""
        if i["kind"] == "notice":
            return [m for m in self.measures if m["regime_id"] == i["row"]["regime_id"]]
        if i["kind"] == "warrant":
            w, out = i["row"], []
            for b in self.bases:
                crimes = pieces(b["crimes"])
                if w["instrument"] not in pieces(b["instruments"]) or b["court"] != w["court"]:
                    continue
                if crimes and not any(c.startswith(k) for c in pieces(w["crimes"]) for k in crimes):
                    continue
                if b["situation_id"] and (not i["situation"] or i["situation"]["id"] != b["situation_id"]):
                    continue
                out += [m for m in self.measures if m["regime_id"] == b["regime_id"]]
            return out
        out, wanted = [], pieces(i["row"]["measures"])
        for programme in pieces(i["row"]["programme"]):
            for p in self.programmes:
                if (p["programme"], p["dataset"]) != (programme, i["row"]["dataset"]):
                    continue
                for m in self.measures:
                    if m["regime_id"] != p["regime_id"] or m["measure"] not in pieces(p["measures"]):
                        continue
                    if p["scope"] and m["scope"] != p["scope"]:
                        continue
                    if not wanted or m["measure"] in wanted:
                        out.append(m)
        return out

    # ---- addressees and requests ------------------------------------------------------------------

    def addressee(self, m):
        fitting = [a for a in self.addressees if a["addressee"] == m["addressee"] and
                   a["measure_regime"] in ("", m["regime_id"]) and a["scope"] in ("", m["scope"])]
        return max(fitting, key=lambda a: (bool(a["measure_regime"]), bool(a["scope"])), default=None)

    def addressed(self, i, m, state, on, when, pairs):
        a = self.addressee(m)
        if a is None:
            return None
        regime = a["regime_id"] or m["regime_id"]
        party = lambda r: self.membership(r, state, on, when)[0]
        rule = a["rule"]
        if rule == "party":
            return both(party(regime), party(a["also"]) if a["also"] else True, no(party(a["but_not"])) if a["but_not"] else True)
        if rule == "accepted":
            lodged = [begun(on, span(d["lodged"])) for d in self.declarations
                      if i["situation"] and d["state"] == state and d["status"] == "accepted" and d["lodged"] and
                      d["situation"] == i["situation"]["situation"] and known(when, d["lodged"])]
            return both(either(*lodged) if lodged else False, no(party(regime)))
        if rule == "former":
            return self.former(i, a, regime, state, on, when)
        if rule == "named":
            return state in pieces(m["named_state"])
        if rule == "states":
            return state in pieces(a["states"])
        if rule == "all":
            return True
        assert rule == "others", rule
        taken = [both(live, self.addressed(i, o, state, on, when, pairs)) for j, o, live in pairs
                 if j is i and o["regime_id"] == m["regime_id"] and o["measure"] == m["measure"] and
                 self.addressee(o) and self.addressee(o)["rule"] != "others"]
        return no(either(*taken) if taken else False)

    def former(self, i, a, regime, state, on, when):
        s, end = i["situation"], self.membership(regime, state, on, when)[1]
        if not s or not end:
            return False
        before = lambda text: bool(text) and span(text)[0] < end[0]
        if a["condition"] == "investigated before":
            met = before(s["investigated_from"])
        else:  # own situation examined before
            met = state in pieces(s["states"]) and before(s["examined_from"]) and not before(s["investigated_from"])
        return begun(on, end) if met else False

    def asked(self, i, m, person, state, on, when):
        groups, answers = {g["id"]: g for g in self.request_groups}, []
        for r in self.requests:
            if r["person_id"] != person or r["warrant_id"] not in ("", i["id"]) or not r["date"]:
                continue
            if m["articles"] and r["article"] not in pieces(m["articles"]):
                continue
            if r["status"] == "instructed" or not known(when, r["date"]):
                continue
            if r["to_state"]:
                to = r["to_state"] == state
            else:
                to = self.in_group(groups.get(r["to_group"]), state, span(r["date"]), when)
            answers.append(both(to, begun(on, span(r["date"]))))
        return either(*answers) if answers else False

    def in_group(self, g, state, date, when):
        if g is None or g["rule"] not in ("states", "parties"):
            return False
        if g["rule"] == "states":
            return state in pieces(g["states"])
        # whoever was a member on every day that the date may mean; maybe, if on some
        days = [self.membership(g["regime_id"], state, d, when)[0] for d in range(*date)]
        return days[0] if len(set(days)) == 1 else None

    # ---- duties -------------------------------------------------------------------------------------

    def duties(self, person, state, on, when):
        acts = {a["measure"]: a for a in self.acts}
        needs = {t["trigger"]: t["needs"] for t in self.triggers}
        home = next(p["nationality"] for p in self.persons if p["id"] == person)
        pairs = []
        for i in self.instruments(person, on, when):
            for m in self.regimes_of(i):
                live = both(i["live"], within(on, m["in_force_from"], m["in_force_until"]))
                if live is not False and m["measure"] in acts and needs.get(m["trigger"]) in ("nothing", "request"):
                    pairs.append((i, m, live))
        found = set()
        for i, m, live in pairs:
            duty = self.duty(i, m, live, person, state, home, on, when, pairs, acts[m["measure"]], needs[m["trigger"]])
            if duty and duty[3] != "none_found":
                found.add(duty)
        return found

    def duty(self, i, m, live, person, state, home, on, when, pairs, act, need):
        if act["shown"] in ("exemption", "never"):
            return None
        addressed = self.addressed(i, m, state, on, when, pairs)
        speaks = both(live, addressed)
        if speaks is False:
            return None
        asked = self.asked(i, m, person, state, on, when) if need == "request" else True
        if asked is False and act["shown"] == "when_asked":
            return None
        force = next(f for f in self.forces if f["force"] == m["force"] and
                     f["asked"] in ("any", "yes" if asked is True else "no"))
        answer, bound = force["answer"], {"true": True, "false": False}.get(force["bound"])
        if bound is not False and (speaks is None or i["probable"]):
            answer, bound = "unknown", None
        if i["kind"] == "warrant" and act["criminal"] == "yes":
            answer, bound = self.immune(m, person, state, on, answer, bound)
        if i["kind"] == "listing" and bound is True and act["own_nationals"] and state == home:
            answer, bound = "permitted", False
        return i["id"], m["regime_id"], act["act"], answer, bound

    def immune(self, m, person, state, on, answer, bound):
        for r in self.immunities:
            if r["forum"] != m["forum"]:
                continue
            held = [within(on, o["from"], o["until"] if r["held"] == "in office" else "") for o in self.offices
                    if o["person_id"] == person and o["state"] != state and o["kind"] in pieces(r["offices"])]
            held = either(*held) if held else False
            if held is None and bound is not False:
                answer, bound = "unknown", None
            elif held is True and r["force"] == "barred":
                return "barred", False
            elif held is True and bound is True:
                answer, bound = "contested", None
        return answer, bound
