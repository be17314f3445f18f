/** Import directions of the project: cli -> services -> libs -> schemas. */
const only = (name, comment, to, allowed) => ({
  name,
  comment,
  severity: 'error',
  from: { pathNot: [...allowed, '^test/'] },
  to: { path: `^node_modules/${to}` },
});

module.exports = {
  forbidden: [
    {
      name: 'libs-know-no-service',
      comment: 'A lib serves every service; it may know the schemas and other libs, nothing above.',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^(services|cli|sandbox|test|plugins)/' },
    },
    {
      name: 'schemas-know-nobody',
      comment: 'The schemas are the contract between the parts.',
      severity: 'error',
      from: { path: '^schemas/' },
      to: { path: '^(libs|services|cli|sandbox|test|plugins)/' },
    },
    {
      name: 'services-never-meet',
      comment: 'Services meet only in topics and schemas.',
      severity: 'error',
      from: { path: '^services/([^/]+)/' },
      to: { path: '^(services|cli|sandbox|test|plugins)/', pathNot: '^services/$1/' },
    },
    {
      name: 'surroundings-know-nobody',
      comment: 'The sandbox stands for systems that are not ours; it must not share our mistakes.',
      severity: 'error',
      from: { path: '^(sandbox|plugins)/' },
      to: { path: '^(libs|services|cli|schemas|test)/' },
    },
    {
      name: 'operators-need-no-sandbox',
      comment: 'The image of Docker has the commands and the services, and no sandbox.',
      severity: 'error',
      from: { path: '^(cli/main|services/[^/]+/main)\\.ts$' },
      to: { path: '^sandbox/', reachable: true },
    },
    {
      name: 'nothing-ships-tests',
      comment: 'Code that runs in production must not need the tests.',
      severity: 'error',
      from: { pathNot: '^test/' },
      to: { path: '^test/' },
    },
    {
      name: 'no-circles',
      comment: 'Two files that need each other are one file, or miss a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    only('kafkajs-in-messaging', 'Replacing kafkajs must touch libs/messaging only.', 'kafkajs/', [
      '^libs/messaging/',
    ]),
    only(
      'avro-in-the-codec',
      'Replacing avsc or the registry client must touch the codec only.',
      '(avsc|@kafkajs)/',
      ['^libs/messaging/avro-codec\\.ts$'],
    ),
    only('node-fetch-in-erpnext', 'HTTP to ERPNext has one client.', 'node-fetch/', ['^libs/erpnext/']),
    {
      name: 'inversify-in-containers',
      comment: 'Only container.ts files know inversify; elsewhere at most its ServiceIdentifier type.',
      severity: 'error',
      from: { pathNot: ['(^|/)container\\.ts$', '^test/'] },
      to: { path: '^node_modules/inversify/', dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|[.]run|test/medusa/shop)/|^[^/]*[.]c?js$' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      conditionNames: ['types', 'import', 'node', 'default'],
      exportsFields: ['exports'],
    },
  },
};
