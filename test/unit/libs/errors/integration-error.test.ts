import { expect } from 'chai';
import { codeOf, IntegrationError, verdictOf } from '#libs/errors/integration-error.js';

class Unreachable extends IntegrationError {
  readonly code = 'UNREACHABLE';
  readonly verdict = 'wait';
}

describe('IntegrationError', () => {
  it('says what kind of failure it is by its own name', () => {
    expect(new Unreachable('nobody answers').name).to.equal('Unreachable');
  });

  it('carries the verdict and the code that its class declares', () => {
    const error = new Unreachable('nobody answers', { host: '127.0.0.1' });

    expect([verdictOf(error), codeOf(error)]).to.deep.equal(['wait', 'UNREACHABLE']);
  });

  it('parks as BUG what no class foresaw', () => {
    expect([verdictOf(new TypeError('x')), codeOf('a string')]).to.deep.equal(['park', 'BUG']);
  });
});
