import fs from 'node:fs/promises';

interface PemFiles {
  certificateFile: string | null;
  keyFile: string | null;
}

export const pemFiles = ({ certificateFile, keyFile }: PemFiles): string[] =>
  [certificateFile, keyFile].filter((file) => file !== null);

/** `null`: no TLS is wanted. */
export async function readPem({ certificateFile, keyFile }: PemFiles) {
  if (certificateFile === null || keyFile === null) return null;
  const [certificate, key] = await Promise.all(
    [certificateFile, keyFile].map((file) => fs.readFile(file, 'utf8')),
  );
  return { certificate: certificate!, key: key! };
}
