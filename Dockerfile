# One image for every process of ours: the command says which. It holds the build alone, no sources and no tools.

FROM node:20-bookworm-slim AS build
WORKDIR /app
COPY . .
# Installs by `npm ci`, generates the Prisma client, bundles worker and command line, builds the dashboard.
RUN node --input-type=module --eval "import { setUp } from './bin/setup.mjs'; setUp({ web: true });"

FROM node:20-bookworm-slim
ENV NODE_ENV=production \
    BOUNCEBOARD_DATA=/data \
    HOSTNAME=0.0.0.0 \
    PORT=3000
WORKDIR /app
COPY --from=build /app/.next/standalone ./.next/standalone
COPY --from=build /app/dist ./dist
# The queue board of the worker's admin port serves its pages as files out of this package.
COPY --from=build /app/node_modules/@bull-board/ui ./node_modules/@bull-board/ui
# Passwords are hashed by a native module, which no bundle holds.
COPY --from=build /app/node_modules/@node-rs ./node_modules/@node-rs
# What is imported from standard input waits here while it is read.
RUN mkdir /data && chown node:node /data
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "--eval", "fetch('http://127.0.0.1:3000/api/ready').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", ".next/standalone/server.js"]
