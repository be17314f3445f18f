import { expect } from 'chai';
import { eventually } from '../../support/eventually.js';
import type { Shop } from './shop.js';
import type { ShopApi } from './shop-api.js';
import type { ShopProcess } from './shop-process.js';

/** What was done to the shop; `midRequest` of the kills hit an instance that had a request of the load in its hands. */
export interface Kills {
  total: number;
  midRequest: number;
  /** Before it served: its modules were loading, or its relay had just begun. */
  starting: number;
  restartsOfPostgres: number;
}

const startingShare = 0.15;
const restartEvery = 8;
/** Three that start at once, on a machine that has other work, take their time. */
const patienceMs = 300_000;

/**
 * Instances of one shop that share its work. Each is killed at a random moment, and started again at once, while the
 * customers go on in the others.
 */
export class DoomedInstances {
  readonly kills: Kills = { total: 0, midRequest: 0, starting: 0, restartsOfPostgres: 0 };
  private readonly places: Place[];
  private restarting: Promise<void> = Promise.resolve();

  constructor(
    private readonly shop: Shop,
    instances: number,
  ) {
    this.places = Array.from({ length: instances }, () => ({}));
  }

  get serving(): readonly ShopApi[] {
    return this.places.flatMap(({ api }) => api ?? []);
  }

  /** Until so many kills have been; who lives then goes on living. */
  async killUntil(total: number): Promise<void> {
    await Promise.all(this.places.map((place) => this.killAgainAndAgain(place, total)));
  }

  /** At least one instance answers. */
  async serve(): Promise<ShopApi> {
    const [place] = this.places;
    return this.serving[0] ?? (await this.open(place ?? {}));
  }

  private async killAgainAndAgain(place: Place, total: number): Promise<void> {
    while (this.kills.total < total) {
      const early = !place.process && Math.random() < startingShare;
      try {
        if (early) await this.startAndLeave(place);
        else await this.useForAWhile(place);
      } catch {
        // PostgreSQL was being restarted, and Medusa does not start without it.
        await this.restarting;
        await this.end(place);
        continue;
      }
      if (this.kills.total >= total) return;
      this.kills.total += 1;
      if (!place.api) this.kills.starting += 1;
      else if (place.api.inFlight > 0) this.kills.midRequest += 1;
      if (this.kills.total % restartEvery === 0) await this.restartPostgres();
      await this.end(place);
    }
  }

  private async startAndLeave(place: Place): Promise<void> {
    place.process = await this.shop.launch();
    await moment(6_000);
    if (!place.process.isAlive) throw new Error('it did not live to be killed');
  }

  private async useForAWhile(place: Place): Promise<void> {
    const api = await this.open(place);
    // On a busy machine the first answer takes its time, and there must be something to lose.
    await eventually(() => expect(api.answered).to.be.greaterThan(0), { withinMs: patienceMs });
    await moment(2_000);
    if (!place.process?.isAlive) throw new Error('it did not live to be killed');
  }

  private async open(place: Place): Promise<ShopApi> {
    place.process ??= await this.shop.launch();
    await place.process.ready(patienceMs);
    return (place.api ??= this.shop.apiOf(place.process));
  }

  private async end(place: Place): Promise<void> {
    await place.process?.kill();
    delete place.process;
    delete place.api;
  }

  private restartPostgres(): Promise<void> {
    this.kills.restartsOfPostgres += 1;
    return (this.restarting = this.shop.postgres.restart());
  }
}

interface Place {
  process?: ShopProcess;
  api?: ShopApi;
}

const moment = (mostMs: number) => new Promise((resolve) => setTimeout(resolve, Math.random() * mostMs));
