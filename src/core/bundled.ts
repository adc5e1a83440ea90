/** What a bundled alternative says of itself, for offers of its own and for those of the organisation that it stands behind. */
import type { Offer } from './finding.ts';
import type { AlternativeVendor, Category } from './model.ts';

/** What others say of a vendor before what it says of itself. */
const BASIS_ORDER: readonly string[] = [
  'certification',
  'official-catalogue',
  'market-report',
  'press',
  'vendor-document',
  'directory',
  'statement',
];

/** Place of a kind of basis in that order; the best comes first. */
export const rankOfBasis = (kind: string): number => BASIS_ORDER.indexOf(kind);
/** Behind all kinds: no basis at all. */
export const NO_BASIS = BASIS_ORDER.length;

/** The described vendor that it is, else its own id. */
export const vendorOf = (candidate: AlternativeVendor): string => candidate.vendor ?? candidate.id;

export const productsOf = ({ products }: AlternativeVendor, category: Category): AlternativeVendor['products'] =>
  products.filter((product) => product.category === category.id);

export const basisOf = ({ basis }: AlternativeVendor): Offer['basis'] =>
  basis.toSorted((a, b) => rankOfBasis(a.kind) - rankOfBasis(b.kind));

/** A product's own page before its maker's. */
export function pageOf(
  candidate: AlternativeVendor,
  product: AlternativeVendor['products'][number] | undefined,
): Pick<Offer, 'url' | 'urlVerified'> {
  const url = product?.url ?? candidate.url;
  const isOwnPage = product?.url !== undefined;
  const urlVerified = candidate.urlVerification !== 'unverified' && !(isOwnPage && product.verification === 'unverified');
  return { ...(url === undefined ? {} : { url }), urlVerified };
}
