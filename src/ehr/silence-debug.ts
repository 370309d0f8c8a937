// fhir-kit-client prints URLs and Authorization headers when DEBUG names it (SMART e): never in Hearth, whatever DEBUG says.
import { createRequire } from 'node:module';

interface DebugModule {
  readonly namespaces?: string;
  enable(namespaces: string): void;
}

/** Takes the client's loggers out of what `debug` prints and leaves everyone else's. */
export const silenceFhirClient = (): void => {
  // Resolved from the client's own place, so it is the very copy the client prints through.
  const debug = createRequire(import.meta.resolve('fhir-kit-client'))('debug') as DebugModule;
  debug.enable([debug.namespaces, '-fhir-kit-client:*'].filter(Boolean).join(','));
};
