// SECURITY section 5: what a browser may do with our pages. Only registered EHRs may frame them.
import type { RequestHandler, Response } from 'express';
import helmet from 'helmet';

export interface HeaderPolicy {
  /** Origins of every registered EHR that may show Hearth in a frame. */
  readonly frameOrigins: readonly string[];
  readonly secure: boolean;
}

const policyText = (
  frameOrigins: readonly string[],
  extra: { formAction?: string; scriptNonce?: string } = {},
): string =>
  [
    "default-src 'none'",
    `script-src ${extra.scriptNonce ? `'nonce-${extra.scriptNonce}'` : "'none'"}`,
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    `form-action 'self'${extra.formAction ? ` ${extra.formAction}` : ''}`,
    "base-uri 'none'",
    "object-src 'none'",
    `frame-ancestors ${frameOrigins.length > 0 ? frameOrigins.join(' ') : "'none'"}`,
  ].join('; ');

/** Lets one page run one script and post on to one more origin: the launch probe, whose answer redirects to the EHR. */
export const relaxPolicy = (
  response: Response,
  policy: HeaderPolicy,
  extra: { formAction: string; scriptNonce: string },
): void => {
  response.setHeader('Content-Security-Policy', policyText(policy.frameOrigins, extra));
};

export const securityHeaders = (policy: HeaderPolicy): readonly RequestHandler[] => [
  helmet({
    contentSecurityPolicy: false,
    frameguard: policy.frameOrigins.length > 0 ? false : { action: 'deny' },
    referrerPolicy: { policy: 'same-origin' },
    hsts: policy.secure ? { maxAge: 31_536_000, includeSubDomains: true } : false,
    crossOriginResourcePolicy: { policy: 'same-origin' },
    // An EHR's window that opened us must stay able to close us.
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
  }),
  (_request, response, next) => {
    response.setHeader('Content-Security-Policy', policyText(policy.frameOrigins));
    response.setHeader('Permissions-Policy', 'camera=(), microphone=(), geolocation=()');
    response.setHeader('Cache-Control', 'no-store');
    next();
  },
];
