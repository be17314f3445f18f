import { expect } from 'chai';
import { cleanEmail, cleanText, cleanPhone } from '#libs/party/clean-text.js';

describe('Cosmetic trouble', () => {
  it('in a name is made readable, with a warning', () => {
    expect(cleanText(' Søns <Import> ')).to.deep.equal({
      value: 'Søns ‹Import›',
      warnings: ['TEXT_CLEANED'],
    });
    expect(cleanText('a\u0000b\nc')).to.deep.equal({ value: 'a b c', warnings: ['TEXT_CLEANED'] });
  });

  it('leaves names alone that ERPNext takes', () => {
    for (const name of ['O\'Connor-"Ní" & 50 %', '张伟', 'Zoë 😀']) {
      expect(cleanText(name)).to.deep.equal({ value: name, warnings: [] });
    }
  });

  it('of an over-long name is cut between characters', () => {
    const { value, warnings } = cleanText('😀'.repeat(100));

    expect(value).to.equal('😀'.repeat(70));
    expect(warnings).to.deep.equal(['TEXT_SHORTENED']);
  });

  it('of a blank name is nothing at all', () => {
    for (const blank of [null, undefined, '', '  '])
      expect(cleanText(blank)).to.deep.equal({ value: null, warnings: [] });
  });

  it('in a phone number leaves it out, with a warning', () => {
    expect(cleanPhone('(212) 555-0199').value).to.equal('(212) 555-0199');
    for (const refused of ['call me ext 5', '+1 (555) 010-2000 #12345']) {
      expect(cleanPhone(refused)).to.deep.equal({ value: null, warnings: ['PHONE_LEFT_OUT'] });
    }
  });

  it('in an e-mail leaves it out, with a warning', () => {
    expect(cleanEmail(' Ada.Smith+PO@Example.COM ').value).to.equal('ada.smith+po@example.com');
    for (const refused of ['a@b', 'not-an-email', 'a b@c.de', 'a@b.c']) {
      expect(cleanEmail(refused)).to.deep.equal({ value: null, warnings: ['EMAIL_LEFT_OUT'] });
    }
  });
});
