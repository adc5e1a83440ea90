import { describe, expect, test } from 'vitest';
import { roleOf } from '../../src/core/role.ts';
import { RULED_OUT_REACH } from '../../src/core/ruled-out.ts';

/** The role of the invented vendor's name in the text. */
function roleIn(text: string): string {
  const start = text.search(/norvex/i);
  expect(start).toBeGreaterThanOrEqual(0);
  return roleOf(text, start, start + 'Norvex'.length, 'name', false);
}

describe('what a paper rules out is excluded', () => {
  test.each<[language: string, texts: string[]]>([
    [
      'English',
      [
        'no Norvex or Zedtel equipment',
        'Get a router; no Zedtel or Norvex equipment.',
        'No Norvex products.',
        'The goods must not contain components from Norvex',
        'Equipment shall not contain any parts made by Zedtel, Fimora, Alto Nord or Norvex',
        'The bidder must not use equipment manufactured by Norvex.',
        'The Contractor shall not provide any equipment, systems or services from Zedtel, Fimora, Norvex or Alto.',
        'not manufactured by Zedtel, Norvex, or Fimora',
        'Norvex products are not accepted',
        'Zedtel, Norvex and Fimora equipment will not be accepted.',
        'Norvex and Zedtel devices are prohibited',
        'Norvex not allowed',
        'Norvex-branded devices are banned',
        'Norvex equipment is not permitted in this tender',
        'Firewalls from Norvex must not be offered',
        'use of Zedtel, Alto Nord and Norvex products is prohibited',
        'Banned vendors: Zedtel, Fimora, Norvex',
        'Prohibited manufacturers include Norvex',
        'Brands not accepted: Zedtel, Norvex',
        'non-Norvex hypervisors',
        'We cannot accept Norvex equipment',
        'Do not offer Norvex cameras.',
        'The supplier shall not propose Zedtel or Norvex cameras',
        'any hypervisor other than Norvex',
        'a platform other than Norvex is acceptable',
        'all brands except Norvex',
        'Any make other than Zedtel, Norvex',
        'Offers are not binding. Any brand other than Norvex is accepted. No used goods.',
        'Products from vendors such as Norvex and Zedtel are not acceptable.',
        'Brands like Zedtel, Norvex or similar will not be accepted.',
        'Chinese-made equipment (e.g. Norvex, Zedtel) is not acceptable.',
        'Equipment of foreign manufacturers, e.g. Zedtel or Norvex, will not be considered.',
        'The following manufacturers are not acceptable: Zedtel, Norvex.',
        'The use of Norvex equipment is strictly prohibited.',
        'Bidders who offer Norvex equipment will be disqualified.',
        'Any bid containing Zedtel or Norvex products shall be rejected.',
        'Offers including Norvex cameras will be deemed non-responsive.',
        'We do not use Zedtel, Fimora or Norvex equipment.',
        'shall not use any equipment from Zedtel Digital Technology Company or Norvex',
      ],
    ],
    [
      'German',
      [
        'keine Norvex-Geräte',
        'Es dürfen keine Zedtel- oder Norvex-Geräte angeboten werden',
        'Es dürfen keine Norvex- oder Zedtel-Komponenten verbaut werden.',
        'Es werden keine Produkte von Norvex akzeptiert',
        'Norvex-Produkte sind nicht zugelassen',
        'Norvex ist ausgeschlossen.',
        'Produkte von Norvex werden nicht akzeptiert',
        'alle Hersteller außer Norvex',
        'Nicht zugelassen sind Produkte der Hersteller Zedtel, Fimora und Norvex',
        'Hersteller wie Zedtel oder Norvex sind nicht zugelassen.',
        'Angebote mit Komponenten von Norvex werden ausgeschlossen.',
        'Bieter, die Norvex-Kameras anbieten, werden ausgeschlossen.',
        'Produkte von Norvex dürfen nicht angeboten werden.',
      ],
    ],
    [
      'French',
      [
        'Aucun équipement Norvex',
        'aucun matériel de marque Norvex ne sera accepté',
        'Les produits Norvex ne sont pas acceptés.',
        'Les équipements ne doivent pas contenir de composants Norvex',
        'toutes marques sauf Norvex',
        'Norvex et Zedtel sont interdits',
        'Marques exclues : Zedtel, Norvex',
        'Les marques telles que Zedtel et Norvex ne sont pas acceptées.',
        'Les offres comportant du matériel Norvex seront rejetées.',
      ],
    ],
    [
      'Spanish',
      [
        'No se aceptarán equipos Norvex',
        'No se admiten productos de la marca Norvex',
        'los equipos no deben incluir componentes de Norvex',
        'Los productos Norvex no serán aceptados',
        'cualquier marca excepto Norvex',
        'La marca Norvex queda excluida del proceso',
        'Marcas excluidas: Zedtel, Norvex',
        'No se aceptarán marcas como Zedtel o Norvex.',
        'Quedan excluidas las marcas Zedtel y Norvex.',
      ],
    ],
    ['Portuguese', ['Não serão aceitos equipamentos das marcas Zedtel e Norvex.']],
    ['Italian', ['Non sono ammessi prodotti Zedtel o Norvex.', 'Sono esclusi i prodotti di Zedtel e Norvex.']],
  ])('in %s', (_language, texts) => {
    for (const text of texts) expect([text, roleIn(text)]).toEqual([text, 'excluded']);
  });
});

