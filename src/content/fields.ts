/** What may be read of form fields. Secrets are never looked at, not even for an instant. */
import { getAttribute, localNameOf } from './dom.ts';

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** Once a password field, always one: "show password" turns the type into `text`. */
let wasPassword = new WeakSet<Element>();

/** The fields that were password fields once. */
export function knownPasswords(): WeakSet<Element> {
  return wasPassword;
}

/** For another script in the same frame: what one of them knows to have been a password field, the other does too. */
export function sharePasswords(known: WeakSet<Element>): void {
  wasPassword = known;
}

const SECRET_AUTOCOMPLETE = /\bcc-|one-time-code|password/i;
/** Names that pages give to secrets in plain fields; missing a product name or a quantity there is no loss. */
const SECRET_NAME = /passw|passphrase|passcode|secret|(card|cc|security|verification)[-_]?(num|no\b|code|csc)/i;
/** Short ones only as words of their own, in whatever spelling: `card_cvv`, `cardCvv`, `sms-otp`. */
const SECRET_WORD = /(^|[^a-z])(pwd|pin|[mt]?otp|cv[cv]2?|csc|tan)(?![a-z])/i;
const HUMP = /([a-z\d])(?=[A-Z])/g;

function isSecretName(name: string | null): boolean {
  return name !== null && name !== '' && (SECRET_NAME.test(name) || SECRET_WORD.test(name.replace(HUMP, '$1-')));
}

function isSecret(field: Field): boolean {
  if (wasPassword.has(field)) return true;
  if (field.type === 'password') {
    wasPassword.add(field);
    return true;
  }
  return (
    SECRET_AUTOCOMPLETE.test(getAttribute(field, 'autocomplete') ?? '') ||
    isSecretName(getAttribute(field, 'name')) ||
    isSecretName(getAttribute(field, 'id'))
  );
}

/** To be called for an element that was a password field before anybody read it: its text stays unread. */
export function rememberPassword(element: Element): void {
  wasPassword.add(element);
}

/** Text shown by a form control. `field` is false where it is the page's own wording (a button's label). */
export interface FieldText {
  readonly text: string;
  readonly field: boolean;
}

const NOTHING: readonly FieldText[] = [];

/** Types of `input` whose value is read. `number`: quantities and prices of carts. */
const READ_TYPES: ReadonlySet<string> = new Set(['text', 'search', 'number']);
const BUTTON_TYPES: ReadonlySet<string> = new Set(['submit', 'button', 'reset']);

/** The texts that an `input`, `textarea` or `select` shows: one each, or the selected options. Empty for secrets. */
export function fieldTexts(element: Element): readonly FieldText[] {
  switch (localNameOf(element)) {
    case 'input': {
      const input = element as HTMLInputElement;
      // `type` as the property: an unknown or missing type attribute is a text field.
      const { type } = input;
      if (BUTTON_TYPES.has(type)) return [{ text: input.value, field: false }];
      // Asked of every type: a password field is remembered.
      return isSecret(input) || !READ_TYPES.has(type) ? NOTHING : [{ text: input.value, field: true }];
    }
    case 'textarea': {
      const area = element as HTMLTextAreaElement;
      return isSecret(area) ? NOTHING : [{ text: area.value, field: true }];
    }
    case 'select': {
      const select = element as HTMLSelectElement;
      if (isSecret(select)) return NOTHING;
      const texts: FieldText[] = [];
      for (const option of select.selectedOptions) texts.push({ text: option.label, field: true });
      return texts;
    }
    default:
      return NOTHING;
  }
}

/**
 * What a script may set without an event: the value, or which options are selected. Another string when that changed; ''
 * for secrets and for whatever is not read as a field.
 */
export function fieldStateOf(element: Element): string {
  switch (localNameOf(element)) {
    case 'input': {
      const input = element as HTMLInputElement;
      return isSecret(input) || !READ_TYPES.has(input.type) ? '' : input.value;
    }
    case 'textarea': {
      const area = element as HTMLTextAreaElement;
      return isSecret(area) ? '' : area.value;
    }
    case 'select': {
      const select = element as HTMLSelectElement;
      if (isSecret(select)) return '';
      return select.multiple ? Array.from(select.selectedOptions, ({ index }) => index).join() : String(select.selectedIndex);
    }
    default:
      return '';
  }
}
