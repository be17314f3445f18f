export interface Seed {
  readonly publishable_key: string;
  readonly region_id: string;
  readonly sales_channel_id: string;
  readonly shipping_option_id: string;
  readonly stock_location_id: string;
  readonly admin: { readonly email: string; readonly password: string };
  readonly variants: readonly { readonly id: string; readonly sku: string }[];
}

export interface Session {
  readonly id: string;
  readonly email: string;
  readonly token: string;
}

type Json = Record<string, unknown>;

const someAddress = {
  first_name: 'Jürgen',
  last_name: 'Weiß',
  company: 'Münchner Präzision GmbH & Co. KG',
  address_1: 'Straße der Einheit 7',
  city: 'München',
  postal_code: '80331',
  country_code: 'de',
};

let people = 0;

/** What customers and merchants do in a shop, over its public API. */
export class ShopApi {
  /** Requests that wait for their answer, and those that had one. */
  inFlight = 0;
  answered = 0;
  private adminToken: string | undefined;

  constructor(
    private readonly url: string,
    readonly seed: Seed,
  ) {}

  async call<Answer = Json>(method: string, path: string, body?: Json, token?: string): Promise<Answer> {
    this.inFlight += 1;
    try {
      const answer = await this.ask<Answer>(method, path, body, token);
      this.answered += 1;
      return answer;
    } finally {
      this.inFlight -= 1;
    }
  }

  private async ask<Answer>(method: string, path: string, body?: Json, token?: string): Promise<Answer> {
    const response = await fetch(this.url + path, {
      method,
      headers: {
        'content-type': 'application/json',
        'x-publishable-api-key': this.seed.publishable_key,
        ...(token && { authorization: `Bearer ${token}` }),
      },
      ...(method === 'POST' && { body: JSON.stringify(body ?? {}) }),
      signal: AbortSignal.timeout(30_000),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 300)}`);
    return JSON.parse(text) as Answer;
  }

  async admin<Answer = Json>(method: string, path: string, body?: Json): Promise<Answer> {
    this.adminToken ??= (
      await this.call<{ token: string }>('POST', '/auth/user/emailpass', { ...this.seed.admin })
    ).token;
    return this.call<Answer>(method, `/admin${path}`, body, this.adminToken);
  }

  async register(fields: Json = {}): Promise<Session> {
    const email = `c${(people += 1)}.${Date.now().toString(36)}@shop.example`;
    const login = { email, password: 'shop-customer-pw' };
    const { token } = await this.call<{ token: string }>('POST', '/auth/customer/emailpass/register', login);
    const { customer } = await this.call<{ customer: { id: string } }>(
      'POST',
      '/store/customers',
      { email, first_name: 'Ada', ...fields },
      token,
    );
    // The first token may only make the customer.
    const session = await this.call<{ token: string }>('POST', '/auth/customer/emailpass', login);
    return { id: customer.id, email, token: session.token };
  }

  async addAddress({ token }: Session, fields: Json = {}): Promise<string> {
    const name = `${Date.now()}-${(people += 1)}`;
    const { customer } = await this.call<{ customer: { addresses: { id: string; address_name: string }[] } }>(
      'POST',
      '/store/customers/me/addresses',
      { ...someAddress, address_name: name, ...fields },
      token,
    );
    const added = customer.addresses.find(({ address_name }) => address_name === name);
    if (!added) throw new Error('the address was not added');
    return added.id;
  }

  async cart(who: { email: string; token?: string }, sku = 'SHELF-200-GR', quantity = 2): Promise<string> {
    const { cart } = await this.call<{ cart: { id: string } }>(
      'POST',
      '/store/carts',
      {
        region_id: this.seed.region_id,
        sales_channel_id: this.seed.sales_channel_id,
        email: who.email,
        shipping_address: someAddress,
        billing_address: someAddress,
      },
      who.token,
    );
    const line = { variant_id: this.variant(sku), quantity };
    await this.call('POST', `/store/carts/${cart.id}/line-items`, line, who.token);
    return cart.id;
  }

  /** All that is missing is its completion. */
  async payableCart(who: { email: string; token?: string }): Promise<string> {
    const cart = await this.cart(who);
    const { token } = who;
    const option = { option_id: this.seed.shipping_option_id };
    await this.call('POST', `/store/carts/${cart}/shipping-methods`, option, token);
    const { payment_collection: payment } = await this.call<{ payment_collection: { id: string } }>(
      'POST',
      '/store/payment-collections',
      { cart_id: cart },
      token,
    );
    const provider = { provider_id: 'pp_system_default' };
    await this.call('POST', `/store/payment-collections/${payment.id}/payment-sessions`, provider, token);
    return cart;
  }

  async order(who: { email: string; token?: string }): Promise<string> {
    const cart = await this.payableCart(who);
    const { order } = await this.call<{ order: { id: string } }>(
      'POST',
      `/store/carts/${cart}/complete`,
      {},
      who.token,
    );
    return order.id;
  }

  async draft({ id, email }: Session): Promise<string> {
    const { draft_order: draft } = await this.admin<{ draft_order: { id: string } }>(
      'POST',
      '/draft-orders',
      {
        region_id: this.seed.region_id,
        sales_channel_id: this.seed.sales_channel_id,
        customer_id: id,
        email,
        shipping_address: someAddress,
        billing_address: someAddress,
        items: [
          { variant_id: this.variant('SHELF-200-GR'), quantity: 10, unit_price: 99.5 },
          { title: 'Assembly on site', quantity: 1, unit_price: 350 },
        ],
        metadata: { quotation: 'Q-2026-001' },
      },
    );
    return draft.id;
  }

  async requestQuote(who: Session): Promise<{ id: string; order_id: string }> {
    const body = { cart_id: await this.cart(who) };
    return (
      await this.call<{ quote: { id: string; order_id: string } }>(
        'POST',
        '/store/shop-quotes',
        body,
        who.token,
      )
    ).quote;
  }

  variant(sku: string): string {
    const variant = this.seed.variants.find((one) => one.sku === sku);
    if (!variant) throw new Error(`no variant ${sku}`);
    return variant.id;
  }
}
