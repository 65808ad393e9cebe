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
    "place.bases": "Which postcode of a supplier decides, first to last; a basis that is left out decides nothing. "
    "See [Basis](terms.md#basis).",
    "registers.companies": "Use the register of companies that was imported on this machine; the run stops where there is none.",
    "registers.charities": "The same for a register of charities.",
    "registers.cooperatives": "The same for the open data on co-operatives.",
    "registers.vintage": 'The edition that must be used, by kind: `{ companies = "2026-09-01" }`; the run stops at another.',
    "place.local.wards": "Electoral wards by name or GSS code; needs an [imported directory](../how-to/postcodes.md).",
    "place.local.postcode_areas": 'The letters that postcodes begin with: `["PR"]`.',
    "place.local.postcode_districts": 'First halves of postcodes: `["PR1", "PR2"]`.',
    "place.local.within": 'Circles: `{ km = 15, of = "PR1 2RL" }`, or a list of them.',
    "place.local.within.km": "The radius in kilometres.",
    "place.local.within.of": "The centre: a full postcode, or an easting and northing of the British grid such as `[353800, 429300]`.",
    "place.as_of": "A day: names are those of that day's authorities and counties, and are counted as what became of them.",
    "place.centre": "What distances are measured from: a postcode, or an easting and northing. Else the middle of the first circle, or "
    "of the only local authority.",
    "place.max_unplaced": "The share of spend in scope that may be unplaced. Beyond it no headline is given and the exit code is 3; `1` "
    "gives one whatever is unplaced.",
    "place.also": "Further definitions, printed beside this one on the same spend.",
    "place.also.name": "What the definition is called; no two alike.",
    "place.also.region_name": "What the region is called under it.",
    "place.also.regional": "What counts as the region under it.",
    "place.also.as_of": "As under `[place]`.",
    "place.also.local": "What counts as local under it. Either this or `statutory`.",
    "place.also.statutory": "The [statutory local area](../method/definitions.md) of SI 2026/94: the audit's local authorities, or these "
    "with the counties and London boroughs that border on them.",
    "source.body": "The anchor institution whose files these are. Several `[[source]]` may have the same body.",
    "source.files": "A file name, a pattern such as `spend/*.csv`, or a list of them, as seen from the folder of audit.toml.",
    "source.register": "Files with the body's own list of suppliers, from which postcodes are taken; named as `files` is.",
    "source.contracts": "Files with the body's contracts register, from which locks and their ends are taken; named as `files` is. "
    "See [how to](../how-to/contracts.md).",
    "source.buyer": "What the body is called in contracts registers that list several buyers' contracts; its own name unless given.",
    "source.columns": "Our column name to theirs, for those that are not found by themselves or are found wrongly. `amount` may be a list: "
    "the sum of those columns.",
    "source.register_columns": "The same for the supplier register.",
    "source.sheet": "The sheet of a workbook, where the right one is not found by itself.",
    "source.header_row": "The 1-based row of the header, where it is not found by itself.",
    "source.date_format": "Which comes first, where the values do not settle it: `dd/mm/yyyy` or `mm/dd/yyyy`.",
    "source.amount_basis": "Whether VAT is in the amounts. It is printed in the report; no amount is changed by it.",
    "source.signs": "`as published`: every sum has the sign that it is written with, and no column tells credits. `reversed`: what the "
    "body pays is written with a minus. Empty: credits are found by the columns that tell them.",
    "source.suppliers_above": "`true`: suppliers stand in rows above their payments. `false`: a payment without one has none. Empty: "
    "it is found by the rows.",
    "source.unit": "In what the sums are, where the header or a note says it wrongly or not at all: `pounds`, `pence`, `thousands` or "
    "`millions`.",
    "source.number_in_name": "`true`: a number that stands beside the supplier's name in one cell, as in `654357 - Acme Ltd`, is a part of "
    "the name. `false`: it is the supplier's reference. Empty: the cells tell, and it is said.",
    "source.leave_out": 'Their column to what it says of rows that are no spend, as in `{ Status = ["Cancelled"] }`; `{}`: none is left '
    "out. Empty: payments that were cancelled are, and in a supplier's account the payments of the invoices listed there.",
    "source.control_total": "The finance system's own total of these files. The lines must agree to the penny, or the run stops.",
    "source.top": "Take only so many of the body's suppliers: its largest, after credits, over all their spellings. What it spends "
    "with the others is out of scope as `smaller suppliers`, and what the largest cover is said.",
    "source.drop_repeats": "Count lines that two files of the body hold alike once, from the first of them; what is dropped is said.",
    "source.keep_totals": "Count rows that look like totals, because they are real suppliers.",
    "heading.codes": "Files that say which codes of a classification are which [heading](../method/headings.md#what-tells-a-heading): "
    "the columns `code` and `heading`.",
    "heading.rule": "Rules in order; the first that matches wins. Decisions on a label come before them, words after.",
    "heading.rule.id": "A name for the rule; no two alike.",
    "heading.rule.heading": "One of the [headings](terms.md#headings).",
    "heading.rule.where": "What the rule is about: any of `body`, `supplier`, `category`; see [`where`](#where).",
    "heading.rule.because": "The reason, kept beside the heading.",
    "scope.default": "Spend that no scope rule reaches counts.",
    "scope.defaults": "Whether the [default rules](scope-rules.md) follow yours.",
    "scope.without": "Default rules to leave out, by `id`.",
    "scope.with": "Ready rules to switch on, by `id`: [they are listed with the default ones](scope-rules.md#ready-and-off).",
    "scope.rule": "Rules in order; the first that matches wins.",
    "scope.rule.id": "A name for the rule, quoted in reports; no two alike.",
    "scope.rule.exclusion": "Why the spend is left out: one of the words under [Exclusion](terms.md#exclusion).",
    "scope.rule.where": "The condition: see [`where`](#where).",
    "scope.rule.because": "The reason in words, quoted in reports.",
    "influence.default": "What spend is that no rule reaches.",
    "influence.presumptions": "Whether shipped presumptions judge what nobody has looked at, by its heading. Off unless asked for; "
    "see [influence](../method/influence.md#presumptions).",
    "influence.horizon": "A day: contracts that run beyond it lock their spend, those that end by then do not. Else the last day of the "
    "period. See [how to](../how-to/contracts.md#the-horizon).",
    "influence.horizon_months": "The same as so many months after the last day of the period: `24`. Either this or `horizon`.",
    "influence.contract_date": "Which date of a contract counts, where its register gives both: see [ContractDate](terms.md#contractdate).",
    "influence.rule": "Rules in order; the first that matches wins.",
    "influence.rule.id": "A name for the rule, quoted in reports; no two alike.",
    "influence.rule.influence": "The verdict.",
    "influence.rule.until": "When the lock ends; only a locked rule may have it.",
    "influence.rule.where": "The condition: see [`where`](#where).",
    "influence.rule.because": "The reason in words, quoted in reports.",
    "report.workbook": "How `report.xlsx` is made: for the analyst, with charts and a live what-if, or as accessible tables.",
    "publish.smallest": "How many suppliers must stand behind a published figure; one with fewer is withheld.",
    "publish.dominance": "From which share of a published figure one supplier stands out, so that it is withheld.",
    "publish.suppliers": "Whether the published edition lists organisations: by band of what they are paid, or not at all.",
    "report.individuals": "Whether reports name suppliers that bear a person's name. Masked, they are `Individual 1`, without postcode.",
    "effect.local_respend": "Of each pound that a local supplier is paid, how much it spends again locally: `0.76` is 76p.",
    "effect.other_respend": "The same of suppliers elsewhere. Without it there is no extended LM3 and no value of a pound that moves.",
    "effect.source": "Where those rates are from; printed beside every figure that uses them.",
    "effect.jobs_per_million": "Jobs for each million pounds that becomes local.",
    "effect.jobs_source": "Where that rate is from; needed with it.",
    "effect.tax_rate": "Local tax for each pound that becomes local.",
    "effect.tax_source": "Where that rate is from; needed with it.",
    "scenario.name": "A name for the what-if; no two alike.",
    "scenario.local_share": "The local share to reach: `0.10` is 10%. A scenario has one of this, `shift`, `policy` and `path`.",
    "scenario.body": "The bodies whose share the target is, and from which alone it draws. Without it, all bodies.",
    "scenario.category": "The categories whose share the target is, and from which alone it draws. Without it, all categories.",
    "scenario.heading": "The same by [heading](../method/headings.md), which compares across bodies.",
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
