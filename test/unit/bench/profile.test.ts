import { expect } from 'chai';
import { showProfiles, type Profile } from '../../bench/profile.js';

describe('A profile of a benchmark', () => {
  const frame = (functionName: string, url = '', lineNumber = -1) => ({
    ...{ functionName, url, lineNumber },
    ...{ scriptId: '0', columnNumber: 0 },
  });
  const profile = (program: string, samples: number[], timeDeltas: number[]): Profile => ({
    ...{ program, samples, timeDeltas, startTime: 0, endTime: 0 },
    nodes: [
      { id: 1, callFrame: frame('(idle)') },
      { id: 2, callFrame: frame('encode', 'file:///isthmus/dist/libs/codec.js', 11) },
      { id: 3, callFrame: frame('', 'file:///isthmus/dist/libs/codec.js', 29) },
      { id: 4, callFrame: frame('encode', 'file:///isthmus/dist/libs/codec.js', 11) },
      { id: 5, callFrame: frame('writev') },
    ],
  });

  it('says where each program’s time went, without that at rest, however it came there', () => {
    const service = profile('/isthmus/dist/services/a/main.js', [1, 2, 3, 4], [900_000, 2_000, 1_000, 1_000]);

    expect(showProfiles([service], '/isthmus/')).to.equal(
      [
        'dist/services/a/main.js: 4 ms of work',
        '   75.0 %  encode dist/libs/codec.js:12',
        '   25.0 %  (anonymous) dist/libs/codec.js:30',
      ].join('\n'),
    );
  });

  it('begins with the busiest', () => {
    const one = profile('/one.js', [5], [1_000]);
    const other = profile('/other.js', [5], [3_000]);

    expect(showProfiles([one, other], '/isthmus/').split('\n')).to.deep.equal([
      '/other.js: 3 ms of work',
      '  100.0 %  writev',
      '/one.js: 1 ms of work',
      '  100.0 %  writev',
    ]);
  });

  it('says nothing of a program that did nothing', () => {
    expect(showProfiles([profile('/one.js', [1], [1_000])], '/isthmus/')).to.equal('');
  });
});
