/** A page of ours that is closed when its stores have answered it so many times. */
export class Page {
  calls = 0;
  readonly closed: Promise<void>;
  private close = (): void => undefined;

  constructor(
    private readonly most = Number.POSITIVE_INFINITY,
    /** Called before each answer. */
    private readonly onCall: () => void = () => undefined,
  ) {
    this.closed = new Promise((resolve) => {
      this.close = resolve;
    });
  }

  /** A store as the page has it. */
  reach<Store extends object>(store: Store): Store {
    return new Proxy(store, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== 'function') return member;
        return (...values: unknown[]) => {
          this.calls += 1;
          this.onCall();
          if (this.calls <= this.most) return member.apply(target, values);
          this.close();
          return new Promise(() => undefined);
        };
      },
    });
  }
}
