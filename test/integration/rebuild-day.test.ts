import { expect } from 'chai';
import { rebuild } from '../support/rebuild.js';

describe('Rebuild day', function () {
  this.timeout(180_000);

  it('makes the same documents in an empty ERPNext as the services made live, names aside', async () => {
    const { live, rebuilt, predicted, done, differences, parked } = await rebuild({ copies: 2 });

    expect(parked).to.deep.equal({ live: [], rebuild: 0 });
    for (const [doctype, documents] of Object.entries(rebuilt))
      expect(documents, doctype).to.deep.equal(live[doctype]);
    expect(live['Sales Order']).not.to.have.length(0);
    expect(differences).to.deep.equal([]);
    expect(done).to.deep.equal(predicted);
  });
});
