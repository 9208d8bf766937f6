// Hides numbers of persons in free text.

const KINDS: [RegExp, string][] = [
  [/[\w.%+-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}/g, "【邮箱】"],
  [/(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)/g, "【证件号】"],
  [/(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)/g, "【手机号】"],
  [/(?<!\d)(?:62|[3459]\d)\d{2}(?:[ -]?\d{4}){3}(?:[ -]?\d{1,3})?(?!\d)/g, "【银行卡】"],
  [/(?<!\d)0\d{2,3}[- ]?[2-9]\d{6,7}(?!\d)/g, "【电话】"],
];

export function redact(text: string): string {
  return KINDS.reduce((shorter, [pattern, mark]) => shorter.replace(pattern, mark), text);
}
