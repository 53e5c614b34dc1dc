/** What is loaded late is gone: the build was renewed under this process. Nothing is wrong with what it was wanted for. */
export class BuildRenewed extends Error {}

/**
 * Loads what few need once it is needed. `setup.mjs` keeps what one build before had; whoever runs on an older one is told
 * what to do, and asks again next time.
 * @throws BuildRenewed where it is not there any more.
 */
export async function loadLate<Module>(load: () => Promise<Module>): Promise<Module> {
  try {
    return await load();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new BuildRenewed(`restart Bounceboard, whose build was renewed while it ran: ${message}`);
  }
}
