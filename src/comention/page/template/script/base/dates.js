/* ISO 8601 dates of documents: "2017", "2017-05" or "2017-05-18". */

/** "2017-05-18" as "18 May 2017", "2017-05" as "May 2017". */
export function readableDate(date) {
  const [year, month, day] = date.split("-");
  const name =
    month && new Date(Date.UTC(2000, month - 1)).toLocaleString("en", { month: "long", timeZone: "UTC" });
  return [day && String(Number(day)), name, year].filter(Boolean).join(" ");
}

export function readablePeriod({ first, last }) {
  if (!first) return "";
  return first === last
    ? `On ${readableDate(first)}`
    : `From ${readableDate(first)} to ${readableDate(last)}`;
}

/** True if a day of `date` is between two dates, both included; an empty string is no bound. */
export function dateWithin(date, since, until) {
  const compare = (bound) => {
    const length = Math.min(date.length, bound.length);
    const [a, b] = [date.slice(0, length), bound.slice(0, length)];
    return a < b ? -1 : Number(a > b);
  };
  return (!since || compare(since) >= 0) && (!until || compare(until) <= 0);
}

/* Days, months, years and decades, each with the length of its ISO prefix and the most bars it may have. */
const UNITS = [
  { letters: 10, most: 62 },
  { letters: 7, most: 72 },
  { letters: 4, most: 90 },
  { letters: 3, most: Infinity },
];

/** All periods from the first to the last date as ISO prefixes, in the finest unit that does not give too many. */
export function periodsOf(dates) {
  const sorted = [...dates].sort();
  const shortest = Math.min(...sorted.map((date) => date.length));
  for (const { letters, most } of UNITS) {
    if (letters > shortest) continue;
    const periods = [];
    const last = sorted.at(-1).slice(0, letters);
    for (let period = sorted[0].slice(0, letters); period <= last && periods.length <= most;) {
      periods.push(period);
      period = nextPeriod(period);
    }
    if (periods.length <= most) return periods;
  }
  return [];
}

function nextPeriod(period) {
  const [year, month, day] = period.split("-").map(Number);
  const iso = (date) => date.toISOString();
  if (day) return iso(new Date(Date.UTC(year, month - 1, day + 1))).slice(0, 10);
  if (month) return iso(new Date(Date.UTC(year, month))).slice(0, 7);
  return String(year + 1).padStart(period.length, "0");
}

/** "201" as "2010s", other periods as dates. */
export const readableOf = (period) => (period.length === 3 ? `${period}0s` : readableDate(period));
