import { expect } from 'chai';
import { traceparentIn } from '../../../../services/webhook-bridge/cloud-event-headers.js';

const [trace, span] = ['4bf92f3577b34da6a3ce929d0e0e4736', '00f067aa0ba902b7'];
const given = (traceparent: string | string[]) => traceparentIn({ traceparent } as never);

describe('The trace of a sender', () => {
  it('is carried on when it is well-formed', () => {
    expect(given(`00-${trace}-${span}-01`)).to.equal(`00-${trace}-${span}-01`);
  });

  it('is as good as not sent when it is not', () => {
    const odd = [
      `x00-${trace}-${span}-01`,
      `00-${trace}-${span}-01x`,
      `01-${trace}-${span}-01`,
      `00-${'0'.repeat(32)}-${span}-01`,
      `00-${trace}-${'0'.repeat(16)}-01`,
      `00-${trace.toUpperCase()}-${span}-01`,
      `00-${trace.slice(1)}-${span}-01`,
      `00-${trace}-${span.slice(1)}-01`,
      `00-${trace}-${span}-1`,
      '',
    ];

    for (const traceparent of odd) expect(given(traceparent), traceparent).to.equal(undefined);
    expect(traceparentIn({})).to.equal(undefined);
    expect(given([`00-${trace}-${span}-01`])).to.equal(undefined);
  });
});
