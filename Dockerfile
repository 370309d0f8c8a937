# Two stages: the first builds, the second holds only what runs. Neither fixtures nor tests are in the image.
FROM node:24-slim AS build
WORKDIR /hearth
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json ./
COPY smart-launch ./smart-launch
COPY src ./src
RUN npm run build && npm prune --omit=dev --ignore-scripts

FROM node:24-slim
ENV NODE_ENV=production
WORKDIR /hearth
COPY --from=build --chown=root:root /hearth/node_modules ./node_modules
COPY --from=build --chown=root:root /hearth/dist ./dist
COPY --from=build --chown=root:root /hearth/package.json ./package.json
# The one place Hearth writes to: the store. Mount a volume here; the rest may be read-only.
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=3s --start-period=10s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.HEARTH_PORT ?? 8080) + '/healthz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/src/main.js", "serve", "--config", "/etc/hearth/hearth.config.json"]
