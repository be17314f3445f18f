import { expect } from 'chai';
import sinon from 'sinon';
import { ErpNextNotSetUp, ErpNextUnavailable } from '#libs/erpnext/errors.js';
import { onceSetUp, SetUpCheck } from '#libs/erpnext/set-up-check.js';
import { customerEvent } from '../support/customer-events.js';
import { ErpNextSite } from '../support/erpnext-site.js';

describe('SetUpCheck', () => {
  let site: ErpNextSite;
  const checkOf = (needs: Partial<ConstructorParameters<typeof SetUpCheck>[1]>) =>
    new SetUpCheck(site.member().erpnext, { fields: {}, documents: [], ...needs });
  const errorOf = (check: SetUpCheck) =>
    check.passed().then(
      () => undefined,
      (error: unknown) => error,
    );

  before(async () => (site = await ErpNextSite.start()));
  beforeEach(() => site.reset());
  after(() => site.stop());

  it('passes on a site that has everything, and asks no second time', async () => {
    const check = checkOf({ fields: { Lead: ['medusa_id'] }, documents: [['Lead Source', 'Medusa']] });
    await check.passed();
    site.sandbox.requests.reset();

    await check.passed();

    expect(site.sandbox.requests.count()).to.equal(0);
  });

  it('names all that is missing at once', async () => {
    const error = await errorOf(
      checkOf({
        fields: { Lead: ['medusa_id', 'medusa_colour'], Customer: ['medusa_shape'] },
        documents: [['Lead Source', 'Pigeon Post']],
      }),
    );

    expect(error).to.be.instanceOf(ErpNextNotSetUp);
    expect((error as ErpNextNotSetUp).context['missing']).to.deep.equal([
      'Lead.medusa_colour',
      'Customer.medusa_shape',
      'Lead Source "Pigeon Post"',
    ]);
  });

  it('asks again after ERPNext was away', async () => {
    site.sandbox.faults.add({ kind: 'session-stopped', count: 1 });
    const check = checkOf({ fields: { Lead: ['medusa_id'] } });

    expect(await errorOf(check)).to.be.instanceOf(ErpNextUnavailable);
    expect(await errorOf(check)).to.equal(undefined);
  });

  it('keeps records from a site that is not set up, until it is', async () => {
    const handle = sinon.stub().resolves([]);
    const handler = onceSetUp(checkOf({ fields: { Lead: ['medusa_colour'] } }), { handle });

    const refusal = await Promise.resolve(handler.handle(customerEvent())).catch((error: unknown) => error);
    expect(refusal).to.be.instanceOf(ErpNextNotSetUp);
    sinon.assert.notCalled(handle);

    await site.admin.insert('Custom Field', {
      dt: 'Lead',
      fieldname: 'medusa_colour',
      fieldtype: 'Data',
      label: 'C',
    });
    await handler.handle(customerEvent());
    sinon.assert.calledOnce(handle);
  });
});
