import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { Registry } from 'prom-client';
import { parse } from 'yaml';
import { DeliveryMetrics } from '#libs/service/delivery-metrics.js';
import { ErpNextMetrics } from '#libs/service/erpnext-metrics.js';
import { BridgeMetrics } from '../../../services/webhook-bridge/bridge-metrics.js';
import { problems } from '../../../services/webhook-bridge/problem.js';

const page = (path: string) => readFileSync(new URL(`../../../../docs/${path}`, import.meta.url), 'utf8');

interface Rules {
  readonly groups: readonly {
    readonly rules: readonly {
      readonly alert: string;
      readonly expr: string;
      readonly annotations: { readonly summary: string; readonly runbook: string };
    }[];
  }[];
}

interface Dashboard {
  readonly panels: readonly {
    readonly title: string;
    readonly targets: readonly { readonly expr: string }[];
  }[];
}

const alerts = (parse(page('alerts/isthmus.rules.yml')) as Rules).groups.flatMap(({ rules }) => rules);
const { panels } = JSON.parse(page('grafana/isthmus.json')) as Dashboard;
const expressions = [
  ...alerts.map(({ alert, expr }) => ({ where: alert, expr })),
  ...panels.flatMap(({ title, targets }) => targets.map(({ expr }) => ({ where: title, expr }))),
];

/** What the bridge and a consuming service answer at /metrics, with the labels of each. */
const metrics = (): Map<string, readonly string[]> => {
  const registry = new Registry();
  new BridgeMetrics(registry);
  new ErpNextMetrics(registry);
  new DeliveryMetrics(registry).observe('topic', {
    state: () => ({
      ...{ ready: true, partitions: [], unfinished: 0, oldestWaiting: [] },
      ...{ stopped: undefined, breakerOpenedBy: undefined },
    }),
    lag: () => Promise.resolve(new Map()),
  });
  return new Map(
    registry.getMetricsAsArray().flatMap((metric) => {
      const { name, type } = metric;
      const labels = [...((metric as { labelNames?: readonly string[] }).labelNames ?? []), 'service'];
      const series: [string, readonly string[]] = [name, labels];
      const histogram = ['_bucket', '_sum', '_count'].map((suffix): [string, readonly string[]] => [
        name + suffix,
        [...labels, 'le'],
      ]);
      return String(type) === 'histogram' ? histogram : [series];
    }),
  );
};

describe('Dashboard and alert rules', () => {
  const known = metrics();

  it('name only metrics that a service has', () => {
    const strange = expressions.flatMap(({ where, expr }) =>
      [...expr.matchAll(/\bisthmus_\w+/g)]
        .filter(([name]) => !known.has(name))
        .map(([name]) => `${where}: ${name}`),
    );

    expect(strange).to.be.empty;
  });

  it('ask for labels that the metric has', () => {
    const strange = expressions.flatMap(({ where, expr }) =>
      [...expr.matchAll(/\b(isthmus_\w+)\{([^}]*)\}/g)].flatMap(([, name = '', selector = '']) =>
        [...selector.matchAll(/(\w+)\s*(?:=~|!=|=)/g)]
          .filter(([, label = '']) => !known.get(name)?.includes(label))
          .map(([, label]) => `${where}: ${name} has no ${label}`),
      ),
    );

    expect(strange).to.be.empty;
  });

  it('show every metric that a service has', () => {
    const text = expressions.map(({ expr }) => expr).join('\n');
    const shownAs = (name: string) => name.replace(/_(sum|count)$/, '_bucket');

    expect([...known.keys()].filter((name) => !text.includes(shownAs(name)))).to.be.empty;
  });

  it('match only answers that the bridge gives', () => {
    const answers = ['stored', 'stored_raw', 'ignored', 'sender_gone', ...Object.keys(problems)];
    const asked = expressions.flatMap(({ expr }) =>
      [...expr.matchAll(/answer=~?"([^"]+)"/g)].flatMap(([, pattern = '']) => pattern.split('|')),
    );

    expect(asked.filter((answer) => !answers.includes(answer))).to.be.empty;
  });

  it('have a paragraph in the runbook for each alert, and no other', () => {
    const headings = [...page('runbook.md').matchAll(/^## (\w+)$/gm)].map(([, heading]) => heading);

    expect(headings).to.have.members(alerts.map(({ alert }) => alert));
    for (const { alert, annotations } of alerts)
      expect(annotations.runbook).to.equal(`docs/runbook.md#${alert.toLowerCase()}`);
  });
});
