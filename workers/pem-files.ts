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
  const [certificate, key] = await Promise.all([certificateFile, keyFile].map(readSmall));
  return { certificate: certificate!, key: key! };
}

/** A chain of certificates is a few kilobytes. */
const LARGEST_PEM = 256 << 10;

/** What is no file, or too large to be what it should be, is not read: a device or a pipe would never end. */
async function readSmall(file: string): Promise<string> {
  const found = await fs.stat(file);
  if (!found.isFile()) throw new Error(`${file} is no file`);
  if (found.size > LARGEST_PEM)
    throw new Error(`${file} is larger than ${LARGEST_PEM >> 10} kB: name a certificate or key in PEM`);
  return fs.readFile(file, 'utf8');
}
