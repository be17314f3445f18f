import type { Session, ShopApi } from './shop-api.js';

/**
 * Customers who do this and that, several at once, until they are told to go. The shop may vanish under their hands at any
 * moment: what then fails has failed for them too.
 */
export class RandomLoad {
  /** Actions that the shop confirmed. */
  confirmed = 0;
  private readonly known: Session[] = [];
  private working: Promise<unknown> = Promise.resolve();
  private going = false;

  start(api: ShopApi, customers = 2): void {
    this.going = true;
    this.working = Promise.all(Array.from({ length: customers }, () => this.shopAround(api)));
  }

  async stop(): Promise<void> {
    this.going = false;
    await this.working;
  }

  private async shopAround(api: ShopApi): Promise<void> {
    while (this.going) {
      try {
        await this.doSomething(api);
        this.confirmed += 1;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  }

  private async doSomething(api: ShopApi): Promise<void> {
    const who = this.known[Math.floor(Math.random() * this.known.length)];
    const dice = Math.random();
    if (!who || dice < 0.15) {
      this.known.push(await api.register());
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
      await api.admin('DELETE', `/customers/${who.id}`);
      this.known.splice(this.known.indexOf(who), 1);
    }
  }
}
