/** What may be read of form fields. Secrets are never looked at, not even for an instant. */

/** Once a password field, always one: "show password" turns the type into `text`. */
const wasPassword = new WeakSet<Element>();

const SECRET_AUTOCOMPLETE = /\bcc-|one-time-code|password/i;
/** Names that pages give to secrets in plain text fields; missing a product name there is no loss. */
const SECRET_NAME = /passw|passphrase|passcode|\bpwd\b|secret|\botp\b|\bcv[cv]2?\b|card-?_?num/i;

function isSecret(field: HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement): boolean {
  if (wasPassword.has(field)) return true;
  if (field.type === 'password') {
    wasPassword.add(field);
    return true;
  }
  // Attributes, not properties: `form.name` and the like can be replaced by the page's own fields, attributes cannot.
  return (
    SECRET_AUTOCOMPLETE.test(field.getAttribute('autocomplete') ?? '') ||
    SECRET_NAME.test(field.getAttribute('name') ?? '') ||
    SECRET_NAME.test(field.getAttribute('id') ?? '')
  );
}

/** Text shown by a form control. `field` is false where it is the page's own wording (a button's label). */
export interface FieldText {
  readonly text: string;
  readonly field: boolean;
}

const NOTHING: readonly FieldText[] = [];

/** The texts that an `input`, `textarea` or `select` shows: paragraphs of a textarea, selected options. Empty for secrets. */
export function fieldTexts(element: Element): readonly FieldText[] {
  switch (element.localName) {
    case 'input': {
      const input = element as HTMLInputElement;
      // `type` as the property: an unknown or missing type attribute is a text field.
      const type = input.type;
      if (type === 'text' || type === 'search') return isSecret(input) ? NOTHING : [{ text: input.value, field: true }];
      if (type === 'password') isSecret(input); // remembered
      if (type === 'submit' || type === 'button' || type === 'reset') return [{ text: input.value, field: false }];
      return NOTHING;
    }
    case 'textarea': {
      const area = element as HTMLTextAreaElement;
      if (isSecret(area)) return NOTHING;
      return area.value.split(/\n[ \t\r]*\n/).map((text) => ({ text, field: true }));
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
