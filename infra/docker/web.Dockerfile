# The web app.
#   docker build -f infra/docker/web.Dockerfile -t solvent-web web

FROM node:20.19.1-bookworm-slim AS build
ENV NEXT_TELEMETRY_DISABLED=1
WORKDIR /web
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build

FROM node:20.19.1-bookworm-slim
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 HOSTNAME=0.0.0.0 PORT=3000
WORKDIR /web
# The build leaves a whole server here: its code, the modules it uses, static files.
COPY --from=build --chown=node:node /web/.next/standalone ./
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=6 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:3000/').then((r) => process.exit(r.status < 500 ? 0 : 1), () => process.exit(1))"]
CMD ["node", "server.js"]
