FROM node:20-slim AS build
WORKDIR /isthmus
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build

FROM node:20-slim
ENV NODE_ENV=production
WORKDIR /isthmus
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev && npm cache clean --force
COPY --from=build /isthmus/dist/cli dist/cli
COPY --from=build /isthmus/dist/libs dist/libs
COPY --from=build /isthmus/dist/schemas dist/schemas
COPY --from=build /isthmus/dist/services dist/services
USER node
# One image for every part: docker-compose.yml says which one runs.
CMD ["node", "dist/cli/main.js", "--help"]
