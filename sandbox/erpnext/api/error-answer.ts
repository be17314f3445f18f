import { ErpNextError, NotImitated, type ServerMessage } from '../engine/errors.js';
import { html, json, type Answer } from './call.js';

interface AnswerOptions {
  accept?: string;
  messages?: readonly ServerMessage[];
  /** System Settings, Show Full Error: without it a caller sees the type and the messages only. */
  traces?: boolean;
}

/** An error as the caller gets it; a caller that prefers text/html gets a page. */
export function errorAnswer(
  error: unknown,
  { accept = '', messages = [], traces = true }: AnswerOptions = {},
): Answer {
  if (error instanceof NotImitated) return notImitated(error.message);
  if (!(error instanceof ErpNextError)) throw error;
  if (accept.startsWith('text')) return html(error.status, 'Server Error', error.excType);

  return json(error.status, {
    ...(traces ? traceOf(error) : { exc_type: error.excType }),
    ...messagesOf([...messages, ...(error.details.messages ?? [])]),
    ...error.details.more,
  });
}

export const notImitated = (what: string): Answer =>
  json(501, { exc_type: 'NotImitated', message: `The ERPNext sandbox does not imitate ${what}.` });

function traceOf(error: ErpNextError): object {
  if (error.details.withoutTrace) return { exc_type: error.excType };
  const { module = error.status === 500 ? '' : 'frappe.exceptions' } = error.details;
  const type = module ? `${module}.${error.excType}` : error.excType;
  const exception = error.message ? `${type}: ${error.message}` : type;
  return {
    exception,
    exc_type: error.excType,
    exc: JSON.stringify([`Traceback (most recent call last):\n  [sandbox]\n${exception}`]),
  };
}

/** A JSON text of JSON texts, as Frappe sends its messages with successes and errors alike. */
export function messagesOf(messages: readonly ServerMessage[]): { _server_messages?: string } {
  if (messages.length === 0) return {};
  return { _server_messages: JSON.stringify(messages.map((message) => JSON.stringify(message))) };
}
