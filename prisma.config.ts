import { defineConfig } from 'prisma/config';

// Used only by `prisma generate`; migrations are applied by `bounceboard migrate`.
export default defineConfig({ schema: 'prisma/schema.prisma', migrations: { path: 'prisma/migrations' } });
