const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Minutes east of UTC. Those of RFC 5322 §4.3, and others that mail servers write. */
const ZONES: Record<string, number> = {
  ut: 0,
  utc: 0,
  gmt: 0,
  z: 0,
  est: -300,
  edt: -240,
  cst: -360,
  cdt: -300,
  mst: -420,
  mdt: -360,
  pst: -480,
  pdt: -420,
  bst: 60,
  cet: 60,
  cest: 120,
  eet: 120,
  eest: 180,
  msk: 180,
  ist: 330,
  hkt: 480,
  sgt: 480,
  jst: 540,
  kst: 540,
  aest: 600,
};

// Thu, 29 Apr 2010 23:34:45 +0900 (JST)   29 Apr 10 23:34 EDT   Wed 06 Jan 2016 07:12:01 GMT
const RFC_5322 =
  /\b(\d{1,2})[ \t-]+([A-Za-z]{3})[a-z]*[ \t-]+(\d{4}|\d\d)[ \t]+(\d{1,2}):(\d\d)(?::(\d\d))?[\d.]*[ \t]*(?:([+-])(\d\d):?(\d\d)|([A-Za-z]{1,5}))?/;

/** Milliseconds since the epoch of a mail's date (RFC 5322 §3.3, §4.3). Without a zone it is UTC. */
export function readDate(value: string | null): number | null {
  if (value === null) return null;
  const found = RFC_5322.exec(value);
  if (!found) return null;
  const [, day, monthName, yearDigits, hour, minute, second, sign, zoneHours, zoneMinutes, zoneName] = found;
  const month = MONTHS.indexOf(monthName!.toLowerCase());
  if (month < 0) return null;
  const given = Number(yearDigits);
  // Two digits: 00–49 are of this century, 50–99 of the last (RFC 5322 §4.3).
  const year = given < 50 ? given + 2000 : given < 100 ? given + 1900 : given;
  const offset = sign
    ? (sign === '-' ? -1 : 1) * (Number(zoneHours) * 60 + Number(zoneMinutes))
    : (ZONES[zoneName?.toLowerCase() ?? 'z'] ?? 0);
  const local = Date.UTC(year, month, Number(day), Number(hour), Number(minute), Number(second ?? 0));
  return Number.isNaN(local) ? null : local - offset * 60_000;
}
