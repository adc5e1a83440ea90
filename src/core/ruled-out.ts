/**
 * What English, German, French, Spanish, Portuguese and Italian papers rule out: "no Huawei or ZTE equipment", "Kaspersky products
 * are not accepted", "must not contain components from Hikvision", "bids that include Dahua cameras will be rejected", "keine Huawei-
 * oder ZTE-Geräte", "aucun équipement Huawei".
 *
 * A wrong cue would take an offer out of the count, so a cue is only what leaves nothing to buy. "Except", "excluding", "without"
 * and "may not include" stand beside what is bought after all ("all items except the FortiGate are in stock"), and "no FortiGate
 * available" tells of a stock.
 */
import { lazyPattern } from './lazy.ts';

/** How far before and behind a name is read: the five or six names of a tender's list fit into it. */
export const RULED_OUT_REACH = 120;

/** Other names of the same list, read away one by one. They begin with a capital: "no hidden costs, Fortinet firewalls" lists none. */
const JOIN = String.raw`(?:\s*[,/&]\s*(?:(?:or|and|nor|oder|und|ou|et|ni|o|y|e) )?| (?:or|and|nor|oder|und|noch|ou|et|ni|o|u|y|e) )`;
const joinedBefore = lazyPattern(String.raw`(?<![\p{L}\d])[\p{Lu}\d][\p{L}\d+’'-]*(?:\s*\([^()]{1,20}\))?${JOIN}$`, 'u');
const wordBefore = lazyPattern(String.raw`(?<![\p{L}\d])\p{Lu}[\p{L}\d+’'-]*\s$`, 'u');
const joinedBehind = lazyPattern(String.raw`^-?${JOIN}[\p{Lu}\d][\p{L}\d+’']*`, 'u');
const wordBehind = lazyPattern(String.raw`^[ -]\p{Lu}[\p{L}\d+’'-]*`, 'u');
const conjunction = lazyPattern(String.raw`(?<!\p{L})(?:or|and|nor|oder|und|noch|ou|et|ni|o|u|y|e)(?!\p{L})`, 'u');
const MOST_NAMES = 8;
/** "Hangzhou Hikvision Digital Technology Company". */
const MOST_WORDS = 5;

/** What may be ruled out of a maker. Not licences, support or returns: those are ruled out of an offer. */
const EN =
  '(?:brands?|branded|products?|equipment|devices?|components?|parts|hardware|software|solutions?|systems?|gear|cameras?|recorders?|routers?|switches|firewalls?|modems?|modules?|chips?|drones?|appliances?|technolog(?:y|ies))';
const DE =
  '(?:geräte|produkte|komponenten|bauteile|hardware|software|technik|systeme|lösungen|kameras|router|switche?s?|firewalls|module|drohnen|fabrikate|marken|hersteller)';
const FR =
  '(?:équipements?|produits?|matériels?|composants?|solutions?|logiciels?|caméras?|routeurs?|commutateurs?|modules?|drones?|marques?|fabricants?)';
const ES = '(?:equipos?|equipamientos?|productos?|componentes?|soluciones|software|cámaras?|dispositivos?|drones?|marcas?|fabricantes?)';
const PT = '(?:equipamentos?|produtos?|componentes?|soluções|softwares?|câmeras?|dispositivos?|drones?|marcas?|fabricantes?)';
const IT =
  '(?:apparat[oi]|apparecchiature|prodott[oi]|componenti|soluzioni|software|telecamere|dispositivi|droni|marc(?:a|he)|produttor[ei])';
const MAKERS = '(?:brands?|makes?|makers?|vendors?|manufacturers?|suppliers?)';
const OF_DE = '(?:von|der firma|der hersteller|des herstellers|der marken?)';
const STRESSED = '(?:(?:strictly|expressly|explicitly|generally|absolutely|hereby) )?';

