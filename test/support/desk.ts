import { runInNewContext } from 'node:vm';
import type { ErpNextClient } from '#libs/erpnext/erpnext-client.js';

type Arguments = Readonly<Record<string, unknown>>;
type Columns = readonly string[];

interface Prompted {
  (values: Arguments): Promise<void>;
}

/** As much of Desk as a Client Script on a form needs, over the REST API of a site and with the rights of its user. */
export class Desk {
  /** What the person was told. */
  readonly alerts: string[] = [];
  private refresh: ((form: object) => void) | undefined;

  constructor(private readonly erpnext: ErpNextClient) {}

  load(script: string): void {
    const { erpnext } = this;
    const call = (method: string, args: Arguments) => erpnext.call(method, args);
    const frappe = {
      ui: {
        form: {
          on: (_doctype: string, { refresh }: { refresh: (form: object) => void }) =>
            (this.refresh = refresh),
        },
      },
      db: {
        get_value: async (doctype: string, name: string, fieldname: Columns) => ({
          message: await call('frappe.client.get_value', {
            doctype,
            filters: name,
            fieldname: JSON.stringify(fieldname),
          }),
        }),
        get_list: (doctype: string, { limit, ...query }: { limit?: number } & Arguments) =>
          call('frappe.client.get_list', { doctype, ...query, limit_page_length: limit ?? 20 }),
        get_doc: (doctype: string, name: string) => call('frappe.client.get', { doctype, name }),
      },
      // Desk sends each argument as text.
      call: ({ method, args }: { method: string; args: Arguments }) =>
        call(method, Object.fromEntries(Object.entries(args).map(([key, value]) => [key, asText(value)]))),
      prompt: (_field: object, submit: Prompted) => (this.submit = submit),
      throw: (text: string) => {
        throw new Error(text);
      },
      show_alert: (text: string) => this.alerts.push(text),
    };
    runInNewContext(script, { frappe, __: (text: string) => text });
  }

  /** Opens a form, clicks its one button and answers the question. */
  async click(doctype: string, name: string, answer: Arguments): Promise<void> {
    const buttons: (() => void)[] = [];
    this.refresh?.({
      doc: await this.erpnext.get(doctype, name),
      is_new: () => false,
      add_custom_button: (_label: string, onClick: () => void) => buttons.push(onClick),
      reload_doc: () => Promise.resolve(),
    });
    if (buttons.length !== 1) throw new Error(`The form has ${buttons.length} buttons.`);
    buttons[0]?.();
    await this.submit(answer);
  }

  private submit: Prompted = () => Promise.reject(new Error('Nothing was asked.'));
}

const asText = (value: unknown) => (typeof value === 'object' ? JSON.stringify(value) : value);
