/** The build turns such an import into the path of a self-contained script in the package. */
declare module '*?script&iife' {
  const path: string;
  export default path;
}