const anyOf = (cues: readonly string[]): string => `(?:${cues.join('|')})`;
/** A German sentence goes on behind the names: "keine Geräte von Huawei enthalten". */
const startsClause = String.raw`(?:^|[.;:!?,(–—]\s*|\b(?:and|but|with|contains?|containing|includ(?:es|ing)|uses?|using|accepts?|want|allows?|permits?|es|darf|dürfen|werden|sollen) )`;

/** Cues that suffice, right before the list of names. All cues are tried on small letters: to compare letters of any case costs more. */
const before = lazyPattern(
  `${anyOf([
    String.raw`(?<![\p{L}\d])non[-‐‑–]`,
    String.raw`\b(?:must|shall) not (?:contain|include|incorporate|comprise) (?:any )?(?:telecommunications |video surveillance |network )?${EN} (?:or ${EN} )?(?:(?:made|manufactured|produced|supplied|sold) )?(?:from|by|of) `,
    String.raw`\b(?:must|shall) not (?:originate from|come from) `,
    String.raw`\b(?:must|shall) not use (?:any )?(?:telecommunications |video surveillance |network )?${EN} (?:or ${EN} )?(?:(?:made|manufactured|produced|supplied|sold) )?(?:from|by|of) `,
    String.raw`\b(?:must|shall|will) not (?:provide|supply|deliver|furnish|install|offer|propose) (?:any )?${EN}(?:(?:, | or | and |, or )(?:${EN}|services))* (?:from|by|made by|manufactured by|produced by) `,
    String.raw`\bnot (?:be )?(?:made|manufactured|produced) by `,
    String.raw`\b(?:prohibited|banned|forbidden|disallowed|unacceptable|excluded) ${MAKERS}(?: (?:are|include)|\s*[:–-])?\s+`,
    String.raw`\b${MAKERS} (?:(?:that )?are )?not (?:accepted|acceptable|allowed|permitted)\s*[:–-]\s+`,
    String.raw`\bnicht zugelassen(?: sind|e hersteller|e fabrikate|\s*:)\s*:? (?:${DE} (?:${OF_DE} )?)?`,
    String.raw`\bmarques? (?:exclues?|interdites?|non (?:acceptées?|autorisées?))\s*: `,
    String.raw`\bmarcas? (?:excluidas?|prohibidas?|no (?:aceptadas?|admitidas?|permitidas?))\s*: `,
    String.raw`\bno se (?:acepta|admite|permite|aceptar|admitir|permitir)(?:n|á|án)? (?:${ES} )?(?:de (?:las? marcas? )?|marcas? )?(?:como )?`,
  ])}$`,
  'u',
);

/** "Any brand other than Norvex": all others will do. Not where the sentence says no to them: then it asks for that one. */
const othersWelcome = lazyPattern(
  `${anyOf([
    String.raw`\b(?:any|all|every)(?: \p{L}+)? ${MAKERS},? (?:other than|except(?: for)?|excluding|but not) `,
    String.raw`\b(?:an?|any|another|alternative) (?:\p{L}+ ){1,3}other than `,
    String.raw`\balle[nr]? (?:herstellern?|marken|anbietern?|fabrikaten?),? (?:außer|ausser|ausgenommen|mit ausnahme von) `,
    String.raw`(?<!\p{L})toutes? (?:les )?marques?,? (?:sauf|hormis|excepté|autres? que|à l['’]exclusion de|à l['’]exception de) `,
    String.raw`(?<!\p{L})(?:todas las marcas|cualquier marca),? (?:excepto|salvo|menos|que no sea) `,
  ])}$`,
  'u',
);
const saysNo = lazyPattern(
  String.raw`(?<!\p{L})(?:no|not|never|nothing|none|without|prohibited|forbidden|banned|excluded|rejected|ineligible|kein\p{L}*|nicht|ausgeschlossen|unzulässig|untersagt|verboten|ne|pas|interdit\p{L}*|exclue?s?|refusée?s?|excluid\p{L}*|prohibid\p{L}*|rechaza\p{L}*)(?!\p{L})`,
  'u',
);
/** What may follow then. "Any firewall other than Norvex requires approval" asks for Norvex. */
const welcomeBehind = lazyPattern(
  `^(?:[ -](?:${EN}|${DE}|${FR}|${ES}))?\\s*(?:$|[.;:!?,)]|(?:is|are|may be|can be|will be) (?:accepted|acceptable|welcome|fine|offered|proposed|considered|eligible)(?!\\p{L}))`,
  'u',
);
const sentenceEnd = /[.;!?](?:\s|$)/u;

