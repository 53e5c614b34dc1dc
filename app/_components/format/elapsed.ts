const STEPS = [
  { ms: 86_400_000, name: 'd' },
  { ms: 3_600_000, name: 'h' },
  { ms: 60_000, name: 'min' },
  { ms: 1_000, name: 's' },
] as const;

/** 2 h 4 min, 12 s, 850 ms: the two largest units that say something. */
export function elapsed(ms: number): string {
  const first = STEPS.findIndex((step) => ms >= step.ms);
  const unit = STEPS[first];
  if (!unit) return `${Math.max(0, Math.round(ms))} ms`;
  const smaller = STEPS[first + 1];
  const rest = smaller ? Math.floor((ms % unit.ms) / smaller.ms) : 0;
  const whole = `${Math.floor(ms / unit.ms)} ${unit.name}`;
  return smaller && rest > 0 ? `${whole} ${rest} ${smaller.name}` : whole;
}
