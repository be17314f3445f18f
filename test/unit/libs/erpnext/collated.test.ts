import { expect } from 'chai';
import { collated } from '#libs/erpnext/collated.js';

describe('Two texts that ERPNext takes for the same', () => {
  it('differ in case, accents and blanks at the end', () => {
    expect(collated('Müller GmbH  ')).to.equal(collated('MULLER gmbh'));
    expect(collated('Søn')).not.to.equal(collated('Son'));
  });

  it('do not differ in a letter, nor in a blank before it', () => {
    expect(collated('Muller')).not.to.equal(collated('Mueller'));
    expect(collated(' Muller')).not.to.equal(collated('Muller'));
  });
});
