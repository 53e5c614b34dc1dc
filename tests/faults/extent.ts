/** `npm test` takes a few moments for each fault; `BOUNCEBOARD_FAULTS=full` takes its time. */
const isFull = process.env.BOUNCEBOARD_FAULTS === 'full';

export const EXTENT = isFull
  ? {
      importLines: 2_000_000,
      importKills: 25,
      followedLines: 400_000,
      workerKills: 12,
      awayMs: 60_000,
      randomKills: { lines: 7_000_000, seconds: 600, backends: 2 },
      sequences: 10_000,
      sequencesMs: 800_000,
      mails: 6_000,
      mailKills: 40,
      cluster: { lines: 1_000_000, pieces: 6_000, kills: 8 },
      timeoutMs: 900_000,
    }
  : {
      importLines: 160_000,
      importKills: 5,
      followedLines: 40_000,
      workerKills: 2,
      awayMs: 3_000,
      randomKills: { lines: 20_000, seconds: 8, backends: 1 },
      sequences: 1_000,
      sequencesMs: 80_000,
      mails: 120,
      mailKills: 2,
      cluster: { lines: 20_000, pieces: 90, kills: 1 },
      timeoutMs: 110_000,
    };
