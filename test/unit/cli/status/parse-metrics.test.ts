import { expect } from 'chai';
import { parseMetrics } from '../../../../cli/status/parse-metrics.js';

describe('parseMetrics', () => {
  it('reads samples with and without labels, and no comments', () => {
    const page = '# TYPE a gauge\na{x="1",y="say \\"so\\", {now}"} 2.5\nb 7\nc Nan\n';

    expect(parseMetrics(page)).to.deep.equal([
      { name: 'a', labels: { x: '1', y: 'say "so", {now}' }, value: 2.5 },
      { name: 'b', labels: {}, value: 7 },
      { name: 'c', labels: {}, value: NaN },
    ]);
  });
});