describe('nothing is excluded by a sentence that', () => {
  test.each<[rule: string, texts: string[]]>([
    [
      'tells of a stock, or of what is needed',
      [
        'There is no Norvex equipment in stock',
        'no Norvex equipment available',
        'No Norvex devices are installed yet',
        'No Norvex license is required',
        'Norvex (no longer available)',
        'Es sind keine Norvex-Geräte auf Lager',
        'no tiene equipos Norvex',
        'Aucun équipement Norvex en stock',
        'Es sind keine Produkte von Norvex vorhanden',
      ],
    ],
    [
      'rules out what is not the maker: licences, returns, discounts, substitutes, used goods',
      [
        'Norvex returns are not accepted',
        'Returns of Norvex products are not accepted',
        'Norvex licences not included',
        'We do not offer Norvex training',
        'do not offer discounts on Norvex products',
        'Price may not include Norvex support',
        'Total excluding Norvex renewals: five',
        'Refurbished Norvex equipment is not accepted',
        'No refurbished Norvex equipment',
        'Grey market Norvex products are prohibited',
        'must not contain refurbished Norvex parts',
        'Export of Norvex products is prohibited',
        'shall not use the Norvex software for more users than licensed',
        'Gebrauchte Norvex-Geräte sind nicht zugelassen',
        'Rückgabe von Norvex-Produkten ist ausgeschlossen',
        'Norvex-Geräte: Rückgabe ausgeschlossen',
        'Les retours de produits Norvex ne sont pas acceptés',
        'No se aceptan devoluciones de productos Norvex',
        'Refurbished products such as Norvex firewalls are not acceptable.',
        'Traffic such as Norvex logs is not acceptable',
        'Sono esclusi i prodotti Norvex dallo sconto.',
        'Não serão aceitos equipamentos Norvex sem garantia.',
      ],
    ],
    [
      'asks for the maker alone',
      [
        'Nothing other than Norvex is accepted',
        'No vendor other than Norvex will do',
        'Any brand other than Norvex is not accepted',
        'We do not accept any brand other than Norvex.',
        'Any brand other than Norvex, however good, is rejected.',
        'any firewall other than Norvex requires approval',
        'products other than Norvex are not accepted',
        'Substitutes for Norvex equipment will not be accepted',
        'equivalents to Norvex products are not accepted',
        'bids without Norvex firewalls are not accepted',
        'Norvex only, no other brands accepted',
        'Norvex, substitutes are not accepted',
        'Norvex (no substitutes accepted)',
        'only Norvex products are accepted',
        'not only Norvex equipment',
        'Nur Norvex-Produkte sind zugelassen',
        'Andere Produkte als Norvex sind nicht zugelassen',
        'Norvex, Alternativen sind nicht zugelassen',
        'seuls les produits Norvex sont acceptés',
        'No se aceptan alternativas a productos Norvex',
        'Substitutes for brands such as Norvex are not acceptable.',
        'Bidders who do not offer Norvex will be disqualified.',
        'Bidders not offering Norvex firewalls will be rejected.',
        'Offers without Norvex cameras will be rejected.',
      ],
    ],
    [
      'rules out something else beside it',
      [
        'no VAT, Norvex modules',
        'Server hardware, no OS, Norvex software',
        'no hidden costs, Norvex firewalls',
        'No. 5, Norvex switches',
        'Item No. Norvex equipment',
        'Part No Norvex equipment list',
        'No Zedtel equipment. Norvex firewall',
        'Zedtel products are not accepted. Norvex',
        'Zedtel is prohibited, Norvex firewalls',
        'Norvex is approved, Zedtel products are not accepted',
        'Norvex renewal, no Zedtel equipment',
        'Partial shipments not accepted, Norvex equipment',
        'keine Kosten, Norvex-Geräte',
        'Teillieferungen sind nicht zulässig. Norvex',
        'aucun frais, équipement Norvex',
        'no se incluye IVA, Norvex',
      ],
    ],
    [
      'says what may be done with it',
      [
        'Norvex devices are not permitted to connect',
        'Norvex software is prohibited to be copied',
        'Norvex quote not approved yet',
        'If no Norvex equipment is offered, state why',
        'Aucun produit Norvex n’est livré sans garantie',
        'Es werden keine Produkte von Norvex ohne Wartung geliefert',
        'The price must not include Norvex licence fees',
        'Tenders that include Norvex firewalls without support will be rejected.',
        'Quotes including Norvex equipment will be rejected if they arrive late.',
        'Bidders who offer Norvex must be gold partners or will be disqualified.',
        'Norvex products will not be considered for a discount.',
        'If you do not use Norvex equipment, say why',
      ],
    ],
  ])('%s', (_rule, texts) => {
    for (const text of texts) expect([text, roleIn(text)]).not.toEqual([text, 'excluded']);
  });
});

