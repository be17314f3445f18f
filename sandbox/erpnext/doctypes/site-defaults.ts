/** What the setup wizard of the imitated site was told; the recordings' index.json names the same. */
export const site = {
  company: 'Medusa Trading',
  abbreviation: 'MT',
  country: 'United States',
  currency: 'USD',
  language: 'en',
  timeZone: 'America/New_York',
  priceList: 'Standard Selling',
} as const;
