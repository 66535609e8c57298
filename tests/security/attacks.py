"""Texts that try to become more than text: markup, scripts, addresses, templates, commands, hidden characters."""

from __future__ import annotations

CANARY = "evil.example"
SCRIPT = "window.cdBroken=1"
MARKUP = [
    f"<script>{SCRIPT}</script>",
    f"<ScRiPt src=//{CANARY}/x.js></sCrIpT>",
    f"<img src=x onerror={SCRIPT}>",
    f"<img src=//{CANARY}/x.png>",
    f"<svg onload={SCRIPT}>",
    f"<svg><animate onbegin={SCRIPT} attributeName=x dur=1s>",
    f"<svg><script>{SCRIPT}</script></svg>",
    f"<math><mtext><table><mglyph><style><img src=x onerror={SCRIPT}>",
    f"<body onload={SCRIPT}>",
    "<iframe srcdoc='<script>parent.cdBroken=1</script>'></iframe>",
    f"<iframe src=//{CANARY}></iframe>",
    f"<object data=//{CANARY}></object><embed src=//{CANARY}>",
    f"<link rel=stylesheet href=//{CANARY}/x.css>",
    f"<meta http-equiv=refresh content='0;url=//{CANARY}'>",
    f"<base href=//{CANARY}/>",
    "<style>*{display:none}@import '//evil.example/x.css';</style>",
    f"<form action=//{CANARY}><input name=x><button>x</button></form>",
    f"<details open ontoggle={SCRIPT}>",
    f"<video><source onerror={SCRIPT}></video>",
    f"<input autofocus onfocus={SCRIPT}>",
    f"<a href='javascript:{SCRIPT}'>x</a>",
    f"<template><script>{SCRIPT}</script></template>",
    f"<noscript><p title='</noscript><img src=x onerror={SCRIPT}>'>",
    f"</script><script>{SCRIPT}</script>",
    f"</title></textarea></style></xmp><script>{SCRIPT}</script>",
    f"</code></pre></td></table><script>{SCRIPT}</script>",
    "<!-- --><!--><![CDATA[ x ]]><?php ?>",
    f"]]><script>{SCRIPT}</script>",
    f"<!--<script>{SCRIPT}</script>-->",
]
ATTRIBUTES = [
    f'"><script>{SCRIPT}</script>',
    f"' onmouseover='{SCRIPT}",
    f'" autofocus onfocus="{SCRIPT}" x="',
    f"` onclick=`{SCRIPT}",
    f"x onclick={SCRIPT} y",
    f"&quot; onclick=&quot;{SCRIPT}",
    "&lt;script&gt;window.cdBroken=1&lt;/script&gt;",
    "&#60;script&#62;window.cdBroken=1&#60;/script&#62;",
]
ADDRESSES = [
    f"[click](javascript:{SCRIPT})",
    f"[click](JaVaScRiPt:{SCRIPT})",
    f"[click](java\tscript:{SCRIPT})",
    f"[click](&#106;avascript:{SCRIPT})",
    f"[click](\x01javascript:{SCRIPT})",
    f"[click](data:text/html,<script>{SCRIPT}</script>)",
    "[click](vbscript:msgbox)",
    "[click](file:///etc/passwd)",
    f"[click](//{CANARY}/x)",
    f"![x](https://{CANARY}/x.png)",
    f"![x](javascript:{SCRIPT})",
    f"<javascript:{SCRIPT}>",
    f"[x]: javascript:{SCRIPT}\n\n[click][x]",
    f"javascript:{SCRIPT}",
    f"  JAVASCRIPT:{SCRIPT}//https://x",
    "data:text/html;base64,PHNjcmlwdD4=",
    f'https://example.com/"onmouseover="{SCRIPT}',
    f"https://example.com/<script>{SCRIPT}</script>",
]
TEMPLATES = [
    "{{ 7*7 }}{% include '/etc/passwd' %}{# x #}",
    "{{ config.__class__ }}${7*7}#{7*7}<%= 7*7 %>",
    "--8<-- '/etc/passwd'\n::: contract orders",
    "{: onclick=window.cdBroken=1 } [^1] [[x]] :smile:",
    f"```html\n</code></pre><script>{SCRIPT}</script>\n```",
    f"| a |\n|---|\n| <script>{SCRIPT}</script> |\n\n# x {{#constructor}}",
]
COMMANDS = [
    "x\n::error file=a,line=1::spoofed\n::add-mask::a",
    "%0A::set-output name=x::y",
    "##[error]spoofed ::stop-commands::x",
    "x\r\n::warning::spoofed",
    "\x1b[2J\x1b]0;title\x07\x1b[31mred\x9b1m",
    "<!-- contractdocs --> @everyone #1 https://example.com GH-1",
    "a\u202eb\u2066c\u200bd\ufeffe\u2028f\u2029g\u0085h",
    "__proto__",
    "constructor",
    "../../../../etc/passwd",
    "a" * 1200,
    "e\u0301\u0327" * 40,
]
ATTACKS = [*MARKUP, *ATTRIBUTES, *ADDRESSES, *TEMPLATES, *COMMANDS]
HIDDEN = frozenset("\u202e\u2066\u200b\ufeff\x00\x07\x1b\x9b")
