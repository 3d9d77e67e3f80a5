# syntax=docker/dockerfile:1
FROM node:24-slim AS modules
WORKDIR /app
COPY package.json package-lock.json ./
# The image brings Node itself, so the package `node` need not fetch one.
RUN npm ci --omit=dev --ignore-scripts

FROM node:24-slim AS web
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts
COPY tsconfig.json vite.config.ts ./
COPY seeds/web ./seeds/web
COPY src ./src
RUN npm run build

FROM node:24-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080 AUTH_MODE=helseid
WORKDIR /app
COPY --from=modules /app/node_modules ./node_modules
COPY package.json ./
COPY queues ./queues
COPY schemas ./schemas
COPY seeds ./seeds
COPY src ./src
COPY --from=web /app/dist/web ./dist/web
USER node
EXPOSE 8080
# Every role answers here: the API, and a worker's health and metrics.
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=6 \
  CMD ["/usr/local/bin/node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["/usr/local/bin/node", "src/cli.ts"]
CMD ["start"]
