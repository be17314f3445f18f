import type { Session, ShopApi } from './shop-api.js';

/** How many customers are in the shop; who has been there for long makes room for a new one. */
const mostKnown = 30;

/**
 * Customers who do this and that, several at once, until they are told to go, each time in whichever instance of the shop
 * serves. It may vanish under their hands at any moment: what then fails has failed for them too.
 */
export class RandomLoad {
  /** Actions that the shop confirmed. */
  confirmed = 0;
  private readonly known: Session[] = [];
  private working: Promise<unknown> = Promise.resolve();
  private going = false;

  constructor(private readonly serving: () => readonly ShopApi[]) {}

  start(customers: number): void {
    this.going = true;
    this.working = Promise.all(Array.from({ length: customers }, () => this.shopAround()));
  }

  async stop(): Promise<void> {
    this.going = false;
    await this.working;
  }

  private async shopAround(): Promise<void> {
    while (this.going) {
      try {
        await this.doSomething(oneOf(this.serving()));
        this.confirmed += 1;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  }

  private async doSomething(api: ShopApi | undefined): Promise<void> {
    if (!api) throw new Error('the shop is closed');
    const who = oneOf(this.known);
    const dice = Math.random();
    if (!who || dice < 0.15) {
      this.known.push(await api.register());
      if (this.known.length > mostKnown) this.known.shift();
    } else if (dice < 0.4) {
      await api.call('POST', '/store/customers/me', { phone: `${Date.now()}` }, who.token);
    } else if (dice < 0.6) {
      const address = await api.addAddress(who, { is_default_shipping: Math.random() < 0.5 });
      if (dice < 0.5) {
        await api.call('DELETE', `/store/customers/me/addresses/${address}`, undefined, who.token);
      }
    } else if (dice < 0.75) {
      const order = await api.order(who);
      if (dice < 0.67) await api.admin('POST', `/orders/${order}/cancel`);
    } else if (dice < 0.85) {
      const draft = await api.draft(who);
      if (dice < 0.8) await api.admin('DELETE', `/draft-orders/${draft}`);
      else await api.admin('POST', `/draft-orders/${draft}/convert-to-order`);
    } else if (dice < 0.95) {
      const quote = await api.requestQuote(who);
      await api.admin('POST', `/shop-quotes/${quote.id}`, { decision: dice < 0.9 ? 'offer' : 'reject' });
    } else {
      this.known.splice(this.known.indexOf(who), 1);
      await api.admin('DELETE', `/customers/${who.id}`);
    }
  }
}

const oneOf = <T>(all: readonly T[]): T | undefined => all[Math.floor(Math.random() * all.length)];
