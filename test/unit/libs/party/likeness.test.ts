import { expect } from 'chai';
import { companyWords, phoneEnd, sameCompany, sameEmail, taxIdSigns } from '#libs/party/likeness.js';

describe('Two companies', () => {
  const same: [string, string][] = [
    ['Müller GmbH & Co. KG', 'MULLER'],
    ['Smith & Daughters LLC', 'Smith and Daughters, Inc.'],
    ['Straßenbau Süd G.m.b.H.', 'Strassenbau Sud'],
    ['L’Épicerie S.A.R.L.', "l'epicerie"],
  ];
  for (const [one, other] of same)
    it(`are the same: ${one}, ${other}`, () => {
      expect(sameCompany(one, other)).to.equal(true);
    });

  const different: [string, string][] = [
    ['Smith Ltd', 'Smithson Ltd'],
    ['GmbH', 'AG'],
    ['', ''],
  ];
  for (const [one, other] of different)
    it(`are different: "${one}", "${other}"`, () => {
      expect(sameCompany(one, other)).to.equal(false);
    });

  it('have words that tell them from others', () => {
    expect(companyWords('ACME Tools (Europe) AG')).to.deep.equal(['acme', 'tools', 'europe']);
  });
});

describe('Two phone numbers', () => {
  it('are compared by their end', () => {
    expect(phoneEnd('+49 (0)89 555-0123')).to.equal(phoneEnd('089/5550123'));
  });

  it('that are too short say nothing', () => {
    expect(phoneEnd('112')).to.equal(undefined);
    expect(phoneEnd(null)).to.equal(undefined);
  });
});

describe('Two e-mail addresses and two tax ids', () => {
  it('are the same whatever their case and blanks', () => {
    expect(sameEmail(' Ada@x.example', 'ada@X.example ')).to.equal(true);
    expect(taxIdSigns('de 123.456-789')).to.equal('DE123456789');
  });

  it('are not the same when there is none', () => {
    expect(sameEmail('', '')).to.equal(false);
    expect(sameEmail(null, undefined)).to.equal(false);
  });
});
