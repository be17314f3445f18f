/** Where Ada's company is, in the words that the shop uses for any address. */
export const companyAddress = {
  company: 'Smith & Daughters LLC',
  firstName: 'Ada',
  lastName: 'Smith',
  address1: 'Straße der Einheit 7',
  address2: 'Tor 3',
  city: 'München',
  province: 'Bayern',
  postalCode: '80331',
  countryCode: 'de',
  phone: '+49 89 5550123',
};
