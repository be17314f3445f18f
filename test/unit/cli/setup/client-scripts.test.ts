import { expect } from 'chai';
import sinon from 'sinon';
import { runInNewContext } from 'node:vm';
import { amendScripts } from '../../../../cli/setup/client-scripts/empty-key-on-amend.js';

interface Form {
  readonly doc: Readonly<Record<string, unknown>>;
  is_new(): boolean;
  set_value(field: string, value: unknown): void;
}

/** What Desk would call, and for which DocType. */
const loaded = (script: string) => {
  const on = sinon.stub<[string, { refresh(form: Form): void }], void>();
  runInNewContext(script, { frappe: { ui: { form: { on } } } });
  const [doctype, { refresh }] = on.firstCall.args;
  return { doctype, refresh };
};

describe('the Client Scripts for an amendment', () => {
  const form = (doc: Record<string, unknown>, { isNew = true } = {}) => ({
    doc,
    is_new: () => isNew,
    set_value: sinon.stub<[string, unknown], void>(),
  });

  for (const { doctype, script } of amendScripts) {
    it(`empty the key of a ${doctype} that a person amends, and nothing else`, () => {
      const { doctype: on, refresh } = loaded(script);
      const amended = form({ amended_from: 'X-1', medusa_key: 'order_1:1', medusa_id: 'order_1' });

      refresh(amended);

      expect(on).to.equal(doctype);
      expect(amended.set_value.args).to.deep.equal([['medusa_key', '']]);
    });

    it(`leave a ${doctype} alone that is stored, or replaces nothing`, () => {
      const { refresh } = loaded(script);
      const stored = form({ amended_from: 'X-1', medusa_key: 'order_1:2' }, { isNew: false });
      const fresh = form({ medusa_key: 'order_1:1' });

      for (const each of [stored, fresh]) refresh(each);

      expect([...stored.set_value.args, ...fresh.set_value.args]).to.be.empty;
    });
  }
});
