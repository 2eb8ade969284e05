# One image for API and workers; the target `train` adds PyTorch for GPU nodes.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY . .
RUN npm ci && npm prune --omit=dev --ignore-scripts

FROM node:24-bookworm-slim AS service
ENV NODE_ENV=production WINNOW_DATA=/data
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/bin ./bin
COPY --from=build /app/dist ./dist
COPY --from=build /app/models ./models
COPY --from=build /app/pages ./pages
COPY --from=build /app/workers/trainer ./workers/trainer
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 8080
ENTRYPOINT ["node", "bin/winnow.js"]
CMD ["serve"]

FROM service AS train
USER root
RUN apt-get update && apt-get install -y --no-install-recommends python3 python3-venv && rm -rf /var/lib/apt/lists/* \
  && python3 -m venv /opt/trainer \
  && /opt/trainer/bin/pip install --no-cache-dir torch==2.13.0 tokenizers==0.23.3 numpy==2.4.6 zstandard==0.25.0
ENV WINNOW_PYTHON=/opt/trainer/bin/python
USER node
CMD ["worker", "train"]
