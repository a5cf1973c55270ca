const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const MONTH = `(${MONTHS.join("|")})[a-z]*`;
const FORMS: [RegExp, (parts: string[]) => [year: string, month: string, day: string]][] = [
  [/\b(20\d\d)[-/.](\d{1,2})[-/.](\d{1,2})\b/g, ([y, m, d]) => [y!, m!, d!]],
  [/\b(\d{1,2})[-/.](\d{1,2})[-/.](20\d\d|\d\d)\b/g, ([d, m, y]) => (Number(m) > 12 ? [y!, d!, m!] : [y!, m!, d!])],
  [
    new RegExp(String.raw`\b(\d{1,2})(?:st|nd|rd|th)?[\s,.-]*${MONTH}[\s,.'-]*(20\d\d|\d\d)\b`, "gi"),
    ([d, m, y]) => [y!, monthOf(m!), d!],
  ],
  [
    new RegExp(String.raw`\b${MONTH}[\s.-]*(\d{1,2})(?:st|nd|rd|th)?[\s,.-]+(20\d\d)\b`, "gi"),
    ([m, d, y]) => [y!, monthOf(m!), d!],
  ],
];

const monthOf = (name: string) => String(MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1);

/** Days that a text names, in the forms of India: the day before the month where both could be; `2026-11-23`. */
export function daysIn(text: string): string[] {
  return FORMS.flatMap(([form, order]) =>
    [...text.matchAll(form)].flatMap((match) => valid(...order(match.slice(1))) ?? []),
  );
}

function valid(year: string, month: string, day: string): string | null {
  const full = year.length === 2 ? `20${year}` : year;
  const text = `${full}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const time = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text ? null : text;
}

const BOUGHT = /order(?:ed)?|invoice|purchase|bill|placed|date|dated|txn|transaction/i;
const OTHER = /deliver|return|exchange|expected|arriv|dispatch|ship|due|valid|expir|warranty|print/i;

/** The day on which it was bought, by the words beside it; null where none is named. */
export function boughtOn(lines: readonly string[]): string | null {
  const found = lines.flatMap((line) => daysIn(line).map((day) => ({ day, rank: rankOf(line) })));
  return found.sort((a, b) => a.rank - b.rank)[0]?.day ?? null;
}

function rankOf(line: string): number {
  if (OTHER.test(line)) return 2;
  return BOUGHT.test(line) ? 0 : 1;
}
