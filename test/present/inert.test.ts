import assert from 'node:assert/strict';
import fc from 'fast-check';
import { inert, inertTitle, initials } from '../../bot/present/inert.ts';
import { naughty, text } from '../support/any-view.ts';

describe('text that people wrote', () => {
  it('keeps the spelling of names in any script', () => {
    for (const name of [
      "Zoë van 't Hof",
      'Müller-Lüdenscheidt',
      'Ольга Ким',
      '李小龙',
      'محمد علي',
      'Team Noord & Zuid',
      'R&D (EU)',
    ]) {
      assert.equal(inert(name), name);
      assert.equal(inertTitle(name), name);
    }
    assert.equal(inertTitle('anna_maria@contoso.com'), 'anna_maria@contoso.com');
  });

  it('loses what cannot be seen, what turns the direction, and mentions', () => {
    assert.equal(inert('a\u200bb\u202ec\u2066d\u0000e\ufefff\u00adg'), 'abcd efg');
    assert.equal(inert('  two\n\tlines \u2028 here '), 'two lines here');
    assert.equal(inert('<at>Megan</at> and <<at>at>Alex</at>'), 'Megan and Alex');
    assert.equal(inert('<a\u200bt id="1">Megan</AT>'), 'Megan');
  });

  it('can call no template, no date and no link', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: what the templating engine would act upon
    assert.equal(inert('${name} {{DATE(x)}} [a](b)'), '$ {name} { {DATE(x)}} [a] (b)');
    fc.assert(
      fc.property(
        fc.oneof(text, fc.string({ unit: fc.constantFrom('$', '{', '\u200b', '<', 'at', '>', ']', '(', ' ') })),
        (any) => {
          for (const safe of [inert(any), inertTitle(any)]) {
            assert.doesNotMatch(safe, /\$\{|\{\{|\]\(|<\s*\/?\s*at\b[^>]*>|[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/iu);
          }
        },
      ),
    );
  });

  it('is cut to its length, whole letters only', () => {
    assert.equal(inert('x'.repeat(500)), `${'x'.repeat(99)}…`);
    fc.assert(fc.property(text, fc.integer({ min: 2, max: 50 }), (any, max) => inert(any, max).isWellFormed()));
    assert.ok(naughty.every((any) => Array.from(inert(any, 40)).length <= 60));
  });

  it('cannot pile marks onto the lines above', () => {
    assert.equal(inert(`a${'\u0316'.repeat(50)}`), `a${'\u0316'.repeat(3)}`);
  });

  it('stays harmless where a title is read as markdown', () => {
    assert.equal(inertTitle('[pay](https://evil.example) *now* <b>'), '［pay］ (https://evil.example) ＊now＊ ＜b＞');
    assert.equal(inertTitle('_now_'), '＿now＿');
  });

  it('gives initials of any script, and a dot where there are none', () => {
    assert.deepEqual(['Alex Wilber', 'Marketing', 'ольга ким', '"!"', ''].map(initials), ['AW', 'M', 'ОК', '·', '·']);
  });

  it('takes no time, however long it is', () => {
    const begin = process.hrtime.bigint();
    for (const piece of ['<at', '{', '\u0316', ' ', ']', '<<at>at>']) inert(piece.repeat(200_000), 500);
    assert.ok(Number(process.hrtime.bigint() - begin) / 1e6 < 2000);
  });
});
