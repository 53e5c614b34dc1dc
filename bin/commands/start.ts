import { dashboardUrl, supervise } from '../supervisor/run';

export function run(): Promise<number> {
  return supervise({ ready: (env) => process.stdout.write(`Bounceboard is at ${dashboardUrl(env)}\n`) });
}
