/**
 * May we trust, and post to, this service URL? https, no credentials in it, and its `host[:port]` exactly one of the
 * list: any customer of Azure can register another name under trafficmanager.net.
 */
export function isTrustedServiceUrl(serviceUrl: string, hosts: readonly string[]): boolean {
  const url = URL.parse(serviceUrl);
  if (url?.protocol !== 'https:' || url.username || url.password || url.search || url.hash) return false;
  return hosts.some((host) => URL.parse(`https://${host}`)?.host === url.host);
}
