"""What the generated reference says beyond what the code itself says: one sentence per config key, and the plain exit codes."""

from __future__ import annotations

CONFIG = {
    "audit.title": "The audit's name, on every report.",
    "audit.period": "The dates that the files cover: `{ from = 2012-04-01, to = 2013-03-31 }`. A claim, not a filter: see "
    "[`date-outside-period`](findings.md#date-outside-period).",
    "audit.period.from": "The first day.",
    "audit.period.to": "The last day.",
    "place.name": "What the local area is called in reports.",
    "place.region_name": "What the region around it is called in reports.",
    "place.local": "What counts as local: an area, see below.",
    "place.regional": "What counts as the region around it. The local area may lie inside; it is taken out. Without it there is no region.",
    "place.local.authorities": 'Local authorities by name or GSS code: `["Preston"]`.',
    "place.local.counties": 'Counties: `["Lancashire"]` is the county council\'s area, without Blackburn with Darwen and Blackpool.',
    "place.local.combined_authorities": "Combined authorities.",
    "place.local.regions": "English regions.",
    "place.local.nations": "England, Scotland, Wales, Northern Ireland.",
    "place.local.named": "Names of any kind: the narrowest kind that has the name is taken, and the report says so where that matters. "
    '`"county: Lancashire"` states the kind.',
    "source.body": "The anchor institution whose files these are. Several `[[source]]` may have the same body.",
    "source.files": "A file name, a pattern such as `spend/*.csv`, or a list of them, as seen from the folder of audit.toml.",
    "source.register": "Files with the body's own list of suppliers, from which postcodes are taken; named as `files` is.",
    "source.columns": "Our column name to theirs, for those that are not found by themselves or are found wrongly.",
    "source.register_columns": "The same for the supplier register.",
    "source.sheet": "The sheet of a workbook, where the right one is not found by itself.",
    "source.header_row": "The 1-based row of the header, where it is not found by itself.",
    "source.date_format": "Which comes first, where the values do not settle it: `dd/mm/yyyy` or `mm/dd/yyyy`.",
    "source.amount_basis": "Whether VAT is in the amounts. It is printed in the report; no amount is changed by it.",
    "source.control_total": "The finance system's own total of these files. The lines must agree to the penny, or the run stops.",
    "source.keep_totals": "Count rows that look like totals, because they are real suppliers.",
    "heading.rule": "Rules in order; the first that matches wins. Decisions on a label come before them, words after.",
    "heading.rule.id": "A name for the rule; no two alike.",
    "heading.rule.heading": "One of the [headings](terms.md#headings).",
    "heading.rule.where": "What the rule is about: any of `body`, `supplier`, `category`; see [`where`](#where).",
    "heading.rule.because": "The reason, kept beside the heading.",
    "scope.default": "Spend that no scope rule reaches counts.",
    "scope.rule": "Rules in order; the first that matches wins.",
    "scope.rule.id": "A name for the rule, quoted in reports; no two alike.",
    "scope.rule.exclusion": "Why the spend is left out: one of the words under [Exclusion](terms.md#exclusion).",
    "scope.rule.where": "The condition: see [`where`](#where).",
    "scope.rule.because": "The reason in words, quoted in reports.",
    "influence.default": "What spend is that no rule reaches.",
    "influence.presumptions": "Whether shipped presumptions judge what nobody has looked at, by its heading. Off unless asked for; "
    "see [influence](../method/influence.md#presumptions).",
    "influence.rule": "Rules in order; the first that matches wins.",
    "influence.rule.id": "A name for the rule, quoted in reports; no two alike.",
    "influence.rule.influence": "The verdict.",
    "influence.rule.until": "When the lock ends; only a locked rule may have it.",
    "influence.rule.where": "The condition: see [`where`](#where).",
    "influence.rule.because": "The reason in words, quoted in reports.",
    "scenario.name": "A name for the what-if; no two alike.",
    "scenario.local_share": "The local share to reach: `0.10` is 10%. A scenario has one of this, `shift`, `policy` and `path`.",
    "scenario.body": "The bodies whose share the target is, and from which alone it draws. Without it, all bodies.",
    "scenario.category": "The categories whose share the target is, and from which alone it draws. Without it, all categories.",
    "scenario.order": "What moves first: see [Order](terms.md#order). Within a supplier, a date or a category, in proportion.",
    "scenario.shift": "What moves, step by step.",
    "scenario.policy": "Rules of buying, each on what the one before has left.",
    "scenario.policy.kind": "`small`: what is `under` a sum comes from local suppliers. `reserved`: contracts below the threshold are "
    "reserved to the local area. `lots`: of a contract in equal lots, some are local. `home`: all that may move does.",
    "scenario.policy.where": "Which spend: see [`where`](#where). `reserved` must name its bodies, `lots` and `home` must say something.",
    "scenario.policy.under": "For `small`: the sum, as amounts stand in the files. What is exactly as much is not under it.",
    "scenario.policy.counts": "For `small`: what must be under the sum: each payment, or what the body pays the supplier, or the supplier "
    "under one contract reference, in the audit's period.",
    "scenario.policy.contracts": "For `reserved`: which threshold holds. See [the thresholds](../method/what-if.md#reserved-contracts).",
    "scenario.policy.years": "For `reserved`: how many years such a contract runs. A contract's value is taken to be the period's "
    "payments as many times.",
    "scenario.policy.lots": "For `lots`: how many there are.",
    "scenario.policy.local_lots": "For `lots`: how many of them go local.",
    "scenario.policy.share": "How much of what the policy reaches goes local: `0.5` is half.",
    "scenario.path": "Targets by date. Each step may also spend what locks have released by then.",
    "scenario.path.by": "The date. Locks that end on it or before are released.",
    "scenario.path.local_share": "The local share to have reached.",
    "scenario.shift.where": "Which spend: see [`where`](#where). Empty means all influenceable spend.",
    "scenario.shift.to": "Where it goes.",
    "scenario.shift.share": "How much of it: `0.5` is half.",
}

EXITS = {
    0: ("done", "The command did what it was asked, and no finding of severity error remains."),
    1: ("a bug", "Something went wrong that you cannot mend. A traceback is shown: please report it."),
    3: (
        "done, but look",
        "The work is done and written, but a finding of severity error remains, `check` refused a file, a what-if cannot be "
        "reached, or `doctor` found something to mend.",
    ),
    130: ("interrupted", "You pressed Ctrl+C. The last good audit is untouched."),
}
