import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { Metrics } from '../../ports/metrics.ts';

export interface MetricsServer {
  /** Binds to the loopback; throws the system's error when the port is taken. */
  listen(port: number): Promise<void>;
  readonly port: number;
  close(): Promise<void>;
}

type Labels = Readonly<Record<string, string>>;

const seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const labelForm = /^[\w.:-]{1,60}$/;
/** Labels are codes; anything else would fill the memory and might be what a person wrote. */
const tidy = (names: readonly string[], labels: Labels): Labels =>
  Object.fromEntries(names.map((name) => [name, labelForm.test(labels[name] ?? '') ? (labels[name] ?? '') : 'other']));

const word = (name: string) => name.replace(/\W/g, '_');

interface Figure<T> {
  readonly it: T;
  readonly labels: readonly string[];
}

/** A figure is made when it is first told of; its labels are those of that first time. */
function figures<T>(make: (name: string, labelNames: readonly string[]) => T) {
  const made = new Map<string, Figure<T>>();
  return (name: string, labels: Labels): Figure<T> => {
    const known = made.get(name);
    if (known) return known;
    const labelNames = Object.keys(labels);
    const figure = { it: make(name, labelNames), labels: labelNames };
    made.set(name, figure);
    return figure;
  };
}

/**
 * Figures in Prometheus' text format: `behalf_<name>_total`, `behalf_<name>_seconds`, and the process's own. `text`
 * gives what `GET /metrics` answers.
 */
export function createMetrics(): Metrics & { text(): Promise<string> } {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const counters = figures((name, labelNames) => {
    return new Counter({ name: `behalf_${word(name)}_total`, help: `How often: ${name}`, labelNames, registers });
  });
  const histograms = figures((name, labelNames) => {
    const help = `How long: ${name}`;
    return new Histogram({ name: `behalf_${word(name)}_seconds`, help, labelNames, buckets: seconds, registers });
  });
  return {
    count(name, labels = {}) {
      const { it, labels: names } = counters(name, labels);
      it.inc(tidy(names, labels));
    },
    time(name, ms, labels = {}) {
      const { it, labels: names } = histograms(name, labels);
      it.observe(tidy(names, labels), ms / 1000);
    },
    text: () => registry.metrics(),
  };
}

/** `GET /metrics` on the loopback; anything else 404. */
export function createMetricsServer(metrics: { text(): Promise<string> }): MetricsServer {
  const server = createServer(async (request, response) => {
    const known = request.method === 'GET' && request.url === '/metrics';
    const text = known ? await metrics.text() : '';
    response.writeHead(known ? 200 : 404, { 'content-type': Registry.PROMETHEUS_CONTENT_TYPE });
    response.end(text);
  });
  return {
    listen: (port) =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, '127.0.0.1', () => {
          server.off('error', reject);
          resolve();
        });
      }),
    get port() {
      return (server.address() as AddressInfo | null)?.port ?? 0;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
