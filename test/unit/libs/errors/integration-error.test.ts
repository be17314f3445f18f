import { expect } from 'chai';
import { codeOf, IntegrationError, verdictOf } from '#libs/errors/integration-error.js';

class Unreachable extends IntegrationError {
  readonly code = 'ERPNEXT_UNAVAILABLE';
}

describe('IntegrationError', () => {
  it('says what kind of failure it is by its own name', () => {
    expect(new Unreachable('nobody answers').name).to.equal('Unreachable');
  });

  it('takes its verdict from the catalogue', () => {
    const error = new Unreachable('nobody answers', { host: '127.0.0.1' });

    expect([verdictOf(error), codeOf(error)]).to.deep.equal(['wait', 'ERPNEXT_UNAVAILABLE']);
  });

  it('parks as BUG what no class foresaw', () => {
    expect([verdictOf(new TypeError('x')), codeOf('a string')]).to.deep.equal(['park', 'BUG']);
  });
});
