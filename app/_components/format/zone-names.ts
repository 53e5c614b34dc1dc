/** What browsers call otherwise than people and the zone database do by now. */
const RENAMED: Record<string, string> = {
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Europe/Kiev': 'Europe/Kyiv',
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
};
const today = (name: string): string => RENAMED[name] ?? name;

/** The zone that this browser’s machine is set to. */
export const browserZone = (): string => today(Intl.DateTimeFormat().resolvedOptions().timeZone);

/** Zones whose name holds the words; those of which a part begins so come first: `york`, `new york`, `Europe/B`. */
export function zonesLike(typed: string): string[] {
  const words = typed.trim().toLowerCase().replaceAll(' ', '_');
  if (words === '') return [];
  const names = new Set(['UTC', ...Intl.supportedValuesOf('timeZone').map(today)]);
  const isBegun = (name: string) => `/${name.toLowerCase()}`.includes(`/${words}`);
  return [...names]
    .filter((name) => name.toLowerCase().includes(words))
    .sort((a, b) => Number(isBegun(b)) - Number(isBegun(a)) || a.localeCompare(b));
}