test('a sentence whose beginning is not read says nothing of its end', () => {
  expect(roleIn('Norvex products are not accepted')).toBe('excluded');
  const long = `Substitutes ${'of any other make or kind '.repeat(8)}for the products of Norvex are not accepted`;
  expect(long.indexOf('Norvex')).toBeGreaterThan(RULED_OUT_REACH);
  expect(roleIn(long)).toBe('mentioned');
  expect(roleIn(`${'the products of '.repeat(10)}Norvex are not accepted`)).toBe('mentioned');
});

test('what is ruled out with a price beside it is still ruled out, and what replaces something is not', () => {
  const text = 'Router, no Zedtel or Norvex equipment, $200';
  expect(roleOf(text, 21, 27, 'name', true)).toBe('excluded');
  expect(roleIn('replacement of the existing Norvex')).toBe('replaced');
});

test('text that is made to take long takes no longer', () => {
  // Within the time a test may take: tried in every way, it would not end.
  for (const part of [
    'No A, ',
    'A-, ',
    'keine A- oder ',
    'not be A & ',
    'no A/B and ',
    'any A B C other than ',
    'software hardware ',
    'marques ',
  ]) {
    const text = part.repeat(60);
    const tail = `${text}x Norvex products are not accepted`;
    expect(roleOf(tail, tail.indexOf('Norvex'), tail.indexOf('Norvex') + 6, 'name', false)).toBeDefined();
    expect(roleOf(`${text}Norvex ${text}`, text.length, text.length + 6, 'name', false)).toBeDefined();
  }
});

describe('a bid with the maker’s goods', () => {
  test.each([
    'Proposals based on Norvex hardware will not be evaluated.',
    'Tenders that include equipment from Norvex shall be considered ineligible.',
    'Quotations including Norvex devices are to be disregarded.',
    'Bids with Norvex firewalls may be immediately excluded.',
    'Angebote mit Komponenten von Norvex werden nicht gewertet.',
    'Bieter, die Norvex-Kameras einsetzen, werden abgelehnt.',
    'Les soumissions contenant des équipements de marque Norvex seront écartées.',
    'Toute offre comportant du matériel Norvex sera éliminée.',
    'Las ofertas que incluyan equipos de la marca Norvex serán rechazadas.',
    'La propuesta con equipos Norvex será descalificada.',
  ])('that is turned away rules it out: %s', (text) => {
    expect(roleIn(text)).toBe('excluded');
  });

  test.each([
    'Bids with Norvex firewalls will be rejected unless a licence is enclosed.',
    'Bids with Norvex firewalls will be rejected where no support is offered.',
    'Tenders including Norvex equipment will be disqualified from the second lot after May.',
    'Angebote mit Komponenten von Norvex werden ausgeschlossen sofern sie zu spät kommen.',
    'Las ofertas con equipos Norvex serán rechazadas si llegan tarde.',
    'Les offres comportant du matériel Norvex seront rejetées sans garantie.',
  ])('that is turned away for something else does not: %s', (text) => {
    expect(roleIn(text)).not.toBe('excluded');
  });
});
