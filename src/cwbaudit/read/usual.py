"""Sums as most systems write them, for the engine: it takes fewer texts for a sum than `money.parse` does, and none otherwise."""

from __future__ import annotations

from cwbaudit.engine import quoted
from cwbaudit.read.amounts import AmountStyle

PLAIN = r"-?[0-9]{1,13}(\.[0-9]{1,2})?"
_SUM = r"([0-9]{1,13}|[0-9]{1,3}(,[0-9]{3}){1,3})(\.[0-9]{1,2}0{0,10})?"
_DRESSED = rf"(-?£? ?|£ ?-?){_SUM}|\(£?{_SUM}\)|£\({_SUM}\)|£?{_SUM}(-| ?(?i:CR|DR))"
_BACK = "[-(Cc]"


def form(style: AmountStyle) -> str:
    """How the text `said` writes its sum in a column of this style, for a query: 1 as a number, 2 with commas, a pound sign, or what
    makes a credit of it; 0 for what must be looked at by itself.
    """
    if (abs(style.times), style.parts) != (1, 1):
        return "0"
    return f"case when regexp_full_match(said, '{PLAIN}') then 1 when regexp_full_match({_bare(style)}, '{_DRESSED}') then 2 else 0 end"


def value(style: AmountStyle) -> str:
    """The sum of the text `said`, whose `form` is known, to the penny, for a query; null for what must be looked at by itself."""
    bare, turned, back = _bare(style), *(("", "-") if style.times > 0 else ("-", ""))
    digits = f"cast(replace(regexp_extract({bare}, '[0-9][0-9,.]*'), ',', '') as decimal(18,2))"
    dressed = f"case when regexp_matches({bare}, '{_BACK}') then {back}{digits} else {turned}{digits} end"
    return f"case form when 1 then {turned}cast(said as decimal(18,2)) when 2 then {dressed} end"


def _bare(style: AmountStyle) -> str:
    """The text without what is this column's own: another sign for pounds, a comma before the pence."""
    text = f"replace(said, {quoted(style.sign)}, '£')" if style.sign else "said"
    return f"replace(replace({text}, '.', ''), ',', '.')" if style.decimal_comma else text
