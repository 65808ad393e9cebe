"""Which of a supplier's postcodes decides, in SQL: a placed one before an unplaced one, then by basis, then pounds, then alphabet."""

from __future__ import annotations

TEXTS = """
select distinct postcode as as_written
from (select postcode from aliases union all select postcode from decided union all select postcode from registered)
where postcode <> '' order by as_written
"""

# One row per supplier and place where it is written to be: `spot` is the postcode in standard form, or the text when it has none.
SPOTS = """
with written as (
    select supplier_id, postcode_basis as basis, postcode as as_written, sum(amount) as amount
    from aliases where postcode <> '' group by supplier_id, postcode_basis, postcode
    union all
    select supplier_id, 'decision' as basis, postcode as as_written, cast(0 as decimal(38,2)) as amount from decided
    union all
    select supplier_id, 'company register' as basis, postcode as as_written, cast(0 as decimal(38,2)) as amount
    from registered where postcode <> ''
),
read as (
    select w.*, j.spot from written w join judged j on j.as_written = w.as_written where j.kind <> 'missing'
),
spots as (
    select supplier_id, basis, spot, sum(amount) as amount,
           first(as_written order by amount desc, as_written) as as_written
    from read group by supplier_id, basis, spot
)
select s.supplier_id, s.basis, s.amount, s.as_written, j.* exclude (as_written),
       row_number() over (
           partition by s.supplier_id
           order by j.precision = 'none',
                    list_position({bases}, s.basis),
                    s.amount desc, s.spot
       ) as turn
from spots s join judged j on j.as_written = s.as_written
where list_contains({bases}, s.basis)
"""

# One row per supplier and basis: the first of its spots on that basis.
BASES = """
select supplier_id, basis, postcode, precision, cast(easting as double) as easting, cast(northing as double) as northing,
       coalesce(authority_code, '') as authority_code, coalesce(authority, '') as authority,
       coalesce(nation, '') as nation, coalesce(ward_code, '') as ward_code, coalesce(ward, '') as ward
from spots qualify row_number() over (partition by supplier_id, basis order by turn) = 1
"""

# One row per supplier that is written to be in several places: `also` names the others, `elsewhere` those in other authorities.
OTHERS = """
with others as (
    select o.supplier_id, o.spot, o.lies,
           o.precision <> 'none' and o.lies <> c.lies and c.precision <> 'none' as elsewhere,
           sum(o.amount) as amount, min(o.turn) as turn
    from spots o join spots c on c.supplier_id = o.supplier_id and c.turn = 1
    where o.spot <> c.spot and o.basis <> 'company register'
    group by o.supplier_id, o.spot, o.lies, elsewhere
)
select supplier_id,
       array_to_string(list(spot || ' (' || lies || ')' order by turn)[1:5], ', ')
           || case when count(*) > 5 then ' and ' || (count(*) - 5) || ' more' else '' end as also,
       bool_or(elsewhere) as disputed,
       coalesce(sum(amount) filter (elsewhere), 0) as amount
from others group by supplier_id
"""

NAMES = """
with spelled as (
    select supplier_id, supplier_name, abs(sum(amount)) as amount from aliases group by supplier_id, supplier_name
),
numbers as (
    select supplier_id, min(nullif(company_number, '')) as company, min(nullif(charity_number, '')) as charity
    from aliases group by supplier_id
)
select s.supplier_id, list(s.supplier_name order by s.amount desc, s.supplier_name) as names,
       coalesce(any_value(n.company), '') as company, coalesce(any_value(n.charity), '') as charity
from spelled s left join numbers n on n.supplier_id = s.supplier_id
group by s.supplier_id order by s.supplier_id
"""

SUPPLIERS = """
with totals as (
    select supplier_id, min(supplier) as name, sum(amount) as amount, sum(lines) as lines from aliases group by supplier_id
),
written as (
    select supplier_id, what, text, row_number() over (partition by supplier_id, what order by first desc, sum(amount) desc, text) as turn
    from (
        select supplier_id, 'company' as what, company_number as text, true as first, amount from aliases
        union all select supplier_id, 'charity', charity_number, true, amount from aliases
        union all select supplier_id, 'vat', vat_number, true, amount from aliases
        union all
        select a.supplier_id, 'address', a.address, c.supplier_id is not null, a.amount
        from aliases a
        left join spots c on c.supplier_id = a.supplier_id and c.turn = 1 and c.as_written = a.postcode and c.basis = a.postcode_basis
    )
    where text <> '' group by supplier_id, what, text, first
),
stated as (
    select supplier_id, max(text) filter (what = 'company') as company_number, max(text) filter (what = 'charity') as charity_number,
           max(text) filter (what = 'vat') as vat_number, max(text) filter (what = 'address') as address
    from written where turn = 1 group by supplier_id
)
select t.supplier_id, t.name, k.kind, k.because as kind_because, coalesce(n.company_number, '') as company_number,
       coalesce(n.charity_number, '') as charity_number, coalesce(n.vat_number, '') as vat_number,
       coalesce(c.postcode, '') as postcode,
       coalesce(c.as_written, '') as postcode_as_written,
       coalesce(c.basis, 'none') as postcode_basis,
       coalesce(n.address, '') as address,
       coalesce(c.precision, 'none') as precision,
       cast(c.easting as double) as easting, cast(c.northing as double) as northing,
       coalesce(c.authority_code, '') as authority_code, coalesce(c.authority, '') as authority,
       coalesce(c.county, '') as county, coalesce(c.region, '') as region, coalesce(c.nation, '') as nation,
       coalesce(c.ward_code, '') as ward_code, coalesce(c.ward, '') as ward, coalesce(c.lsoa_code, '') as lsoa_code,
       coalesce(c.country, '') as country, c.latitude, c.longitude,
       cast(c.deprivation_rank as bigint) as deprivation_rank, cast(c.deprivation_decile as bigint) as deprivation_decile,
       concat_ws('; ', nullif(coalesce(c.note, 'no postcode is known'), ''), 'also written at ' || o.also,
                 case when o2.lies <> c.lies then 'registered at ' || o2.spot || ' (' || o2.lies || ')' end) as note,
       coalesce(r.matched_number, '') as registered_number, coalesce(r.status, '') as registered_status,
       coalesce(r.registered_as, '') as registered_as, coalesce(r.postcode, '') as registered_postcode,
       coalesce(r.sic, '') as sic, coalesce(r.activities, '') as activities, coalesce(r.size, '') as size,
       cast(t.amount as decimal(18,2)) as amount, cast(t.lines as bigint) as lines
from totals t
join kinds k on k.supplier_id = t.supplier_id
left join stated n on n.supplier_id = t.supplier_id
left join spots c on c.supplier_id = t.supplier_id and c.turn = 1
left join others o on o.supplier_id = t.supplier_id
left join registered r on r.supplier_id = t.supplier_id
left join spots o2 on o2.supplier_id = t.supplier_id and o2.basis = 'company register'
order by t.supplier_id
"""

DISPUTES = """
select s.name, s.postcode, s.authority, s.nation, s.note, o.also, o.amount
from suppliers s join others o on o.supplier_id = s.supplier_id
where o.disputed and s.postcode_basis <> 'decision'
order by s.name, s.supplier_id
"""

DOUBTED = """
select a.postcode, a.postcode_basis, sum(a.amount) as amount, count(distinct a.supplier_id) as suppliers, min(a.supplier) as supplier,
       any_value(j.doubt) as doubt, any_value(j.note) as note
from aliases a join judged j on j.as_written = a.postcode where j.doubt <> ''
group by a.postcode, a.postcode_basis
order by a.postcode, a.postcode_basis
"""
