/** A page that writes down whatever a page can learn. Runs in the page's own world, before the content script starts. */
export const SPY = `<script>
  const baseline = new Set(Object.getOwnPropertyNames(window));
  const seen = { events: [], mutations: [], entries: [], visible: {}, resized: 0 };
  const types = new Set();
  for (let proto = window; proto; proto = Object.getPrototypeOf(proto)) {
    for (const name of Object.getOwnPropertyNames(proto)) if (name.startsWith('on')) types.add(name.slice(2));
  }
  for (const name of Object.getOwnPropertyNames(HTMLElement.prototype)) if (name.startsWith('on')) types.add(name.slice(2));
  for (const type of ['beforetoggle', 'toggle', 'transitionrun', 'animationstart', 'focusin', 'focusout', 'selectionchange', 'DOMContentLoaded']) types.add(type);
  for (const type of ['message', 'pointermove', 'pointerrawupdate', 'mousemove']) types.delete(type);
  for (const type of types) {
    window.addEventListener(type, (event) => seen.events.push(type + '@' + (event.target.localName ?? 'window')), true);
  }
  new MutationObserver((records) => {
    for (const { type, target, addedNodes } of records) seen.mutations.push(type + '@' + target.nodeName + '+' + addedNodes.length);
  }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  for (const type of PerformanceObserver.supportedEntryTypes) {
    // How long our work takes is no secret that could be kept, what it is about is.
    if (['longtask', 'long-animation-frame', 'event', 'first-input', 'visibility-state', 'navigation'].includes(type)) continue;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.entries.push(type + ':' + entry.name + ':' + (entry.value ?? '') + (entry.size ?? ''));
    }).observe({ type, buffered: false });
  }
  function watchVisibility() {
    for (const element of document.querySelectorAll('p')) {
      const options = { threshold: [0, 1] };
      if ('trackVisibility' in IntersectionObserver.prototype) Object.assign(options, { trackVisibility: true, delay: 100 });
      new IntersectionObserver((entries) => {
        for (const { target, isIntersecting, isVisible } of entries) seen.visible[target.id] = [isIntersecting, isVisible];
      }, options).observe(element);
    }
  }
  function rectOf(element) {
    const { x, y, width, height } = element.getBoundingClientRect();
    return [x, y, width, height, element.clientWidth, element.clientHeight, element.scrollWidth, element.scrollHeight, element.scrollTop, element.offsetWidth, element.offsetHeight];
  }
  function snapshot() {
    const points = [];
    for (let x = 5; x < innerWidth; x += 45) {
      for (let y = 5; y < innerHeight; y += 30) {
        const caret = document.caretPositionFromPoint?.(x, y) ?? document.caretRangeFromPoint?.(x, y);
        const node = caret && (caret.offsetNode ?? caret.startContainer);
        points.push(document.elementsFromPoint(x, y).map((element) => element.localName + '#' + element.id).join() + ' ' + (node ? node.nodeName + (node.parentNode?.id ?? '') : ''));
      }
    }
    const host = document.documentElement.lastElementChild;
    const style = getComputedStyle(host);
    return {
      html: document.documentElement.outerHTML,
      hostTag: host.localName,
      hostAttributes: [...host.attributes].map(({ name, value }) => name + '=' + value),
      hostStyle: [...style].map((name) => name + ':' + style.getPropertyValue(name)),
      hostRoot: host.shadowRoot,
      hostChildren: host.childNodes.length,
      rects: [...document.querySelectorAll('*')].map(rectOf),
      styles: [...document.querySelectorAll('p, td, input')].map((element) => ['color', 'backgroundColor', 'cursor', 'textDecoration', 'outline'].map((name) => getComputedStyle(element)[name])),
      points,
      animations: document.getAnimations().length,
      bodyAnimations: document.documentElement.getAnimations({ subtree: true }).length,
      sheets: document.styleSheets.length,
      adopted: document.adoptedStyleSheets.length,
      fonts: document.fonts.size,
      highlights: window.CSS?.highlights?.size,
      resources: performance.getEntriesByType('resource').map(({ name }) => name),
      marks: performance.getEntriesByType('mark').length,
      active: document.activeElement.localName,
      selection: String(getSelection()),
      popovers: document.querySelectorAll(':popover-open, :modal, :focus, :target').length,
      frames: window.length,
      url: location.pathname.replace(/\\d+/, ''),
      history: history.length,
      globals: Object.getOwnPropertyNames(window).filter((name) => !baseline.has(name)),
      scroll: [scrollX, scrollY],
      found: ['Restricted', 'FortiGate', 'Fortinet ·', 'Instead'].map((text) => { const is = window.find(text, true, false, true); getSelection().removeAllRanges(); return is; }),
      cookies: document.cookie,
      storage: localStorage.length,
      // Which events there were; their order and number differ from run to run.
      seen: { ...seen, events: [...new Set(seen.events)].sort() },
    };
  }
</script>`;
