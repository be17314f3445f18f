import type { SignedHeaders } from './sign-webhook.js';

/** The body itself, or the file that holds it byte for byte. */
export type CurlBody = { readonly text: string } | { readonly file: string };

/** A command to paste into a shell. */
export const curlCommand = (url: string, headers: SignedHeaders, body: CurlBody): string =>
  [
    `curl -sS -i -X POST ${quoted(url)}`,
    `-H 'content-type: application/json'`,
    ...Object.entries(headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    'file' in body ? `--data-binary ${quoted(`@${body.file}`)}` : `--data-raw ${quoted(body.text)}`,
  ].join(' \\\n  ');

const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
