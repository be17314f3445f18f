import { expect } from 'chai';
import { closest } from '#libs/config/closest.js';

describe('The variable that somebody meant', () => {
  it('is the one that takes the fewest letters to type', () => {
    const names = ['KAFKA_SSL', 'KAFKA_BROKERS', 'KAFKA_SASL_USERNAME', 'KAFKA_SASL_PASSWORD'];

    expect(closest('KAFKA_BROKER', names)).to.equal('KAFKA_BROKERS');
    expect(closest('KAFKA_SLL', names)).to.equal('KAFKA_SSL');
    expect(closest('KAFKA_SASL_USER', names)).to.equal('KAFKA_SASL_USERNAME');
    expect(closest('KAFKA_SASL_PASWORD', names)).to.equal('KAFKA_SASL_PASSWORD');
  });

  it('counts letters that are too many as well as those that are missing or wrong', () => {
    expect(closest('HOSTS', ['PORT', 'HOST'])).to.equal('HOST');
    expect(closest('ab', ['xab', 'abcd'])).to.equal('xab');
    expect(closest('abcd', ['cd', 'abce'])).to.equal('abce');
    expect(closest('abc', ['xbc', 'bc'])).to.equal('xbc');
    expect(closest('kitten', ['mitten', 'sitting'])).to.equal('mitten');
    expect(closest('ca', ['abc', 'ax', ''])).to.equal('ax');
  });

  it('is none where there is none', () => {
    expect(closest('HOST', [])).to.equal(undefined);
  });
});