/** Cues that need nothing to go on behind the names: "aucun produit Norvex n'est livré sans garantie" promises one. */
const beforeEnd = lazyPattern(
  `${anyOf([
    String.raw`\b(?:must|shall) not (?:contain|include|incorporate|comprise) (?:any )?`,
    `${startsClause}keine[rn]? ${DE} ${OF_DE} `,
    String.raw`(?<!\p{L})aucune? ${FR} (?:de la marque |de marque |de la société |des marques |de )?`,
    String.raw`\bne (?:doi(?:t|vent)|devr(?:a|ont)|peu(?:t|vent)) (?:pas|en aucun cas) (?:contenir|comporter|inclure|intégrer|provenir de) (?:(?:de |d['’]|des |aucun )?${FR} (?:de la marque |de marque |des marques |de )?)?`,
    String.raw`\bqueda(?:n|rán|rá)? (?:excluid|prohibid)[oa]s? (?:l[ao]s? )?${ES} (?:de (?:las? marcas? )?)?`,
    String.raw`\bnão ser(?:á|ão) (?:aceit|admitid|permitid)[oa]s? (?:${PT} )?(?:d[aeo]s? (?:marcas? |fabricantes? )?)?`,
    String.raw`\bnon (?:sono|saranno|verranno) (?:ammess|accettat|consentit)[ei] (?:${IT} )?(?:d(?:i|ella|elle|ei) (?:marc(?:a|he) |produttori )?)?`,
    String.raw`\bsono (?:esclus|vietat)[ei] (?:i |gli |le )?${IT} (?:d(?:i|ella|elle|ei) (?:marc(?:a|he) |produttori )?)?`,
    String.raw`\bno (?:debe|deben|deberá|deberán) (?:contener|incluir|incorporar|provenir de) (?:${ES} )?(?:de (?:las? marcas? )?)?`,
  ])}$`,
  'u',
);

/** Cues that need goods behind the names: "no Huawei or ZTE equipment", "do not offer Hikvision cameras", "keine Huawei-Geräte". */
const beforeGoods = lazyPattern(
  `${anyOf([
    `${startsClause}no `,
    String.raw`\b(?:do|does|did|will|shall|must|can) ?not (?:accept|consider|permit|allow|offer|propose|quote|supply|procure|purchase|buy) (?:any )?`,
    String.raw`(?<!\bif (?:you|we|they|it) )\b(?:do|does) not (?:use|provide|sell|deploy) (?:any )?`,
  ])}$`,
  'u',
);

/** "keine Huawei-, Hikvision- oder ZTE-Geräte": every noun has a capital there, so the hyphen tells what is listed. */
const keine = lazyPattern(String.raw`${startsClause}keine (?:[\p{L}\d]+-(?:, | oder | und |/))*$`, 'u');

/** Nothing goes on behind the goods but the end of the clause, or a verb that says no more than the cue. */
const END = String.raw`(?=\s*(?:$|[.;:!?,)\]"”|–—]|(?:shall|may|must|will|to be|allowed|permitted|accepted|in this|for this|under this|please|anbieten|anzubieten|einsetzen|verwenden|liefern|verbauen|enthalten|zugelassen|zulässig|erlaubt|akzeptiert|angeboten|eingesetzt|verwendet|geliefert|verbaut|ne (?:ser(?:a|ont)|doi(?:t|vent)|peu(?:t|vent)|saurai(?:t|ent)) (?:pas )?(?:être )?(?:acceptée?s?|autorisée?s?|admise?s?|proposée?s?|fournie?s?|utilisée?s?))(?!\p{L})))`;
const nothingBehind = lazyPattern(`^${END}`, 'u');
const goodsBehind = lazyPattern(`^[ -](?:(?:${EN}|${DE})(?: (?:or|and|oder|und) (?:${EN}|${DE}))?|branded ${EN})${END}`, 'u');

/**
 * What may stand between the start of a clause and the names that are its subject. "Refurbished Norvex equipment", "substitutes
 * for Norvex" and "bids without Norvex" may not be accepted, and Norvex is. Word by word: in one pattern a text of nothing but
 * such words could be read in too many ways.
 */
const subjectWord = lazyPattern(
  `^(?:please|note|the|any|all|use|of|from|by|made|manufactured|produced|supplied|les?|la|des?|du|los|las|el|die|der|das|von|firma|${MAKERS}|${EN}|${DE}|${FR}|${ES})$`,
  'u',
);
/** Goes before examples: "brands such as Norvex", "vendors (e.g. Norvex)". What stands before that is the subject then. */
const exampleCue = lazyPattern(
  String.raw`(?:,\s|\()?(?<!\p{L})(?:such as|like|including|e\.? ?g\.?,?|for example,?|wie(?: z\. ?b\.)?|z\. ?b\.|tel(?:le)?s? que|comme|como|tais como)\s$`,
  'u',
);
/** Whose goods examples may stand for: "Chinese manufacturers", "chinesische Hersteller". */
const originWord =
  /^(?:chinese|russian|foreign|following|chinesische|russische|chinois|chinoises?|chin[oa]s?)(?:-(?:made|owned|manufactured))?$/;
const clauseStart = lazyPattern(String.raw`(?:[.;:!?,(|"“”–—]|(?<!\p{L})(?:that|and|und|et|y|dass|que)(?!\p{L}))`, 'gu');

/** Cues behind the names and the goods: "Kaspersky products are not accepted", "Huawei-Geräte sind nicht zugelassen". */
const behind = lazyPattern(
  `^(?:[ -](?:branded )?(?:${EN}|${DE}|${FR}|${ES}))?(?: (?:or|and|oder|und) (?:${EN}|${DE}|similar|others?))?(?:\\)(?= ))?,?\\s+${anyOf([
    `(?:(?:is|are|will|shall|may|must) )?${STRESSED}(?:not (?:be )?(?:accepted|acceptable|allowed|permitted|admissible|eligible)|not be (?:offered|proposed|quoted|supplied|used)|not be considered(?=\\s*(?:$|[.;!?)]))|(?:be )?${STRESSED}(?:prohibited|forbidden|banned|disallowed|unacceptable|ineligible))`,
    '(?:(?:ist|sind|wird|werden|darf|dürfen) )?(?:nicht (?:zugelassen|zulässig|erlaubt|akzeptiert|gestattet|angeboten werden|verwendet werden|eingesetzt werden|geliefert werden|verbaut werden)|unzulässig|untersagt|verboten)',
    '(?:ist|sind) ausgeschlossen',
    '(?:(?:est|sont|sera|seront) )?(?:interdit|proscrit|prohibé)e?s?',
    "(?:ne (?:sont|seront|sera) pas|n['’]est pas) (?:acceptée?s?|autorisée?s?|admise?s?|recevables?)",
    'no (?:se (?:acepta|admite|permite|aceptar|admitir|permitir)(?:n|á|án)?|(?:es|son|será|serán|está|están) (?:aceptad|admitid|permitid)[oa]s?)',
    '(?:queda|quedan|está|están) (?:prohibid|excluid)[oa]s?',
  ])}(?=\\s*(?:$|[.;:!?,)\\]"”|–—]|(?:in|for|under|within|für|bei|im|pour|dans|en|para|del?)(?!\\p{L})))`,
  'u',
);

/**
 * Who offers it is out: "bidders offering Norvex products will be disqualified", "Angebote mit Norvex-Geräten werden ausgeschlossen".
 * Right before the list of names; not "who do not offer", "offers without", nor what must be with it.
 */
const bidWith = lazyPattern(
  `${anyOf([
    String.raw`\b(?:bidders?|vendors?|suppliers?|tenderers?|offerors?|respondents?|bids?|tenders?|offers?|proposals?|quotations?|quotes?|submissions?) (?:(?:who|that|which) (?:offer|propose|quote|supply|use|include|contain)s?|offering|proposing|quoting|supplying|using|including|containing|based on|with) (?:any )?(?:${EN} (?:(?:made|manufactured|produced|supplied) )?(?:from|by|of) )?`,
    String.raw`(?<!\p{L})(?:angebote|bieter)(?: mit|, die) (?:${DE}n? ${OF_DE} )?`,
    String.raw`(?<!\p{L})(?:offres?|soumissions?|propositions?) (?:comportant|contenant|incluant|proposant|avec) (?:(?:des |du |de l['’]|d['’]|de )?${FR} (?:de (?:la )?marque |de )?)?`,
    String.raw`(?<!\p{L})(?:ofertas?|propuestas?) (?:que (?:incluyan?|contengan?|ofrezcan?)|con) (?:${ES} (?:de (?:la marca )?)?)?`,
  ])}$`,
  'u',
);
const bidOut = lazyPattern(
  `^(?:[ -](?:branded )?(?:${EN}|${DE}n?|${FR}|${ES}))?,?\\s+${anyOf([
    '(?:will|shall|may|must|are to|is to) (?:be (?:automatically |immediately )?(?:disqualified|rejected|excluded|eliminated|disregarded|(?:deemed|considered) (?:non-?(?:responsive|compliant)|ineligible))|not be (?:accepted|considered|evaluated))',
    '(?:(?:anbieten|enthalten|vorsehen|einsetzen),? )?(?:wird|werden) (?:ausgeschlossen|abgelehnt|nicht (?:gewertet|berücksichtigt|zugelassen))',
    '(?:sera|seront) (?:rejeté|éliminé|écarté|exclu)e?s?',
    'ser(?:á|án) (?:rechazad|descalificad|excluid|desestimad)[oa]s?',
  ])}(?!\\p{L}|\\s+(?:if|unless|where|when|without|until|after|before|by|from|wenn|falls|sofern|ohne|si|sauf|sans|salvo|cuando|sin)(?!\\p{L}))`,
  'u',
);

/** Tells of a stock or of an offer after all, not of a rule. */
const ofStock = lazyPattern(
  String.raw`(?<!\p{L})(?:in stock|available|availability|on hand|on site|left|yet|needed|required|installed|auf lager|vorhanden|verfügbar|lieferbar|nötig|erforderlich|en stock|disponibles?|sur site|nécessaires?|necesari[oa]s?|en existencia)(?!\p{L})`,
  'u',
);
/** One of these stands in every cue before a name, and in every cue behind one; nearly no name has one around it. */
const HINT_BEFORE =
  /\bno |\bnon|not |\bother than|\bexcept|\bexclu|\besclus|\bvietat|\bnão |\bbut not|\bprohibited|\bbanned|\bforbidden|\bdisallowed|\bunacceptable|\bkeine|\bnicht zug|\balle|\bne [dp]|\baucun|\btoute|\binterdit|\bmarca|\bqueda/;
const HINT_BEHIND =
  /\bnot |\bnever |prohib|forbidden|banned|disallowed|unaccept|ineligible|\bnicht |unzul|untersagt|verboten|ausgeschl|interdit|proscrit|\bne s|n['’]est|\bno (?:s|e)|excluid|disqualif|reject|eliminated|disregarded|non-?(?:responsive|compliant)|abgelehnt|\bexclu|rejet|élimin|écart|rechaz|descalific|desestim/;

/** A text with some names of a list read away at one end, in small letters, and how long it is as it is written. */
interface Rest {
  readonly low: string;
  readonly length: number;
}

/** Whether the words around a name say that it may not be offered; `isCut` when the text before is not read to its start. */
export function isRuledOut(textBefore: string, textBehind: string, isCut: boolean): boolean {
  const mayBefore = HINT_BEFORE.test(textBefore.toLowerCase());
  const lowBehind = textBehind.toLowerCase();
  const mayBehind = HINT_BEHIND.test(lowBehind);
  if (!(mayBefore || mayBehind) || ofStock().test(lowBehind)) return false;
  const heads = Array.from(listsOn(BEFORE, textBefore), rest);
  if (mayBefore && heads.some(({ low }) => before().test(low))) return true;
  const tails = Array.from(listsOn(BEHIND, textBehind), rest);
  if (mayBefore && heads.some(({ low }) => othersWelcome().test(low) && !saysNo().test(low.split(sentenceEnd).at(-1) as string))) {
    return tails.some(({ low }) => welcomeBehind().test(low)) && !saysNo().test(lowBehind.split(sentenceEnd)[0] as string);
  }
  // What a comma alone parts need not be a list: "no VAT, Norvex modules", "Norvex, substitutes are not accepted".
  const isList = (head: Rest, tail: Rest): boolean => {
    const read = `${textBefore.slice(head.length)}·${textBehind.slice(0, textBehind.length - tail.length)}`;
    return conjunction().test(read) || !/[,/]\s|\s\//.test(read);
  };
  const isSubject = ({ low }: Rest): boolean => {
    const example = exampleCue().exec(low);
    const clauses = (example ? low.slice(0, example.index) : low).split(clauseStart());
    const words = (clauses.at(-1) as string).trim();
    if (clauses.length === 1 && isCut) return false;
    if (words === '') return !example;
    return words.split(/\s+/).every((word) => subjectWord().test(word) || (example !== null && originWord.test(word)));
  };
  const verbs = mayBehind ? tails.filter(({ low }) => behind().test(low)) : [];
  if (verbs.some((tail) => heads.some((head) => isSubject(head) && (isList(head, tail) || exampleCue().test(head.low))))) return true;
  const bids = mayBehind ? tails.filter(({ low }) => bidOut().test(low)) : [];
  if (bids.some((tail) => heads.some((head) => bidWith().test(head.low) && isList(head, tail)))) return true;
  if (!mayBefore) return false;
  const goods = tails.filter(({ low }) => goodsBehind().test(low));
  if (goods.length > 0 && keine().test(textBefore.toLowerCase())) return true;
  const ends = [...goods, ...tails.filter(({ low }) => nothingBehind().test(low))];
  if (ends.some((tail) => heads.some((head) => beforeEnd().test(head.low) && isList(head, tail)))) return true;
  return goods.some((tail) => heads.some((head) => beforeGoods().test(head.low) && isList(head, tail)));
}

const rest = (text: string): Rest => ({ low: text.toLowerCase(), length: text.length });

/** How the names of a list are read away on one side of a name. */
interface Side {
  /** The next name with what joins it. */
  readonly joined: () => RegExp;
  /** Another word of the same name. */
  readonly word: () => RegExp;
  readonly without: (text: string, read: RegExpExecArray) => string;
}

const BEFORE: Side = { joined: joinedBefore, word: wordBefore, without: (text, { index }) => text.slice(0, index) };
const BEHIND: Side = { joined: joinedBehind, word: wordBehind, without: (text, [read]) => text.slice(read.length) };

/** The text on a side of a name, and what is left of it as the other names of its list are read away, the nearest first. */
function* listsOn({ joined, word, without }: Side, text: string): Generator<string> {
  let left = text;
  yield left;
  for (let i = 0; i < MOST_NAMES; i++) {
    const name = joined().exec(left);
    if (!name) return;
    left = without(left, name);
    yield left;
    let shorter = left;
    for (let words = 1; words < MOST_WORDS; words++) {
      const another = word().exec(shorter);
      if (!another) break;
      shorter = without(shorter, another);
      yield shorter;
      if (!joined().test(shorter)) continue;
      left = shorter;
      break;
    }
  }
}
