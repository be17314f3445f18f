// A headless Medusa as a shop would run it, with the plugin as its README says. Everything comes from the environment.
const { defineConfig } = require('@medusajs/framework/utils');

const {
  DATABASE_URL,
  ISTHMUS_URL,
  ISTHMUS_SECRETS = '',
  ISTHMUS_OPTIONS = '{}',
  QUOTES = 'quote',
} = process.env;

const isthmus = {
  resolve: '@isthmus/medusa-plugin',
  options: {
    url: ISTHMUS_URL,
    secrets: ISTHMUS_SECRETS.split(','),
    ...JSON.parse(ISTHMUS_OPTIONS),
  },
};

module.exports = defineConfig({
  projectConfig: {
    databaseUrl: DATABASE_URL,
    workerMode: process.env.WORKER_MODE ?? 'shared',
    http: {
      storeCors: 'http://127.0.0.1:8000',
      adminCors: 'http://127.0.0.1:9000',
      authCors: 'http://127.0.0.1:8000,http://127.0.0.1:9000',
      jwtSecret: process.env.JWT_SECRET,
      cookieSecret: process.env.COOKIE_SECRET,
    },
  },
  admin: { disable: true },
  modules: [{ resolve: `./src/modules/${QUOTES}` }],
  // Without an address: the shop as it was before, to measure against.
  plugins: ISTHMUS_URL ? [isthmus] : [],
});
