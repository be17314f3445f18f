/**
 * Writes `schemas/generated/` from the `.avsc` files: for each record its interface, for each event (a record that no
 * other one contains) also its schema with everything inlined, as the registry gets it.
 *
 * `--check` writes nothing and exits 1 with the names of stale files. `--release` also keeps the schemas of the events
 * as the next versions in `schemas/released/`, where they are not yet the newest.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { argv, exit } from 'node:process';
import { fileURLToPath } from 'node:url';
import type { AvroField, AvroRecord, AvroSchema } from './avro-schema.js';

const folder = fileURLToPath(new URL('../../schemas/', import.meta.url));
const generated = `${folder}generated/`;

const kebab = (name: string) => name.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
const shortName = (fullName: string) => fullName.replace(/^isthmus\./, '');

const records = new Map<string, AvroRecord>();
for (const file of readdirSync(folder).filter((name) => name.endsWith('.avsc'))) {
  const record = JSON.parse(readFileSync(folder + file, 'utf8')) as AvroRecord;
  if (`${kebab(record.name)}.avsc` !== file) throw new Error(`${file} holds ${record.name}`);
  records.set(`${record.namespace}.${record.name}`, record);
}

/** Full names of the records that a schema mentions. */
const mentioned = (schema: AvroSchema): string[] => {
  if (typeof schema === 'string') return records.has(schema) ? [schema] : [];
  if (Array.isArray(schema)) return schema.flatMap(mentioned);
  if (schema.type === 'array') return mentioned(schema.items);
  return schema.type === 'record' ? schema.fields.flatMap((field) => mentioned(field.type)) : [];
};

/** The schema with each record written out where it is first mentioned, as Avro wants it. */
const inlined = (schema: AvroSchema, seen = new Set<string>()): AvroSchema => {
  if (typeof schema === 'string') {
    const record = records.get(schema);
    if (!record || seen.has(schema)) return schema;
    seen.add(schema);
    return inlined(record, seen);
  }
  if (Array.isArray(schema)) return schema.map((branch) => inlined(branch, seen));
  if (schema.type === 'array') return { ...schema, items: inlined(schema.items, seen) };
  if (schema.type !== 'record') return schema;
  return { ...schema, fields: schema.fields.map((field) => ({ ...field, type: inlined(field.type, seen) })) };
};

const primitives: Record<string, string> = { long: 'number', double: 'number' };
const typescript = (schema: AvroSchema): string => {
  if (typeof schema === 'string') return primitives[schema] ?? shortName(schema);
  if (Array.isArray(schema)) return [...schema].reverse().map(typescript).join(' | ');
  return schema.type === 'array' ? `readonly ${typescript(schema.items)}[]` : typescript(schema.type);
};

const property = ({ name, type, doc }: AvroField) =>
  `  /** ${doc} */\n  readonly ${name}: ${typescript(type)};\n`;

const isEvent = (fullName: string) =>
  ![...records.values()].some((record) => mentioned(record).includes(fullName));

const source = (fullName: string, record: AvroRecord): string => {
  const { name, doc, fields } = record;
  const others = [...new Set(mentioned(record))].map(shortName).sort();
  const constant = name.charAt(0).toLowerCase() + name.slice(1);
  return [
    `// Generated from ${kebab(name)}.avsc by \`npm run generate\`. Do not edit.\n`,
    ...(isEvent(fullName) ? [`import type { AvroRecord } from '../avro-schema.js';\n`] : []),
    ...others.map((other) => `import type { ${other} } from './${kebab(other)}.js';\n`),
    ...(others.length > 0 ? [`\nexport type { ${others.join(', ')} };\n`] : []),
    `\n/** ${doc} */\nexport interface ${name} {\n${fields.map(property).join('')}}\n`,
    ...(isEvent(fullName)
      ? [`\nexport const ${constant}Schema: AvroRecord = ${JSON.stringify(inlined(fullName), null, 2)};\n`]
      : []),
  ].join('');
};

const release = (record: AvroRecord): void => {
  const versions = `${folder}released/${kebab(record.name)}/`;
  mkdirSync(versions, { recursive: true });
  const count = readdirSync(versions).length;
  const text = `${JSON.stringify(inlined(`${record.namespace}.${record.name}`), null, 2)}\n`;
  const isNewest = count > 0 && readFileSync(`${versions}${count}.avsc`, 'utf8') === text;
  if (!isNewest) writeFileSync(`${versions}${count + 1}.avsc`, text);
};

const wanted = new Map(
  [...records].map(([fullName, record]) => [`${kebab(record.name)}.ts`, source(fullName, record)]),
);
const present = existsSync(generated) ? readdirSync(generated) : [];
const isStale = (file: string) =>
  !present.includes(file) || readFileSync(generated + file, 'utf8') !== wanted.get(file);
const stale = [...wanted.keys()].filter(isStale);
const leftOver = present.filter((file) => !wanted.has(file));

if (argv.includes('--check')) {
  if (stale.length + leftOver.length > 0) {
    console.error(`stale, run \`npm run generate\`: ${[...stale, ...leftOver].join(', ')}`);
    exit(1);
  }
} else {
  mkdirSync(generated, { recursive: true });
  for (const file of stale) writeFileSync(generated + file, wanted.get(file) ?? '');
  for (const file of leftOver) rmSync(generated + file);
  if (argv.includes('--release')) {
    for (const [fullName, record] of records) if (isEvent(fullName)) release(record);
  }
}
