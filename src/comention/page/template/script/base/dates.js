/* ISO 8601 dates as documents give them: "2017", "2017-05" or "2017-05-18". */

/** "2017-05-18" as "18 May 2017"; shorter and odd dates as well as they can be. */
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

/** True when some day of `date` lies between two dates, both included; an empty bound is none. */
export function dateWithin(date, since, until) {
  const compare = (bound) => {
    const length = Math.min(date.length, bound.length);
    const [a, b] = [date.slice(0, length), bound.slice(0, length)];
    return a < b ? -1 : Number(a > b);
  };
  return (!since || compare(since) >= 0) && (!until || compare(until) <= 0);
}

/* From days to decades, each with the number of letters that tell its periods apart. */
const UNITS = [
  { letters: 10, most: 62 },
  { letters: 7, most: 72 },
  { letters: 4, most: 90 },
  { letters: 3, most: Infinity },
];

/** All periods from the first to the last of `dates`, in the finest unit that gives not too many, as ISO prefixes. */
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

/** "201" as "2010s", else as a date. */
export const readableOf = (period) => (period.length === 3 ? `${period}0s` : readableDate(period));
