// The reasons: the same file that our edge is built with.

import document from "../../../../../contract/src/catalogue/v2.json";

interface Indicator {
  code: string;
  zh: string;
  en: string;
  first?: boolean;
}

export const version: string = document.version;

const levels: { level: number; indicators: Indicator[] }[] = document.levels;
const codes = new Map(levels.map(({ level, indicators }) => [level, new Set(indicators.map(({ code }) => code))]));

export const offers = (level: number, code: string) => codes.get(level)?.has(code) ?? false;

const LABELS = {
  zh: ["非常不满意", "不满意", "基本满意", "满意", "非常满意"],
  en: ["Very dissatisfied", "Dissatisfied", "Fairly satisfied", "Satisfied", "Very satisfied"],
};

const view = (lang: "zh" | "en") => ({
  version,
  levels: levels.map(({ level, indicators }) => ({
    level,
    label: LABELS[lang][level - 1],
    negative: level <= 2,
    indicators: indicators.map((indicator) => ({
      code: indicator.code,
      label: indicator[lang],
      first: indicator.first ?? false,
    })),
  })),
});

export const views = { zh: view("zh"), en: view("en") };
