const OF_FILES = ['file', 'maildir'];

/** Whether a source of these settings opens files of the server. Settings that are paths here are called so:
 * `certificateFile`, `socketPath`. */
export const namesFiles = (kind: string, settings: Record<string, unknown>): boolean =>
  OF_FILES.includes(kind) ||
  Object.entries(settings).some(([name, value]) => /(?:File|Path)$/.test(name) && Boolean(value));
